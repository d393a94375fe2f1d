package import Terminal

/// A run of neighbouring cells of one style, as it goes to the terminal.
package struct PaintRun: Hashable, Sendable {
  /// The line.
  package var row = 0
  /// The first cell.
  package var column = 0
  /// How all of its cells look.
  package var style: Style = .body
  /// The cells' texts, one after the other.
  package var text = ""
  /// The bytes of UTF-8 that each cell takes from `text`.
  package var lengths: [UInt8] = []
  /// The columns that each cell takes: 1 or 2.
  package var widths: [UInt8] = []

  /// Begins anew at a place, keeping the memory.
  mutating func begin(row: Int, column: Int, style: Style) {
    self.row = row
    self.column = column
    self.style = style
    text.removeAll(keepingCapacity: true)
    lengths.removeAll(keepingCapacity: true)
    widths.removeAll(keepingCapacity: true)
  }

  /// Appends a cell; the right half of a wide one belongs to the cell before and is left out.
  mutating func append(_ cell: Cell) {
    guard cell.width > 0 else { return }
    let before = text.utf8.count
    cell.write(to: &text)
    lengths.append(UInt8(clamping: text.utf8.count - before))
    widths.append(cell.width)
  }
}

/// Finds what must be painted to turn one frame into another.
package enum Presenter {
  /// Calls `paint` with each run of cells to write, from the top left to the bottom right.
  ///
  /// Rows that are equal cost nothing; of the others only the span from the first to the last
  /// difference is written, widened so that it never begins or ends inside a wide character of
  /// either frame. The frames have one size.
  package static func paint(from old: Frame, to new: Frame, _ paint: (PaintRun) -> Void) {
    var run = PaintRun()
    for row in 0..<new.size.rows {
      let before = old.row(row)
      let after = new.row(row)
      guard let span = difference(before, after) else { continue }
      var position = span.lowerBound
      while position < span.upperBound {
        let style = after[after.startIndex + position].style
        run.begin(row: row, column: position, style: style)
        while position < span.upperBound {
          let cell = after[after.startIndex + position]
          // Both halves of a wide cell go together, whatever the second one's style.
          guard cell.style == style || cell.width == 0 else { break }
          run.append(cell)
          position += 1
        }
        paint(run)
      }
    }
  }

  /// All runs at once, for tests.
  package static func runs(from old: Frame, to new: Frame) -> [PaintRun] {
    var all: [PaintRun] = []
    paint(from: old, to: new) { all.append($0) }
    return all
  }

  private static func difference(
    _ old: ArraySlice<Cell>, _ new: ArraySlice<Cell>
  ) -> Range<Int>? {
    let count = new.count
    var first = 0
    while first < count, old[old.startIndex + first] == new[new.startIndex + first] { first += 1 }
    guard first < count else { return nil }
    var end = count
    while old[old.startIndex + end - 1] == new[new.startIndex + end - 1] { end -= 1 }
    func isRightHalf(_ column: Int) -> Bool {
      old[old.startIndex + column].width == 0 || new[new.startIndex + column].width == 0
    }
    while first > 0, isRightHalf(first) { first -= 1 }
    while end < count, isRightHalf(end) { end += 1 }
    return first..<end
  }
}
