import RealModule

/// The gamma distribution with scale 1.
package enum Gamma {
  /// Returns the regularised lower incomplete gamma function P(a, x).
  ///
  /// Series below the mean, Lentz's continued fraction above (Abramowitz & Stegun 6.5.29, 6.5.31).
  package static func cumulative(_ x: Double, _ a: Double) -> Double {
    guard x > 0 else { return 0 }
    let front = Double.exp(a * Double.log(x) - x - Double.logGamma(a))
    if x < a + 1 {
      var (sum, term, n) = (1 / a, 1 / a, a)
      while term > sum * 1e-17 {
        n += 1
        term *= x / n
        sum += term
      }
      return front * sum
    }
    var b = x + 1 - a
    var c = 1e300
    var d = 1 / b
    var h = d
    for i in 1..<10_000 {
      let k = -Double(i) * (Double(i) - a)
      b += 2
      d = 1 / (k * d + b)
      c = b + k / c
      h *= d * c
      if abs(d * c - 1) < 1e-16 { break }
    }
    return 1 - front * h
  }

  /// Returns the x at which P(a, x) = p.
  package static func quantile(_ p: Double, _ a: Double) -> Double {
    guard p > 0 else { return 0 }
    guard p < 1 else { return .infinity }
    var top = a + 1
    while cumulative(top, a) < p { top *= 2 }
    let constant = Double.logGamma(a)
    return Root.increasing(target: p, from: 0, to: top, start: min(a, top / 2)) { x in
      (cumulative(x, a), Double.exp((a - 1) * Double.log(x) - x - constant))
    }
  }
}
