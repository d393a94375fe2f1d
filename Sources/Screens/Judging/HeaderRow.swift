import Terminal

/// The first row: the project, the item's place, the progress, and what is saved.
enum HeaderRow {
  static func draw(
    in frame: inout Frame, rect: Rect, project: String, position: Int?, counts: Counts,
    handbook: String, handle: String, isSyncing: Bool = false
  ) {
    let widths = frame.widths
    let done = counts.judged + counts.aside
    let item = position.map { "   item \($0) of \(counts.items)" } ?? ""
    // On a narrow screen the item's place and what is saved come before the names.
    // Versions in conflict are on the disk, and still wait for a decision.
    var right = Line("saved \(done + counts.conflicts)", .good)
    if counts.unsent > 0 { right.append(" · \(counts.unsent) unsent", .muted) }
    if counts.conflicts > 0 {
      let word = counts.conflicts == 1 ? "conflict" : "conflicts"
      right.append(" · \(counts.conflicts) \(word)", .warning)
    }
    let name = Line(" · \(handle)", .muted).truncated(to: 20, widths: widths)
    // A word that stands still: nothing moves on the screen while work goes on.
    if isSyncing { right = Line("syncing · ", .accent) + right }
    if right.width(widths) + name.width(widths) + item.count + 14 <= rect.columns {
      right.append(name)
    }
    right.append(" ")
    let rightWidth = right.width(widths)
    let roomForName = max(6, rect.columns - rightWidth - item.count - 1)
    var left = Line(" \(project)", Style.title.bolded)
      .truncated(to: min(roomForName, max(20, rect.columns / 3)), widths: widths)
    left.append(item, .body)
    let room = rect.columns - rightWidth - left.width(widths)
    if room > 18 { left.append(progress(done, of: counts.items)) }
    let label = Line("   handbook \(handbook)", .muted).truncated(to: 24, widths: widths)
    if room > 18 + label.width(widths), !handbook.isEmpty { left.append(label) }
    frame.put(left, at: rect.origin, columns: max(0, rect.columns - rightWidth - 1))
    frame.put(
      right, at: Point(row: rect.row, column: max(0, rect.endColumn - rightWidth)),
      columns: rightWidth)
  }

  /// Twelve cells, filled by the share that is done; something done fills one, and all of them
  /// are filled only when nothing is left.
  static func progress(_ done: Int, of total: Int) -> Line {
    let cells = 12
    let share = total == 0 ? 0 : min(cells, done * cells / total)
    let filled = done > 0 ? max(1, share) : 0
    return Line([
      Span("   "), Span(String(repeating: "▰", count: filled), .accent),
      Span(String(repeating: "▱", count: cells - filled), .muted),
    ])
  }
}
