import RealModule

/// The standard normal distribution.
package enum Normal {
  /// Returns the probability of a value up to `x`.
  package static func cumulative(_ x: Double) -> Double {
    0.5 * Double.erfc(-x * 0.5.squareRoot())
  }

  /// Returns the density at `x`.
  package static func density(_ x: Double) -> Double {
    Double.exp(-0.5 * x * x) / (2 * Double.pi).squareRoot()
  }

  /// Returns the value below which a share `p` lies; ±infinity at the ends.
  ///
  /// Acklam's rational approximation (relative error 1e-9), then two steps of Halley's method.
  package static func quantile(_ p: Double) -> Double {
    guard p > 0 else { return -.infinity }
    guard p < 1 else { return .infinity }
    if p > 0.5 { return -quantile(1 - p) }
    var x = start(p)
    for _ in 0..<2 {
      let u = (cumulative(x) - p) * (2 * Double.pi).squareRoot() * Double.exp(0.5 * x * x)
      x -= u / (1 + 0.5 * x * u)
    }
    return x
  }

  private static func start(_ p: Double) -> Double {
    if p < 0.02425 {
      let q = (-2 * Double.log(p)).squareRoot()
      return polynomial(tailNumerator, q) / (polynomial(tailDenominator, q) * q + 1)
    }
    let q = p - 0.5
    let r = q * q
    return polynomial(numerator, r) * q / (polynomial(denominator, r) * r + 1)
  }

  private static func polynomial(_ coefficients: [Double], _ x: Double) -> Double {
    coefficients.reduce(0) { $0 * x + $1 }
  }

  private static let numerator = [
    -3.969683028665376e+01, 2.209460984245205e+02, -2.759285104469687e+02,
    1.383577518672690e+02, -3.066479806614716e+01, 2.506628277459239e+00,
  ]
  private static let denominator = [
    -5.447609879822406e+01, 1.615858368580409e+02, -1.556989798598866e+02,
    6.680131188771972e+01, -1.328068155288572e+01,
  ]
  private static let tailNumerator = [
    -7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e+00,
    -2.549732539343734e+00, 4.374664141464968e+00, 2.938163982698783e+00,
  ]
  private static let tailDenominator = [
    7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00,
    3.754408661907416e+00,
  ]
}
