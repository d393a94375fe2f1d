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
      for (column, cell) in row.enumerated() {
        line += cell
        if column < row.count - 1 {
          line += String(
            repeating: " ", count: widths[column] - DisplayText(cell).width + 2)
        }
      }
      return line
    }
  }
}
