import Terminal

/// A conversation turn by turn, the speaker beside each on a wide pane and above it on another.
enum ConversationLines {
  /// The cells of the speakers' column, the gap included.
  static let speakerColumns = 12
  /// The least width at which the speakers stand beside their texts.
  static let leastBeside = 54

  /// Breaks `text` into lines of at most `columns` cells; one without speakers is Markdown.
  static func lines(_ text: String, columns: Int, widths: Widths) -> [Line] {
    guard let turns = Turn.all(in: text) else {
      return MarkdownLines.lines(text: text, columns: columns, widths: widths)
    }
    let names = turns.map { $0.speaker.map(name) ?? "" }
    let isBeside =
      columns >= leastBeside && names.allSatisfy { widths.width(of: $0) < speakerColumns }
    var lines: [Line] = []
    for (turn, name) in zip(turns, names) {
      if !lines.isEmpty { lines.append(.empty) }
      let label = Line(name, style(of: turn.speaker).bolded)
      if isBeside {
        let gutter = Gutter(label.padded(to: speakerColumns, widths: widths), widths: widths)
        lines += gutter.before(in: columns) { body(turn, columns: $0, widths: widths) }
      } else {
        if !label.isEmpty { lines += wrap(label, columns: columns, widths: widths) }
        lines += body(turn, columns: columns, widths: widths)
      }
    }
    return lines
  }

  private static func body(_ turn: Turn, columns: Int, widths: Widths) -> [Line] {
    if turn.isOpen { return [Line("…", .muted)] }
    var lines =
      EmptyText.lines(for: turn.text, columns: columns, widths: widths)
      ?? MarkdownLines.lines(text: turn.text, columns: columns, widths: widths)
    for fact in turn.facts {
      lines += wrap(
        Line("\(fact.name): \(fact.value)", .muted), columns: columns, widths: widths,
        hangingIndent: 2)
    }
    return lines
  }

  /// The speaker as people write it: `user` becomes `User`.
  private static func name(_ speaker: String) -> String {
    guard let first = speaker.unicodeScalars.first else { return "?" }
    return first.properties.titlecaseMapping + String(speaker.unicodeScalars.dropFirst())
  }

  private static func style(of speaker: String?) -> Style {
    switch speaker?.lowercased() {
    case "human", "user", "prompter": .human
    case "assistant", "gpt", "model", "bot": .assistant
    default: .muted
    }
  }
}
