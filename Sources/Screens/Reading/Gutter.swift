import Terminal

/// What stands left of the lines of a block: a list's mark, a quote's bar, a line number.
struct Gutter {
  /// Before the first line.
  let first: Line
  /// Before every other line, as wide as `first`.
  let rest: Line
  let columns: Int

  /// The least room that a text may be left with; below it, the gutter is left out.
  private static let leastRoom = 8

  init(_ first: Line, rest: Line? = nil, widths: Widths) {
    self.first = first
    columns = first.width(widths)
    self.rest = rest ?? Line(String(repeating: " ", count: columns))
  }

  /// Puts the gutter before the lines that `body` makes for the room that is left.
  func before(in columns: Int, _ body: (Int) -> [Line]) -> [Line] {
    let room = columns - self.columns
    guard room >= Self.leastRoom else { return body(columns) }
    return body(room).enumerated().map { index, line in (index == 0 ? first : rest) + line }
  }
}
