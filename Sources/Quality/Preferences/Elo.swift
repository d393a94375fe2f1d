import RealModule

/// Elo's ratings (1978), updated match by match; they depend on the order of the matches.
package struct Elo: Sendable, Equatable, Codable {
  package let k: Double
  package let start: Double
  package let scale: Double
  package private(set) var ratings: [Int: Double] = [:]

  package init(k: Double = 32, start: Double = 1000, scale: Double = 400) {
    self.k = k
    self.start = start
    self.scale = scale
  }

  /// Takes one match; `score` is the first player's: 1 a win, ½ a tie, 0 a loss.
  package mutating func add(_ first: Int, _ second: Int, score: Double) {
    let (a, b) = (ratings[first] ?? start, ratings[second] ?? start)
    let expected = 1 / (1 + Double.exp10((b - a) / scale))
    let change = k * (score - expected)
    ratings[first] = a + change
    ratings[second] = b - change
  }
}
