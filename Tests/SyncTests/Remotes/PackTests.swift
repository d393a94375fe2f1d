import Items
import Judgments
import Storage
import Sync
import Synchronization
import Testing

/// One file that stands for many small ones.
@Suite struct PackTests {
  /// Bob, who has synced after each of so many judgments.
  private struct Diary {
    let crew: FolderTests.Crew
    let stick = MemoryStick()

    init(seed: UInt64, days: Int) throws {
      crew = try FolderTests.Crew(seed: seed)
      try Exchanges.sync(crew.lead, stick)
      try live(days)
    }

    @discardableResult
    func live(_ days: Int) throws -> Int {
      var packed = 0
      for day in 0..<days {
        _ = try crew.bob.save(
          World.judgment(crew.bob, "q-\(day % 30)", day % 2 == 0 ? "good" : "bad"))
        packed += try Exchanges.sync(crew.bob, stick).packed
      }
      return packed
    }

    var segments: [String] { stick.segments.filter { $0.hasPrefix("from/") } }

    /// The names by how many operations they cover, the largest first.
    var packs: [(path: String, name: SegmentName)] {
      segments.compactMap { path in
        path.split(separator: "/").last.flatMap { SegmentName(String($0)) }.map { (path, $0) }
      }.filter { $0.1.last - $0.1.first > 30 }
    }

    /// Whether a store has all that Bob has judged, and nothing is wrong with it.
    func isComplete(_ store: Store) throws -> Bool {
      for end in try crew.bob.haveVector().frontiers
      where try crew.bob.scope(of: end.chain) == .from(crew.bob.me.id) {
        guard try store.holds(end.chain, seq: end.seq, hash: end.hash) else { return false }
      }
      return try store.counts.judged == crew.bob.counts.judged && store.verify().isOK
    }

    /// What a reader who has nothing yet gets out of files.
    func reader(_ files: [String: [UInt8]], _ name: String) throws -> (Store, ExchangeReport) {
      let store = try Team.add("bob", to: crew.lead, crew.world, name: name)
      let shown = MemoryStick()
      shown.files = files
      let report = try Exchanges.sync(store, shown)
      return (store, report)
    }
  }

  @Test func moreThan64SmallFilesGetOneThatStandsForThemAndStay() throws {
    let diary = try Diary(seed: 701, days: 64)
    #expect(diary.packs.isEmpty)
    #expect(diary.segments.count == 64)
    #expect(try diary.live(1) == 1)
    #expect(diary.segments.count == 66)
    let pack = try #require(diary.packs.first)
    #expect((pack.name.first, pack.name.last) == (1, 66))
    let bytes = try #require(diary.stick.files[pack.path])
    #expect(try Segment(decoding: bytes).verify().count == 66)
    // The next one waits for 64 more, and takes the first one in.
    #expect(try diary.live(63) == 0)
    #expect(try diary.live(1) == 1)
    #expect(diary.packs.map(\.name.last).sorted() == [66, 130])
    let (store, report) = try diary.reader(diary.stick.files, "fresh")
    #expect(report.damaged == [])
    #expect(try diary.isComplete(store))
  }

  @Test func whoHasAPartAlreadyTakesTheRestOutOfThePackAlone() throws {
    let diary = try Diary(seed: 702, days: 40)
    try Exchanges.sync(diary.crew.desk, diary.stick)
    try diary.live(25)
    let pack = try #require(diary.packs.first)
    var files = diary.stick.files
    for path in diary.segments where path != pack.path { files[path] = nil }
    let shown = MemoryStick()
    shown.files = files
    let report = try Exchanges.sync(diary.crew.desk, shown)
    #expect(report.received == 25)
    #expect(try diary.crew.desk.projectionDigest() == diary.crew.bob.projectionDigest())
  }

  @Test func aPackThatIsHalfCopiedOrCopiedTwiceDoesNoHarm() throws {
    let diary = try Diary(seed: 703, days: 65)
    let pack = try #require(diary.packs.first)
    let bytes = try #require(diary.stick.files[pack.path])
    var half = diary.stick.files
    half[pack.path] = Array(bytes.prefix(bytes.count / 2))
    let (one, told) = try diary.reader(half, "half")
    #expect(told.incomplete == [pack.path])
    #expect(try diary.isComplete(one))
    // Only a conflict copy of the pack is there.
    var copied = diary.stick.files
    for path in diary.segments { copied[path] = nil }
    copied[pack.path.replacing(".nseg", with: ".sync-conflict-20260101-101010-ABCDEFG.nseg")] =
      bytes
    let (two, report) = try diary.reader(copied, "copied")
    #expect(report.damaged == [])
    #expect(try diary.isComplete(two))
    // Its owner finds it short and writes it anew.
    diary.stick.files = half
    #expect(try Exchanges.sync(diary.crew.bob, diary.stick, isThorough: true).sent == 66)
    #expect(diary.stick.files[pack.path]?.count == bytes.count)
  }

  @Test func packsThatOverlapGiveTheSameAsTheFilesTheyStandFor() throws {
    let diary = try Diary(seed: 704, days: 65)
    var random = SplitMix64(seed: 704)
    try diary.live(65)
    #expect(diary.packs.count == 2)
    let all = diary.segments
    for round in 0..<6 {
      // What is in no pack must stay; of the rest anything may be missing.
      var files = diary.stick.files
      for path in all where !diary.packs.contains(where: { $0.path == path }) {
        let name = try #require(path.split(separator: "/").last.flatMap { SegmentName(String($0)) })
        if name.last <= 130, random.next() % 2 == 0 { files[path] = nil }
      }
      if round % 2 == 0, let first = diary.packs.first(where: { $0.name.last == 66 }) {
        files[first.path] = nil
      }
      let (store, report) = try diary.reader(files, "reader-\(round)")
      #expect(report.damaged == [], "round \(round)")
      #expect(try diary.isComplete(store), "round \(round)")
    }
  }

  @Test func aStickThatIsFullForThePackHasTheNewsAllTheSame() throws {
    let diary = try Diary(seed: 705, days: 64)
    let used = diary.stick.files.values.reduce(0) { $0 + $1.count }
    diary.stick.state.withLock { $0.room = used + 3000 }
    _ = try diary.crew.bob.save(World.judgment(diary.crew.bob, "q-9", "good"))
    let report = try Exchanges.sync(diary.crew.bob, diary.stick)
    #expect(report.sent == 1)
    #expect(report.problems.count == 1)
    #expect(!diary.stick.files.keys.contains { $0.contains(".tmp-") })
    try Exchanges.sync(diary.crew.desk, diary.stick)
    #expect(try diary.isComplete(diary.crew.desk))
  }

  @Test func onlyWhatALeadHasReceivedGoesAndOnlyAfterTwoWeeks() throws {
    let diary = try Diary(seed: 706, days: 66)
    let crew = diary.crew
    func prune() throws -> Int {
      var manner = ExchangeManner()
      manner.isPruning = true
      return try Exchange(
        store: crew.bob, remote: FolderRemote(name: "stick", disk: diary.stick), manner: manner
      ).run().pruned
    }
    let pack = try #require(diary.packs.first)
    let fifteenDays: Int64 = 15 * 24 * 60 * 60 * 1000
    // Old, and received by nobody.
    crew.world.clock.advance(fifteenDays)
    #expect(try prune() == 0)
    try Exchanges.sync(crew.lead, diary.stick)
    // Received and old, but it is not whole.
    let files = diary.stick.files
    diary.stick.files[pack.path]?[200] ^= 1
    #expect(try prune() == 0)
    #expect(diary.segments.count == 67)
    diary.stick.files = files
    // Received and whole, but by its clock just written.
    crew.world.clock.advance(-fifteenDays)
    #expect(try prune() == 0)
    crew.world.clock.advance(fifteenDays)
    #expect(try prune() == 65)
    #expect(diary.segments.count == 2)
    #expect(try prune() == 0)
    #expect(try Exchanges.sync(crew.bob, diary.stick).sent == 0)
    let (store, report) = try diary.reader(diary.stick.files, "after")
    #expect(report.damaged == [])
    #expect(try diary.isComplete(store))
  }
}
