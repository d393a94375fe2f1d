import Foundation
import Items
import Judgments
import Sync
import Synchronization
import Testing

@testable import Storage

/// Gold answers and hidden fields must never reach an annotator: every byte that is looked for.
@Suite struct CanaryTests {
  @Test func noByteOfAnAnnotatorsDiskTellsGoldOrHiddenFields() throws {
    let seeds = Scale.seeds(20)
    let found = try Rounds.run(seeds) { seed in
      var round = try CanaryRound(seed: seed)
      return try round.run()
    }
    let leaks = found.flatMap(\.leaks)
    Scale.report(
      "T19",
      [
        (found.count, "rounds"), (found.reduce(0) { $0 + $1.canaries }, "canaries"),
        (found.reduce(0) { $0 + $1.bytes }, "bytes looked through"), (leaks.count, "leaks"),
      ])
    #expect(leaks.prefix(5) == [])
    #expect(found.allSatisfy { $0.sung > 0 }, "the search finds nothing where something is")
  }
}

/// One project with secrets, one annotator who does everything that is possible.
private struct CanaryRound {
  struct Found: Sendable {
    var canaries = 0
    var bytes = 0
    /// How often canaries were found where they belong.
    var sung = 0
    var leaks: [String] = []
  }

  private let seed: UInt64
  private var random: SplitMix64
  private let lead: FirstDay.Opened
  private let rita: FirstDay.Opened
  private let bob: FirstDay.Opened
  private let carol: FirstDay.Opened
  private let stick = MemoryStick()
  /// Has a place for what reviewers may read, and is not in Bob's hands.
  private let reviewers = MemoryStick()

  init(seed: UInt64) throws {
    self.seed = seed
    random = SplitMix64(seed: seed)
    let seats = try FirstDay.made.get().seats
    lead = try seats[0].opened(seed: seed &* 16)
    bob = try seats[1].opened(seed: seed &* 16 &+ 1)
    rita = try seats[3].opened(seed: seed &* 16 &+ 2)
    carol = try seats[4].opened(seed: seed &* 16 &+ 3)
    reviewers.state.withLock { _ = $0.folders.insert("rev") }
  }

  mutating func run() throws -> Found {
    var gold: [[UInt8]] = []
    var hidden: [[UInt8]] = []
    var others: [[UInt8]] = []
    var transcripts: [[UInt8]] = []
    for step in 0..<4 {
      gold.append(try putGold(step))
      hidden.append(try putHidden(step))
      others.append(try putForReviewers(step))
      for number in 0..<3 {
        let store = bob.store
        _ = try store.save(
          World.judgment(store, "q-\((step + number) % FirstDay.items)", number == 0 ? "a" : "b"))
      }
      if step % 2 == 1 { _ = try bob.store.undo() }
      transcripts += try meet()
    }
    // A merge straight from the lead's file, and a peer that gives everything it is asked for.
    try lead.store.signCheckpoints()
    _ = try Merge(from: lead.store, named: "lead", into: bob.store).run()
    _ = try bob.store.receive(everything(of: lead.store))
    var found = Found(canaries: gold.count + hidden.count + others.count)
    let secrets = gold + hidden + others
    let places =
      try disk(of: bob) + stick.files.map { ($0.key, $0.value) }
      + transcripts.map { ("a line", $0) }
    for (place, bytes) in places {
      found.bytes += bytes.count
      for secret in secrets where Self.holds(bytes, secret) {
        found.leaks.append("seed \(seed): a canary is in \(place)")
      }
    }
    // The search must be able to find.
    let leads = try disk(of: lead).map(\.1)
    let ritas = try disk(of: rita).map(\.1)
    for secret in secrets {
      let sings = leads.contains { Self.holds($0, secret) }
      if !sings { throw Broken(what: "a canary is not where it was put") }
      found.sung += 1
    }
    for secret in gold where ritas.contains(where: { Self.holds($0, secret) }) {
      found.leaks.append("seed \(seed): gold is on a reviewer's disk")
    }
    for secret in hidden + others where !ritas.contains(where: { Self.holds($0, secret) }) {
      throw Broken(what: "the reviewer lacks what is for reviewers")
    }
    return found
  }

  private mutating func canary() -> [UInt8] {
    (0..<16).map { _ in UInt8.random(in: 0x61...0x7A, using: &random) }
  }

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  /// Gold has no form yet; its operations stand in the leads' scope all the same.
  private mutating func putGold(_ step: Int) throws -> [UInt8] {
    let secret = canary()
    let store = lead.store
    let item = World.judgment(store, "q-\(step)", "gold").item
    try store.write {
      _ = try store.append(
        .goldPut,
        encoded: CBOR.map([
          CBORPair(key: 0, value: .bytes(item.bytes)), CBORPair(key: 2, value: .bytes(secret)),
        ])
        .encoded, to: .scope(.vault), cell: Cell.identity(family: .goldPut, item: item))
    }
    try store.publish(
      policy: "lead", value: "{\"which\":\"\(Self.text(secret))\"}", forLeadsOnly: true)
    return secret
  }

  private mutating func putHidden(_ step: Int) throws -> [UInt8] {
    let secret = canary()
    let first = 20 + step * 2
    _ = try lead.store.importItems(World.items(first..<first + 2, hidden: Self.text(secret)))
    return secret
  }

  /// A judgment of Carol's, which is for her, the reviewers and the leads.
  private mutating func putForReviewers(_ step: Int) throws -> [UInt8] {
    let secret = canary()
    _ = try carol.store.save(World.judgment(carol.store, "q-\(step)", Self.text(secret)))
    return secret
  }

  /// Everybody exchanges, Bob also over a line; returns what went over it.
  private func meet() throws -> [[UInt8]] {
    for opened in [carol, lead, rita] { try Exchanges.sync(opened.store, reviewers) }
    for opened in [lead, rita, bob] { try Exchanges.sync(opened.store, stick) }
    for opened in [lead, rita] { try Exchanges.sync(opened.store, reviewers) }
    // The line leads to the machine on which everything lies.
    let wire = Wire()
    try Wire.session(wire, serving: reviewers, as: "bob") { pipe in
      let remote = try FrameRemote(
        name: "far", pipe: pipe, program: "test", project: bob.store.project)
      defer { remote.close() }
      _ = try Exchange(store: bob.store, remote: remote).run()
    }
    return [wire.transcript(of: .near), wire.transcript(of: .far)]
  }

  /// What a peer would give that keeps nothing back.
  private func everything(of store: Store) throws -> OperationBatch {
    var batch = OperationBatch(source: "lead")
    for chain in Set(try store.haveVector().frontiers.map(\.chain)) {
      batch.operations += try store.operations(of: chain, after: 0, limit: 1000)
      batch.checkpoints += try store.checkpoints(of: chain)
    }
    return batch
  }

  /// Every byte on a machine: the store, its journals, and all small files.
  private func disk(of opened: FirstDay.Opened) throws -> [(String, [UInt8])] {
    var files = opened.world.disk.files.withLock { $0.map { ($0.key, $0.value) } }
    for isClosed in [false, true] {
      if isClosed { try opened.store.close() }
      for name in try FileManager.default.contentsOfDirectory(atPath: opened.world.folder) {
        files.append((name, try Files.read(opened.world.path(name))))
      }
    }
    return files
  }

  private static func holds(_ bytes: [UInt8], _ secret: [UInt8]) -> Bool {
    Data(bytes).range(of: Data(secret)) != nil
  }
}
