import Testing

/// Histories of stores, remotes and people in which everything goes wrong, by seed.
@Suite struct SimulationTests {
  @Test func whateverHappensEverybodyEndsWithTheSameAndNothingIsLost() throws {
    let seeds = Scale.seeds(300)
    do {
      let found = try Rounds.run(seeds) { seed in try Simulation(Chronicle(seed: seed)).run() }
      let sum = found.reduce(into: Happened()) { $0 += $1 }
      Scale.report(
        "T5",
        [
          (found.count, "seeds"), (sum.events, "events"), (sum.exchanges, "exchanges"),
          (sum.stores, "stores"), (sum.operations, "operations"), (sum.forks, "forks"),
          (sum.conflicts, "conflicts"), (sum.late, "late"),
          (sum.unknown, "from newer programs"), (0, "divergences"),
        ])
      #expect(found.count == seeds.count)
      #expect(sum.forks > seeds.count / 20, "too few forked chains to prove anything")
      #expect(sum.conflicts > seeds.count / 20, "too few conflicts")
      #expect(sum.late > 0, "no work came late")
    } catch let failed as FailedRound {
      Issue.record(Comment(rawValue: Self.explain(failed, ablation: nil)))
    }
  }

  /// The smallest chronicle that fails as the seed does.
  static func explain(_ failed: FailedRound, ablation: Ablation?) -> String {
    guard let (chronicle, why) = Shrinking.shrink(Chronicle(seed: failed.seed), ablation: ablation)
    else { return "\(failed) (and not when run again)" }
    return "\(failed)\nThe smallest chronicle that fails: \(why)\n\(chronicle)"
  }
}
