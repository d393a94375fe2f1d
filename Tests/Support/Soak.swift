/// How long the long-running suites run: `GLOSS_SOAK` is a factor, 1 where it is not set.
package enum Soak {
  /// The factor, at least 1.
  package static let factor = max(1, Places.environment("GLOSS_SOAK").flatMap(Int.init) ?? 1)

  /// A number of rounds at this scale.
  package static func times(_ rounds: Int) -> Int { rounds * factor }
}
