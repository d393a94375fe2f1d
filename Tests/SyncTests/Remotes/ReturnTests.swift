import Items
import Judgments
import Sync
import Synchronization
import Testing

@testable import Storage

/// Folders that are put back to an earlier state, and copies of them that are still arriving.
@Suite struct ReturnTests {
  /// A lead, Bob on two devices and Carol.
  private struct Crew {
    let lead: FirstDay.Opened
    let bob: FirstDay.Opened
    let desk: FirstDay.Opened
    let carol: FirstDay.Opened
    let stick = MemoryStick()

    init(seed: UInt64) throws {
      let seats = try FirstDay.made.get().seats
      lead = try seats[0].opened(seed: seed &* 16)
      bob = try seats[1].opened(seed: seed &* 16 &+ 1)
      desk = try seats[2].opened(seed: seed &* 16 &+ 2)
      carol = try seats[4].opened(seed: seed &* 16 &+ 3)
    }

    var others: [Store] { [bob.store, desk.store, carol.store] }
    var all: [Store] { [lead.store] + others }

    /// Saves a judgment in some store; returns the store.
    func judge(_ index: Int, _ random: inout SplitMix64) throws -> Store {
      let store = all[index]
      let number = Int.random(in: 0..<FirstDay.items, using: &random)
      _ = try store.save(
        World.judgment(store, "q-\(number)", Bool.random(using: &random) ? "good" : "bad"))
      return store
    }

    /// What the lead lacks of what the others hold.
    func lacks() throws -> Int {
      try others.flatMap { try $0.haveVector().frontiers }.count {
        try !lead.store.holds($0.chain, seq: $0.seq, hash: $0.hash)
      }
    }
  }

  @Test func anyStateOfAFolderMayComeBackAndEverythingReturns() throws {
    let seeds = Scale.seeds(200, from: 200)
    let found = try Rounds.run(seeds) { seed in try Self.putBack(seed) }
    Scale.report(
      "T17",
      [
        (found.count, "histories"), (found.reduce(0, +), "folders put back"),
        (0, "operations lost"),
      ])
    #expect(found.reduce(0, +) >= seeds.count)
  }

  private static func putBack(_ seed: UInt64) throws -> Int {
    var random = SplitMix64(seed: seed)
    let crew = try Crew(seed: seed)
    var states: [[String: [UInt8]]] = [[:]]
    var returns = 0
    for step in 0..<12 {
      let store = try crew.judge(Int.random(in: 0..<4, using: &random), &random)
      if random.next() % 3 > 0 { try Exchanges.sync(store, crew.stick) }
      if random.next() % 3 == 0 { states.append(crew.stick.files) }
      if step % 4 == 3 {
        crew.stick.files = states.randomElement(using: &random) ?? [:]
        returns += 1
      }
    }
    let rounds = try Exchanges.settle(crew.all, crew.stick)
    if rounds > 6 { throw Broken(what: "it takes \(rounds) rounds") }
    if try crew.bob.store.projectionDigest() != crew.desk.store.projectionDigest() {
      throw Broken(what: "Bob's devices differ")
    }
    if try crew.lacks() > 0 { throw Broken(what: "the lead lacks something") }
    let problems = try Exchanges.problems(crew.all)
    if !problems.isEmpty { throw Broken(what: "\(problems)") }
    return returns
  }

  private static let copiesOfOneFolder = 10

  @Test func partialReorderedAndDoubledCopiesConvergeOnceTheCopyIsDone() throws {
    let seeds = Scale.seeds(1000 / Self.copiesOfOneFolder, from: 300)
    let found = try Rounds.run(seeds) { seed in try Self.copyInParts(seed) }
    Scale.report(
      "T15",
      [
        (found.count * Self.copiesOfOneFolder, "partial copies"),
        (found.reduce(0) { $0 + $1.files }, "files"),
        (found.reduce(0) { $0 + $1.taken }, "operations taken early"),
        (0, "taken for damaged"), (0, "lost"),
      ])
    #expect(found.reduce(0) { $0 + $1.taken } > 0, "partial copies gave nothing")
  }

  private static func copyInParts(_ seed: UInt64) throws -> (files: Int, taken: Int) {
    var random = SplitMix64(seed: seed)
    let crew = try Crew(seed: seed)
    var (files, taken) = (0, 0)
    for _ in 0..<copiesOfOneFolder {
      for index in 1..<4 {
        let store = try crew.judge(index, &random)
        try Exchanges.sync(store, crew.stick)
      }
      // What a slow copier shows of it meanwhile.
      let shown = MemoryStick()
      shown.files = part(of: crew.stick.files, &random)
      shown.state.withLock { $0.isReadOnly = true }
      files += shown.files.count
      let report = try Exchanges.sync(crew.lead.store, shown)
      taken += report.received
      if !report.damaged.isEmpty { throw Broken(what: "partial is taken for damaged") }
      if report.merged.quarantined > 0 { throw Broken(what: "partial is taken for unreadable") }
    }
    try Exchanges.sync(crew.lead.store, crew.stick)
    if try crew.lacks() > 0 { throw Broken(what: "the lead lacks something") }
    let problems = try Exchanges.problems([crew.lead.store])
    if !problems.isEmpty { throw Broken(what: "\(problems)") }
    return (files, taken)
  }

  /// Some files missing, some cut short, some doubled under the name of a conflict.
  private static func part(
    of whole: [String: [UInt8]], _ random: inout SplitMix64
  ) -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for (path, bytes) in whole.sorted(by: { $0.key < $1.key }) {
      switch random.next() % 6 {
      case 0: break
      case 1: files[path] = Array(bytes.prefix(Int(random.next() % UInt64(bytes.count))))
      case 2:
        // Room that is not filled yet.
        let count = Int(random.next() % UInt64(bytes.count))
        files[path] = bytes.prefix(count) + [UInt8](repeating: 0, count: bytes.count - count)
      case 3:
        files[path] = bytes
        files[path.replacing(".nseg", with: ".sync-conflict-20260101-101010-AAAAAAA.nseg")] = bytes
      default: files[path] = bytes
      }
    }
    return files
  }
}
