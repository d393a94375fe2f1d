import Terminal

/// A row in which something is typed: its name, the text, the cursor.
enum FieldRow {
  static func draw(_ name: String, _ field: TextField, in frame: inout Frame, row: Int) {
    let columns = frame.size.columns
    let label = Line("\(name): ", Style.accent.bolded)
      .truncated(to: columns / 2, widths: frame.widths)
    let used = frame.put(label, at: Point(row: row, column: 1))
    let room = max(4, columns - used - 3)
    let view = field.view(columns: room, widths: frame.widths)
    if let line = view.lines.first {
      frame.put(line, at: Point(row: row, column: 1 + used), columns: room)
    }
    frame.cursor = Point(row: row, column: 1 + used + view.cursor.column)
  }
}
