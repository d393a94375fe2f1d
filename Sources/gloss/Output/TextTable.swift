import Terminal

/// Rows in aligned columns, for people.
struct TextTable {
  private var rows: [[String]] = []

  mutating func row(_ cells: String...) { rows.append(cells.map { DisplayText.safe($0) }) }

  /// The rows as lines; the last column is not filled up.
  var lines: [String] {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      rows.compactMap { $0.indices.contains(column) ? DisplayText($0[column]).width : nil }.max()
        ?? 0
    }
    return rows.map { row in
      var line = ""
      // Filled up only in front of something, so that no line ends in blanks.
      var gap = 0
      for (column, cell) in row.enumerated() {
        let width = DisplayText(cell).width
        if !cell.isEmpty {
          line += String(repeating: " ", count: gap) + cell
          gap = 0
        }
        gap += widths[column] + 2 - (cell.isEmpty ? 0 : width)
      }
      return line
    }
  }
}
