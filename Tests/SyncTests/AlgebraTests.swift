import Foundation
import Items
import Judgments
import Sync
import Testing

@testable import Storage

/// Merging store files is a union: commutative, associative, idempotent.
@Suite struct AlgebraTests {
  @Test func mergingStoreFilesIsAUnion() throws {
    let seeds = Scale.seeds(500)
    let found = try Rounds.run(seeds) { seed in
      var bench = try AlgebraBench(seed: seed)
      return try bench.run()
    }
    Scale.report(
      "T2",
      [
        (found.count, "triples of stores"), (found.reduce(0) { $0 + $1.operations }, "operations"),
        (found.reduce(0) { $0 + $1.conflicts }, "conflicts"), (0, "broken laws"),
      ])
    #expect(found.count == seeds.count)
    #expect(found.reduce(0) { $0 + $1.conflicts } > seeds.count / 5, "the stores hardly differ")
  }
}

/// Three stores of one person, on three devices, and what merging them in all ways gives.
private struct AlgebraBench {
  struct Found: Sendable {
    var operations: Int
    var conflicts: Int
  }

  /// The seats of Bob's three devices.
  private static let seats = [1, 2, 6]

  private let seed: UInt64
  private let stores: [FirstDay.Opened]
  private var random: SplitMix64

  init(seed: UInt64) throws {
    self.seed = seed
    random = SplitMix64(seed: seed)
    let day = try FirstDay.made.get()
    stores = try Self.seats.map { try day.seats[$0].opened(seed: seed &* 8 &+ UInt64($0)) }
  }

  mutating func run() throws -> Found {
    for _ in 0..<Int.random(in: 4...14, using: &random) { try act() }
    for opened in stores { try opened.store.signCheckpoints() }
    let (a, b, c) = (stores[0].store, stores[1].store, stores[2].store)
    let ab = try union(a, b)
    let all = try union(ab.store, c)
    let whole = all.store
    let digest = try whole.projectionDigest()
    let found = Found(
      operations: whole.ledger.tally.operations, conflicts: try whole.standings().conflicts)
    func demand(_ law: String, _ other: FirstDay.Opened) throws {
      let store = other.store
      if try store.projectionDigest() != digest || store.haveVector() != whole.haveVector() {
        throw Broken(what: "\(law) does not hold")
      }
    }
    // The laws by turns: opening stores is what takes time.
    if seed % 2 == 0 {
      let bc = try union(b, c)
      try demand("a ∪ (b ∪ c) = (a ∪ b) ∪ c", try union(a, bc.store))
    } else {
      let ba = try union(b, a)
      try demand("c ∪ (b ∪ a) = (a ∪ b) ∪ c", try union(c, ba.store))
    }
    for source in [a, ab.store, c] {
      guard try Merge(from: source, named: "again", into: whole).run().new == 0 else {
        throw Broken(what: "what was merged is new again")
      }
    }
    try demand("x ∪ a = x where a is in x", all)
    try mergeWithItself(a)
    let problems = seed % 4 == 0 ? try whole.verify().problems : []
    if !problems.isEmpty { throw Broken(what: "\(problems)") }
    return found
  }

  private mutating func act() throws {
    let opened = stores[Int.random(in: 0..<3, using: &random)]
    let device = opened.store
    opened.world.clock.advance(Int64.random(in: -90_000...90_000, using: &random))
    switch Int.random(in: 0..<10, using: &random) {
    case 0: _ = try device.undo()
    case 1: _ = try device.redo()
    case 2:
      if let ino = try device.first(filter: .all) { _ = try device.ask(ino, text: "why?") }
    case 3:
      let other = stores[Int.random(in: 0..<3, using: &random)].store
      try other.signCheckpoints()
      if other !== device { _ = try Merge(from: other, named: "x", into: device).run() }
    default:
      let number = Int.random(in: 0..<3, using: &random)
      let label = Bool.random(using: &random) ? "good" : "bad"
      _ = try device.save(World.judgment(device, "q-\(number)", label))
    }
  }

  /// A store that nobody has written to, with both merged into it.
  private func union(_ one: Store, _ other: Store) throws -> FirstDay.Opened {
    let day = try FirstDay.made.get()
    let fresh = try day.seats[Self.seats[0]].opened(seed: seed)
    for source in [one, other] {
      let report = try Merge(from: source, named: "x", into: fresh.store).run()
      if report.unsigned > 0 { throw Broken(what: "\(report.unsigned) were left unsigned") }
    }
    return fresh
  }

  /// Merges a copy of a store's file into the store.
  private func mergeWithItself(_ store: Store) throws {
    let before = (try store.projectionDigest(), try store.haveVector())
    let copy = store.path + ".copy"
    try store.backup(to: copy)
    let source = try Store.open(
      path: copy, access: .read, surroundings: stores[0].world.surroundings)
    defer { try? source.close() }
    let report = try Merge(from: source, named: "copy", into: store).run()
    // And without the short cuts that equal stores allow.
    var batch = OperationBatch(source: "copy")
    for frontier in before.1.frontiers {
      batch.operations += try source.operations(of: frontier.chain, after: 0, limit: 1000)
    }
    let reception = try store.receive(batch)
    if try report.new != 0 || reception.new != 0 || reception.had != batch.operations.count
      || before.0 != store.projectionDigest() || before.1 != store.haveVector()
    {
      throw Broken(what: "a ∪ a = a does not hold")
    }
  }
}
