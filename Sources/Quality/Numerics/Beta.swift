import RealModule

/// The beta distribution, and the F distribution through it.
package enum Beta {
  /// Returns the regularised incomplete beta function Iₓ(a, b).
  ///
  /// Continued fraction by Lentz's method (Abramowitz & Stegun 26.5.8), on the side of the mean
  /// where it converges.
  package static func cumulative(_ x: Double, _ a: Double, _ b: Double) -> Double {
    guard x > 0 else { return 0 }
    guard x < 1 else { return 1 }
    let front = Double.exp(
      a * Double.log(x) + b * Double.log(onePlus: -x) - logBeta(a, b))
    if x < (a + 1) / (a + b + 2) { return front * fraction(x, a, b) / a }
    return 1 - front * fraction(1 - x, b, a) / b
  }

  /// Returns log B(a, b).
  package static func logBeta(_ a: Double, _ b: Double) -> Double {
    guard min(a, b) > 15 else {
      return Double.logGamma(a) + Double.logGamma(b) - Double.logGamma(a + b)
    }
    // Γ(n) = n! / n, each factorial by Stirling's formula; the large terms cancel on paper.
    let sum = a + b
    return Factorial.stirlingError(a) + Factorial.stirlingError(b) - Factorial.stirlingError(sum)
      + a * Double.log(a / sum) + b * Double.log(b / sum)
      + 0.5 * Double.log(2 * .pi * sum / (a * b))
  }

  private static func fraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
    let tiny = 1e-300
    var c = 1.0
    var d = 1 - (a + b) * x / (a + 1)
    d = 1 / (abs(d) < tiny ? tiny : d)
    var h = d
    for m in 1..<10_000 {
      let k = Double(m)
      for term in [
        k * (b - k) * x / ((a + 2 * k - 1) * (a + 2 * k)),
        -(a + k) * (a + b + k) * x / ((a + 2 * k) * (a + 2 * k + 1)),
      ] {
        d = 1 + term * d
        d = 1 / (abs(d) < tiny ? tiny : d)
        c = 1 + term / c
        if abs(c) < tiny { c = tiny }
        h *= d * c
      }
      if abs(d * c - 1) < 1e-16 { break }
    }
    return h
  }

  /// Returns the x at which Iₓ(a, b) = p.
  package static func quantile(_ p: Double, _ a: Double, _ b: Double) -> Double {
    guard p > 0 else { return 0 }
    guard p < 1 else { return 1 }
    let constant = logBeta(a, b)
    return Root.increasing(target: p, from: 0, to: 1, start: a / (a + b)) { x in
      let density = Double.exp(
        (a - 1) * Double.log(x) + (b - 1) * Double.log(onePlus: -x) - constant)
      return (cumulative(x, a, b), density)
    }
  }

  /// Returns the quantile of the F distribution with `d1` and `d2` degrees of freedom.
  package static func fQuantile(_ p: Double, _ d1: Double, _ d2: Double) -> Double {
    if p > 0.5 {
      // The small side of the beta keeps its digits.
      let y = quantile(1 - p, d2 / 2, d1 / 2)
      return d2 * (1 - y) / (d1 * y)
    }
    let x = quantile(p, d1 / 2, d2 / 2)
    return d2 * x / (d1 * (1 - x))
  }
}

/// A root of an increasing function, by Newton's method kept inside a shrinking bracket.
package enum Root {
  /// Returns x in `from...to` where `function` reaches `target`; it returns value and slope.
  package static func increasing(
    target: Double, from: Double, to: Double, start: Double,
    _ function: (Double) -> (value: Double, slope: Double)
  ) -> Double {
    var (low, high, x) = (from, to, start)
    for _ in 0..<300 {
      let (value, slope) = function(x)
      let error = value - target
      if error == 0 { return x }
      if error > 0 { high = x } else { low = x }
      var next = slope > 0 && slope.isFinite ? x - error / slope : .nan
      if !(next > low && next < high) { next = 0.5 * (low + high) }
      if abs(next - x) <= 1e-16 * abs(next) || next == low || next == high { return next }
      x = next
    }
    return x
  }
}
