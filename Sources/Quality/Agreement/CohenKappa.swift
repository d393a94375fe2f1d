/// Cohen's kappa of two named annotators on the items that both judged.
package struct CohenKappa: Sendable {
  package let table: ContingencyTable
  /// Agreement weights, row by row; 1 on the diagonal.
  private let weights: [Double]

  package init(_ table: ContingencyTable, weights: AgreementWeights = .none, byValue: Bool = true) {
    self.table = table
    let q = table.scale.count
    self.weights =
      weights.matrix(table.scale, byValue: byValue)
      ?? (0..<q * q).map { $0 / q == $0 % q ? 1 : 0 }
  }

  package func estimate(method: String) -> Estimate {
    let n = table.total
    let items = Int(n)
    var estimate = Estimate(
      counts: SampleCounts(items: items, pairable: items, judgments: 2 * items, annotators: 2),
      method: method)
    guard n > 0 else {
      estimate.undefined = .noPairs
      return estimate
    }
    let (q, rows, columns) = (table.scale.count, table.rowShares, table.columnShares)
    var (observed, expected) = (0.0, 0.0)
    for i in 0..<q {
      for j in 0..<q {
        observed += weights[i * q + j] * table[i, j] / n
        expected += weights[i * q + j] * rows[i] * columns[j]
      }
    }
    estimate.observed = observed
    estimate.expected = expected
    guard 1 - expected > 1e-12 else {
      estimate.undefined = .singleCategory
      return estimate
    }
    estimate.value = (observed - expected) / (1 - expected)
    estimate.standardError = standardError(rows, columns, observed, expected)
    return estimate
  }

  /// The standard error where agreement is not chance (Fleiss, Cohen & Everitt 1969).
  private func standardError(
    _ rows: [Double], _ columns: [Double], _ observed: Double, _ expected: Double
  ) -> Double {
    let (q, n) = (table.scale.count, table.total)
    let cells = (0..<q * q).map { table[$0 / q, $0 % q] / n }
    let variance = Self.variance(
      cells: cells, rows: rows, columns: columns, weights: weights, observed: observed,
      expected: expected)
    return (variance / n).squareRoot()
  }

  /// Returns n times the variance of kappa for a table of probabilities.
  package static func variance(
    cells: [Double], rows: [Double], columns: [Double], weights: [Double], observed: Double,
    expected: Double
  ) -> Double {
    let q = rows.count
    let rowMeans = (0..<q).map { i in
      (0..<q).reduce(0) { $0 + weights[i * q + $1] * columns[$1] }
    }
    let columnMeans = (0..<q).map { j in
      (0..<q).reduce(0) { $0 + weights[$1 * q + j] * rows[$1] }
    }
    let (free, missed) = (1 - expected, 1 - observed)
    var sum = CompensatedSum()
    for i in 0..<q {
      for j in 0..<q {
        let term = weights[i * q + j] * free - (rowMeans[i] + columnMeans[j]) * missed
        sum.add(cells[i * q + j] * term * term)
      }
    }
    let mean = observed * expected - 2 * expected + observed
    return max(0, sum.value - mean * mean) / (free * free * free * free)
  }
}
