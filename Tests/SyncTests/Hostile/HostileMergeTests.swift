import Items
import Judgments
import Storage
import Sync
import Testing

/// What a merge does with places that are damaged, unsigned, foreign or lying.
@Suite struct HostileMergeTests {
  @Test func anUnsignedEndIsLeftAndReportedAndTakenWhereTheKeyIs() throws {
    let world = World(seed: 91)
    let lead = try world.create()
    _ = try lead.importItems(World.items(0..<10))
    let bob = try Team.add("bob", to: lead, world)
    _ = try bob.save(World.judgment(bob, "q-0", "good"))
    try bob.signCheckpoints()
    _ = try bob.save(World.judgment(bob, "q-1", "good"))
    _ = try bob.save(World.judgment(bob, "q-2", "good"))
    let stranger = Mirror(bob)
    let report = try Merge(from: stranger, named: "bob", into: lead).run()
    #expect(report.unsigned == 2)
    #expect(report.new == 2, "the opening of the chain and the signed judgment")
    #expect(report.summary.contains("2 at the end of bob are not signed yet"))
    let trusted = try Merge(from: stranger, named: "bob", into: lead, sign: bob.sign).run()
    #expect(trusted.unsigned == 0)
    #expect(trusted.new == 2)
    let problems = try lead.verify().problems
    #expect(problems == [])
  }

  @Test func changedOperationsAreKeptAsideAndNothingBehindThemIsTaken() throws {
    let world = World(seed: 92)
    let lead = try world.create()
    _ = try lead.importItems(World.items(0..<10))
    let bob = try Team.add("bob", to: lead, world)
    for number in 0..<6 { _ = try bob.save(World.judgment(bob, "q-\(number)", "good")) }
    try bob.signCheckpoints()
    var random = SplitMix64(seed: 92)
    for round in 0..<40 {
      let mirror = Mirror(bob)
      let changed = UInt64.random(in: 2...6, using: &random)
      let isPayload = round % 2 == 0
      let bit = UInt8(1) << UInt8.random(in: 0..<8, using: &random)
      let place = Int.random(in: 0..<90, using: &random)
      mirror.change = { bytes in
        guard bytes.seq == changed else { return bytes }
        var bytes = bytes
        if isPayload {
          let count = bytes.payload?.count ?? 1
          bytes.payload?[place % count] ^= bit
        } else {
          bytes.envelope[place % bytes.envelope.count] ^= bit
        }
        return bytes
      }
      mirror.chains = { $0 == .from(bob.me.id) }
      let path = "copy-\(round).gloss"
      let target = try Team.add("bob", to: lead, world, name: "copy-\(round)")
      let report = try Merge(from: mirror, named: "bob", into: target).run()
      #expect(report.quarantined == 1, "round \(round) \(path)")
      #expect(try target.quarantined().count == 1)
      #expect(try target.counts.judged <= Int(changed), "round \(round)")
      let problems = try target.verify().problems
      #expect(problems == [], "round \(round)")
      // A whole copy mends it.
      _ = try Merge(from: bob, named: "bob", into: target).run()
      #expect(try target.counts.judged == 6, "round \(round)")
      try target.close()
    }
  }

  @Test func forgedOperationsWithRightHashesAreNotTakenWithoutTheDevicesSignature() throws {
    let world = World(seed: 93)
    let lead = try world.create()
    _ = try lead.importItems(World.items(0..<10))
    let bob = try Team.add("bob", to: lead, world)
    _ = try bob.save(World.judgment(bob, "q-0", "good"))
    try bob.signCheckpoints()
    _ = try Merge(from: bob, named: "bob", into: lead).run()
    let mirror = Mirror(bob)
    let chain = try #require(
      try bob.haveVector().frontiers.first { try bob.scope(of: $0.chain) == .from(bob.me.id) })
    // Somebody goes on with Bob's chain, and signs with a key of their own.
    let forged = Operation.forged(
      after: chain, judging: World.judgment(bob, "q-1", "forged"), by: bob.me.id)
    mirror.added = [forged]
    let key = try #require(DeviceKey(secret: [UInt8](repeating: 7, count: 32)))
    let checkpoint = Checkpoint(
      project: bob.project, chain: chain.chain, seq: forged.envelope.seq, head: forged.hash,
      hlc: forged.envelope.hlc, deviceKey: key.publicKey, haveDigest: .zero)
    mirror.statements = [
      SignedCheckpoint(
        checkpoint: checkpoint, signature: try #require(key.sign(checkpoint.signedBytes)))
    ]
    var wrong = checkpoint
    wrong.deviceKey = bob.deviceKey
    mirror.statements.append(
      SignedCheckpoint(
        checkpoint: wrong, signature: try #require(key.sign(wrong.signedBytes))))
    let report = try Merge(from: mirror, named: "mirror", into: lead).run()
    #expect(report.new == 0)
    #expect(report.unsigned == 1)
    #expect(report.badSignatures == 2)
  }

  @Test func aGenesisInAnAnnotatorsChainFoundsNothing() throws {
    let world = World(seed: 98)
    let lead = try world.create()
    _ = try lead.importItems(World.items(0..<10))
    let bob = try Team.add("bob", to: lead, world)
    _ = try bob.save(World.judgment(bob, "q-0", "good"))
    try bob.signCheckpoints()
    _ = try Merge(from: bob, named: "bob", into: lead).run()
    let chain = try #require(
      try bob.haveVector().frontiers.first { try bob.scope(of: $0.chain) == .from(bob.me.id) })
    let genesis = Genesis(rootKey: bob.deviceKey, name: "mine", createdMilliseconds: 1)
    let payload = [UInt8](repeating: 1, count: 16) + genesis.map.encoded
    let forged = Operation(
      envelope: Envelope(
        chain: chain.chain, seq: chain.seq + 1, prev: chain.hash, hlc: 1 << 60,
        kind: .projectGenesis, payloadLength: UInt64(payload.count),
        payloadHash: Operation.payloadHash(payload)), payload: payload)
    let mirror = Mirror(bob)
    mirror.added = [forged]
    mirror.statements = [
      try #require(
        bob.sign(
          Checkpoint(
            project: bob.project, chain: chain.chain, seq: forged.envelope.seq,
            head: forged.hash, hlc: forged.envelope.hlc, deviceKey: bob.deviceKey,
            haveDigest: .zero)))
    ]
    let report = try Merge(from: mirror, named: "bob", into: lead).run()
    #expect(report.new == 1)
    try lead.close()
    let again = try world.open()
    #expect(again.me.roles == [.annotator, .reviewer, .lead])
    #expect(again.people.first { $0.handle == "bob" }?.roles == .annotator)
    let problems = try again.verify().problems
    #expect(problems == [])
  }

  @Test func anotherProjectIsRefused() throws {
    let world = World(seed: 94)
    let one = try world.create("one.gloss")
    let two = try world.create("two.gloss")
    #expect(throws: MergeFault.otherProject("two")) {
      try Merge(from: two, named: "two", into: one).run()
    }
  }

  @Test func aDryRunCountsAndWritesNothing() throws {
    let world = World(seed: 95)
    let lead = try world.create()
    _ = try lead.importItems(World.items(0..<10))
    let bob = try Team.add("bob", to: lead, world)
    _ = try bob.save(World.judgment(bob, "q-0", "good"))
    try bob.signCheckpoints()
    let before = try lead.haveVector()
    #expect(try Merge(from: bob, named: "bob", into: lead).run(isDryRun: true).new == 2)
    #expect(try lead.haveVector() == before)
    #expect(try Merge(from: bob, named: "bob", into: lead).run().new == 2)
  }

  @Test func aSecondMergeReadsNothingOfKnownChains() throws {
    let world = World(seed: 96)
    let lead = try world.create()
    _ = try lead.importItems(World.items(0..<10))
    let bob = try Team.add("bob", to: lead, world)
    for number in 0..<10 { _ = try bob.save(World.judgment(bob, "q-\(number)", "good")) }
    try bob.signCheckpoints()
    let mirror = Mirror(bob)
    _ = try Merge(from: mirror, named: "bob", into: lead).run()
    #expect(mirror.reads > 0)
    mirror.reads = 0
    let again = try Merge(from: mirror, named: "bob", into: lead).run()
    #expect(again.new == 0)
    #expect(mirror.reads == 0)
  }
}

/// Another store as a place that may show it otherwise than it is.
final class Mirror: OperationSource {
  let store: Store
  var change: (OperationBytes) -> OperationBytes = { $0 }
  /// Which scopes' operations are changed.
  var chains: (Scope) -> Bool = { _ in true }
  var added: [Operation] = []
  var statements: [SignedCheckpoint] = []
  var reads = 0

  init(_ store: Store) {
    self.store = store
  }

  var project: ProjectID { store.project }

  func haveVector() throws -> HaveVector {
    HaveVector(
      try store.haveVector().frontiers.map { frontier in
        guard let last = added.last(where: { $0.envelope.chain == frontier.chain }) else {
          return frontier
        }
        return Frontier(chain: frontier.chain, seq: last.envelope.seq, hash: last.hash)
      })
  }

  func operations(of chain: ChainID, after seq: UInt64, limit: Int) throws -> [Operation] {
    try store.operations(of: chain, after: seq, limit: limit)
  }

  func storedBytes(of chain: ChainID, after seq: UInt64, limit: Int) throws -> [OperationBytes] {
    reads += 1
    let isChanged = try store.scope(of: chain).map(chains) ?? false
    let own = try store.storedBytes(of: chain, after: seq, limit: limit)
    let more = added.filter { $0.envelope.chain == chain && $0.envelope.seq > seq }.map {
      OperationBytes(
        seq: $0.envelope.seq, hash: $0.hash, envelope: $0.envelopeBytes, payload: $0.payload)
    }
    return (isChanged ? own.map(change) : own) + more
  }

  func scope(of chain: ChainID) throws -> Scope? { try store.scope(of: chain) }

  func checkpoints(of chain: ChainID) throws -> [SignedCheckpoint] {
    try store.checkpoints(of: chain) + statements.filter { $0.checkpoint.chain == chain }
  }

  func blob(_ hash: Hash) throws -> [UInt8]? { try store.blob(hash) }
}

extension Operation {
  static func forged(
    after frontier: Frontier, judging judgment: Judgment, by person: PersonID
  ) -> Operation {
    let payload = [UInt8](repeating: 1, count: 16) + judgment.map.encoded
    return Operation(
      envelope: Envelope(
        chain: frontier.chain, seq: frontier.seq + 1, prev: frontier.hash, hlc: 1 << 60,
        kind: .judgePut, schemaVersion: 1,
        cell: Cell.judgment(item: judgment.item, person: person), bases: [],
        payloadLength: UInt64(payload.count), payloadHash: Operation.payloadHash(payload)),
      payload: payload)
  }
}
