import Foundation
import Items
import Judgments
import Storage
import Sync
import Synchronization
import Testing

@Suite struct ForkTests {
  @Test func aCopiedStoreOpensNewChainsBeforeItWrites() throws {
    let world = World(seed: 71)
    var store = try world.create()
    _ = try store.importItems(World.items(0..<10))
    _ = try store.save(World.judgment(store, "q-0", "good"))
    try store.close()
    try FileManager.default.copyItem(
      atPath: world.path("store.gloss"), toPath: world.path("copy.gloss"))
    store = try world.open()
    let copy = try world.open("copy.gloss")
    let before = try copy.haveVector()
    _ = try store.save(World.judgment(store, "q-1", "good"))
    _ = try copy.save(World.judgment(copy, "q-2", "bad"))
    #expect(try copy.haveVector().frontiers.count > before.frontiers.count)
    try store.signCheckpoints()
    try copy.signCheckpoints()
    let there = try Merge(from: copy, named: "copy", into: store).run()
    let back = try Merge(from: store, named: "store", into: copy).run()
    #expect(there.forks == 0)
    #expect(back.forks == 0)
    #expect(try store.counts.judged == 3)
    #expect(try copy.counts.judged == 3)
    #expect(try store.projectionDigest() == copy.projectionDigest())
  }

  @Test func aRestoredBackupTakesItsOwnLaterWorkBackAndOpensNewChains() throws {
    let world = World(seed: 72)
    let lead = try world.create()
    _ = try lead.importItems(World.items(0..<10))
    var bob = try Team.add("bob", to: lead, world)
    _ = try bob.save(World.judgment(bob, "q-0", "good"))
    try bob.close()
    let backup = try Data(contentsOf: URL(fileURLWithPath: world.path("bob.gloss")))
    bob = try world.open("bob.gloss")
    _ = try bob.save(World.judgment(bob, "q-1", "good"))
    _ = try bob.save(World.judgment(bob, "q-2", "good"))
    try bob.signCheckpoints()
    _ = try Merge(from: bob, named: "bob", into: lead).run()
    try bob.close()
    try backup.write(to: URL(fileURLWithPath: world.path("bob.gloss")))
    bob = try world.open("bob.gloss")
    #expect(try bob.counts.judged == 1)
    _ = try bob.save(World.judgment(bob, "q-3", "good"))
    try Team.meet([lead, bob])
    #expect(try lead.standings().forks == 0, "the restored store did not reuse its chain")
    #expect(try bob.counts.judged == 4)
    #expect(try lead.standings().conflicts == 0)
    for store in [lead, bob] {
      let problems = try store.verify().problems
      #expect(problems == [])
    }
  }

  @Test func aChainThatWasForkedAllTheSameKeepsBothBranches() throws {
    let world = World(seed: 73)
    let lead = try world.create()
    _ = try lead.importItems(World.items(0..<10))
    var bob = try Team.add("bob", to: lead, world)
    _ = try bob.save(World.judgment(bob, "q-0", "good"))
    try bob.close()
    let path = world.path("bob.gloss")
    let backup = try Data(contentsOf: URL(fileURLWithPath: path))
    let state = world.disk.files.withLock { $0 }
    bob = try world.open("bob.gloss")
    _ = try bob.save(World.judgment(bob, "q-1", "good"))
    try bob.signCheckpoints()
    _ = try Merge(from: bob, named: "bob", into: lead).run()
    try bob.close()
    // A whole machine is rolled back, its guard records with it: nothing can tell.
    try Self.overwrite(path, with: backup)
    world.disk.files.withLock { $0 = state }
    bob = try world.open("bob.gloss")
    _ = try bob.save(World.judgment(bob, "q-1", "bad"))
    try bob.signCheckpoints()
    let report = try Merge(from: bob, named: "bob", into: lead).run()
    #expect(report.forks == 1)
    #expect(report.conflicts == 1)
    #expect(report.quarantined == 0)
    let problems = try lead.verify().problems
    #expect(problems == [])
    // The forked device learns of its other branch and writes on in a new chain.
    _ = try Merge(from: lead, named: "lead", into: bob).run()
    let fork = try #require(try bob.forks().first)
    #expect(
      fork.sentence.hasSuffix("forked at 2, 2 branches, 1 + 1 operations, 1 item in both"))
    #expect(fork.items == ["q-1"])
    _ = try bob.save(World.judgment(bob, "q-1", "good"))
    let opened = try #require(
      try bob.haveVector().frontiers.first { try bob.isOpenedAfter(fork.chain, $0.chain) })
    let beginning = try bob.operations(of: opened.chain, after: 0, limit: 2)
    #expect(beginning.map(\.envelope.kind) == [.chainOpen, .chainClose])
    try bob.signCheckpoints()
    #expect(try Merge(from: bob, named: "bob", into: lead).run().conflicts == 0)
    #expect(try bob.projectionDigest() != lead.projectionDigest(), "the lead holds more scopes")
  }

  @Test func aSecondBranchThatIsLongerThanTheFirstArrivesOverAFolder() throws {
    let world = World(seed: 74)
    let lead = try world.create()
    _ = try lead.importItems(World.items(0..<10))
    var bob = try Team.add("bob", to: lead, world)
    let stick = MemoryStick()
    _ = try bob.save(World.judgment(bob, "q-0", "good"))
    try Exchanges.sync(bob, stick)
    try bob.close()
    let path = world.path("bob.gloss")
    let backup = try Data(contentsOf: URL(fileURLWithPath: path))
    let state = world.disk.files.withLock { $0 }
    bob = try world.open("bob.gloss")
    _ = try bob.save(World.judgment(bob, "q-1", "good"))
    try Exchanges.sync(bob, stick)
    try Exchanges.sync(lead, stick)
    try bob.close()
    try Self.overwrite(path, with: backup)
    world.disk.files.withLock { $0 = state }
    bob = try world.open("bob.gloss")
    for number in 2..<6 { _ = try bob.save(World.judgment(bob, "q-\(number)", "bad")) }
    try Exchanges.sync(bob, stick)
    let report = try Exchanges.sync(lead, stick)
    #expect(report.merged.pending == 0)
    #expect(report.merged.forks == 1)
    for frontier in try bob.haveVector().frontiers {
      #expect(try lead.holds(frontier.chain, seq: frontier.seq, hash: frontier.hash))
    }
  }

  @Test func aForkThatIsFoundOutBeforeItIsSignedIsSignedAllTheSame() throws {
    let world = World(seed: 75)
    let lead = try world.create()
    _ = try lead.importItems(World.items(0..<10))
    var bob = try Team.add("bob", to: lead, world)
    _ = try bob.save(World.judgment(bob, "q-0", "good"))
    try bob.close()
    let path = world.path("bob.gloss")
    let backup = try Data(contentsOf: URL(fileURLWithPath: path))
    let state = world.disk.files.withLock { $0 }
    bob = try world.open("bob.gloss")
    _ = try bob.save(World.judgment(bob, "q-1", "good"))
    _ = try bob.save(World.judgment(bob, "q-2", "good"))
    try bob.signCheckpoints()
    _ = try Merge(from: bob, named: "bob", into: lead).run()
    try bob.close()
    try Self.overwrite(path, with: backup)
    world.disk.files.withLock { $0 = state }
    bob = try world.open("bob.gloss")
    let saved = try bob.save(World.judgment(bob, "q-3", "bad")).reference
    // It learns of its other branch before it has signed this one.
    _ = try Merge(from: lead, named: "lead", into: bob).run()
    try bob.signCheckpoints()
    #expect(try Merge(from: bob, named: "bob", into: lead).run().unsigned == 0)
    #expect(try lead.holds(saved.chain, seq: saved.seq, hash: saved.hash))
  }

  @Test func aCopyThatIsFirstOnlyLookedAtOpensNewChainsAllTheSame() throws {
    let world = World(seed: 76)
    let store = try world.create()
    _ = try store.importItems(World.items(0..<10))
    _ = try store.save(World.judgment(store, "q-0", "good"))
    try store.close()
    try FileManager.default.copyItem(
      atPath: world.path("store.gloss"), toPath: world.path("copy.gloss"))
    try world.open("copy.gloss").close()
    let copy = try world.open("copy.gloss")
    let before = try copy.haveVector()
    _ = try copy.save(World.judgment(copy, "q-1", "good"))
    #expect(try copy.haveVector().frontiers.count > before.frontiers.count)
  }

  /// Keeps the inode, as a rolled-back disk does.
  static func overwrite(_ path: String, with bytes: Data) throws {
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    try file.truncate(atOffset: 0)
    try file.write(contentsOf: bytes)
    try file.close()
  }
}

extension Store {
  /// Whether a chain names another among those that it continues.
  fileprivate func isOpenedAfter(_ parent: ChainID, _ chain: ChainID) throws -> Bool {
    guard let first = try operations(of: chain, after: 0, limit: 1).first, let map = first.map,
      case .chainOpen(let opening) = try Payload(kind: first.envelope.kind, map: map)
    else { return false }
    return opening.parents.contains { $0.chain == parent }
  }
}
