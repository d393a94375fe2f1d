/// Two annotators' labels of the same items, counted: `self[i, j]` items were called i by the
/// first and j by the second.
package struct ContingencyTable: Sendable {
  package let scale: CategoryScale
  private var cells: [Double]

  package init(scale: CategoryScale) {
    self.scale = scale
    cells = Array(repeating: 0, count: scale.count * scale.count)
  }

  package init(_ rows: [[Double]], scale: CategoryScale) {
    self.init(scale: scale)
    for (i, row) in rows.enumerated() {
      for (j, n) in row.enumerated() { self[i, j] = n }
    }
  }

  /// Counts the items that both of two annotators of a table judged.
  package init(_ table: RatingTable, _ first: Int, _ second: Int) {
    self.init(scale: table.scale)
    for item in table.items.indices {
      var (a, b) = (-1, -1)
      for row in table.judgments(of: item) {
        if Int(table.annotator[row]) == first { a = Int(table.label[row]) }
        if Int(table.annotator[row]) == second { b = Int(table.label[row]) }
      }
      if a >= 0, b >= 0 { self[a, b] += 1 }
    }
  }

  package subscript(row: Int, column: Int) -> Double {
    get { cells[row * scale.count + column] }
    set { cells[row * scale.count + column] = newValue }
  }

  package var total: Double { cells.reduce(0, +) }

  package var rowShares: [Double] {
    let (q, n) = (scale.count, total)
    return (0..<q).map { i in (0..<q).reduce(0) { $0 + self[i, $1] } / n }
  }

  package var columnShares: [Double] {
    let (q, n) = (scale.count, total)
    return (0..<q).map { j in (0..<q).reduce(0) { $0 + self[$1, j] } / n }
  }
}
