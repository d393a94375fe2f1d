import Markdown
import Terminal

/// A table in columns of text, without boxes; one too wide has its cells wrapped, and one with too
/// many columns for that is told row by row.
struct TableLines {
  private static let gap = 2
  private static let leastColumn = 6

  private let header: [[Line]]
  private let rows: [[[Line]]]
  private let alignments: [ColumnAlignment]
  private let widths: Widths

  init(
    header: [[Inline]], rows: [[[Inline]]], alignments: [ColumnAlignment], widths: Widths
  ) {
    self.header = header.map { InlineLines($0, style: Style.body.bolded).lines }
    self.rows = rows.map { row in row.map { InlineLines($0).lines } }
    self.alignments = alignments
    self.widths = widths
  }

  func lines(columns: Int) -> [Line] {
    guard let sizes = sizes(columns: columns) else { return records(columns: columns) }
    let head = cells(header, sizes)
    let body = rows.map { cells($0, sizes) }
    let isWrapped = body.contains { row in row.contains { $0.count > 1 } }
    var lines = drawn(head, sizes)
    lines.append(underline(sizes))
    for (index, row) in body.enumerated() {
      // Rows of several lines need a gap to tell them apart.
      if index > 0, isWrapped { lines.append(.empty) }
      lines += drawn(row, sizes)
    }
    return lines
  }

  /// The columns' widths, or `nil` where even the least ones do not fit.
  private func sizes(columns: Int) -> [Int]? {
    var natural = [Int](repeating: 1, count: header.count)
    for row in [header] + rows {
      for (column, cell) in row.prefix(natural.count).enumerated() {
        for line in cell { natural[column] = max(natural[column], line.width(widths)) }
      }
    }
    let room = columns - Self.gap * (natural.count - 1)
    if natural.reduce(0, +) <= room { return natural }
    guard natural.reduce(0, { $0 + min($1, Self.leastColumn) }) <= room else { return nil }
    // The widest columns give way first: find the most that a column may have.
    var low = Self.leastColumn
    var high = room
    while low < high {
      let middle = (low + high + 1) / 2
      if natural.reduce(0, { $0 + min($1, middle) }) <= room {
        low = middle
      } else {
        high = middle - 1
      }
    }
    var sizes = natural.map { min($0, low) }
    var spare = room - sizes.reduce(0, +)
    for column in sizes.indices where spare > 0 && natural[column] > sizes[column] {
      sizes[column] += 1
      spare -= 1
    }
    return sizes
  }

  private func cells(_ row: [[Line]], _ sizes: [Int]) -> [[Line]] {
    sizes.indices.map { column in
      let cell = column < row.count ? row[column] : []
      return wrap(cell, columns: sizes[column], widths: widths)
    }
  }

  private func drawn(_ cells: [[Line]], _ sizes: [Int]) -> [Line] {
    let height = max(1, cells.map(\.count).max() ?? 1)
    return (0..<height).map { row in
      var line = Line()
      for (column, cell) in cells.enumerated() {
        if column > 0 { line.append(String(repeating: " ", count: Self.gap)) }
        let text = row < cell.count ? cell[row] : .empty
        let isLast = column == cells.count - 1
        line.append(aligned(text, alignments[column], sizes[column], isLast: isLast))
      }
      return line
    }
  }

  private func aligned(_ line: Line, _ alignment: ColumnAlignment, _ size: Int, isLast: Bool)
    -> Line
  {
    let spare = max(0, size - line.width(widths))
    let before =
      switch alignment {
      case .leading: 0
      case .centre: spare / 2
      case .trailing: spare
      }
    var padded = Line(String(repeating: " ", count: before))
    padded.append(line)
    if !isLast { padded.append(String(repeating: " ", count: spare - before)) }
    return padded
  }

  private func underline(_ sizes: [Int]) -> Line {
    let gap = String(repeating: " ", count: Self.gap)
    return Line(sizes.map { String(repeating: "─", count: $0) }.joined(separator: gap), .line)
  }

  /// Every row as a group of lines `header: cell`.
  private func records(columns: Int) -> [Line] {
    guard !rows.isEmpty else {
      return header.flatMap { wrap($0, columns: columns, widths: widths) }
    }
    var lines: [Line] = []
    for (index, row) in rows.enumerated() {
      if index > 0 { lines.append(.empty) }
      for (column, cell) in row.enumerated() {
        var line = Line()
        for part in column < header.count ? header[column] : [] { line.append(part) }
        if !line.isEmpty { line.append(": ", .muted) }
        for (part, text) in cell.enumerated() {
          if part > 0 { line.append(" ") }
          line.append(text)
        }
        lines += wrap(line, columns: columns, widths: widths, hangingIndent: 2)
      }
    }
    return lines
  }
}
