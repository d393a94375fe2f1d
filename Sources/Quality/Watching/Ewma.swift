import RealModule

/// An exponentially weighted moving average with its control limits (Roberts 1959).
package struct Ewma: Sendable, Equatable, Codable {
  package enum Limits: String, Sendable, Codable {
    /// Narrow at the start, as the variance of the average is.
    case exact
    case asymptotic
  }

  package let target: Double
  package let sigma: Double
  package let lambda: Double
  /// The half width of the limits in standard deviations of the average.
  package let width: Double
  package let limits: Limits
  package private(set) var value: Double
  package private(set) var count = 0
  package private(set) var firstSignal: Int?

  package init(
    target: Double, sigma: Double, lambda: Double = 0.1, width: Double = 2.7,
    limits: Limits = .exact
  ) {
    self.target = target
    self.sigma = sigma
    self.lambda = lambda
    self.width = width
    self.limits = limits
    value = target
  }

  package mutating func add(_ x: Double) {
    count += 1
    value = lambda * x + (1 - lambda) * value
    if firstSignal == nil, abs(value - target) > halfWidth { firstSignal = count }
  }

  /// Half the distance of the control limits after the observations so far.
  package var halfWidth: Double {
    let settled = lambda / (2 - lambda)
    let share = limits == .exact ? 1 - Double.pow(1 - lambda, 2 * count) : 1
    return width * sigma * (settled * share).squareRoot()
  }
}
