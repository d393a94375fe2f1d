import RealModule

/// Wald's sequential test of an error rate (1945): `acceptable` against `unacceptable`.
///
/// Its state is three numbers, so it can be stored and continued. The stated error rates hold
/// where the gold items come in random order.
package struct SequentialTest: Sendable, Equatable, Codable {
  package enum Decision: String, Sendable, Codable {
    /// The rate is unacceptable.
    case reject = "H1"
    /// The rate is acceptable.
    case accept = "H0"
    case undecided = "continue"
    /// `truncation` errors were seen without a decision.
    case truncated
  }

  package let acceptable: Double
  package let unacceptable: Double
  /// The chance to reject an acceptable annotator, and to accept an unacceptable one.
  package let alpha: Double
  package let beta: Double
  /// The largest number of observations; nil goes on until a decision.
  package let truncation: Int?
  package private(set) var count = 0
  package private(set) var logLikelihoodRatio = 0.0
  package private(set) var decision = Decision.undecided

  package init(
    acceptable: Double, unacceptable: Double, alpha: Double = 0.05, beta: Double = 0.1,
    truncation: Int? = nil
  ) {
    self.acceptable = acceptable
    self.unacceptable = unacceptable
    self.alpha = alpha
    self.beta = beta
    self.truncation = truncation
  }

  package var upperBound: Double { Double.log((1 - beta) / alpha) }
  package var lowerBound: Double { Double.log(beta / (1 - alpha)) }

  private func step(_ isError: Bool) -> Double {
    isError
      ? Double.log(unacceptable / acceptable)
      : Double.log((1 - unacceptable) / (1 - acceptable))
  }

  /// Takes one gold item; a test that has decided stays as it is.
  package mutating func add(isError: Bool) {
    guard decision == .undecided else { return }
    count += 1
    logLikelihoodRatio += step(isError)
    if logLikelihoodRatio >= upperBound {
      decision = .reject
    } else if logLikelihoodRatio <= lowerBound {
      decision = .accept
    } else if let truncation, count >= truncation {
      decision = .truncated
    }
  }

  /// The lines of the test on the plane of observations and errors: accept below
  /// `acceptIntercept` + slope n, reject above `rejectIntercept` + slope n.
  package var lines: (slope: Double, acceptIntercept: Double, rejectIntercept: Double) {
    let scale = step(true) - step(false)
    return (-step(false) / scale, lowerBound / scale, upperBound / scale)
  }

  /// Wald's approximation of the number of observations until a decision at an error rate.
  package func expectedCount(atRate rate: Double) -> Double {
    let drift = rate * step(true) + (1 - rate) * step(false)
    let rejects = rate <= acceptable ? alpha : 1 - beta
    return (rejects * upperBound + (1 - rejects) * lowerBound) / drift
  }
}
