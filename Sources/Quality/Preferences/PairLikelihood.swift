import RealModule

/// The log-likelihood of counted pairs, its gradient and its information.
struct PairLikelihood {
  /// Where each parameter stands: the log worths, then the order effect, then the log of the tie
  /// parameter.
  struct Layout {
    let players: Int
    let order: Bool
    let ties: Bool

    var orderPlace: Int? { order ? players : nil }
    var tiePlace: Int? { ties ? players + (order ? 1 : 0) : nil }
    var size: Int { players + (order ? 1 : 0) + (ties ? 1 : 0) }

    func start(raoKupper: Bool) -> [Double] {
      var x = [Double](repeating: 0, count: size)
      if let tiePlace { x[tiePlace] = raoKupper ? 0.5 : 0 }
      return x
    }
  }

  struct Point {
    /// Log-likelihood with the ridge.
    var value: Double
    var logLikelihood: Double
    var gradient: [Double]
    var information: SymmetricMatrix
  }

  let pairs: [PairCounts.Pair]
  let layout: Layout
  let isRaoKupper: Bool
  let ridge: Double

  /// Adds the square of the sum of scores, which the likelihood leaves open, so that it has a
  /// Cholesky factor.
  ///
  /// The step keeps the sum of scores, as the gradient sums to 0.
  func pinned(_ information: SymmetricMatrix) -> SymmetricMatrix {
    guard ridge <= 0 else { return information }
    var pinned = information
    for i in 0..<layout.players {
      for j in 0..<layout.players { pinned[i, j] += 1 }
    }
    return pinned
  }

  func point(_ x: [Double]) -> Point {
    var point = Point(
      value: 0, logLikelihood: 0, gradient: [Double](repeating: 0, count: layout.size),
      information: SymmetricMatrix(size: layout.size))
    var sum = CompensatedSum()
    for pair in pairs {
      let i = pair.first
      let j = pair.second
      let d = x[i] - x[j] + (layout.orderPlace.map { x[$0] } ?? 0)
      guard let tie = layout.tiePlace else {
        sum.add(decided(pair, d, &point))
        continue
      }
      let t = x[tie]
      sum.add(isRaoKupper ? raoKupper(pair, d, t, tie, &point) : davidson(pair, d, t, tie, &point))
    }
    point.logLikelihood = sum.value
    point.value = sum.value
    if ridge > 0 {
      for i in 0..<layout.players {
        point.value -= ridge / 2 * x[i] * x[i]
        point.gradient[i] -= ridge * x[i]
        point.information[i, i] += ridge
      }
    }
    return point
  }

  /// Adds a term that depends on d = sᵢ − sⱼ + order by its first two derivatives.
  private func add(_ pair: PairCounts.Pair, slope: Double, curve: Double, _ point: inout Point) {
    let (i, j) = (pair.first, pair.second)
    point.gradient[i] += slope
    point.gradient[j] -= slope
    point.information[i, i] += curve
    point.information[j, j] += curve
    point.information[i, j] -= curve
    point.information[j, i] -= curve
    guard let order = layout.orderPlace else { return }
    point.gradient[order] += slope
    point.information[order, order] += curve
    for (place, sign) in [(i, 1.0), (j, -1.0)] {
      point.information[order, place] += sign * curve
      point.information[place, order] += sign * curve
    }
  }

  /// Adds the mixed derivative by d and the tie parameter.
  private func addMixed(
    _ pair: PairCounts.Pair, _ curve: Double, _ tie: Int, _ point: inout Point
  ) {
    var places = [(pair.first, 1.0), (pair.second, -1.0)]
    if let order = layout.orderPlace { places.append((order, 1)) }
    for (place, sign) in places {
      point.information[tie, place] += sign * curve
      point.information[place, tie] += sign * curve
    }
  }

  private func decided(_ pair: PairCounts.Pair, _ d: Double, _ point: inout Point) -> Double {
    let p = LogSpace.sigmoid(d)
    let n = pair.firstWins + pair.secondWins
    add(pair, slope: pair.firstWins - n * p, curve: n * p * (1 - p), &point)
    var value = 0.0
    if pair.firstWins > 0 { value += pair.firstWins * LogSpace.logistic(d) }
    if pair.secondWins > 0 { value += pair.secondWins * LogSpace.logistic(-d) }
    return value
  }

  /// Win : loss : tie = e^{d/2} : e^{−d/2} : ν.
  private func davidson(
    _ pair: PairCounts.Pair, _ d: Double, _ t: Double, _ tie: Int, _ point: inout Point
  ) -> Double {
    let top = max(abs(d) / 2, t)
    let (a, b, c) = (Double.exp(d / 2 - top), Double.exp(-d / 2 - top), Double.exp(t - top))
    let sum = a + b + c
    let (p, q, r) = (a / sum, b / sum, c / sum)
    let n = pair.firstWins + pair.secondWins + pair.ties
    let lean = (p - q) / 2
    add(
      pair, slope: (pair.firstWins - pair.secondWins) / 2 - n * lean,
      curve: n * ((p + q) / 4 - lean * lean), &point)
    point.gradient[tie] += pair.ties - n * r
    point.information[tie, tie] += n * r * (1 - r)
    addMixed(pair, -n * lean * r, tie, &point)
    return pair.firstWins * d / 2 - pair.secondWins * d / 2 + pair.ties * t
      - n * (top + Double.log(sum))
  }

  /// P(first) = σ(d − η), P(second) = σ(−d − η), P(tie) = (e^{2η} − 1) P(first) P(second).
  private func raoKupper(
    _ pair: PairCounts.Pair, _ d: Double, _ eta: Double, _ tie: Int, _ point: inout Point
  ) -> Double {
    guard eta > 0 else { return -.infinity }
    let (p, q) = (LogSpace.sigmoid(d - eta), LogSpace.sigmoid(-d - eta))
    let (m, n) = (pair.firstWins + pair.ties, pair.secondWins + pair.ties)
    let (curveP, curveQ) = (m * p * (1 - p), n * q * (1 - q))
    add(pair, slope: m * (1 - p) - n * (1 - q), curve: curveP + curveQ, &point)
    let grow = 1 / -Double.expMinusOne(-2 * eta)
    point.gradient[tie] += 2 * pair.ties * grow - m * (1 - p) - n * (1 - q)
    point.information[tie, tie] +=
      curveP + curveQ + 4 * pair.ties * grow * (grow - 1)
    addMixed(pair, curveQ - curveP, tie, &point)
    var value = m * LogSpace.logistic(d - eta) + n * LogSpace.logistic(-d - eta)
    if pair.ties > 0 { value += pair.ties * Double.log(Double.expMinusOne(2 * eta)) }
    return value
  }
}
