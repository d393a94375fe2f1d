import RealModule

/// A sum that keeps what rounding would lose (Neumaier 1974).
package struct CompensatedSum: Sendable {
  private var sum = 0.0
  private var lost = 0.0

  package init() {}

  @inline(__always)
  package mutating func add(_ x: Double) {
    let next = sum + x
    lost += abs(sum) >= abs(x) ? (sum - next) + x : (x - next) + sum
    sum = next
  }

  package var value: Double { sum + lost }
}

/// Logarithms of sums of exponentials and of the logistic function, without overflow.
package enum LogSpace {
  /// Returns log(1 / (1 + e⁻ˣ)).
  package static func logistic(_ x: Double) -> Double {
    x >= 0 ? -Double.log(onePlus: Double.exp(-x)) : x - Double.log(onePlus: Double.exp(x))
  }

  /// Returns 1 / (1 + e⁻ˣ).
  package static func sigmoid(_ x: Double) -> Double {
    if x >= 0 { return 1 / (1 + Double.exp(-x)) }
    let e = Double.exp(x)
    return e / (1 + e)
  }

  /// Replaces logarithms by their normalised exponentials and returns the log of their sum.
  package static func normalise(_ logs: UnsafeMutableBufferPointer<Double>) -> Double {
    var top = -Double.infinity
    for x in logs where x > top { top = x }
    guard top > -.infinity else { return top }
    var sum = 0.0
    for k in logs.indices {
      let below = logs[k] - top
      // The likeliest needs no exponential, and with few categories that is a good share of them.
      let e = below == 0 ? 1 : Double.exp(below)
      logs[k] = e
      sum += e
    }
    let scale = 1 / sum
    for k in logs.indices { logs[k] *= scale }
    return top + Double.log(sum)
  }
}

/// The derivative of log Γ.
package enum Digamma {
  /// Returns ψ(x) for x > 0, by recurrence to x ≥ 10 and the asymptotic series
  /// (Abramowitz & Stegun 6.3.18).
  package static func value(_ x: Double) -> Double {
    var (x, shift) = (x, 0.0)
    while x < 10 {
      shift -= 1 / x
      x += 1
    }
    let s = 1 / (x * x)
    let tail = s * (1.0 / 240 - s * (1.0 / 132 - s * 691.0 / 32760))
    let series = s * (1.0 / 12 - s * (1.0 / 120 - s * (1.0 / 252 - tail)))
    return shift + Double.log(x) - 0.5 / x - series
  }
}
