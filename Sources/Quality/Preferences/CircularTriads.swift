/// Preferences that go round in circles (Kendall & Babington Smith 1940).
package struct CircularTriads: Sendable, Equatable {
  package let players: Int
  /// Threes of players of which each beats the next.
  package let cyclic: Int
  /// Threes of which one beats both others, one of whom beats the third.
  package let transitive: Int
  /// Threes with an undecided or missing pair.
  package let open: Int
  /// The number of circles expected if every preference were a coin toss.
  package var expectedAtRandom: Double {
    let n = Double(players)
    return n * (n - 1) * (n - 2) / 24
  }

  /// The coefficient of consistence, 1 − 24 d / (n³ − n), n³ − 4n for even n; nil with open threes
  /// or fewer than three players.
  package var zeta: Double? {
    guard players >= 3, open == 0 else { return nil }
    let n = Double(players)
    return 1 - 24 * Double(cyclic) / (n * n * n - n * (players.isMultiple(of: 2) ? 4 : 1))
  }

  /// Counts the threes of players; `beats` holds whom each prefers to whom.
  package init(players: Int, beats: [(Int, Int)]) {
    self.players = players
    var wins = [Bool](repeating: false, count: players * players)
    for (i, j) in beats { wins[i * players + j] = true }
    var (cyclic, transitive, open) = (0, 0, 0)
    for a in 0..<players {
      for b in (a + 1)..<max(players, a + 1) {
        for c in (b + 1)..<max(players, b + 1) {
          let (ab, bc, ca) = (
            wins[a * players + b], wins[b * players + c], wins[c * players + a]
          )
          let (ba, cb, ac) = (
            wins[b * players + a], wins[c * players + b], wins[a * players + c]
          )
          if ab == ba || bc == cb || ca == ac {
            open += 1
          } else if ab == bc && bc == ca {
            cyclic += 1
          } else {
            transitive += 1
          }
        }
      }
    }
    (self.cyclic, self.transitive, self.open) = (cyclic, transitive, open)
  }

  /// Counts the threes by the majority of each pair's comparisons.
  package init(_ counts: PairCounts) {
    let decided = counts.unordered.pairs.compactMap { pair -> (Int, Int)? in
      if pair.firstWins > pair.secondWins { return (pair.first, pair.second) }
      if pair.secondWins > pair.firstWins { return (pair.second, pair.first) }
      return nil
    }
    self.init(players: counts.players.count, beats: decided)
  }
}
