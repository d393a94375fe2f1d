/// Fleiss' kappa against chance and category by category.
package enum FleissCategories {
  /// Returns z = kappa / its standard error under chance (Fleiss, Nee & Landis 1979).
  ///
  /// Defined for a constant number of judgments per item.
  package static func z(_ profiles: ItemProfiles) -> Result<Double, Undefined> {
    let kappa = ChanceCorrected(.fleiss, profiles: profiles)
    let estimate = kappa.estimate(method: "")
    guard let value = estimate.value else { return .failure(estimate.undefined ?? .empty) }
    let sizes = Set(profiles.size)
    guard let m = sizes.first, sizes.count == 1 else {
      return .failure(
        .incomplete(
          "The items have different numbers of judgments, for which this test is not defined. "
            + "Use the bootstrap interval of fleiss_kappa."))
    }
    guard let parts = profiles.weights.withUnsafeBufferPointer({ kappa.parts($0) }) else {
      return .failure(.noPairs)
    }
    let spread = parts.shares.reduce(0) { $0 + $1 * (1 - $1) }
    let skew = parts.shares.reduce(0) { $0 + $1 * (1 - $1) * (1 - 2 * $1) }
    let variance =
      2 * (spread * spread - skew) / (parts.items * m * (m - 1) * spread * spread)
    return .success(value / variance.squareRoot())
  }

  /// Returns the kappa of each category against all others; nil where it is undefined.
  package static func byCategory(_ profiles: ItemProfiles) -> [Double?] {
    (0..<profiles.scale.count).map { k in
      var (observed, share, items, pairable) = (0.0, 0.0, 0.0, 0.0)
      for p in 0..<profiles.profileCount {
        let (w, r) = (profiles.weights[p], profiles.size[p])
        let n = profiles.entries(p).reduce(0.0) {
          $0 + (Int(profiles.category[$1]) == k ? profiles.count[$1] : 0)
        }
        items += w
        share += w * n / r
        guard r >= 2 else { continue }
        pairable += w
        observed += w * (n * (n - 1) + (r - n) * (r - n - 1)) / (r * (r - 1))
      }
      guard pairable > 0 else { return nil }
      let p = share / items
      let expected = p * p + (1 - p) * (1 - p)
      guard 1 - expected > 1e-12 else { return nil }
      return (observed / pairable - expected) / (1 - expected)
    }
  }

  /// Returns the specific agreement of each category: given that one judgment is k, how often a
  /// second one of the item is k too (Cicchetti & Feinstein 1990); nil where k was never used.
  package static func specificAgreement(_ profiles: ItemProfiles) -> [Double?] {
    var together = [Double](repeating: 0, count: profiles.scale.count)
    var possible = together
    for p in 0..<profiles.profileCount where profiles.size[p] >= 2 {
      for e in profiles.entries(p) {
        let (k, n) = (Int(profiles.category[e]), profiles.count[e])
        together[k] += profiles.weights[p] * n * (n - 1)
        possible[k] += profiles.weights[p] * n * (profiles.size[p] - 1)
      }
    }
    return zip(together, possible).map { $1 > 0 ? $0 / $1 : nil }
  }
}
