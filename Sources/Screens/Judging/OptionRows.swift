import Questions
import Terminal

/// The options of a question in rows: `key title`, three blanks apart.
struct OptionRows {
  private(set) var lines: [Line] = []
  /// How many options found no room.
  private(set) var hidden = 0
  /// Whether what was chosen is among the hidden.
  private(set) var hidesChosen = false

  /// Lays the options out in at most `most` rows; `listKey` names the key that reaches the rest.
  init(_ options: [OptionState], columns: Int, most: Int, listKey: String, widths: Widths) {
    var rows = Self.rows(
      options.map { Self.piece($0, columns: columns - 1, widths: widths) }, columns: columns - 1,
      widths: widths)
    if rows.count > most {
      rows = Array(rows.prefix(max(1, most)))
      var shown = rows.reduce(0) { $0 + $1.count }
      var more = Self.more(options.count - shown, listKey)
      while let last = rows.last, last.count > 1 || rows.count > 1,
        Self.width(last, widths) + 3 + more.width(widths) > columns - 1
      {
        rows[rows.count - 1].removeLast()
        shown -= 1
        if rows[rows.count - 1].isEmpty { rows.removeLast() }
        more = Self.more(options.count - shown, listKey)
      }
      if rows.count < max(1, most) { rows.append([]) }
      rows[rows.count - 1].append(more)
      hidden = options.count - shown
      hidesChosen = options.suffix(hidden).contains(where: \.chosen)
    }
    lines = rows.map { row in
      row.enumerated().reduce(into: Line([], indent: 1)) { line, piece in
        if piece.offset > 0 { line.append("   ") }
        line.append(piece.element)
      }
    }
  }

  private static func more(_ count: Int, _ listKey: String) -> Line {
    Line([Span("▼ \(count) more: ", .muted), Span(listKey, Style.key.bolded)])
  }

  private static func piece(_ state: OptionState, columns: Int, widths: Widths) -> Line {
    var piece = Line()
    let key = state.option.key.map { String($0) }
    if let key, key != state.option.title { piece.append("\(key) ", Style.key.bolded) }
    let tick = state.chosen ? 1 : 0
    // A value whose key is another digit, such as 0 for 10, stands before its words.
    let value =
      key == "0" && state.option.id == "10" && state.option.title != "10" ? "10 " : ""
    let room = max(1, columns - piece.width(widths) - tick)
    let style =
      state.chosen
      ? Style.selected.bolded : key == state.option.title ? Style.key.bolded : .body
    piece.append(Line(value + state.option.title, style).truncated(to: room, widths: widths))
    if state.chosen { piece.append("✓", .selected) }
    return piece
  }

  private static func rows(_ pieces: [Line], columns: Int, widths: Widths) -> [[Line]] {
    var rows: [[Line]] = []
    var used = 0
    for piece in pieces {
      let width = piece.width(widths)
      if rows.isEmpty || used + 3 + width > columns {
        rows.append([piece])
        used = width
      } else {
        rows[rows.count - 1].append(piece)
        used += 3 + width
      }
    }
    return rows
  }

  private static func width(_ row: [Line], _ widths: Widths) -> Int {
    row.reduce(-3) { $0 + 3 + $1.width(widths) }
  }
}
