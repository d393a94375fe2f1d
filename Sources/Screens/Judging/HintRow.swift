import Terminal

/// The last rows: a message when there is one, else the keys most used, made from the keymap.
enum HintRow {
  /// The most rows that a message may take.
  static let mostRows = 4

  /// A message in as many rows as it needs.
  static func lines(_ notice: Notice?, columns: Int, widths: Widths) -> [Line] {
    guard let notice else { return [] }
    let lines = wrap(
      Line(notice.text, notice.style), columns: max(10, columns - 2), widths: widths,
      hangingIndent: 0)
    guard lines.count > mostRows else { return lines }
    let last = (lines[mostRows - 1] + Line(" …", notice.style)).truncated(
      to: columns - 2, widths: widths)
    return Array(lines.prefix(mostRows - 1)) + [last]
  }

  /// Draws into the last rows; a receipt that finds no room beside a message goes onto the rule
  /// above the questions, `overflow`.
  static func draw(
    in frame: inout Frame, rect: Rect, keymap: Keymap, context: String, commands: [String],
    notice: Notice?, receipt: Line = .empty, overflow: Int? = nil, words: [String: String] = [:]
  ) {
    let widths = frame.widths
    let right =
      receipt.isEmpty
      ? receipt
      : Line(" ") + receipt.truncated(to: rect.columns / 2, widths: widths) + Line(" ")
    let rightWidth = right.width(widths)
    let messages = lines(notice, columns: rect.columns, widths: widths)
    let isBeside =
      messages.count <= 1
      && (messages.first?.width(widths) ?? 0) + rightWidth + 2 <= rect.columns
    if notice != nil {
      frame.put(messages, in: rect.inset(left: 1))
    } else {
      frame.put(
        hints(
          commands, in: context, keymap: keymap, columns: rect.columns - 1 - rightWidth,
          widths: widths, words: words),
        at: Point(row: rect.row, column: 1), columns: max(0, rect.columns - 1 - rightWidth))
    }
    if isBeside {
      frame.put(right, at: Point(row: rect.row, column: rect.columns - rightWidth))
    } else if let overflow, rightWidth > 0 {
      frame.put(right, at: Point(row: overflow, column: rect.columns - rightWidth - 1))
    }
  }

  /// As many whole hints as fit; the last ones, more and keys, always.
  static func hints(
    _ commands: [String], in context: String, keymap: Keymap, columns: Int, widths: Widths,
    words: [String: String] = [:]
  ) -> Line {
    let hints = commands.compactMap { name -> Line? in
      guard let keys = keymap.keys(for: name, in: context).first, let command = Commands.named(name)
      else { return nil }
      return Line([
        Span(keys.map(\.name).joined(separator: " "), Style.key.bolded),
        Span(" \(words[name] ?? command.hint)", .muted),
      ])
    }
    let tail = hints.suffix(2)
    var width = tail.reduce(-3) { $0 + $1.width(widths) + 3 }
    var shown: [Line] = []
    for hint in hints.dropLast(2) {
      let next = hint.width(widths) + 3
      guard width + next <= columns else { break }
      width += next
      shown.append(hint)
    }
    return (shown + tail).reduce(into: Line()) { line, hint in
      if !line.isEmpty { line.append("   ") }
      line.append(hint)
    }
  }
}
