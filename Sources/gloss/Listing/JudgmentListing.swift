import Interchange
import Items
import Judgments
import Storage

/// The judgments of a store as lines, in an order that does not depend on the store.
struct JudgmentListing {
  /// A line's place in the order: dataset, item, person and hash, by UTF-8 bytes.
  private struct Key {
    var dataset: String
    var item: String
    var person: String
    var hash: Hash
    /// Where the line stands in `text`.
    var range: Range<Int>

    static func precedes(_ left: Key, _ right: Key) -> Bool {
      let pairs = [
        (left.dataset, right.dataset), (left.item, right.item), (left.person, right.person),
      ]
      for (one, two) in pairs where !one.utf8.elementsEqual(two.utf8) {
        return one.utf8.lexicographicallyPrecedes(two.utf8)
      }
      return left.hash < right.hash
    }
  }

  private var keys: [Key] = []
  /// All lines in the order of the store, so that a million of them are one piece of memory.
  private var text: [UInt8] = []
  private var leftOut = LeftOut()

  /// Reads everything that has a line.
  ///
  /// With `conflicts` each version in conflict has one, with `retracted` what was taken back.
  init(_ store: Store, conflicts: Bool, retracted: Bool) throws {
    let project = try StoredProject(store)
    let total = try store.counts.items
    var progress = Progress("Exporting", total: nil)
    defer { progress.end() }
    try store.judgments { line in
      try add(line, project, conflicts: conflicts, retracted: retracted)
      progress.advance(to: keys.count, "\(Plural.text(keys.count, "judgment")) of \(total) items")
    }
    leftOut.imported = try store.countImportedJudgments()
    keys.sort(by: Key.precedes)
  }

  private mutating func add(
    _ line: JudgmentLine, _ project: StoredProject, conflicts: Bool, retracted: Bool
  ) throws {
    guard let item = line.item else {
      leftOut.withoutItem += 1
      return
    }
    switch line.standing {
    case .settled, .twin:
      if let head = line.heads.first { add(head, item, line, .settled, project) }
    case .conflict:
      guard conflicts else {
        leftOut.conflicts += 1
        return
      }
      for head in line.heads { add(head, item, line, .conflict, project) }
    case .retracted:
      guard retracted, let head = line.heads.first else {
        leftOut.retracted += 1
        return
      }
      add(head, item, line, .retracted, project)
    default: leftOut.unreadable += 1
    }
  }

  private mutating func add(
    _ version: Version, _ item: StoredItem, _ line: JudgmentLine,
    _ status: JudgmentRecord.Status, _ project: StoredProject
  ) {
    let judgment = version.judgment
    let person = project.store.person(version.person).handle
    func remarks(_ kind: RemarkEntry.Kind) -> [JudgmentRecord.Remark] {
      line.remarks.filter { $0.kind == kind }.map {
        JudgmentRecord.Remark(
          text: $0.remark.text, rule: $0.remark.rule, question: $0.remark.question)
      }
    }
    let record = JudgmentRecord(
      dataset: item.dataset, item: item.externalID, person: person,
      answers: status == .retracted
        ? []
        : project.answers(of: judgment).map {
          JudgmentRecord.Answer(question: $0.question, value: $0.value)
        },
      aside: judgment.aside, asked: remarks(.ask), notes: remarks(.note),
      confidence: judgment.confidence, activeMilliseconds: judgment.activeMilliseconds,
      awayMilliseconds: judgment.awayMilliseconds, presented: judgment.presented,
      guidelines: project.label(ofHandbook: judgment.handbook),
      questions: project.label(ofQuestions: judgment.schema), status: status,
      at: UTCSeconds(milliseconds: version.at))
    let start = text.count
    text += record.line
    keys.append(
      Key(
        dataset: item.dataset, item: item.externalID, person: person,
        hash: version.reference.hash, range: start..<text.count))
  }

  /// Writes the lines; `harmless` escapes what a terminal could act on, the values are the same.
  func write(to output: TextOutput, harmless: Bool) throws {
    for key in keys {
      let line = Array(text[key.range])
      if harmless {
        try output.json(JSON(parsing: Array(line.dropLast()), file: "an exported judgment"))
      } else {
        try output.bytes(line)
      }
    }
  }

  /// What was left out, as one sentence each, and what was written to a file.
  func notes(isToFile: Bool) -> [String] {
    (isToFile ? [Plural.text(keys.count, "judgment") + " written."] : []) + leftOut.sentences
  }

  /// What has no line, and why.
  private struct LeftOut {
    var conflicts = 0
    var retracted = 0
    var withoutItem = 0
    var unreadable = 0
    var imported = 0

    var sentences: [String] {
      var sentences: [String] = []
      if conflicts > 0 {
        sentences.append(
          "\(Plural.text(conflicts, "judgment")) left out where devices of one person disagree; "
            + "--conflicts writes every version.")
      }
      if retracted > 0 {
        sentences.append(
          "\(Plural.text(retracted, "judgment")) taken back and left out; "
            + "--retracted writes them.")
      }
      if withoutItem > 0 {
        sentences.append(
          "\(Plural.text(withoutItem, "judgment")) left out for want of the item; "
            + "merge a store that has them.")
      }
      if unreadable > 0 {
        sentences.append(
          "\(Plural.text(unreadable, "judgment")) left out, written by a newer gloss or "
            + "missing a part; gloss verify says more.")
      }
      if imported > 0 {
        sentences.append(
          "\(Plural.text(imported, "judgment")) imported from elsewhere and left out."
        )
      }
      return sentences
    }
  }
}
