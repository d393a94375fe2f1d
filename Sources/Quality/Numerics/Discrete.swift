import RealModule

/// The binomial distribution: errors in `n` independent draws at rate `p`.
package enum Binomial {
  /// Returns the probability of exactly `x` of `n`.
  package static func probability(_ x: Int, of n: Int, rate p: Double) -> Double {
    guard x >= 0, x <= n else { return 0 }
    if p <= 0 { return x == 0 ? 1 : 0 }
    if p >= 1 { return x == n ? 1 : 0 }
    let (k, size) = (Double(x), Double(n))
    if x == 0 { return Double.exp(size * Double.log(onePlus: -p)) }
    if x == n { return Double.exp(size * Double.log(p)) }
    let exponent =
      Factorial.stirlingError(size) - Factorial.stirlingError(k)
      - Factorial.stirlingError(size - k) - Factorial.deviance(k, size * p)
      - Factorial.deviance(size - k, size * (1 - p))
    return Double.exp(exponent) * (size / (2 * .pi * k * (size - k))).squareRoot()
  }

  /// Returns the probability of at most `x` of `n`.
  package static func cumulative(_ x: Int, of n: Int, rate p: Double) -> Double {
    guard x >= 0 else { return 0 }
    guard x < n else { return 1 }
    return Beta.cumulative(1 - p, Double(n - x), Double(x + 1))
  }

  /// Returns the two-sided exact p-value: the chance of every outcome no likelier than `x`.
  package static func twoSided(_ x: Int, of n: Int, rate p: Double) -> Double {
    if p == 0.5 { return min(1, 2 * cumulative(min(x, n - x), of: n, rate: p)) }
    let limit = probability(x, of: n, rate: p) * (1 + 1e-7)
    var sum = CompensatedSum()
    for k in 0...n {
      let chance = probability(k, of: n, rate: p)
      if chance <= limit { sum.add(chance) }
    }
    return min(1, sum.value)
  }
}

/// The hypergeometric distribution: errors in a sample of `n` from a lot of `lot` items with
/// `defects` errors.
package enum Hypergeometric {
  /// Returns the probability of exactly `x` errors in the sample.
  package static func probability(_ x: Int, sample n: Int, defects: Int, lot: Int) -> Double {
    guard x >= 0, x <= defects, n - x >= 0, n - x <= lot - defects else { return 0 }
    guard n > 0, n < lot else { return 1 }
    let rate = Double(n) / Double(lot)
    return Binomial.probability(x, of: defects, rate: rate)
      * Binomial.probability(n - x, of: lot - defects, rate: rate)
      / Binomial.probability(n, of: lot, rate: rate)
  }

  /// Returns the probability of at most `x` errors in the sample.
  package static func cumulative(_ x: Int, sample n: Int, defects: Int, lot: Int) -> Double {
    guard x >= 0 else { return 0 }
    let top = min(x, min(n, defects))
    var sum = CompensatedSum()
    for k in stride(from: top, through: 0, by: -1) {
      let chance = probability(k, sample: n, defects: defects, lot: lot)
      sum.add(chance)
      // Below the mean the chances only fall.
      let mean = Double(n) * Double(defects) / Double(max(lot, 1))
      if Double(k) < mean, chance < 1e-20 * sum.value { break }
    }
    return min(1, sum.value)
  }
}
