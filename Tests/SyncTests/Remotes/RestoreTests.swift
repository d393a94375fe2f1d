import Items
import Judgments
import Questions
import Storage
import Sync
import Synchronization
import Testing

/// Copies that are damaged or old.
@Suite struct RestoreTests {
  @Test func aConflictCopyAloneIsAsGoodAsTheFile() throws {
    let crew = try FolderTests.Crew(seed: 400)
    _ = try crew.bob.save(World.judgment(crew.bob, "q-1", "good"))
    try Exchanges.sync(crew.bob, crew.stick)
    let path = try #require(crew.stick.segments.first { $0.hasPrefix("from/") })
    var files = crew.stick.files
    files["\(path.split(separator: "/").dropLast().joined(separator: "/"))/Kopie von x.nseg"] =
      files.removeValue(forKey: path)
    crew.stick.files = files
    let report = try Exchanges.sync(crew.lead, crew.stick)
    #expect(report.received == 2)
    #expect(try Exchanges.sync(crew.lead, crew.stick).received == 0)
  }

  @Test func aDamagedFileIsToldAndItsOwnerWritesItAnew() throws {
    let crew = try FolderTests.Crew(seed: 401)
    for number in 0..<3 {
      _ = try crew.bob.save(World.judgment(crew.bob, "q-\(number)", "good"))
      try Exchanges.sync(crew.bob, crew.stick)
    }
    let mine = crew.stick.segments.filter { $0.hasPrefix("from/") }
    #expect(mine.count == 3)
    var files = crew.stick.files
    files[mine[0]]?[100] ^= 4
    crew.stick.files = files
    let report = try Exchanges.sync(crew.lead, crew.stick)
    #expect(report.damaged.count == 1)
    #expect(report.received == 0, "what follows cannot be placed before its beginning")
    let repair = try Exchanges.sync(crew.bob, crew.stick, isThorough: true)
    #expect(repair.sent == 2)
    let better = try Exchanges.sync(crew.lead, crew.stick)
    #expect(better.received == 4)
    #expect(better.damaged == [])
  }

  @Test func theNewestFileOfAnOwnerCutShortIsWrittenAnewUnasked() throws {
    let crew = try FolderTests.Crew(seed: 402)
    _ = try crew.bob.save(World.judgment(crew.bob, "q-1", "good"))
    try Exchanges.sync(crew.bob, crew.stick)
    let path = try #require(crew.stick.segments.first { $0.hasPrefix("from/") })
    var files = crew.stick.files
    files[path] = Array(files[path]?.prefix(200) ?? [])
    crew.stick.files = files
    #expect(try Exchanges.sync(crew.lead, crew.stick).incomplete == [path])
    #expect(try Exchanges.sync(crew.bob, crew.stick).sent == 2)
    #expect(try Exchanges.sync(crew.lead, crew.stick).received == 2)
  }

  @Test func largeContentsThatGetLostComeBack() throws {
    let crew = try FolderTests.Crew(seed: 403)
    try Exchanges.sync(crew.lead, crew.stick)
    let blobs = crew.stick.files.keys.filter { $0.hasPrefix("blob/") }.sorted()
    #expect(!blobs.isEmpty)
    var files = crew.stick.files
    for path in blobs { files[path] = nil }
    crew.stick.files = files
    try Exchanges.sync(crew.lead, crew.stick)
    #expect(crew.stick.files.keys.filter { $0.hasPrefix("blob/") }.sorted() == blobs)
  }

  @Test func aStoreRestoredFromABackupReceivesItsOwnLaterWorkAndForksNothing() throws {
    let crew = try FolderTests.Crew(seed: 404)
    for number in 0..<3 { _ = try crew.bob.save(World.judgment(crew.bob, "q-\(number)", "good")) }
    try crew.bob.signCheckpoints()
    try crew.bob.backup(to: crew.world.path("backup.gloss"))
    for number in 3..<8 { _ = try crew.bob.save(World.judgment(crew.bob, "q-\(number)", "good")) }
    try Exchanges.sync(crew.bob, crew.stick)
    try crew.bob.close()
    let restored = try crew.world.open("backup.gloss")
    #expect(try restored.counts.judged == 3)
    let report = try Exchanges.sync(restored, crew.stick)
    #expect(report.received == 5)
    #expect(try restored.counts.judged == 8)
    _ = try restored.save(World.judgment(restored, "q-9", "good"))
    try Exchanges.sync(restored, crew.stick)
    try Exchanges.sync(crew.lead, crew.stick)
    #expect(try crew.lead.standings().forks == 0)
    #expect(try crew.lead.standings().conflicts == 0)
    let problems = try Exchanges.problems([crew.lead, restored])
    #expect(problems == [])
  }

  @Test func aCopyThatIsWrittenToBesideTheOriginalLosesNothing() throws {
    let crew = try FolderTests.Crew(seed: 405)
    for number in 0..<3 { _ = try crew.bob.save(World.judgment(crew.bob, "q-\(number)", "good")) }
    try crew.bob.signCheckpoints()
    try crew.bob.backup(to: crew.world.path("copy.gloss"))
    let copy = try crew.world.open("copy.gloss")
    for number in 10..<14 {
      _ = try crew.bob.save(World.judgment(crew.bob, "q-\(number)", "good"))
      _ = try copy.save(World.judgment(copy, "q-\(number + 5)", "bad"))
    }
    try Exchanges.settle([crew.lead, crew.bob, copy], crew.stick)
    #expect(try crew.bob.counts.judged == 11)
    #expect(try copy.projectionDigest() == crew.bob.projectionDigest())
    let problems = try Exchanges.problems([crew.lead, crew.bob, copy])
    #expect(problems == [])
  }

  @Test func hostileFilesAreReportedAndNothingElseHappens() throws {
    let crew = try FolderTests.Crew(seed: 406)
    _ = try crew.bob.save(World.judgment(crew.bob, "q-1", "good"))
    try Exchanges.sync(crew.bob, crew.stick)
    let path = try #require(crew.stick.segments.first { $0.hasPrefix("from/") })
    let folder = path.split(separator: "/").dropLast().joined(separator: "/")
    var random = SplitMix64(seed: 406)
    var files = crew.stick.files
    for number in 0..<200 {
      let bytes = (0..<Int(random.next() % 500)).map { _ in UInt8(truncatingIfNeeded: random.next())
      }
      files["\(folder)/junk-\(number).nseg"] = bytes
      files["\(folder)/sealed-\(number).nseg"] = SealedFile.seal(bytes, magic: Segment.magic)
      files["from/\(number)/x.nseg"] = bytes
    }
    files["\(folder)/big.nseg"] = [UInt8](repeating: 0, count: Segment.sizeLimit + 100)
    crew.stick.files = files
    let report = try Exchanges.sync(crew.lead, crew.stick)
    #expect(report.received == 2)
    #expect(report.damaged.count == 201)
    #expect(report.incomplete.count == 200)
    let problems = try Exchanges.problems([crew.lead])
    #expect(problems == [])
  }
}
