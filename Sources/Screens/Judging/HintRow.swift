import Terminal

/// The last row: a message when there is one, else the keys most used, made from the keymap.
enum HintRow {
  static func draw(
    in frame: inout Frame, rect: Rect, keymap: Keymap, context: String, commands: [String],
    notice: Notice?, receipt: String
  ) {
    let right = receipt.isEmpty ? "" : " \(receipt) "
    let rightWidth = Line(right).width(frame.widths)
    let room = max(0, rect.columns - 1 - rightWidth)
    if let notice {
      frame.put(
        Line(notice.text, notice.style), at: Point(row: rect.row, column: 1),
        columns: notice.text.count > room ? rect.columns - 2 : room)
      if notice.text.count > room { return }
    } else {
      frame.put(
        hints(commands, in: context, keymap: keymap, columns: room, widths: frame.widths),
        at: Point(row: rect.row, column: 1), columns: room)
    }
    frame.put(
      Line(right, .good), at: Point(row: rect.row, column: max(0, rect.columns - rightWidth)),
      columns: rightWidth)
  }

  /// As many whole hints as fit; the last ones, more and keys, always.
  static func hints(
    _ commands: [String], in context: String, keymap: Keymap, columns: Int, widths: Widths
  ) -> Line {
    let hints = commands.compactMap { name -> Line? in
      guard let keys = keymap.keys(for: name, in: context).first, let command = Commands.named(name)
      else { return nil }
      return Line([
        Span(keys.map(\.name).joined(separator: " "), Style.key.bolded),
        Span(" \(command.hint)", .muted),
      ])
    }
    let tail = hints.suffix(2)
    var width = tail.reduce(0) { $0 + $1.width(widths) + 3 }
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
