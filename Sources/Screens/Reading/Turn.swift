import Items

/// What one speaker says in a conversation.
struct Turn: Hashable {
  /// Who speaks, as the source has it; `nil` for text before the first speaker.
  var speaker: String?
  var text: String
  /// Whether a transcript ends here, so that what is judged goes on from it.
  var isOpen = false
  /// What else a message holds besides its role and content, as names and JSON.
  var facts: [(name: String, value: String)] = []

  static func == (left: Turn, right: Turn) -> Bool {
    left.speaker == right.speaker && left.text == right.text && left.isOpen == right.isOpen
      && left.facts.elementsEqual(right.facts, by: ==)
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(speaker)
    hasher.combine(text)
  }

  /// Reads `[{"role": …, "content": …}, …]` or a transcript; `nil` where there is no speaker.
  static func all(in text: String) -> [Turn]? {
    messages(in: text) ?? transcript(text)
  }

  // MARK: Messages

  private static func messages(in text: String) -> [Turn]? {
    let first = text.unicodeScalars.first { $0 != " " && $0 != "\n" && $0 != "\r" && $0 != "\t" }
    guard first == "[", let json = try? JSON(parsing: Array(text.utf8), file: ""),
      case .array(let messages) = json, !messages.isEmpty
    else { return nil }
    var turns: [Turn] = []
    for message in messages {
      guard case .object(let members) = message,
        let speaker = message["role"]?.shown ?? message["from"]?.shown
      else { return nil }
      var turn = Turn(speaker: speaker, text: "")
      for member in members {
        switch member.key {
        case "role", "from": break
        case "content", "value": turn.text = content(member.value)
        default: turn.facts.append((member.key, member.value.shown))
        }
      }
      turns.append(turn)
    }
    return turns
  }

  /// A message's text, or the texts of its parts; a part of another kind stays JSON.
  private static func content(_ value: JSON) -> String {
    guard case .array(let parts) = value else { return value.shown }
    return
      parts
      .map { part in
        part["type"]?.stringValue == "text" ? part["text"]?.shown ?? part.shown : part.shown
      }
      .joined(separator: "\n\n")
  }

  // MARK: Transcripts

  /// The words that begin a turn, in groups of which a transcript uses one.
  private static let casts: [[String]] = [
    ["Human", "Assistant", "System"], ["User", "Assistant", "System"],
  ]

  private static func transcript(_ text: String) -> [Turn]? {
    let lines = lines(of: text)
    let used = lines.lazy.compactMap { line in
      casts.first { Self.speaker(of: line, in: $0) != nil }
    }
    guard let cast = used.first else { return nil }
    var turns: [Turn] = []
    var speaker: String?
    var said: [Substring] = []
    func close() {
      var text = said[...]
      while let line = text.first, isBlank(line) { text.removeFirst() }
      while let line = text.last, isBlank(line) { text.removeLast() }
      guard speaker != nil || !text.isEmpty else { return }
      turns.append(Turn(speaker: speaker, text: text.joined(separator: "\n")))
    }
    for line in lines {
      if let next = Self.speaker(of: line, in: cast) {
        close()
        speaker = next
        let rest = line.unicodeScalars.dropFirst(next.unicodeScalars.count + 1)
        said = [Substring(rest.drop { $0 == " " })]
      } else {
        said.append(line)
      }
    }
    close()
    if turns.last?.text.isEmpty == true { turns[turns.count - 1].isOpen = true }
    return turns
  }

  private static func speaker(of line: Substring, in cast: [String]) -> String? {
    cast.first {
      line.utf8.starts(with: $0.utf8) && line.utf8.dropFirst($0.utf8.count).first == 0x3A
    }
  }

  private static func isBlank(_ line: Substring) -> Bool {
    line.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
  }

  /// The lines between newlines.
  private static func lines(of text: String) -> [Substring] {
    var lines: [Substring] = []
    var start = text.utf8.startIndex
    for index in text.utf8.indices where text.utf8[index] == 0x0A {
      lines.append(text[start..<index])
      start = text.utf8.index(after: index)
    }
    lines.append(text[start...])
    return lines
  }
}
