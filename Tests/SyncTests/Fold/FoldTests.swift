import Items
import Judgments
import Testing

@testable import Storage

/// The product's fold against the reference, over made-up histories in any order.
@Suite struct FoldTests {
  /// What one history gave in all its orders.
  private struct Found {
    var operations = 0
    var conflicts = 0
    var forks = 0
    var problems: [String] = []
  }

  private static let orders = 8

  @Test func everyOrderOfDeliveryGivesTheReferenceFold() throws {
    let seeds = Scale.seeds(2000)
    let found = try Rounds.run(seeds, start: FoldBench.init) { bench, seed in
      try Self.check(seed, on: bench)
    }
    let problems = found.flatMap(\.problems)
    Scale.report(
      "T1",
      [
        (found.count, "histories"), (found.count * Self.orders, "orders"),
        (found.reduce(0) { $0 + $1.operations }, "operations"),
        (found.reduce(0) { $0 + $1.conflicts }, "conflicts"),
        (found.reduce(0) { $0 + $1.forks }, "forks"), (problems.count, "differences"),
      ])
    #expect(problems.prefix(10) == [])
    #expect(found.count == seeds.count)
    #expect(found.reduce(0) { $0 + $1.conflicts } > seeds.count / 10, "no conflicts to find")
    #expect(found.reduce(0) { $0 + $1.forks } > seeds.count / 10, "no forked chains")
  }

  private static func check(_ seed: UInt64, on bench: FoldBench) throws -> Found {
    let history = History(seed: seed, steps: 14)
    let expected = ReferenceFold(history.operations)
    var found = Found(operations: history.operations.count)
    found.conflicts = expected.cells.values.count { $0.standing == "conflict" }
    var digests: Set<Hash> = []
    for order in 0..<orders {
      let fold = try bench.fold(history, order: seed &* 31 &+ UInt64(order)) { ledger in
        // The fold's comparison covers most of what a digest does, which is the slower of the two.
        if order < 4 { digests.insert(try ledger.projectionDigest()) }
        let places = try ledger.accounting().reduce(0) { $0 + $1.count }
        if places != history.operations.count {
          found.problems.append("seed \(seed), order \(order): something is nowhere")
        }
        if order == 0 {
          found.forks = ledger.chains.values.count { $0.tips.count > 1 }
          try ledger.rebuild()
          digests.insert(try ledger.projectionDigest())
        }
      }
      // The whole folds would fill pages.
      if fold != expected {
        found.problems.append("seed \(seed), order \(order): not the reference fold")
      }
    }
    if digests.count != 1 { found.problems.append("seed \(seed): orders or a new fold differ") }
    return found
  }
}
