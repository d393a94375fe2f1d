/// What a terminal shows at one moment: cells, and a cursor if somebody is typing.
///
/// A frame is a value. Screens draw one from their state, tests compare it with a picture, and the
/// terminal compares it with the frame before and paints the rows that differ. Two cells always
/// belong together: a wide one is followed by its right half.
package struct Frame: Sendable {
  /// The extent in cells.
  package let size: Size
  /// The widths that it was drawn with.
  package let widths: Widths
  /// Where the cursor stands; `nil` hides it.
  package var cursor: Point?
  /// All cells, row after row.
  var cells: [Cell]

  /// Creates a blank frame.
  package init(_ viewport: Viewport) {
    size = viewport.size
    widths = viewport.widths
    cells = Array(repeating: Cell(), count: size.columns * size.rows)
  }

  /// The whole frame as a rectangle.
  package var bounds: Rect { Rect(size) }

  /// The viewport for which a frame of this shape is drawn.
  package var viewport: Viewport { Viewport(size: size, widths: widths) }

  /// The cell at a place; a blank one outside the frame.
  package subscript(row: Int, column: Int) -> Cell {
    guard row >= 0, row < size.rows, column >= 0, column < size.columns else { return Cell() }
    return cells[row * size.columns + column]
  }

  /// The cell at a point; a blank one outside the frame.
  package subscript(point: Point) -> Cell { self[point.row, point.column] }

  /// The cells of one line; none outside the frame.
  package func row(_ row: Int) -> ArraySlice<Cell> {
    guard row >= 0, row < size.rows else { return [] }
    return cells[row * size.columns..<(row + 1) * size.columns]
  }

  /// Says whether a line looks the same in `other`.
  package func rowEquals(_ row: Int, _ other: Frame) -> Bool {
    self.row(row) == other.row(row)
  }

  /// The lines that must be painted to turn `other` into this frame; all if the sizes differ.
  package func changedRows(since other: Frame) -> [Int] {
    guard size == other.size else { return Array(0..<size.rows) }
    return (0..<size.rows).filter { !rowEquals($0, other) }
  }

  /// The text of a line, with its trailing blanks.
  package func text(row: Int) -> String {
    var output = ""
    for cell in self.row(row) { cell.write(to: &output) }
    return output
  }

  /// All lines, one below the other, without the blanks at their ends.
  package var picture: String {
    (0..<size.rows).map { row in
      let text = text(row: row)
      let end = text.lastIndex { $0 != " " }.map { text.index(after: $0) } ?? text.startIndex
      return String(text[..<end])
    }.joined(separator: "\n")
  }
}

extension Frame: Equatable {
  /// Compares what is shown; the widths are how it was made.
  package static func == (left: Frame, right: Frame) -> Bool {
    left.size == right.size && left.cursor == right.cursor && left.cells == right.cells
  }
}
