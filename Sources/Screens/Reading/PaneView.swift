package import Terminal

/// Draws the lines of a pane, as far as it is scrolled, and says how many are hidden.
package enum PaneView {
  /// How many rows of a pane show text: all, or all but the last where that tells what is hidden.
  ///
  /// A pane's scroll state should have this height, so that nothing counts as seen that was not.
  package static func textRows(of rows: Int, for lines: Int) -> Int {
    lines <= rows || rows <= 1 ? rows : rows - 1
  }

  /// Draws the visible lines into `rect`.
  ///
  /// A scroll state as high as the whole pane is taken as well; then the end of the text, too, can
  /// be reached. The text `wanted` is marked wherever it stands.
  package static func draw(
    _ lines: [Line], scroll: ScrollState, in rect: Rect, of frame: inout Frame,
    highlighting wanted: String = ""
  ) {
    guard !rect.isEmpty else { return }
    let visible = visible(lines.count, scroll: scroll, rows: rect.rows)
    var shown = Array(lines[visible])
    for (row, ranges) in LineSearch.matches(of: wanted, in: shown) {
      shown[row] = shown[row].highlighted(ranges) {
        $0.role = .match
        $0.underline = true
      }
    }
    frame.put(shown, in: rect)
    let marker = marker(
      above: visible.lowerBound, below: lines.count - visible.upperBound, isShort: rect.rows == 1)
    guard let marker else { return }
    let row = rect.endRow - 1
    let label = Line(marker, .muted).truncated(to: rect.columns, widths: frame.widths)
    let columns = label.width(frame.widths)
    if shown.count == rect.rows, let last = shown.last {
      // A pane of one row shares it between its text and the marker.
      frame.fill(
        Rect(row: row, column: rect.column, rows: 1, columns: rect.columns), with: .body)
      frame.put(
        last, at: Point(row: row, column: rect.column), columns: max(0, rect.columns - columns - 1))
    }
    frame.put(label, at: Point(row: row, column: rect.endColumn - columns), columns: columns)
  }

  /// The rows of the lines that are seen.
  package static func visible(_ count: Int, scroll: ScrollState, rows: Int) -> Range<Int> {
    let height = textRows(of: rows, for: count)
    guard count > height else { return 0..<count }
    let last = count - height
    let isAtEnd = scroll.contentHeight == count && scroll.isAtEnd
    let first = isAtEnd ? last : min(max(0, scroll.offset), last)
    return first..<first + height
  }

  private static func marker(above: Int, below: Int, isShort: Bool) -> String? {
    func lines(_ count: Int) -> String {
      if isShort { return String(count) }
      return count == 1 ? "1 more line" : "\(count) more lines"
    }
    switch (above, below) {
    case (0, 0): return nil
    case (_, 0): return "▲ \(lines(above))"
    case (0, _): return "▼ \(lines(below))"
    default: return "▲ \(above)  ▼ \(lines(below))"
    }
  }
}
