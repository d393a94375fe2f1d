import Foundation
import Items
import Judgments
import Questions
import Testing

@testable import Storage

/// What is whole in a damaged store comes back, and nothing else.
@Suite struct RecoveryTests {
  @Test func aWholeStoreIsRecoveredWhole() throws {
    let work = try Work(seed: 41)
    let salvage = work.salvage(work.bytes)
    #expect(salvage.bereft == 0)
    #expect(salvage.gaps.isEmpty)
    let (store, recovery) = try Store.recover(
      salvage, to: work.world.path("new.gloss"), surroundings: work.world.surroundings)
    #expect(recovery.operations == work.operations.count)
    #expect(recovery.drafts == 1)
    #expect(try store.counts.judged == work.judged)
    #expect(try store.counts.drafts == 1)
    #expect(try store.verify().problems == [])
    // It goes on in new chains, which name the old ones.
    _ = try store.save(World.judgment(store, "q-9", "good"))
    #expect(try store.verify().problems == [])
    let old = Set(work.heads.map(\.chain))
    #expect(try store.ownHeads().allSatisfy { !old.contains($0.chain) })
    try store.close()
  }

  @Test func whatLiesInTheJournalAloneIsRecovered() throws {
    let world = World(seed: 42)
    let store = try world.create()
    _ = try store.importItems(World.items(0..<20))
    for number in 0..<10 { _ = try store.save(World.judgment(store, "q-\(number)", "good")) }
    // As a power cut leaves it: nothing is folded into the file.
    let file = try Self.read(world.path("store.gloss"))
    let journal = try Self.read(world.path("store.gloss-wal"))
    #expect(!journal.isEmpty)
    let whole = Salvage(file: BytesFile(file), journal: BytesFile(journal))
    #expect(whole.operations.count == (try store.counts.operations))
    let alone = Salvage(file: BytesFile(file), journal: nil)
    #expect(alone.operations.count < whole.operations.count)
    try store.close()
  }

  @Test func eachPageInTurnMayBeLost() throws {
    let work = try Work(seed: 43)
    let pages = work.bytes.count / 4096
    var (least, lossless) = (Int.max, 0)
    for page in 0..<pages {
      var bytes = work.bytes
      bytes.replaceSubrange(
        (page * 4096)..<(page * 4096 + 4096), with: [UInt8](repeating: 0, count: 4096))
      let salvage = work.salvage(bytes)
      #expect(Set(salvage.operations.keys).isSubset(of: work.operations), "page \(page)")
      least = min(least, salvage.operations.count)
      if salvage.operations.count == work.operations.count { lossless += 1 }
    }
    // A page holds few of the operations, and many pages hold only what can be made anew.
    #expect(least > work.operations.count / 2)
    #expect(lossless > pages / 3)
  }

  @Test func randomDamageLosesWhatItHitsAndForgesNothing() throws {
    let work = try Work(seed: 44)
    for seed in UInt64(1)...120 {
      var random = SplitMix64(seed: seed)
      var bytes = work.bytes
      switch seed % 3 {
      case 0: bytes.removeLast(Int(random.next() % UInt64(bytes.count)))
      case 1:
        for _ in 0..<40 {
          bytes[Int(random.next() % UInt64(bytes.count))] ^= 1 << (random.next() % 8)
        }
      default:
        let start = Int(random.next() % UInt64(bytes.count - 20_000))
        for index in start..<(start + 20_000) {
          bytes[index] = UInt8(truncatingIfNeeded: random.next())
        }
      }
      let salvage = work.salvage(bytes)
      #expect(Set(salvage.operations.keys).isSubset(of: work.operations), "seed \(seed)")
      guard seed % 12 == 1, !salvage.operations.isEmpty else { continue }
      let path = work.world.path("new-\(seed).gloss")
      let (store, recovery) = try Store.recover(
        salvage, to: path, surroundings: work.world.surroundings)
      // New chains are opened besides what was saved.
      #expect(recovery.operations + recovery.waiting <= salvage.operations.count)
      let problems = try store.verify().problems.filter { !$0.contains("last signature") }
      #expect(problems == [], "seed \(seed)")
      try store.close()
    }
  }

  @Test func withoutItsFactsTheKeyOnTheMachineTellsWhoseItWas() throws {
    let work = try Work(seed: 45)
    // Page by page until the table with the facts is hit, and the operations are not.
    var told = 0
    for page in 0..<(work.bytes.count / 4096) {
      var bytes = work.bytes
      bytes.replaceSubrange(
        (page * 4096)..<(page * 4096 + 4096), with: [UInt8](repeating: 0, count: 4096))
      let salvage = work.salvage(bytes)
      guard salvage.facts["person"] == nil,
        salvage.operations.count == work.operations.count
      else { continue }
      let (store, _) = try Store.recover(
        salvage, to: work.world.path("new-\(page).gloss"), surroundings: work.world.surroundings)
      #expect(store.me.handle == "ada")
      try store.close()
      told += 1
    }
    #expect(told == 1)
  }

  @Test func hostileBytesAreReadWithoutHarm() {
    for seed in UInt64(1)...300 {
      var random = SplitMix64(seed: seed)
      var bytes = (0..<(4096 * 3)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
      for page in 0..<3 { bytes[page * 4096] = [13, 10, 2, 5][Int(random.next() % 4)] }
      // Half of them with few cells, whose places lie anywhere.
      if seed % 2 == 0 { for page in 0..<3 { bytes[page * 4096 + 3] = 0 } }
      let salvage = Salvage(file: BytesFile(bytes), journal: BytesFile(bytes))
      #expect(salvage.operations.isEmpty, "seed \(seed)")
    }
    #expect(Salvage(file: BytesFile([]), journal: nil).operations.isEmpty)
  }

  static func read(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: path)))
  }

  /// A store that was worked in and closed, as bytes.
  struct Work {
    let world: World
    let bytes: [UInt8]
    let operations: Set<Hash>
    let heads: [OperationReference]
    let judged: Int

    init(seed: UInt64) throws {
      world = World(seed: seed)
      let store = try world.create()
      _ = try store.importItems(World.items(0..<60))
      for number in 0..<40 {
        // Some overflow their page, as long notes do.
        let note = String(repeating: "a long note ", count: number % 7 == 0 ? 600 : 1)
        _ = try store.save(World.judgment(store, "q-\(number)", "good", note: note))
      }
      _ = try store.undo()
      let ino = try #require(try store.find(externalID: "q-50"))
      try store.saveDraft(ino, Draft(answers: [Answered("label", .text("good"))]))
      heads = try store.ownHeads()
      judged = try store.counts.judged
      var names: Set<Hash> = []
      try store.dump { names.insert($0.reference.hash) }
      operations = names
      try store.close()
      bytes = try RecoveryTests.read(world.path("store.gloss"))
    }

    func salvage(_ bytes: [UInt8]) -> Salvage { Salvage(file: BytesFile(bytes), journal: nil) }
  }
}

/// A file in memory.
struct BytesFile: RawFile {
  let content: [UInt8]

  init(_ content: [UInt8]) {
    self.content = content
  }

  var size: Int { content.count }

  func bytes(at offset: Int, count: Int) -> [UInt8] {
    guard offset >= 0, offset < content.count else { return [] }
    return Array(content[offset..<min(content.count, offset + count)])
  }
}
