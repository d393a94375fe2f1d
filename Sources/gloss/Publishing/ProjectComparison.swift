import Guidelines
import Items
import Judgments
import Project
import Storage

/// What an edited project would change in a store.
struct ProjectComparison {
  let questions: [QuestionChange]
  /// The same project, word for word.
  let isSameSchema: Bool
  let rules: [RuleChange]
  let isSameHandbook: Bool
  let leadPolicy: [UInt8]?
  let isSamePolicy: Bool
  let items: ItemComparison
  /// How many judgments in force answer each question.
  let answered: [String: Int]

  init(_ store: Store, _ project: SoundProject) throws {
    let stored = try StoredProject(store)
    let definition = project.definition
    questions = ProjectChange.between(stored.definition, definition)
    isSameSchema = stored.publication.bytes == definition.publicForm.canonicalBytes
    let source = try store.handbook().map { String(decoding: $0.bytes, as: UTF8.self) }
    let old = Handbook.read(source ?? "").0
    let new = project.handbook
    isSameHandbook = new == nil || new?.source.utf8.elementsEqual((source ?? "").utf8) == true
    rules = isSameHandbook ? [] : new.map { HandbookDifference.between(old, $0) } ?? []
    leadPolicy = try project.leadPolicy()
    let policy = try store.policy("lead").map { Array($0.utf8) }
    isSamePolicy = leadPolicy == nil || leadPolicy == policy
    items = try ItemComparison(store, project)
    answered = isSameSchema ? [:] : try Self.count(store)
  }

  var isNothing: Bool {
    isSameSchema && isSameHandbook && isSamePolicy && items.isNothing
  }

  private static func count(_ store: Store) throws -> [String: Int] {
    var counts: [String: Int] = [:]
    try store.judgments { line in
      guard line.standing == .settled || line.standing == .twin else { return }
      for answered in line.heads.first?.judgment.answers ?? [] {
        counts[answered.question, default: 0] += 1
      }
    }
    return counts
  }
}

/// What became of the items.
struct ItemComparison {
  private(set) var new = 0
  private(set) var same = 0
  /// Items whose content is another under the same id.
  private(set) var revised: [CanonicalItem] = []
  /// Numbers of items that are in no file any more.
  private(set) var gone: [Int64] = []
  private(set) var files: [DataFile] = []

  var isNothing: Bool { new == 0 && revised.isEmpty }

  init(_ store: Store, _ project: SoundProject) throws {
    var seen: Set<Int64> = []
    for path in project.itemFiles {
      let file = try DataFile(FolderTree.join(project.tree.root, path))
      files.append(file)
      var reader = try file.reader(shape: project.definition.shape)
      while let record = try reader.next() {
        guard case .item(let item, _) = record else { continue }
        guard let number = try store.find(externalID: item.externalID),
          let known = try store.item(at: number)
        else {
          new += 1
          continue
        }
        guard seen.insert(number).inserted else { continue }
        if known.content == item.content, !known.isRetired {
          same += 1
        } else {
          revised.append(item)
        }
      }
    }
    guard !files.isEmpty else { return }
    var next = try store.first(filter: .all)
    while let number = next {
      if !seen.contains(number) { gone.append(number) }
      next = try store.next(after: number, filter: .all)
    }
  }
}
