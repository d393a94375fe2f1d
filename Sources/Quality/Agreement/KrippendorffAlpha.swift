/// Krippendorff's alpha: 1 − observed / expected disagreement, for any number of annotators, any
/// distance of labels, and missing judgments (Krippendorff 2011).
///
/// Items with one judgment enter nothing. Squared differences (interval; ordinal as differences
/// of mid-ranks) need sums alone, so real-valued ratings cost no table of pairs.
package struct KrippendorffAlpha: ProfileStatistic {
  package let distance: LabelDistance
  private let profiles: ItemProfiles
  private let table: [Double]?
  /// Each profile's disagreement: Σ n n′ d / (size − 1); empty for ordinal, whose distances
  /// depend on the weights.
  private let disagreement: ContiguousArray<Double>

  package init(_ distance: LabelDistance, profiles: ItemProfiles) {
    self.distance = distance
    self.profiles = profiles
    let table = distance.table(profiles.scale)
    self.table = table
    let values = profiles.scale.values ?? []
    disagreement =
      distance == .ordinal
      ? []
      : ContiguousArray(
        (0..<profiles.profileCount).map { p in
          Self.disagreement(profiles, p, distance: distance, table: table, values: values)
        })
  }

  private static func disagreement(
    _ profiles: ItemProfiles, _ p: Int, distance: LabelDistance, table: [Double]?,
    values: [Double]
  ) -> Double {
    let r = profiles.size[p]
    guard r >= 2 else { return 0 }
    let entries = profiles.entries(p)
    if let table {
      let q = profiles.scale.count
      var sum = 0.0
      for e in entries {
        for f in entries where f != e {
          sum +=
            profiles.count[e] * profiles.count[f]
            * table[Int(profiles.category[e]) * q + Int(profiles.category[f])]
        }
      }
      return sum / (r - 1)
    }
    if distance == .nominal {
      return entries.reduce(0.0) { $0 + profiles.count[$1] * (r - profiles.count[$1]) } / (r - 1)
    }
    return squares(profiles, p, values) / (r - 1)
  }

  /// Returns Σ n n′ (v − v′)² of one profile, as 2 r Σ n (v − mean)².
  private static func squares(_ profiles: ItemProfiles, _ p: Int, _ values: [Double]) -> Double {
    var sum = 0.0
    for e in profiles.entries(p) { sum += profiles.count[e] * values[Int(profiles.category[e])] }
    let mean = sum / profiles.size[p]
    var squares = 0.0
    for e in profiles.entries(p) {
      let difference = values[Int(profiles.category[e])] - mean
      squares += profiles.count[e] * difference * difference
    }
    return 2 * profiles.size[p] * squares
  }

  /// Observed and expected disagreement under a set of weights.
  package struct Parts: Sendable {
    package let observed: Double
    package let expected: Double
  }

  package func parts(_ w: UnsafeBufferPointer<Double>) -> Parts? {
    var margins = [Double](repeating: 0, count: profiles.scale.count)
    var (observed, n) = (0.0, 0.0)
    for p in 0..<profiles.profileCount where w[p] > 0 && profiles.size[p] >= 2 {
      n += w[p] * profiles.size[p]
      if !disagreement.isEmpty { observed += w[p] * disagreement[p] }
      for e in profiles.entries(p) {
        margins[Int(profiles.category[e])] += w[p] * profiles.count[e]
      }
    }
    guard n >= 2 else { return nil }
    let expected: Double
    switch distance {
    case .nominal: expected = margins.reduce(0) { $0 + $1 * (n - $1) }
    case .ordinal:
      let ranks = Self.midRanks(margins)
      for p in 0..<profiles.profileCount where w[p] > 0 && profiles.size[p] >= 2 {
        observed += w[p] * Self.squares(profiles, p, ranks) / (profiles.size[p] - 1)
      }
      expected = Self.squares(margins, ranks, n)
    case .interval: expected = Self.squares(margins, profiles.scale.values ?? [], n)
    case .ratio, .masi, .jaccard, .matrix:
      expected = table.map { Self.pairs(margins, $0) } ?? 0
    }
    return Parts(observed: observed / n, expected: expected / (n * (n - 1)))
  }

  /// Returns the middle rank of each category.
  ///
  /// The ordinal distance of two categories is the
  /// square of the difference of these: the sum of the categories between them, half of each end.
  private static func midRanks(_ margins: [Double]) -> [Double] {
    var below = 0.0
    return margins.map { n in
      defer { below += n }
      return below + n / 2
    }
  }

  private static func squares(_ margins: [Double], _ values: [Double], _ n: Double) -> Double {
    let mean = zip(margins, values).reduce(0) { $0 + $1.0 * $1.1 } / n
    var sum = CompensatedSum()
    for (count, value) in zip(margins, values) { sum.add(count * (value - mean) * (value - mean)) }
    return 2 * n * sum.value
  }

  private static func pairs(_ margins: [Double], _ table: [Double]) -> Double {
    let q = margins.count
    var sum = CompensatedSum()
    for i in 0..<q where margins[i] > 0 {
      var row = 0.0
      for j in 0..<q where j != i { row += margins[j] * table[i * q + j] }
      sum.add(margins[i] * row)
    }
    return sum.value
  }

  package func value(_ weights: UnsafeBufferPointer<Double>) -> Double? {
    guard let parts = parts(weights), parts.expected > 0 else { return nil }
    return 1 - parts.observed / parts.expected
  }

  package func estimate(method: String) -> Estimate {
    var estimate = Estimate(counts: profiles.counts, method: method)
    guard profiles.counts.judgments > 0 else {
      estimate.undefined = .empty
      return estimate
    }
    guard let parts = profiles.weights.withUnsafeBufferPointer({ self.parts($0) }) else {
      estimate.undefined = .noPairs
      return estimate
    }
    // Squared differences are no shares, so only these levels have an agreement.
    let isShare = distance == .nominal || distance == .masi || distance == .jaccard
    if isShare || parts.observed == 0 { estimate.observed = 1 - parts.observed }
    guard parts.expected > 0 else {
      estimate.undefined = .singleCategory
      return estimate
    }
    if isShare { estimate.expected = 1 - parts.expected }
    estimate.value = 1 - parts.observed / parts.expected
    return estimate
  }
}
