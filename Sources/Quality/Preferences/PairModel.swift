import RealModule

/// Ratings from comparisons, by the models of Bradley & Terry (1952), Davidson (1970) and Rao &
/// Kupper (1967), with an order effect where asked.
///
/// All are concave in the log worths and the other parameters used here, so Newton's method on
/// the counted pairs finds the maximum in a few steps.
package struct PairModel: Sendable {
  package enum Ties: String, Sendable {
    case drop
    case half
    case davidson
    case raoKupper = "rao_kupper"
  }

  package var ties = Ties.drop
  /// Whether the first candidate may have an advantage of its own (position bias).
  package var orderEffect = false
  /// Adds −ridge/2 Σ s²; with it ratings exist for any graph.
  package var ridge = 0.0

  package init(ties: Ties = .drop, orderEffect: Bool = false, ridge: Double = 0) {
    self.ties = ties
    self.orderEffect = orderEffect
    self.ridge = ridge
  }

  package struct Fit: Sendable {
    /// Log worths; they sum to 0.
    package let scores: [Double]
    /// The covariance of the scores under their sum of 0; of size 0 where it was not asked for.
    package let covariance: SymmetricMatrix
    /// The log-odds that the first position adds, with its standard error.
    package let orderEffect: Double?
    package let orderEffectError: Double?
    /// ν of Davidson, θ of Rao & Kupper.
    package let tieParameter: Double?
    /// Its logarithm, as the fit finds it.
    package let tieLogarithm: Double?
    package let logLikelihood: Double
    package let iterations: Int
    package let converged: Bool

    /// Scores and standard errors with one player's score fixed at 0, of a fit with errors.
    package func relative(to reference: Int) -> (scores: [Double], errors: [Double]) {
      let scores = scores.map { $0 - self.scores[reference] }
      guard covariance.size > 0 else { return (scores, []) }
      let own = covariance[reference, reference]
      let errors = scores.indices.map { i in
        i == reference
          ? 0
          : max(0, covariance[i, i] + own - 2 * covariance[i, reference]).squareRoot()
      }
      return (scores, errors)
    }

    package var errors: [Double] {
      (0..<covariance.size).map { max(0, covariance[$0, $0]).squareRoot() }
    }
  }

  /// Fits the model, from other parameters than zeros where `start` gives them.
  package func fit(
    _ counts: PairCounts, start: [Double] = [], withErrors: Bool = true
  ) -> Result<Fit, Undefined> {
    let n = counts.players.count
    let modelled = ties == .davidson || ties == .raoKupper
    let pairs = orderEffect ? counts : counts.unordered
    let data = modelled ? pairs : pairs.ties(asHalf: ties == .half)
    guard n <= Self.mostPlayers else { return .failure(.other(Self.tooMany)) }
    guard n > 1, data.comparisons > 0 else {
      return .failure(counts.comparisons > 0 && n > 1 ? .other(Self.onlyTies) : .empty)
    }
    if ridge <= 0 {
      let components = data.components(tiesConnect: modelled)
      guard components.count == 1 else {
        return .failure(
          .notIdentifiable(
            components: components,
            names: components.map { $0.map { counts.players[$0] } }))
      }
    }
    if modelled {
      let tied = data.pairs.reduce(0) { $0 + $1.ties }
      guard tied > 0, data.decisive > 0 else {
        return .failure(.other(tied > 0 ? Self.onlyTies : Self.noTies))
      }
    }
    return newton(data, start: start, withErrors: withErrors)
  }

  /// The information matrix has a cell for each pair.
  static let mostPlayers = 4000
  static let tooMany =
    "There are more than \(mostPlayers) candidates, too many for a table of all pairs. "
    + "Rate the candidates of one group at a time."
  private static let onlyTies =
    "Every comparison is a tie, so nothing decides between the candidates. Count ties as half a "
    + "win each, or collect decided comparisons."
  private static let noTies =
    "No comparison is a tie, so a model of ties has nothing to learn from. Use bradley_terry."

  private func newton(
    _ data: PairCounts, start: [Double], withErrors: Bool
  ) -> Result<Fit, Undefined> {
    let n = data.players.count
    let layout = PairLikelihood.Layout(
      players: n, order: orderEffect, ties: ties == .davidson || ties == .raoKupper)
    let likelihood = PairLikelihood(
      pairs: data.pairs, layout: layout, isRaoKupper: ties == .raoKupper, ridge: ridge)
    var x = start.count == layout.size ? start : layout.start(raoKupper: ties == .raoKupper)
    var point = likelihood.point(x)
    var (steps, converged) = (0, false)
    while steps < 200, !converged {
      steps += 1
      guard let factor = likelihood.pinned(point.information).cholesky() else { break }
      let step = factor.solve(point.gradient)
      var scale = 1.0
      var next = point
      repeat {
        let moved = zip(x, step).map { $0 + scale * $1 }
        next = likelihood.point(moved)
        scale /= 2
      } while !(next.value >= point.value - 1e-9 * abs(point.value)) && scale > 1e-12
      x = zip(x, step).map { $0 + 2 * scale * $1 }
      // Newton's steps square the error, so what is left after such a step is nothing.
      converged = (step.map { abs($0) }.max() ?? 0) * 2 * scale < 1e-9
      point = next
    }
    guard point.value.isFinite, let factor = likelihood.pinned(point.information).cholesky() else {
      return .failure(.other("The ratings grow without end. Ask for a ridge."))
    }
    let covariance = withErrors ? factor.inverse() : SymmetricMatrix(size: 0)
    return .success(
      fit(x, point, layout, covariance: covariance, steps: steps, converged: converged))
  }

  private func fit(
    _ x: [Double], _ point: PairLikelihood.Point, _ layout: PairLikelihood.Layout,
    covariance: SymmetricMatrix, steps: Int, converged: Bool
  ) -> Fit {
    let n = layout.players
    let mean = ridge > 0 ? 0 : x[..<n].reduce(0, +) / Double(n)
    let hasErrors = covariance.size > 0
    var scores = SymmetricMatrix(size: hasErrors ? n : 0)
    for i in 0..<scores.size {
      for j in 0..<n {
        // The pin on the sum adds 1/n² × its variance of 1 to every cell.
        scores[i, j] = covariance[i, j] - (ridge > 0 ? 0 : 1 / Double(n * n))
      }
    }
    let order = layout.orderPlace
    let tie = layout.tiePlace
    return Fit(
      scores: x[..<n].map { $0 - mean }, covariance: scores, orderEffect: order.map { x[$0] },
      orderEffectError: (hasErrors ? order : nil).map { max(0, covariance[$0, $0]).squareRoot() },
      tieParameter: tie.map { Double.exp(x[$0]) }, tieLogarithm: tie.map { x[$0] },
      logLikelihood: point.logLikelihood,
      iterations: steps, converged: converged)
  }
}
