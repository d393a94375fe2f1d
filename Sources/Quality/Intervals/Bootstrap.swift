/// The percentile bootstrap over items, or over clusters of items.
///
/// Source: Zapf, Castell, Morawietz & Karch 2016. Items are drawn with replacement with all their judgments, and everything is computed anew,
/// chance agreement included. Each replicate has a random stream of its own, so the result does
/// not depend on the number of threads.
package struct Bootstrap: Sendable {
  package var replicates: Int
  package var seed: UInt64
  package var confidence: Double

  package init(replicates: Int = 2000, seed: UInt64 = 1, confidence: Double = 0.95) {
    self.replicates = replicates
    self.seed = seed
    self.confidence = confidence
  }

  package struct Outcome: Sendable, Equatable {
    /// Nil where fewer than half of the replicates are defined.
    package let interval: Interval?
    package let standardError: Double?
    package let replicates: Int
    package let undefinedReplicates: Int
  }

  /// What is drawn: single items by their profile, or clusters of items.
  package struct Units: Sendable {
    fileprivate let profiles: ContiguousArray<Int32>
    fileprivate let starts: ContiguousArray<Int32>?
    fileprivate let profileCount: Int

    package init(_ profiles: ItemProfiles) {
      self.profiles = profiles.profileOfItem.filter { $0 >= 0 }
      starts = nil
      profileCount = profiles.profileCount
    }

    /// Makes units of all items with the same number in `cluster`.
    package init(_ profiles: ItemProfiles, cluster: ContiguousArray<Int32>) {
      var members: [Int32: [Int32]] = [:]
      var order: [Int32] = []
      for (item, profile) in profiles.profileOfItem.enumerated() where profile >= 0 {
        if members[cluster[item]] == nil { order.append(cluster[item]) }
        members[cluster[item], default: []].append(profile)
      }
      var flat: ContiguousArray<Int32> = []
      var starts: ContiguousArray<Int32> = [0]
      for name in order {
        flat += members[name] ?? []
        starts.append(Int32(flat.count))
      }
      self.profiles = flat
      self.starts = starts
      profileCount = profiles.profileCount
    }

    package var count: Int { starts.map { $0.count - 1 } ?? profiles.count }

    fileprivate func draw(_ random: inout SeededRandom, into weights: inout [Double]) {
      for p in weights.indices { weights[p] = 0 }
      let n = UInt32(count)
      profiles.withUnsafeBufferPointer { profiles in
        weights.withUnsafeMutableBufferPointer { weights in
          guard let starts else {
            for _ in 0..<n { weights[Int(profiles[Int(random.below(n))])] += 1 }
            return
          }
          for _ in 0..<n {
            let unit = Int(random.below(n))
            for place in Int(starts[unit])..<Int(starts[unit + 1]) {
              weights[Int(profiles[place])] += 1
            }
          }
        }
      }
    }
  }

  private static let chunk = 50

  /// Returns the interval of a statistic, computed on the calling thread.
  package func interval(_ statistic: some ProfileStatistic, units: Units) -> Outcome {
    outcome(
      Chunks.inOrder(count: units.count > 0 ? replicates : 0, size: Self.chunk) {
        values(statistic, units, $0)
      })
  }

  /// Returns the same interval, computed by several tasks.
  package func interval(
    _ statistic: some ProfileStatistic, units: Units, workers: Int
  ) async -> Outcome {
    outcome(
      await Chunks.spread(
        count: units.count > 0 ? replicates : 0, size: Self.chunk, workers: workers
      ) { values(statistic, units, $0) })
  }

  private func values(
    _ statistic: some ProfileStatistic, _ units: Units, _ range: Range<Int>
  ) -> [Double] {
    var weights = [Double](repeating: 0, count: units.profileCount)
    var values: [Double] = []
    values.reserveCapacity(range.count)
    for replicate in range {
      var random = SeededRandom(seed: seed, stream: UInt64(replicate) + 1)
      units.draw(&random, into: &weights)
      if let value = weights.withUnsafeBufferPointer({ statistic.value($0) }) {
        values.append(value)
      }
    }
    return values
  }

  private func outcome(_ parts: [[Double]]) -> Outcome {
    Self.outcome(Array(parts.joined()), of: replicates, confidence: confidence)
  }

  /// Returns the percentile interval of the defined replicates of `count`.
  package static func outcome(
    _ values: [Double], of count: Int, confidence: Double, method: String = "item bootstrap"
  ) -> Outcome {
    let undefined = count - values.count
    guard values.count > 1, undefined * 2 < count else {
      return Outcome(
        interval: nil, standardError: nil, replicates: count, undefinedReplicates: undefined)
    }
    let sorted = values.sorted()
    let mean = values.reduce(0, +) / Double(values.count)
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let tail = (1 - confidence) / 2
    return Outcome(
      interval: Interval(
        low: quantile(sorted, tail), high: quantile(sorted, 1 - tail), confidence: confidence,
        method: method),
      standardError: (squares / Double(values.count - 1)).squareRoot(), replicates: count,
      undefinedReplicates: undefined)
  }

  /// Returns the quantile of sorted values, between neighbours (Hyndman & Fan's type 7).
  package static func quantile(_ sorted: [Double], _ p: Double) -> Double {
    let place = p * Double(sorted.count - 1)
    let low = Int(place)
    let high = min(low + 1, sorted.count - 1)
    return sorted[low] + (place - Double(low)) * (sorted[high] - sorted[low])
  }
}
