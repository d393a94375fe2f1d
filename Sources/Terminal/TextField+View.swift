extension TextField {
  /// What a field looks like in a given width.
  package struct View: Hashable, Sendable {
    /// The lines, each narrower than the width by the cell that the cursor needs.
    package var lines: [Line]
    /// Where the cursor stands among the lines.
    package var cursor: Point
  }

  /// Lays the field out for a width.
  ///
  /// A field of several lines is broken after blanks, and nothing of it is left out. A field of
  /// one line shows the part around the cursor and marks with `…` what is hidden at either side.
  /// Less than four columns are taken as four.
  package func view(
    columns: Int, widths: Widths = .standard, style: Style = .body
  ) -> View {
    let room = max(4, columns)
    return multiline
      ? block(room, widths, style) : strip(room, widths, style)
  }

  private func block(_ columns: Int, _ widths: Widths, _ style: Style) -> View {
    let rows = rows(columns: columns, widths: widths)
    let row = row(in: rows)
    let column = widths.width(of: string(rows[row].lowerBound..<cursor))
    return View(
      lines: rows.map { Line(string($0), style) }, cursor: Point(row: row, column: column))
  }

  private func strip(_ columns: Int, _ widths: Widths, _ style: Style) -> View {
    let before = string(0..<cursor)
    let width = widths.width(of: before)
    let under = DisplayText(string(cursor..<scalars.count), widths: widths).glyphs
    // The cursor's own cell, and one for the sign that more follows.
    let behind = (under.first?.width ?? 1) + (under.count > 1 ? 1 : 0)
    if width + behind <= columns {
      let line = Line(text, style).truncated(to: columns, widths: widths)
      return View(lines: [line], cursor: Point(row: 0, column: width))
    }
    var surplus = width + behind + 1 - columns
    var scanner = GlyphScanner(before, widths: widths)
    var start = 0
    while surplus > 0, let glyph = scanner.next() {
      surplus -= glyph.width
      start = glyph.scalars.upperBound
    }
    let shown = Line("…" + string(start..<scalars.count), style)
    let column = 1 + widths.width(of: string(start..<cursor))
    return View(
      lines: [shown.truncated(to: columns, widths: widths)], cursor: Point(row: 0, column: column))
  }

  /// Returns the code points of each line on the screen, without line ends.
  func rows(columns: Int?, widths: Widths) -> [Range<Int>] {
    let room = columns.map { max(3, $0 - 1) } ?? Int.max
    var rows: [Range<Int>] = []
    var start = 0
    var used = 0
    /// The end of the last blank in the line and the width up to there.
    var blank: (end: Int, used: Int)?
    for glyph in DisplayText(text, widths: widths).glyphs {
      if multiline, scalars[glyph.scalars.lowerBound] == "\n" {
        rows.append(start..<glyph.scalars.lowerBound)
        (start, used, blank) = (glyph.scalars.upperBound, 0, nil)
        continue
      }
      if used + glyph.width > room, multiline {
        let end = blank?.end ?? glyph.scalars.lowerBound
        rows.append(start..<end)
        used -= blank?.used ?? used
        (start, blank) = (end, nil)
      }
      used += glyph.width
      if glyph.isSpace { blank = (glyph.scalars.upperBound, used) }
    }
    return rows + [start..<scalars.count]
  }

  /// The line on which the cursor stands; at a break made for the screen that is the later one.
  func row(in rows: [Range<Int>]) -> Int {
    rows.lastIndex { $0.lowerBound <= cursor } ?? 0
  }

  /// The last place of a line on the screen that is still on it.
  func end(of row: Int, _ rows: [Range<Int>]) -> Int {
    let end = rows[row].upperBound
    let broken = row + 1 < rows.count && rows[row + 1].lowerBound == end
    guard broken else { return end }
    return DisplayText(string(rows[row])).glyphs.last.map { end - $0.scalars.count } ?? end
  }

  /// Moves to the line above or below, as near to the same column as it can.
  mutating func move(by lines: Int, _ rows: [Range<Int>], _ widths: Widths) -> Bool {
    let from = row(in: rows)
    let target = from + lines
    guard rows.indices.contains(target) else { return false }
    let column = widths.width(of: string(rows[from].lowerBound..<cursor))
    var scanner = GlyphScanner(string(rows[target]), widths: widths)
    var used = 0
    var offset = 0
    while let glyph = scanner.next(), used + glyph.width <= column {
      used += glyph.width
      offset = glyph.scalars.upperBound
    }
    cursor = min(rows[target].lowerBound + offset, end(of: target, rows))
    return true
  }
}
