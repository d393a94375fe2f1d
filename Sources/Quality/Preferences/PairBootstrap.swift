/// The bootstrap of ratings over comparisons: each replicate draws as many comparisons as there
/// are, and fits them from the ratings found.
package struct PairBootstrap: Sendable {
  private let bootstrap: Bootstrap
  private let model: PairModel

  package init(_ bootstrap: Bootstrap, model: PairModel) {
    self.bootstrap = bootstrap
    self.model = model
  }

  /// Returns the interval of each centred rating; nil where most replicates have no ratings.
  package func intervals(_ all: PairCounts) -> [Interval?] {
    let counts = model.orderEffect ? all : all.unordered
    guard case .success(let fit) = model.fit(counts) else {
      return counts.players.map { _ in nil }
    }
    var bounds: [Double] = []
    var total = 0.0
    for pair in counts.pairs {
      for count in [pair.firstWins, pair.secondWins, pair.ties] {
        total += count
        bounds.append(total)
      }
    }
    let outcomeOf = outcomes(bounds)
    var values = [[Double]](repeating: [], count: counts.players.count)
    for replicate in 0..<bootstrap.replicates {
      var random = SeededRandom(seed: bootstrap.seed, stream: UInt64(replicate) + 1)
      var drawn = [Int32](repeating: 0, count: bounds.count)
      for _ in 0..<Int(total) {
        drawn[Int(outcomeOf[Int(random.below(UInt32(total)))])] += 1
      }
      let pairs = counts.pairs.enumerated().map { place, pair in
        PairCounts.Pair(
          first: pair.first, second: pair.second, firstWins: Double(drawn[3 * place]),
          secondWins: Double(drawn[3 * place + 1]), ties: Double(drawn[3 * place + 2]))
      }
      let sample = PairCounts(players: counts.players, pairs: pairs)
      guard case .success(let own) = model.fit(sample, start: start(fit), withErrors: false) else {
        continue
      }
      for player in values.indices { values[player].append(own.scores[player]) }
    }
    return values.map {
      Bootstrap.outcome(
        $0, of: bootstrap.replicates, confidence: bootstrap.confidence,
        method: "comparison bootstrap"
      ).interval
    }
  }

  private func start(_ fit: PairModel.Fit) -> [Double] {
    fit.scores + [fit.orderEffect, fit.tieLogarithm].compactMap { $0 }
  }

  /// Returns for each comparison which outcome of which pair it is.
  private func outcomes(_ bounds: [Double]) -> ContiguousArray<Int32> {
    var outcomes: ContiguousArray<Int32> = []
    for (place, bound) in bounds.enumerated() {
      while Double(outcomes.count) < bound { outcomes.append(Int32(place)) }
    }
    return outcomes
  }
}
