import Terminal

/// The first row: the project, the item's place, the progress, and what is saved.
enum HeaderRow {
  static func draw(
    in frame: inout Frame, rect: Rect, project: String, position: Int?, counts: Counts,
    handbook: String, handle: String
  ) {
    let done = counts.judged + counts.aside
    var right = Line("saved \(done)", .good)
    if counts.unsent > 0 { right.append(" · \(counts.unsent) unsent", .muted) }
    if counts.conflicts > 0 { right.append(" · \(counts.conflicts) conflicts", .warning) }
    right.append(" · \(handle) ", .muted)
    let rightWidth = right.width(frame.widths)
    var left = Line(" \(project)", Style.title.bolded)
    if let position { left.append("   item \(position) of \(counts.items)", .body) }
    let bar = progress(done, of: counts.items)
    let room = rect.columns - rightWidth - left.width(frame.widths)
    if room > 18 { left.append(bar) }
    if room > 18 + 14 + handbook.count, !handbook.isEmpty {
      left.append("   handbook \(handbook)", .muted)
    }
    frame.put(left, at: rect.origin, columns: max(0, rect.columns - rightWidth - 1))
    frame.put(
      right, at: Point(row: rect.row, column: max(0, rect.endColumn - rightWidth)),
      columns: rightWidth)
  }

  /// Twelve cells, filled by the share that is done.
  static func progress(_ done: Int, of total: Int) -> Line {
    let cells = 12
    let filled = total == 0 ? 0 : min(cells, done * cells / total)
    return Line([
      Span("   "), Span(String(repeating: "▰", count: filled), .accent),
      Span(String(repeating: "▱", count: cells - filled), .muted),
    ])
  }
}
