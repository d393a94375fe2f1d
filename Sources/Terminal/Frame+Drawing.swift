extension Frame {
  /// Writes a text from `point` to the right and returns the number of columns used.
  ///
  /// The text passes the rules of `DisplayText`. What does not fit into `columns`, or into the
  /// frame, is cut and ends in `…`. Nothing is drawn outside the frame.
  @discardableResult
  package mutating func put(
    _ text: String, at point: Point, style: Style = .body, columns: Int = .max
  ) -> Int {
    var pen = Pen(self, at: point, columns: columns)
    draw(text, style, with: &pen)
    return pen.used
  }

  /// Writes a line of styled spans, its indent as blanks, and returns the number of columns used.
  @discardableResult
  package mutating func put(_ line: Line, at point: Point, columns: Int = .max) -> Int {
    var pen = Pen(self, at: point, columns: columns)
    if line.indent > 0 {
      let style = line.spans.first?.style ?? .body
      let blanks = min(line.indent, pen.room)
      for _ in 0..<blanks { place(.space, width: 1, style, with: &pen) }
      if blanks < line.indent { return pen.used }
    }
    for span in line.spans {
      guard draw(span.text, span.style, with: &pen) else { break }
    }
    return pen.used
  }

  /// Writes lines into a rectangle, one a row, from the top; what does not fit is left out.
  ///
  /// - Returns: The number of lines drawn.
  @discardableResult
  package mutating func put(_ lines: some Collection<Line>, in rect: Rect) -> Int {
    var row = rect.row
    for line in lines {
      if row >= rect.endRow { break }
      put(line, at: Point(row: row, column: rect.column), columns: rect.columns)
      row += 1
    }
    return row - rect.row
  }

  /// Makes all cells of a rectangle blank.
  package mutating func fill(_ rect: Rect, with style: Style) {
    let part = rect.intersection(bounds)
    guard !part.isEmpty else { return }
    for row in part.row..<part.endRow {
      separate(row, part.column)
      separate(row, part.endColumn)
      let start = row * size.columns
      for index in start + part.column..<start + part.endColumn { cells[index] = Cell(style) }
    }
  }

  /// Draws a thin line across.
  package mutating func rule(row: Int, from column: Int, columns: Int, style: Style = .line) {
    let part = Rect(row: row, column: column, rows: 1, columns: columns).intersection(bounds)
    guard !part.isEmpty else { return }
    let glyph: Unicode.Scalar = widths.width(of: "─") == 1 ? "─" : "-"
    fill(part, with: style)
    for column in part.column..<part.endColumn {
      cells[part.row * size.columns + column].cluster = Cluster(glyph)
    }
  }

  /// Draws a thin broken line downwards.
  package mutating func columnRule(column: Int, from row: Int, rows: Int, style: Style = .line) {
    let part = Rect(row: row, column: column, rows: rows, columns: 1).intersection(bounds)
    guard !part.isEmpty else { return }
    let glyph: Unicode.Scalar = widths.width(of: "┆") == 1 ? "┆" : "|"
    fill(part, with: style)
    for row in part.row..<part.endRow {
      cells[row * size.columns + part.column].cluster = Cluster(glyph)
    }
  }

  /// Changes the style of all cells of a rectangle and leaves their text.
  package mutating func restyle(_ rect: Rect, _ change: (inout Style) -> Void) {
    let part = rect.intersection(bounds)
    guard !part.isEmpty else { return }
    for row in part.row..<part.endRow {
      let start = row * size.columns
      for index in start + part.column..<start + part.endColumn { change(&cells[index].style) }
    }
  }
}

/// Where the next glyph goes, and how much room there is.
private struct Pen {
  /// The row's first index into the cells, or `nil` outside the frame.
  let base: Int?
  let start: Int
  let room: Int
  var used = 0

  init(_ frame: Frame, at point: Point, columns: Int) {
    let inside =
      point.row >= 0 && point.row < frame.size.rows && point.column >= 0
      && point.column < frame.size.columns
    base = inside ? point.row * frame.size.columns : nil
    start = point.column
    room = inside ? max(0, min(columns, frame.size.columns - point.column)) : 0
  }
}

extension Frame {
  /// Draws until the text or the room ends; says whether all of the text fitted.
  @discardableResult
  private mutating func draw(_ text: String, _ style: Style, with pen: inout Pen) -> Bool {
    guard pen.room > 0 else { return text.isEmpty }
    var scanner = GlyphScanner(text, widths: widths)
    while let glyph = scanner.next() {
      if pen.used + glyph.width > pen.room {
        pen.used = min(pen.used, pen.room - 1)
        place(Cluster(widths.ellipsis), width: 1, style, with: &pen)
        return false
      }
      var shown = style
      if glyph.altered { shown.role = .altered }
      place(glyph.cluster, width: glyph.width, shown, with: &pen)
    }
    return true
  }

  private mutating func place(
    _ cluster: Cluster, width: Int, _ style: Style, with pen: inout Pen
  ) {
    guard let base = pen.base else { return }
    let index = base + pen.start + pen.used
    if cells[index].width == 0 { blank(index - 1) }
    let last = index + width - 1
    if cells[last].width == 2 { blank(last + 1) }
    cells[index] = Cell(cluster: cluster, width: UInt8(truncatingIfNeeded: width), style: style)
    if width == 2 { cells[last] = Cell(cluster: .none, width: 0, style: style) }
    pen.used += width
  }

  /// Turns a cell that lost its other half into a blank.
  private mutating func blank(_ index: Int) {
    cells[index].cluster = .space
    cells[index].width = 1
  }

  /// Makes two blanks of the wide character that stands across the left edge of a column.
  private mutating func separate(_ row: Int, _ column: Int) {
    guard column > 0, column < size.columns else { return }
    let index = row * size.columns + column
    guard cells[index].width == 0 else { return }
    blank(index)
    blank(index - 1)
  }
}
