/// The extent of a terminal or a drawing, in cells.
package struct Size: Hashable, Sendable {
  /// The width in cells.
  package var columns: Int
  /// The height in lines.
  package var rows: Int

  /// Creates a size; negative extents become zero.
  package init(columns: Int, rows: Int) {
    self.columns = max(0, columns)
    self.rows = max(0, rows)
  }
}

/// A cell's place, counted from the top left corner, from zero.
package struct Point: Hashable, Sendable {
  /// The line, from zero at the top.
  package var row: Int
  /// The cell, from zero at the left.
  package var column: Int

  /// Creates a place.
  package init(row: Int, column: Int) {
    self.row = row
    self.column = column
  }
}

/// A part of the screen, in cells.
///
/// Every part taken from a rectangle lies inside it: asking for more rows than there are gives
/// all of them, so that a layout never needs to ask whether there is room.
package struct Rect: Hashable, Sendable {
  /// The first line.
  package var row: Int
  /// The first cell of each line.
  package var column: Int
  /// The number of lines.
  package var rows: Int
  /// The number of cells in each line.
  package var columns: Int

  /// Creates a rectangle; negative extents become zero.
  package init(row: Int, column: Int, rows: Int, columns: Int) {
    self.row = row
    self.column = column
    self.rows = max(0, rows)
    self.columns = max(0, columns)
  }

  /// Creates the rectangle of a whole screen.
  package init(_ size: Size) {
    self.init(row: 0, column: 0, rows: size.rows, columns: size.columns)
  }

  /// The extent without the place.
  package var size: Size { Size(columns: columns, rows: rows) }
  /// The top left corner.
  package var origin: Point { Point(row: row, column: column) }
  /// The first line below.
  package var endRow: Int { row + rows }
  /// The first cell to the right.
  package var endColumn: Int { column + columns }
  /// Whether it holds no cell.
  package var isEmpty: Bool { rows == 0 || columns == 0 }

  /// Says whether the cell at `point` lies inside.
  package func contains(_ point: Point) -> Bool {
    point.row >= row && point.row < endRow && point.column >= column && point.column < endColumn
  }

  /// Returns the part that this rectangle and `other` share; empty when they share none.
  package func intersection(_ other: Rect) -> Rect {
    let top = max(row, other.row)
    let left = max(column, other.column)
    return Rect(
      row: top, column: left, rows: min(endRow, other.endRow) - top,
      columns: min(endColumn, other.endColumn) - left)
  }
}

extension Rect {
  /// Returns the rectangle with a margin taken off: `rows` above and below, `columns` at both
  /// sides.
  package func inset(rows: Int = 0, columns: Int = 0) -> Rect {
    inset(top: rows, left: columns, bottom: rows, right: columns)
  }

  /// Returns the rectangle with a margin of `cells` taken off at each of the four sides.
  package func inset(_ cells: Int) -> Rect { inset(rows: cells, columns: cells) }

  /// Returns the rectangle with a margin of its own taken off at each side.
  package func inset(top: Int = 0, left: Int = 0, bottom: Int = 0, right: Int = 0) -> Rect {
    let high = min(max(0, top), rows)
    let wide = min(max(0, left), columns)
    return Rect(
      row: row + high, column: column + wide, rows: rows - high - max(0, bottom),
      columns: columns - wide - max(0, right))
  }

  /// Returns the first `count` lines.
  package func topRows(_ count: Int) -> Rect { dividedTop(count).top }
  /// Returns the last `count` lines.
  package func bottomRows(_ count: Int) -> Rect { dividedBottom(count).bottom }
  /// Returns the first `count` cells of each line.
  package func leftColumns(_ count: Int) -> Rect { dividedLeft(count).left }
  /// Returns the last `count` cells of each line.
  package func rightColumns(_ count: Int) -> Rect { dividedRight(count).right }

  /// Divides into the first `count` lines and the rest.
  package func dividedTop(_ count: Int) -> (top: Rect, rest: Rect) {
    let high = min(max(0, count), rows)
    return (
      Rect(row: row, column: column, rows: high, columns: columns),
      Rect(row: row + high, column: column, rows: rows - high, columns: columns)
    )
  }

  /// Divides into the rest and the last `count` lines.
  package func dividedBottom(_ count: Int) -> (rest: Rect, bottom: Rect) {
    let (rest, bottom) = dividedTop(rows - min(max(0, count), rows))
    return (rest, bottom)
  }

  /// Divides into the first `count` cells of each line and the rest.
  package func dividedLeft(_ count: Int) -> (left: Rect, rest: Rect) {
    let wide = min(max(0, count), columns)
    return (
      Rect(row: row, column: column, rows: rows, columns: wide),
      Rect(row: row, column: column + wide, rows: rows, columns: columns - wide)
    )
  }

  /// Divides into the rest and the last `count` cells of each line.
  package func dividedRight(_ count: Int) -> (rest: Rect, right: Rect) {
    let (rest, right) = dividedLeft(columns - min(max(0, count), columns))
    return (rest, right)
  }

  /// Divides into two halves side by side with `gap` cells between them; the left one gets the
  /// odd cell.
  package func halves(gap: Int = 0) -> (left: Rect, right: Rect) {
    let space = max(0, columns - max(0, gap))
    let wide = (space + 1) / 2
    return (leftColumns(wide), rightColumns(space - wide))
  }

  /// Returns a rectangle of at most the given extent in the middle of this one.
  package func centred(_ size: Size) -> Rect {
    let high = min(size.rows, rows)
    let wide = min(size.columns, columns)
    return Rect(
      row: row + (rows - high) / 2, column: column + (columns - wide) / 2, rows: high,
      columns: wide)
  }
}
