import Foundation
import Items
import Judgments
import Sync
import Synchronization
import Testing

@testable import Storage

/// Every way in which one store comes to be written to twice: found out within one exchange, and
/// nothing lost.
@Suite struct ForkScenarioTests {
  @Test func everyForkIsPreventedOrFoundOutWithinOneExchange() throws {
    var scenarios: [ForkScenario] = []
    for seed in Scale.seeds(1) {
      for mishap in ForkScenario.Mishap.allCases {
        for published in ForkScenario.Published.allCases {
          for way in ForkScenario.Way.allCases {
            scenarios.append(
              ForkScenario(seed: seed, mishap: mishap, published: published, way: way))
          }
        }
      }
    }
    let found = try Rounds.run(Array(0..<UInt64(scenarios.count))) { [scenarios] index in
      try scenarios[Int(index)].run()
    }
    Scale.report(
      "T16",
      [
        (found.count, "scenarios"), (found.count { $0.isPrevented }, "forks prevented"),
        (found.count { $0.isDetected }, "found out in one exchange"),
        (found.reduce(0) { $0 + $1.operations }, "operations"), (0, "lost"),
      ])
    #expect(found.count { $0.isPrevented } >= 24 * Scale.factor)
    #expect(found.count { $0.isDetected } >= 2 * Scale.factor)
  }
}

/// Bob's store gets a second branch, and everybody meets again.
private struct ForkScenario {
  enum Mishap: String, CaseIterable, Sendable {
    case copied, otherMachine, moved, restored, machinePutBack, clockPutBack
  }

  /// Which branches are published before the second one meets anybody.
  enum Published: String, CaseIterable, Sendable { case both, first, neither }

  enum Way: String, CaseIterable, Sendable { case folder, merge }

  struct Found: Sendable {
    /// The second branch stands in a chain of its own.
    var isPrevented: Bool
    /// One chain has two ends, and one exchange has told so.
    var isDetected: Bool
    var operations: Int
  }

  var seed: UInt64
  var mishap: Mishap
  var published: Published
  var way: Way

  func run() throws -> Found {
    do {
      return try play()
    } catch {
      throw Broken(what: "\(mishap), \(published), \(way): \(error)")
    }
  }

  private func play() throws -> Found {
    let day = try FirstDay.made.get()
    let ada = try day.seats[0].opened(seed: seed &* 16)
    let bob = try day.seats[1].opened(seed: seed &* 16 &+ 1)
    let party = Party(lead: ada.store, way: way)
    var random = SplitMix64(seed: seed)
    var first = bob.store
    _ = try first.save(World.judgment(first, "q-0", "good"))
    try party.meet(first)
    try first.close()
    let before = (try Files.read(first.path), bob.world.disk.files.withLock { $0 })
    first = try bob.world.open(FirstDay.file)

    // The first branch.
    for number in 1...Int.random(in: 1...3, using: &random) {
      _ = try first.save(World.judgment(first, "q-\(number)", "good"))
    }
    if published != .neither { try party.meet(first) }
    let chain = try first.ownHeads().first?.chain
    let firstNames = try Self.names(of: first)
    let (world, second) = try mishap.apply(to: bob.world, first, before: before, seed: seed)
    let isFirstAlive = mishap == .copied || mishap == .otherMachine
    let isInOneStore = mishap == .moved || mishap == .clockPutBack

    // The second branch.
    for number in 1...Int.random(in: 1...3, using: &random) {
      _ = try second.save(World.judgment(second, "q-\(number)", "bad"))
    }
    let last = try second.ownHeads().first { $0.chain != chain }
    let isPrevented = last != nil
    let secondNames = try Self.names(of: second)
    var isDetected = false
    if published == .both {
      isDetected = try party.meet(second) > 0
      let isExpected = mishap == .machinePutBack
      if isDetected != isExpected { throw Broken(what: "a fork: \(isDetected)") }
      // Whoever has learnt of it writes on in a new chain.
      _ = try second.save(World.judgment(second, "q-5", "good"))
      let goesOn = try second.ownHeads().contains { $0.chain == chain }
      if isDetected, goesOn { throw Broken(what: "it writes on in a forked chain") }
    }
    let mustBeNew = mishap != .clockPutBack && mishap != .machinePutBack
    if isPrevented != mustBeNew { throw Broken(what: "a new chain: \(isPrevented)") }

    // All who still can meet at last.
    for _ in 0..<2 {
      if isFirstAlive { try party.meet(first) }
      try party.meet(second)
    }
    let held = try Self.names(of: ada.store)
    var due = secondNames
    if isFirstAlive || isInOneStore || published != .neither { due.formUnion(firstNames) }
    let lost = due.subtracting(held)
    if !lost.isEmpty { throw Broken(what: "\(lost.count) operations are lost") }
    let mine = try Self.names(of: second)
    if !due.subtracting(mine).isEmpty { throw Broken(what: "Bob has not all that is his") }
    for store in [ada.store, second] {
      let problems = try store.verify().problems
      if !problems.isEmpty { throw Broken(what: "\(problems)") }
    }
    let clocks = try second.db.all("SELECT count(*) FROM op WHERE status = 5") { $0.int(0) }
    if clocks != [0] { throw Broken(what: "a clock ran backwards") }
    _ = world
    return Found(isPrevented: isPrevented, isDetected: isDetected, operations: held.count)
  }

  private static func names(of store: Store) throws -> Set<Hash> {
    Set(try store.db.all("SELECT hash FROM op") { Hash(bytes: $0.bytes(0)) ?? .zero })
  }

  /// Where Bob and the lead meet.
  private struct Party {
    let lead: Store
    let way: Way
    let stick = MemoryStick()

    /// One exchange; returns how many forks either of them sees after it.
    @discardableResult
    func meet(_ store: Store) throws -> Int {
      switch way {
      case .folder:
        let report = try Exchanges.sync(store, stick)
        let other = try Exchanges.sync(lead, stick)
        return max(report.merged.forks, other.merged.forks)
      case .merge:
        try store.signCheckpoints()
        let report = try Merge(from: store, named: "bob", into: lead).run()
        try lead.signCheckpoints()
        let other = try Merge(from: lead, named: "lead", into: store).run()
        return max(report.forks, other.forks)
      }
    }
  }
}

extension ForkScenario.Mishap {
  /// Makes the second branch's store, as it is when it is opened again.
  fileprivate func apply(
    to world: World, _ first: Store, before: ([UInt8], [String: [UInt8]]), seed: UInt64
  ) throws -> (World, Store) {
    let path = first.path
    switch self {
    case .copied:
      try Files.write(before.0, world.path("copy.gloss"))
      world.places.inodes.withLock { $0[world.path("copy.gloss")] = 2 }
      return (world, try world.open("copy.gloss"))
    case .otherMachine:
      let other = World(seed: seed &* 16 &+ 2, machine: "machine-2", isPortable: true)
      other.disk.files.withLock { $0 = before.1 }
      try Files.write(before.0, other.path(FirstDay.file))
      return (other, try other.open(FirstDay.file))
    case .moved:
      try first.close()
      try FileManager.default.moveItem(atPath: path, toPath: world.path("moved.gloss"))
      return (world, try world.open("moved.gloss"))
    case .restored:
      try first.close()
      try Files.write(before.0, path)
      return (world, try world.open(FirstDay.file))
    case .machinePutBack:
      try first.close()
      try Files.write(before.0, path)
      world.disk.files.withLock { $0 = before.1 }
      return (world, try world.open(FirstDay.file))
    case .clockPutBack:
      try first.close()
      world.clock.advance(-315_576_000_000)
      return (world, try world.open(FirstDay.file))
    }
  }
}
