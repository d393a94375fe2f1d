import RealModule

/// A two-sided tabular CUSUM of a measured value (Page 1954; Montgomery, chapter 9).
package struct Cusum: Sendable, Equatable, Codable {
  package let target: Double
  package let sigma: Double
  /// Allowance and threshold in units of sigma.
  package let k: Double
  package let h: Double
  package private(set) var upper = 0.0
  package private(set) var lower = 0.0
  package private(set) var count = 0
  package private(set) var firstSignal: Int?

  package init(target: Double, sigma: Double = 1, k: Double = 0.5, h: Double = 5) {
    self.target = target
    self.sigma = sigma
    self.k = k
    self.h = h
  }

  package mutating func add(_ x: Double) {
    count += 1
    upper = max(0, upper + x - target - k * sigma)
    lower = max(0, lower + target - x - k * sigma)
    if firstSignal == nil, max(upper, lower) > h * sigma { firstSignal = count }
  }

  /// Returns the mean number of observations until a signal when the mean has moved by `shift`
  /// sigmas, from the integral equation on Gauss–Legendre nodes; nil where it is too
  /// large for the equation to tell.
  package static func averageRunLength(
    k: Double, h: Double, shift: Double, twoSided: Bool
  ) -> Double? {
    guard h <= 50, let up = oneSided(k: k, h: h, shift: shift), up >= 1 else { return nil }
    guard twoSided else { return up < 1e12 ? up : nil }
    // A chart that never signals on one side adds nothing to the other.
    guard let down = oneSided(k: k, h: h, shift: -shift), down >= 1, down < 1e12 || up < 1e12
    else { return up < 1e6 ? up : nil }
    return 1 / (1 / up + 1 / down)
  }

  /// L(z) = 1 + L(0) Φ(k − z − shift) + ∫₀ʰ L(x) φ(x + k − z − shift) dx, solved for L(0).
  private static func oneSided(k: Double, h: Double, shift: Double) -> Double? {
    let nodes = Quadrature.gaussLegendre(max(48, Int(8 * h)), from: 0, to: h)
    let points = [0] + nodes.map(\.x)
    let rows = points.map { z -> [Double] in
      [Normal.cumulative(k - z - shift)]
        + nodes.map { $0.weight * Normal.density($0.x + k - z - shift) }
    }
    let system = rows.indices.map { i in
      rows[i].indices.map { j in (i == j ? 1 : 0) - rows[i][j] }
    }
    return LinearSystem.solve(system, [Double](repeating: 1, count: points.count))?.first
  }
}

/// Integrals as weighted sums.
package enum Quadrature {
  /// Returns the nodes and weights of Gauss and Legendre on an interval, by Newton's method on
  /// the Legendre polynomial.
  package static func gaussLegendre(
    _ n: Int, from: Double, to: Double
  ) -> [(x: Double, weight: Double)] {
    (0..<n).map { i in
      var x = Double.cos(.pi * (Double(i) + 0.75) / (Double(n) + 0.5))
      var slope = 1.0
      for _ in 0..<100 {
        var (p, before) = (1.0, 0.0)
        for j in 0..<n {
          let next = ((2 * Double(j) + 1) * x * p - Double(j) * before) / Double(j + 1)
          (before, p) = (p, next)
        }
        slope = Double(n) * (x * p - before) / (x * x - 1)
        let step = p / slope
        x -= step
        if abs(step) < 1e-16 { break }
      }
      let half = (to - from) / 2
      return ((from + to) / 2 - half * x, half * 2 / ((1 - x * x) * slope * slope))
    }
  }
}
