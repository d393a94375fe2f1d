import Items
import Judgments
import Project
import Questions
import Storage

/// The project of a store: its questions in force, and those of every earlier version.
struct StoredProject {
  let store: Store
  let definition: ProjectDefinition
  let publication: Publication
  private let versions: [Hash: (label: String, definition: ProjectDefinition?)]
  private let handbooks: [Hash: String]

  init(_ store: Store) throws {
    self.store = store
    guard let schema = try store.schema() else {
      throw Refusal(
        "The store has no questions yet.",
        remedy: "Merge it with a store of the project, whose questions it is waiting for.")
    }
    publication = schema
    definition = try Self.read(schema)
    var versions: [Hash: (label: String, definition: ProjectDefinition?)] = [:]
    for version in try store.schemas() {
      versions[version.blob] = (version.label, try? Self.read(version))
    }
    self.versions = versions
    handbooks = Dictionary(try store.handbooks().map { ($0.blob, $0.label) }) { first, _ in first }
  }

  private static func read(_ schema: Publication) throws -> ProjectDefinition {
    try ProjectDefinition(
      publicForm: JSON(parsing: schema.bytes, file: "questions \(schema.label)"))
  }

  /// What the readers of items must know; the hidden fields are in what only leads hold.
  func shape() throws -> ItemShape {
    ItemShape(
      idField: definition.idField, hide: try StoredLeadPolicy.hidden(in: store.policy("lead")))
  }

  /// The label of a questions version; nil for one that is not here.
  func label(ofQuestions blob: Hash?) -> String? { blob.flatMap { versions[$0]?.label } }

  /// The label of a handbook version.
  func label(ofHandbook blob: Hash?) -> String? { blob.flatMap { handbooks[$0] } }

  /// The answers of a judgment in JSON, in the order of the questions it was made under.
  func answers(of judgment: Judgment) -> [(question: String, value: JSON)] {
    let asked = judgment.schema.flatMap { versions[$0]?.definition } ?? definition
    let order = Dictionary(
      asked.questions.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    let sorted = judgment.answers.enumerated().sorted {
      (order[$0.element.question] ?? .max, $0.offset)
        < (order[$1.element.question] ?? .max, $1.offset)
    }
    return sorted.map { _, answered in
      let question = asked.question(answered.question) ?? definition.question(answered.question)
      return (
        answered.question,
        question?.kind.json(of: answered.answer) ?? Self.plain(answered.answer)
      )
    }
  }

  /// An answer to a question that is not known here, as it is stored.
  private static func plain(_ answer: AnswerValue) -> JSON {
    switch answer {
    case .text(let text): .string(text)
    case .integer(let number): .integer(number)
    case .list(let values): .array(values.map(plain))
    }
  }
}

/// What only leads may know, as the store keeps it: one JSON object under the name `lead`.
enum StoredLeadPolicy {
  /// The policy and the names of the hidden fields, which alone may say too much.
  static func bytes(_ policy: LeadPolicy?, hide: [String]) -> [UInt8]? {
    guard policy != nil || !hide.isEmpty else { return nil }
    var members = [JSONMember("hide", .array(hide.map { .string($0) }))]
    if let policy { members += json(policy) }
    return JSON.object(members).canonicalBytes
  }

  /// The fields that no annotator may see.
  static func hidden(in policy: String?) throws -> [String] {
    guard let policy else { return [] }
    let json = try JSON(parsing: Array(policy.utf8), file: "the lead's policy")
    return (json["hide"]?.elements ?? []).compactMap(\.stringValue)
  }

  private static func json(_ policy: LeadPolicy) -> [JSONMember] {
    [
      JSONMember(
        "gold",
        [
          "pool": .integer(policy.goldPool), "each": .integer(policy.goldEach),
          "gap": [.integer(policy.goldGap.lowerBound), .integer(policy.goldGap.upperBound)],
          "companions": .integer(policy.goldCompanions),
        ]),
      JSONMember(
        "qualification",
        [
          "items": .integer(policy.qualificationItems),
          "pass": .number(policy.qualificationPass.description),
          "retests": .integer(policy.qualificationRetests),
        ]),
      JSONMember(
        "alerts",
        [
          "acceptable": .number(policy.alertAcceptable.description),
          "unacceptable": .number(policy.alertUnacceptable.description),
          "alpha": .number(policy.alertAlpha.description),
          "beta": .number(policy.alertBeta.description),
          "watched": .integer(policy.alertWatched),
        ]),
      JSONMember(
        "seeds",
        .object(
          policy.seeds.sorted { $0.key < $1.key }.map { JSONMember($0.key, .integer($0.value)) })),
    ]
  }
}
