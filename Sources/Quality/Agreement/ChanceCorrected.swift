/// Agreement of any number of annotators, corrected for chance: percent agreement, Fleiss'
/// kappa, Scott's pi, Gwet's AC1 and AC2.
///
/// Items may have different numbers of judgments (Gwet's extension; Fleiss 1971 where the number
/// is constant). Agreement is the mean over items with two judgments or more; the share of a
/// category is its mean share over all items with a judgment.
package struct ChanceCorrected: ProfileStatistic {
  package enum Coefficient: String, Sendable {
    case percent
    case fleiss
    case gwet
  }

  package let coefficient: Coefficient
  private let profiles: ItemProfiles
  private let weights: [Double]?
  private let totalWeight: Double
  /// The share of agreeing pairs of each profile.
  private let agreement: ContiguousArray<Double>

  package init(
    _ coefficient: Coefficient, profiles: ItemProfiles, weights: AgreementWeights = .none,
    byValue: Bool = true
  ) {
    self.coefficient = coefficient
    self.profiles = profiles
    let q = profiles.scale.count
    let matrix = weights.matrix(profiles.scale, byValue: byValue)
    self.weights = matrix
    totalWeight = matrix?.reduce(0, +) ?? Double(q)
    agreement = ContiguousArray(
      (0..<profiles.profileCount).map { p in
        let r = profiles.size[p]
        guard r >= 2 else { return 0 }
        var sum = 0.0
        for e in profiles.entries(p) {
          let n = profiles.count[e]
          guard let matrix else {
            sum += n * (n - 1)
            continue
          }
          let row = Int(profiles.category[e]) * q
          var near = 0.0
          for f in profiles.entries(p) {
            near += matrix[row + Int(profiles.category[f])] * profiles.count[f]
          }
          sum += n * (near - 1)
        }
        return sum / (r * (r - 1))
      })
  }

  /// What a set of weights gives, before the correction.
  package struct Parts: Sendable {
    package let observed: Double
    package let expected: Double
    package let shares: [Double]
    package let items: Double
    package let pairable: Double
  }

  package func parts(_ w: UnsafeBufferPointer<Double>) -> Parts? {
    let q = profiles.scale.count
    var shares = [Double](repeating: 0, count: q)
    var (observed, items, pairable) = (0.0, 0.0, 0.0)
    for p in 0..<profiles.profileCount where w[p] > 0 {
      let r = profiles.size[p]
      items += w[p]
      if r >= 2 {
        pairable += w[p]
        observed += w[p] * agreement[p]
      }
      let scale = w[p] / r
      for e in profiles.entries(p) {
        shares[Int(profiles.category[e])] += scale * profiles.count[e]
      }
    }
    guard pairable > 0 else { return nil }
    for k in shares.indices { shares[k] /= items }
    return Parts(
      observed: observed / pairable, expected: chance(shares), shares: shares, items: items,
      pairable: pairable)
  }

  private func chance(_ shares: [Double]) -> Double {
    let q = shares.count
    switch coefficient {
    case .percent: return 0
    case .gwet:
      guard q > 1 else { return 1 }
      let spread = shares.reduce(0) { $0 + $1 * (1 - $1) }
      return totalWeight / Double(q * (q - 1)) * spread
    case .fleiss:
      guard let weights else { return shares.reduce(0) { $0 + $1 * $1 } }
      var sum = 0.0
      for i in 0..<q {
        for j in 0..<q { sum += weights[i * q + j] * shares[i] * shares[j] }
      }
      return sum
    }
  }

  package func value(_ weights: UnsafeBufferPointer<Double>) -> Double? {
    guard let parts = parts(weights), 1 - parts.expected > 1e-12 else { return nil }
    return (parts.observed - parts.expected) / (1 - parts.expected)
  }

  /// The statistic of the items themselves, with the standard error of Gwet 2008.
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
    estimate.observed = parts.observed
    if coefficient == .percent {
      estimate.value = parts.observed
      return estimate
    }
    guard profiles.scale.count > 1 else {
      estimate.undefined = profiles.scale.isDeclared ? .oneCategoryDeclared : .singleCategory
      return estimate
    }
    estimate.expected = parts.expected
    guard 1 - parts.expected > 1e-12 else {
      estimate.undefined = .singleCategory
      return estimate
    }
    let value = (parts.observed - parts.expected) / (1 - parts.expected)
    estimate.value = value
    estimate.standardError = standardError(parts, value: value)
    return estimate
  }

  /// The linearised standard error over items (Gwet 2008, infinite population of items).
  private func standardError(_ parts: Parts, value: Double) -> Double? {
    let (q, n) = (profiles.scale.count, parts.items)
    guard n > 1 else { return nil }
    // The derivative of the expected agreement by the share of each category, halved.
    let slope: [Double] = (0..<q).map { k in
      if coefficient == .gwet {
        return totalWeight / Double(q * (q - 1)) * (1 - parts.shares[k])
      }
      guard let weights else { return parts.shares[k] }
      return (0..<q).reduce(0) {
        $0 + (weights[k * q + $1] + weights[$1 * q + k]) / 2 * parts.shares[$1]
      }
    }
    let free = 1 - parts.expected
    var sum = CompensatedSum()
    for p in 0..<profiles.profileCount {
      let r = profiles.size[p]
      let own = r >= 2 ? n / parts.pairable * (agreement[p] - parts.expected) / free : 0
      let chance = profiles.entries(p).reduce(0.0) {
        $0 + profiles.count[$1] * slope[Int(profiles.category[$1])]
      }
      let influence = own - 2 * (1 - value) * (chance / r - parts.expected) / free
      sum.add(profiles.weights[p] * (influence - value) * (influence - value))
    }
    return (sum.value / (n * (n - 1))).squareRoot()
  }
}
