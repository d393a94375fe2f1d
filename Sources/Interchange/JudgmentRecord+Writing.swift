package import Items
import Judgments

extension JudgmentRecord {
  /// The record as a JSON object, its members in the order in which files have them.
  ///
  /// `dataset` is left out for the default one, `answers` for a judgment that was taken back.
  package var json: JSON {
    var members: [JSONMember] = []
    if !dataset.isEmpty { members.append(JSONMember("dataset", .string(dataset))) }
    members += [JSONMember("item", .string(item)), JSONMember("person", .string(person))]
    if status != .retracted {
      members.append(
        JSONMember("answers", .object(answers.map { JSONMember($0.question, $0.value) })))
    }
    members += [
      JSONMember("aside", Self.optional(aside?.name)),
      JSONMember("asked", .array(asked.map(\.json))),
      JSONMember("notes", .array(notes.map(\.json))),
      JSONMember("confidence", confidence.map { .integer($0) } ?? .null),
      JSONMember("active_ms", .integer(activeMilliseconds)),
      JSONMember("away_ms", .integer(awayMilliseconds)),
      JSONMember(
        "presented",
        .object(
          presented.map { JSONMember($0.question, .array($0.fields.map { .string($0) })) })),
      JSONMember("guidelines", Self.optional(guidelines)),
      JSONMember("questions", Self.optional(questions)),
      JSONMember("status", .string(status.rawValue)),
      JSONMember("at", .string(at.text)),
    ]
    return .object(members)
  }

  /// The record as one line of a file, with its line feed.
  package var line: [UInt8] { json.orderedBytes + [UInt8(ascii: "\n")] }

  /// Whether this record's line stands before the other's, apart from the hashes of versions: by
  /// dataset, then external id, then person, by UTF-8 bytes.
  package func precedes(_ other: JudgmentRecord) -> Bool {
    for (one, two) in [(dataset, other.dataset), (item, other.item), (person, other.person)]
    where !one.hasSameBytes(as: two) {
      return one.precedesByBytes(two)
    }
    return false
  }

  private static func optional(_ text: String?) -> JSON { text.map { .string($0) } ?? .null }
}

extension JudgmentRecord.Remark {
  /// The remark as an object; rule and question are left out where there are none.
  var json: JSON {
    var members = [JSONMember("text", .string(text))]
    if let rule { members.append(JSONMember("rule", .string(rule))) }
    if let question { members.append(JSONMember("question", .string(question))) }
    return .object(members)
  }
}
