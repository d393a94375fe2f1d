package import Items

/// What somebody's own data probably is, guessed from its first records.
package struct FieldGuess: Hashable, Sendable {
  /// The field that names each record; nil when none does.
  package var idField: String?
  /// The fields worth reading, in the order of the data, without the candidates.
  package var texts: [String]
  /// The two fields that hold candidates.
  package var pair: [String]
  /// How each of these fields is drawn.
  package var displays: [String: Display]
  /// The fields that would tell an annotator who wrote what, or what others answered.
  package var hide: [String]

  package init(
    idField: String? = nil, texts: [String] = [], pair: [String] = [],
    displays: [String: Display] = [:], hide: [String] = []
  ) {
    self.idField = idField
    self.texts = texts
    self.pair = pair
    self.displays = displays
    self.hide = hide
  }

  /// Guesses from records, of which a few dozen are enough; what is no object is passed over.
  package init(from records: [JSON]) {
    let columns = Column.columns(of: records)
    let id = columns.first { $0.looksLikeID(records: records.count) }
    let rest = columns.filter { $0.name != id?.name }
    let hidden = rest.filter(\.looksTelling)
    let readable = rest.filter { !$0.looksTelling && $0.isReadable }
    let pair = Self.pair(among: readable)
    self.init(
      idField: id?.name,
      texts: readable.filter { !pair.contains($0.name) && $0.looksWorthReading }.map(\.name),
      pair: pair, hide: hidden.map(\.name))
    for column in readable { displays[column.name] = column.display }
    if texts.isEmpty, pair.isEmpty { texts = readable.map(\.name) }
  }

  /// Fields whose names differ in the last word alone, such as `reply_a` and `reply_b`.
  private static func pair(among columns: [Column]) -> [String] {
    let endings = [
      ("a", "b"), ("1", "2"), ("0", "1"), ("left", "right"), ("first", "second"),
      ("one", "two"), ("x", "y"),
    ]
    var pairs: [(names: [String], length: Int)] = []
    for column in columns {
      for (first, second) in endings where column.name.lowercased().hasSuffix(first) {
        let stem = column.name.dropLast(first.count)
        let other = columns.first { candidate in
          candidate.name.hasPrefix(stem)
            && candidate.name.dropFirst(stem.count).lowercased() == second
        }
        if let other {
          pairs.append(([column.name, other.name], column.length + other.length))
        }
      }
    }
    for (first, second) in [("chosen", "rejected"), ("preferred", "other"), ("better", "worse")] {
      let names = [first, second].filter { name in columns.contains { $0.name == name } }
      if names.count == 2 { pairs.append((names, 0)) }
    }
    var longest = pairs.first
    for pair in pairs where pair.length > longest?.length ?? 0 { longest = pair }
    return longest?.names ?? []
  }
}

/// One field of the records.
private struct Column {
  var name: String
  /// The values of the records that have it, but no nulls.
  var values: [JSON]

  static func columns(of records: [JSON]) -> [Column] {
    var columns: [Column] = []
    var index: [String: Int] = [:]
    for record in records {
      for member in record.members ?? [] where member.value != .null {
        if let known = index[member.key] {
          columns[known].values.append(member.value)
        } else if columns.count < 1000 {
          index[member.key] = columns.count
          columns.append(Column(name: member.key, values: [member.value]))
        }
      }
    }
    return columns
  }

  private var words: [String] {
    // `modelA`, `model_a` and `model-a` alike.
    var spaced = ""
    for character in name {
      if character.isUppercase { spaced += " " }
      spaced += character.isLetter || character.isNumber ? character.lowercased() : " "
    }
    // `response1` is a response.
    return spaced.split(separator: " ").map { word in
      String(word.reversed().drop { $0.isNumber }.reversed())
    }
  }

  /// The mean length of the values as people read them.
  var length: Int {
    values.isEmpty ? 0 : values.reduce(0) { $0 + $1.shown.unicodeScalars.count } / values.count
  }

  func looksLikeID(records: Int) -> Bool {
    let names = ["id", "idx", "uid", "uuid", "guid", "index", "key", "hash", "_id"]
    let name = name.lowercased()
    guard
      names.contains(name)
        || ["item", "example", "question", "record", "row", "sample", "task", "doc", "document"]
          .contains(where: { name == "\($0)_id" || name == "\($0)id" })
    else { return false }
    let ids = values.compactMap { value in
      value.stringValue ?? value.integerValue.map { String($0) }
    }
    return ids.count == records && Set(ids).count == records && !ids.contains("")
  }

  /// Whether the name says that the field tells who wrote something or what was judged.
  var looksTelling: Bool {
    let telling: Set<String> = [
      "model", "models", "annotator", "annotators", "worker", "labeler", "rater", "label", "labels",
      "score", "scores", "rating", "ratings", "rank", "winner", "preference", "preferred", "judge",
      "judgment", "verdict", "gold", "vote", "votes", "cmp", "annotation", "annotations", "author",
    ]
    return !telling.isDisjoint(with: words)
  }

  /// Whether the values are texts or conversations.
  var isReadable: Bool {
    let readable = values.count { value in
      value.stringValue != nil || isConversation(value)
    }
    return readable * 2 > values.count
  }

  /// Whether the values are what is to be judged, and no codes or names beside it.
  var looksWorthReading: Bool {
    let known: Set<String> = [
      "text", "prompt", "question", "query", "instruction", "input", "context", "passage",
      "document", "sentence", "review", "message", "messages", "conversation", "dialogue",
      "dialog", "comment", "title", "headline", "tweet", "post", "content", "body", "abstract",
      "source", "premise", "hypothesis", "claim", "response", "reply", "answer", "output",
      "completion", "summary", "transcript", "chosen", "rejected",
    ]
    return !known.isDisjoint(with: words) || length >= 40
  }

  var display: Display {
    if values.contains(where: isConversation) { return .conversation }
    let texts = values.compactMap(\.stringValue)
    let marked = texts.count { text in
      text.contains("```") || text.contains("**") || text.contains("\n- ")
        || text.contains("\n# ")
    }
    return marked * 4 >= max(1, texts.count) ? .markdown : .text
  }

  private func isConversation(_ value: JSON) -> Bool {
    if let text = value.stringValue {
      return text.contains("Human:") && text.contains("Assistant:")
    }
    guard let turns = value.elements, !turns.isEmpty else { return false }
    return turns.allSatisfy { $0["role"] != nil && $0["content"] != nil }
  }
}
