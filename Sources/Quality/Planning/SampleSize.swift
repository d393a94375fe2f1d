import RealModule

/// How much to judge before a number is worth reporting.
package enum SampleSize {
  package enum Method: String, Sendable {
    case wald
    case wilson
  }

  /// Returns the judgments needed to know a share near `p` to ± `halfWidth`.
  package static func proportion(
    _ p: Double, halfWidth: Double, confidence: Double, method: Method = .wald
  ) -> Int? {
    guard halfWidth > 0, (0...1).contains(p), (0.0..<1.0).contains(confidence) else { return nil }
    let z = Normal.quantile(0.5 + confidence / 2)
    let wald = (z * z * p * (1 - p) / (halfWidth * halfWidth)).rounded(.up)
    guard wald.isFinite, wald < 1e15 else { return nil }
    if method == .wald { return Int(wald) }
    func half(_ n: Double) -> Double {
      z / (1 + z * z / n) * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
    }
    var (low, high) = (1, max(2, Int(wald)))
    while half(Double(high)) > halfWidth { high *= 2 }
    while low < high {
      let middle = (low + high) / 2
      if half(Double(middle)) <= halfWidth { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// Returns the items that two annotators must share to tell kappa `k1` from `k0` (Cantor 1996),
  /// when they say yes at `rate1` and `rate2`.
  package static func kappa(
    rate1: Double, rate2: Double, k1: Double, k0: Double, alpha: Double, power: Double,
    twoSided: Bool
  ) -> Int? {
    guard let q1 = kappaVariance(rate1, rate2, k1), let q0 = kappaVariance(rate1, rate2, k0),
      k1 != k0
    else { return nil }
    let z = Normal.quantile(1 - alpha / (twoSided ? 2 : 1))
    let root = (z * q0.squareRoot() + Normal.quantile(power) * q1.squareRoot()) / (k1 - k0)
    return whole(root * root)
  }

  /// Returns the next whole number; nil where there is no use for one so large.
  static func whole(_ number: Double) -> Int? {
    number < 1e15 ? Int(number.rounded(.up)) : nil
  }

  /// n × the variance of kappa of two annotators with given rates; nil where no table has them.
  private static func kappaVariance(_ rate1: Double, _ rate2: Double, _ kappa: Double) -> Double? {
    let expected = rate1 * rate2 + (1 - rate1) * (1 - rate2)
    let observed = kappa * (1 - expected) + expected
    let both = (observed - 1 + rate1 + rate2) / 2
    let cells = [both, rate1 - both, rate2 - both, 1 - rate1 - rate2 + both]
    guard cells.allSatisfy({ $0 >= -1e-12 }) else { return nil }
    return CohenKappa.variance(
      cells: cells, rows: [rate1, 1 - rate1], columns: [rate2, 1 - rate2], weights: [1, 0, 0, 1],
      observed: observed, expected: expected)
  }

  /// Returns how many annotators an item needs so that their mean has a wanted reliability
  /// (Spearman 1910, Brown 1910), from the reliability of one: alpha, or ICC(2,1).
  package static func overlap(reliability one: Double, wanted: Double) -> Int? {
    guard one > 0, one < 1, wanted > 0, wanted < 1 else { return nil }
    // A hair below a whole number is that number.
    let needed = wanted * (1 - one) / (one * (1 - wanted))
    return whole(needed - 1e-9).map { max(1, $0) }
  }

  /// Returns the reliability of the mean of `annotators`.
  package static func reliability(of one: Double, annotators: Int) -> Double {
    let k = Double(annotators)
    return k * one / (1 + (k - 1) * one)
  }
}
