package import Items
import Judgments

extension JudgmentRecord {
  /// Reads a record from JSON.
  ///
  /// Needed are item, person, at, and answers unless the judgment was taken back; what else is
  /// missing counts as empty. Answers stay as they are: what they mean is for the questions to say.
  ///
  /// - Returns: the record, or nil with all its problems, each at the place given.
  package static func read(_ json: JSON, at place: Place?) -> (JudgmentRecord?, [Problem]) {
    var fields = RecordFields(json, names: names, place: place)
    let status = fields.word("status", of: Status.allCases, named: \.rawValue) ?? .settled
    let record = JudgmentRecord(
      dataset: fields.text("dataset") ?? "",
      item: fields.requiredText("item"),
      person: fields.requiredText("person"),
      answers: fields.members("answers", isRequired: status != .retracted).map {
        Answer(question: $0.key, value: $0.value)
      },
      aside: fields.word("aside", of: Aside.allCases, named: \.name),
      asked: fields.remarks("asked"),
      notes: fields.remarks("notes"),
      confidence: fields.integer("confidence", in: 1...5),
      activeMilliseconds: UInt64(fields.integer("active_ms", in: 0...Int.max) ?? 0),
      awayMilliseconds: UInt64(fields.integer("away_ms", in: 0...Int.max) ?? 0),
      presented: fields.members("presented", isRequired: false).map {
        Presented(question: $0.key, fields: fields.texts($0.value, of: "presented"))
      },
      guidelines: fields.text("guidelines"),
      questions: fields.text("questions"),
      status: status,
      at: fields.time("at"))
    if status == .retracted, !record.answers.isEmpty {
      fields.report("A judgment that was taken back has answers.", "Leave \"answers\" out.")
    }
    return fields.problems.isEmpty ? (record, []) : (nil, fields.problems)
  }

  private static let names = [
    "dataset", "item", "person", "answers", "aside", "asked", "notes", "confidence", "active_ms",
    "away_ms", "presented", "guidelines", "questions", "status", "at",
  ]
}
