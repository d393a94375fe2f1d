/// Krippendorff's coincidences, kept up as judgments come and go.
///
/// Adding or removing a judgment touches the pairs of its item alone, so a panel of the agreement
/// so far is ready after each key, and leaving one annotator out costs that annotator's items.
package struct CoincidenceTally: Sendable {
  package let categoryCount: Int
  /// o[c][k], row by row; symmetric.
  package private(set) var coincidences: [Double]
  package private(set) var pairableItems = 0

  package init(categoryCount: Int) {
    self.categoryCount = categoryCount
    coincidences = Array(repeating: 0, count: categoryCount * categoryCount)
  }

  package init(_ table: RatingTable) {
    self.init(categoryCount: table.scale.count)
    let profiles = ItemProfiles(table)
    var counts = [Double](repeating: 0, count: categoryCount)
    for p in 0..<profiles.profileCount {
      for e in profiles.entries(p) { counts[Int(profiles.category[e])] = profiles.count[e] }
      add(counts, times: profiles.weights[p])
      if profiles.size[p] >= 2 { pairableItems += Int(profiles.weights[p]) - 1 }
      for e in profiles.entries(p) { counts[Int(profiles.category[e])] = 0 }
    }
  }

  /// Adds an item's counts of each category; `times` −1 takes them away again.
  package mutating func add(_ counts: [Double], times: Double = 1) {
    let r = counts.reduce(0, +)
    guard r >= 2 else { return }
    pairableItems += times > 0 ? 1 : -1
    let scale = times / (r - 1)
    for c in counts.indices where counts[c] > 0 {
      for k in counts.indices where counts[k] > 0 {
        coincidences[c * categoryCount + k] += scale * counts[c] * (counts[k] - (c == k ? 1 : 0))
      }
    }
  }

  /// Changes one item's counts by one judgment.
  package mutating func change(_ counts: inout [Double], category: Int, by step: Double) {
    add(counts, times: -1)
    counts[category] += step
    add(counts)
  }

  /// Alpha of the coincidences so far; nil where it is undefined.
  package func alpha(_ distance: LabelDistance, scale: CategoryScale) -> Double? {
    let q = categoryCount
    let margins = (0..<q).map { c in (0..<q).reduce(0) { $0 + coincidences[c * q + $1] } }
    let n = margins.reduce(0, +)
    guard n > 1.5 else { return nil }
    let table = distance.table(scale)
    var below = 0.0
    let values: [Double] =
      distance == .ordinal
      ? margins.map { count in
        defer { below += count }
        return below + count / 2
      } : scale.values ?? Array(repeating: 0, count: q)
    var (observed, expected) = (0.0, 0.0)
    for c in 0..<q {
      for k in 0..<q where k != c {
        let d =
          table?[c * q + k]
          ?? (distance == .nominal ? 1 : (values[c] - values[k]) * (values[c] - values[k]))
        observed += coincidences[c * q + k] * d
        expected += margins[c] * margins[k] * d
      }
    }
    guard expected > 1e-12 else { return nil }
    return 1 - (n - 1) * observed / expected
  }
}
