/// How often each player wins, without a model.
package enum WinRates {
  package struct Rate: Sendable {
    package let player: Int
    package let wins: Int
    package let losses: Int
    package let ties: Int
    /// Wins of decided comparisons, with Wilson's interval; nil where none is decided.
    package let interval: Interval?
    package var rate: Double? {
      wins + losses > 0 ? Double(wins) / Double(wins + losses) : nil
    }
    /// Wins with a tie as half; nil where the player was never compared.
    package var withHalfTies: Double? {
      let all = wins + losses + ties
      return all > 0 ? (Double(wins) + Double(ties) / 2) / Double(all) : nil
    }
  }

  package static func all(_ counts: PairCounts, confidence: Double) -> [Rate] {
    var sums = [(wins: Double, losses: Double, ties: Double)](
      repeating: (0, 0, 0), count: counts.players.count)
    for pair in counts.pairs where pair.first != pair.second {
      sums[pair.first].wins += pair.firstWins
      sums[pair.first].losses += pair.secondWins
      sums[pair.first].ties += pair.ties
      sums[pair.second].wins += pair.secondWins
      sums[pair.second].losses += pair.firstWins
      sums[pair.second].ties += pair.ties
    }
    return sums.enumerated().map { player, sum in
      Rate(
        player: player, wins: Int(sum.wins), losses: Int(sum.losses), ties: Int(sum.ties),
        interval: Proportion.wilson(sum.wins, of: sum.wins + sum.losses, confidence: confidence))
    }
  }

  /// Returns an interval of each player's rate with ties as halves, by drawing comparisons.
  ///
  /// Half wins are no binomial counts, so Wilson's interval does not hold for them.
  package static func halfTieIntervals(
    _ table: ComparisonTable, _ bootstrap: Bootstrap
  ) -> [Interval?] {
    let n = table.players.count
    var values = [[Double]](repeating: [], count: n)
    for replicate in 0..<bootstrap.replicates {
      var random = SeededRandom(seed: bootstrap.seed, stream: UInt64(replicate) + 1)
      var (won, all) = ([Double](repeating: 0, count: n), [Double](repeating: 0, count: n))
      for _ in 0..<table.count {
        let row = Int(random.below(UInt32(table.count)))
        let (i, j) = (Int(table.first[row]), Int(table.second[row]))
        let credit: Double =
          switch table.outcome[row] {
          case .first: 1
          case .second: 0
          case .tie: 0.5
          }
        won[i] += credit
        won[j] += 1 - credit
        all[i] += 1
        all[j] += 1
      }
      for player in 0..<n where all[player] > 0 {
        values[player].append(won[player] / all[player])
      }
    }
    return values.map {
      Bootstrap.outcome(
        $0, of: bootstrap.replicates, confidence: bootstrap.confidence,
        method: "comparison bootstrap"
      ).interval
    }
  }
}
