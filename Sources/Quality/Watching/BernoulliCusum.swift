import RealModule

/// A CUSUM of gold errors (Reynolds & Stoumbos 1999): adds each item's log-likelihood ratio of
/// the unacceptable against the acceptable rate, never below 0, and signals above a threshold.
package struct BernoulliCusum: Sendable, Equatable, Codable {
  package let acceptable: Double
  package let unacceptable: Double
  package let threshold: Double
  package private(set) var value = 0.0
  package private(set) var largest = 0.0
  package private(set) var count = 0
  package private(set) var firstSignal: Int?

  package init(acceptable: Double, unacceptable: Double, threshold: Double) {
    self.acceptable = acceptable
    self.unacceptable = unacceptable
    self.threshold = threshold
  }

  package mutating func add(isError: Bool) {
    count += 1
    let step =
      isError
      ? Double.log(unacceptable / acceptable)
      : Double.log((1 - unacceptable) / (1 - acceptable))
    value = max(0, value + step)
    largest = max(largest, value)
    if firstSignal == nil, value >= threshold { firstSignal = count }
  }

  /// Returns the threshold at which an acceptable annotator meets a false alarm after `items`
  /// gold items on average, by simulation.
  ///
  /// All thresholds see the same seeded errors, so the run length grows with the threshold and
  /// halving the bracket is exact up to the simulation: about 2 % with 2000 runs.
  package static func threshold(
    acceptable: Double, unacceptable: Double, items: Double, runs: Int = 2000, seed: UInt64 = 1
  ) -> Double {
    let (up, down) = (
      Double.log(unacceptable / acceptable),
      Double.log((1 - unacceptable) / (1 - acceptable))
    )
    func meanRun(_ threshold: Double) -> Double {
      var total = 0.0
      for run in 0..<runs {
        var random = SeededRandom(seed: seed, stream: UInt64(run) + 1)
        var (value, length) = (0.0, 0.0)
        // Four means without an alarm are long enough to decide the comparison with `items`.
        while value < threshold, length < 20 * items {
          length += 1
          value = max(0, value + (random.unit() < acceptable ? up : down))
        }
        total += length
      }
      return total / Double(runs)
    }
    var (low, high) = (0.0, up)
    while meanRun(high) < items, high < 40 * up { high += up }
    low = max(0, high - up)
    for _ in 0..<20 {
      let middle = (low + high) / 2
      if meanRun(middle) < items { low = middle } else { high = middle }
    }
    return high
  }
}
