package import Items

/// Two transcripts with a common beginning, cut into the prompt and the two replies.
package struct TranscriptPair: Hashable, Sendable {
  package var prompt: String
  package var chosen: String
  package var rejected: String
  /// What else the line held.
  package var others: [JSONMember] = []

  /// Cuts behind the last `\n\nAssistant:` that both have in common, or gives nil when they have
  /// none.
  package init?(chosen: String, rejected: String) {
    let left = Array(chosen.utf8)
    let right = Array(rejected.utf8)
    var common = 0
    while common < min(left.count, right.count), left[common] == right[common] { common += 1 }
    guard let end = Self.endOfLastMarker(in: left[..<common]) else { return nil }
    // The marker is ASCII, so the cut never falls into a character's bytes.
    prompt = String(decoding: left[..<end], as: UTF8.self)
    self.chosen = String(decoding: left[end...], as: UTF8.self)
    self.rejected = String(decoding: right[end...], as: UTF8.self)
  }

  /// Takes the pair of one line.
  ///
  /// - Throws: a problem without a place.
  init(_ value: JSON) throws(Problem) {
    guard let members = value.members else {
      throw Problem(
        what: "The line is \(value.kindName), not an object.",
        why: "A line of HH transcripts is {\"chosen\": …, \"rejected\": …}.")
    }
    let chosen = try Self.transcript("chosen", of: value)
    let rejected = try Self.transcript("rejected", of: value)
    guard let pair = TranscriptPair(chosen: chosen, rejected: rejected) else {
      throw Problem(
        what: "The transcripts have no turn of the assistant in common.",
        why: "The prompt ends after the last common \"\\n\\nAssistant:\".",
        remedy: "Check that both begin with the same turns.")
    }
    self = pair
    others = members.filter { !["chosen", "rejected"].contains($0.key) }
    if let twin = others.first(where: { ["prompt", "reply_a", "reply_b"].contains($0.key) }) {
      throw Problem(
        what: "The line has a field \(Quoted(twin.key)) of its own.",
        why: "The parts of the transcripts get that name.",
        remedy: "Rename the field, or import the file as JSONL.")
    }
  }

  /// The item's fields.
  var members: [JSONMember] {
    [
      JSONMember("prompt", .string(prompt)), JSONMember("reply_a", .string(chosen)),
      JSONMember("reply_b", .string(rejected)),
    ] + others
  }

  private static func transcript(_ field: String, of value: JSON) throws(Problem) -> String {
    guard let found = value[field] else {
      let near = NearestWord.find(field, among: value.members?.prefix(64).map(\.key) ?? [])
      throw Problem(
        what: "The line has no field \(Quoted(field)).",
        why: "A line of HH transcripts is {\"chosen\": …, \"rejected\": …}.",
        remedy: near.map { "Is \(Quoted($0)) meant?" } ?? "")
    }
    guard let text = found.stringValue else {
      throw Problem(
        what: "The field \(Quoted(field)) is \(found.kindName).",
        why: "A transcript is one text with turns of Human: and Assistant:.")
    }
    return text
  }

  private static func endOfLastMarker(in bytes: ArraySlice<UInt8>) -> Int? {
    let marker = Array("\n\nAssistant:".utf8)
    var end = bytes.endIndex
    while end - bytes.startIndex >= marker.count {
      if bytes[end - 1] == marker[marker.count - 1],
        bytes[end - marker.count..<end].elementsEqual(marker)
      {
        return end
      }
      end -= 1
    }
    return nil
  }
}
