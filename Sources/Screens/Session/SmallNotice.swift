import Terminal

/// What is shown where no layout fits.
enum SmallNotice {
  static func view(in viewport: Viewport) -> Frame {
    var frame = Frame(viewport)
    let size = viewport.size
    let sentence =
      "Please make this window at least 60 × 16 (it is \(size.columns) × \(size.rows)). "
      + "Everything is kept; q leaves."
    let lines = wrap(
      Line(sentence, .body), columns: max(1, viewport.size.columns - 2),
      widths: viewport.widths, hangingIndent: 0)
    for (row, line) in lines.enumerated() where row < viewport.size.rows {
      _ = frame.put(
        line, at: Point(row: row, column: 1), columns: max(0, viewport.size.columns - 2))
    }
    return frame
  }
}
