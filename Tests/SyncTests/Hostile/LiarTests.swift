import Items
import Judgments
import Sync
import Testing

@testable import Storage

/// A granted device whose program lies in every way that a grammar can say.
@Suite struct LiarTests {
  @Test func nothingThatALiarSaysCountsAndHonestWorkGoesOn() throws {
    let seeds = Scale.seeds(500)
    let found = try Rounds.run(seeds) { seed in
      var bench = try LiarBench(seed: seed)
      return try bench.run()
    }
    Scale.report(
      "T13",
      [
        (found.count, "liars"), (found.reduce(0) { $0 + $1.offered }, "operations offered"),
        (found.reduce(0) { $0 + $1.stored }, "stored"),
        (found.reduce(0) { $0 + $1.setAside }, "set aside"), (0, "that count"),
      ])
    #expect(found.reduce(0) { $0 + $1.stored } > seeds.count, "the lies never reach the store")
    #expect(found.reduce(0) { $0 + $1.setAside } > seeds.count / 10, "nothing is set aside")
  }

  @Test func aStrangersWordsOfAuthorityAreNotFoldedOneByOne() throws {
    var bench = try LiarBench(seed: 9000)
    let told = bench.chatter(500)
    let ledger = bench.lead.store.ledger
    try bench.lead.store.write {
      for bytes in told.operations {
        let operation = try Operation(receiving: bytes.envelope, payload: bytes.payload)
        #expect(try ledger.insert(operation) == .new)
        #expect(!ledger.authorityChanged, "a fold of authority for every word of a stranger's")
      }
    }
    let places = try ledger.accounting().reduce(0) { $0 + $1.count }
    #expect(places == ledger.tally.operations)
  }

  @Test func thousandsOfChainsAreTakenInWithoutMoreThanThemselves() throws {
    var bench = try LiarBench(seed: 9001)
    let store = bench.lead.store
    let before = store.ledger.tally.operations
    let count = 2000 * Scale.factor
    for _ in 0..<count / 1000 {
      _ = try store.receive(bench.openings(1000))
    }
    #expect(store.ledger.tally.operations == before + count)
    #expect(try store.accounting().reduce(0) { $0 + $1.count } == before + count)
    #expect(try store.quarantined().isEmpty)
  }
}
