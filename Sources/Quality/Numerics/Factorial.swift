import RealModule

/// Factorials without cancellation, after Loader, "Fast and Accurate Computation of Binomial
/// Probabilities" (2000), the method of R.
package enum Factorial {
  /// Returns log(n!) − log(√(2πn) (n/e)ⁿ), the error of Stirling's formula.
  package static func stirlingError(_ n: Double) -> Double {
    if n <= 15 {
      guard n > 0 else { return 0 }
      return Double.logGamma(n + 1) - (n + 0.5) * Double.log(n) + n
        - 0.5 * Double.log(2 * .pi)
    }
    let s = n * n
    let series = 1.0 / 1260 - (1.0 / 1680 - (1.0 / 1188) / s) / s
    return (1.0 / 12 - (1.0 / 360 - series / s) / s) / n
  }

  /// Returns x log(x / m) + m − x, exact where x is near m.
  package static func deviance(_ x: Double, _ m: Double) -> Double {
    guard abs(x - m) < 0.1 * (x + m) else { return x * Double.log(x / m) + m - x }
    let v = (x - m) / (x + m)
    var sum = (x - m) * v
    var term = 2 * x * v
    for j in 1..<1000 {
      term *= v * v
      let next = sum + term / Double(2 * j + 1)
      if next == sum { break }
      sum = next
    }
    return sum
  }
}
