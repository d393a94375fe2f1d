import RealModule

/// Intervals for a share: `successes` of `n`.
package enum Proportion {
  /// Returns Wilson's score interval (1927), without continuity correction, ends at exactly 0
  /// and 1 where nothing or everything succeeded.
  package static func wilson(
    _ successes: Double, of n: Double, confidence: Double = 0.95
  ) -> Interval? {
    guard n > 0 else { return nil }
    let z = Normal.quantile(0.5 + confidence / 2)
    let p = successes / n
    let centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    let half = z / (1 + z * z / n) * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
    return Interval(
      low: successes <= 0 ? 0 : max(0, centre - half),
      high: successes >= n ? 1 : min(1, centre + half), confidence: confidence, method: "Wilson")
  }

  /// Returns the exact interval of Clopper & Pearson (1934), by beta quantiles.
  package static func clopperPearson(
    _ successes: Int, of n: Int, confidence: Double = 0.95
  ) -> Interval? {
    guard n > 0 else { return nil }
    let tail = (1 - confidence) / 2
    let (x, m) = (Double(successes), Double(n - successes))
    return Interval(
      low: successes == 0 ? 0 : Beta.quantile(tail, x, m + 1),
      high: successes == n ? 1 : 1 - Beta.quantile(tail, m, x + 1), confidence: confidence,
      method: "Clopper-Pearson")
  }

  /// Returns the one-sided upper limit of Clopper & Pearson.
  package static func clopperPearsonUpper(
    _ successes: Int, of n: Int, confidence: Double = 0.95
  ) -> Double? {
    guard n > 0 else { return nil }
    guard successes < n else { return 1 }
    return 1 - Beta.quantile(1 - confidence, Double(n - successes), Double(successes + 1))
  }
}
