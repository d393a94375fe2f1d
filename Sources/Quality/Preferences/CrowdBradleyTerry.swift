import RealModule

/// Bradley & Terry's model where annotators err: annotator a names the better candidate with
/// probability η, the worse one else.
///
/// Source: Chen, Bennett, Collins-Thompson & Horvitz 2013. The objective is Σ log(η P + (1 − η)(1 − P)) + λ Σ (log σ(s) + log σ(−s)). It has two mirror
/// maxima; the start at η₀ above ½ chooses the one where most annotators mean what they say, and
/// gives one who answers backwards an η near 0.
package struct CrowdBradleyTerry: Sendable {
  package var lambda = 0.5
  package var startEta = 0.9
  package var iterations = 500

  package init(lambda: Double = 0.5, startEta: Double = 0.9) {
    self.lambda = lambda
    self.startEta = startEta
  }

  package struct Fit: Sendable {
    package let scores: [Double]
    package let etas: [Double]
    package let objective: Double
    package let iterations: Int
    package let converged: Bool
  }

  private struct Cell {
    let annotator: Int
    let winner: Int
    let loser: Int
    var count: Double
  }

  package func fit(_ table: ComparisonTable) -> Result<Fit, Undefined> {
    let cells = count(table)
    guard !cells.isEmpty, !table.annotators.isEmpty else {
      return .failure(table.annotators.isEmpty ? .oneAnnotator : .empty)
    }
    let n = table.players.count
    guard n + table.annotators.count <= PairModel.mostPlayers else {
      return .failure(.other(PairModel.tooMany))
    }
    let logit = Double.log(startEta / (1 - startEta))
    var x =
      [Double](repeating: 0, count: n)
      + [Double](repeating: logit, count: table.annotators.count)
    // The scores first, under the start's η: from all zeros the etas' slope is 0.
    var point = point(x, cells, n, etasMove: false)
    for _ in 0..<20 { _ = step(&x, &point, cells, n, damping: 1e-6, etasMove: false) }
    point = self.point(x, cells, n, etasMove: true)
    var (damping, count, converged) = (1e-3, 0, false)
    while count < iterations, !converged {
      count += 1
      let before = point.value
      if let moved = step(&x, &point, cells, n, damping: damping, etasMove: true) {
        converged = moved < 1e-9 || point.value - before < 1e-13 * abs(point.value)
        damping = max(damping / 10, 1e-12)
      } else {
        damping *= 10
        if damping > 1e12 { break }
      }
    }
    return .success(
      Fit(
        scores: Array(x[..<n]), etas: x[n...].map(LogSpace.sigmoid), objective: point.value,
        iterations: count, converged: converged))
  }

  private func count(_ table: ComparisonTable) -> [Cell] {
    let n = table.players.count
    var counts: [Int: Double] = [:]
    for row in 0..<table.count where table.outcome[row] != .tie {
      let won = table.outcome[row] == .first
      let winner = Int(won ? table.first[row] : table.second[row])
      let loser = Int(won ? table.second[row] : table.first[row])
      counts[(Int(table.annotator[row]) * n + winner) * n + loser, default: 0] += 1
    }
    return counts.sorted { $0.key < $1.key }.map {
      Cell(
        annotator: $0.key / (n * n), winner: $0.key / n % n, loser: $0.key % n, count: $0.value)
    }
  }

  private struct Point {
    var value: Double
    var gradient: [Double]
    /// The negative of the second derivatives.
    var curvature: SymmetricMatrix
  }

  private func point(_ x: [Double], _ cells: [Cell], _ n: Int, etasMove: Bool) -> Point {
    var point = Point(
      value: 0, gradient: [Double](repeating: 0, count: x.count),
      curvature: SymmetricMatrix(size: x.count))
    var sum = CompensatedSum()
    for cell in cells {
      let (i, j, a) = (cell.winner, cell.loser, n + cell.annotator)
      let (p, e) = (LogSpace.sigmoid(x[i] - x[j]), LogSpace.sigmoid(x[a]))
      let chance = max(e * p + (1 - e) * (1 - p), 1e-300)
      let (dp, de) = (p * (1 - p), e * (1 - e))
      let (byScore, byEta) = ((2 * e - 1) * dp / chance, (2 * p - 1) * de / chance)
      sum.add(cell.count * Double.log(chance))
      point.gradient[i] += cell.count * byScore
      point.gradient[j] -= cell.count * byScore
      let curve = cell.count * (byScore * byScore - byScore * (1 - 2 * p))
      point.curvature[i, i] += curve
      point.curvature[j, j] += curve
      point.curvature[i, j] -= curve
      point.curvature[j, i] -= curve
      guard etasMove else { continue }
      point.gradient[a] += cell.count * byEta
      point.curvature[a, a] += cell.count * (byEta * byEta - byEta * (1 - 2 * e))
      let mixed = cell.count * (byScore * byEta - 2 * dp * de / chance)
      for (place, sign) in [(i, 1.0), (j, -1.0)] {
        point.curvature[a, place] += sign * mixed
        point.curvature[place, a] += sign * mixed
      }
    }
    for i in 0..<n {
      let p = LogSpace.sigmoid(x[i])
      sum.add(lambda * (LogSpace.logistic(x[i]) + LogSpace.logistic(-x[i])))
      point.gradient[i] += lambda * (1 - 2 * p)
      point.curvature[i, i] += 2 * lambda * p * (1 - p)
    }
    point.value = sum.value
    return point
  }

  /// Takes one damped step uphill; returns its largest part, or nil where it did not climb.
  private func step(
    _ x: inout [Double], _ point: inout Point, _ cells: [Cell], _ n: Int, damping: Double,
    etasMove: Bool
  ) -> Double? {
    var damped = point.curvature
    for k in 0..<damped.size {
      damped[k, k] += damping * max(abs(damped[k, k]), 1) + (!etasMove && k >= n ? 1 : 0)
    }
    guard let step = damped.cholesky()?.solve(point.gradient) else { return nil }
    let moved = zip(x, step).map { $0 + $1 }
    let next = self.point(moved, cells, n, etasMove: etasMove)
    guard next.value >= point.value else { return nil }
    x = moved
    point = next
    return step.map { abs($0) }.max() ?? 0
  }
}
