import Items
import Judgments
import Storage
import Sync
import Synchronization
import Testing

/// Files that only the devices of those who may hold them can read.
@Suite struct SealedSyncTests {
  private static func sealing(turning: Bool = false) -> ExchangeManner {
    var manner = ExchangeManner()
    manner.isSealed = true
    manner.isTurning = turning
    return manner
  }

  @discardableResult
  private static func sync(
    _ store: Store, _ stick: MemoryStick, turning: Bool = false
  ) throws -> ExchangeReport {
    try Exchange(
      store: store, remote: FolderRemote(name: "stick", disk: stick),
      manner: sealing(turning: turning)
    ).run()
  }

  private static func shows(_ text: String, _ stick: MemoryStick) -> [String] {
    let bytes = Array(text.utf8)
    return stick.files.filter { $0.value.firstRange(of: bytes) != nil }.map(\.key).sorted()
  }

  @Test func peopleMeetOverSealedFilesAndTheFolderTellsNothingOfTheirWork() throws {
    let crew = try FolderTests.Crew(seed: 601)
    for number in 0..<6 {
      _ = try crew.bob.save(
        World.judgment(crew.bob, "q-\(number)", "good", note: "Confidential \(number)"))
    }
    for _ in 0..<2 { for store in crew.all { try Self.sync(store, crew.stick) } }
    #expect(Self.shows("Confidential", crew.stick) == [])
    #expect(try crew.desk.projectionDigest() == crew.bob.projectionDigest())
    let ino = try #require(try crew.lead.find(externalID: "q-3"))
    #expect(try crew.lead.versions(of: ino).count == 1)
    let other = try #require(try crew.carol.find(externalID: "q-3"))
    #expect(try crew.carol.versions(of: other).isEmpty)
    let problems = try Exchanges.problems(crew.all)
    #expect(problems == [])
    for path in crew.stick.segments where path.hasPrefix("pub/") {
      #expect(throws: Never.self) { try Segment(decoding: crew.stick.files[path] ?? []).verify() }
    }
    let again = try Self.sync(crew.bob, crew.stick)
    #expect((again.sent, again.received, again.resealed) == (0, 0, 0))
  }

  @Test func aDeviceAddedLaterWaitsForTheOwnersNextSync() throws {
    let crew = try FolderTests.Crew(seed: 602)
    for number in 0..<3 {
      _ = try crew.bob.save(World.judgment(crew.bob, "q-\(number)", "good"))
      try Self.sync(crew.bob, crew.stick)
    }
    try Self.sync(crew.lead, crew.stick)
    let rita = try Team.newcomer(
      "rita", roles: [.annotator, .reviewer], to: crew.lead, crew.world)
    try Self.sync(crew.lead, crew.stick)
    let waiting = try Self.sync(rita, crew.stick)
    #expect(waiting.sealed == 3)
    #expect(waiting.damaged == [])
    #expect(waiting.remarks.contains { $0.hasPrefix("3 files are sealed for others") })
    let names = crew.stick.segments
    // Bob learns of her by the same sync, and writes his files anew for her, too.
    let renewed = try Self.sync(crew.bob, crew.stick)
    #expect(renewed.resealed >= 3)
    #expect(renewed.sent == 0)
    #expect(crew.stick.segments == names)
    let better = try Self.sync(rita, crew.stick)
    #expect(better.sealed == 0)
    let ino = try #require(try rita.find(externalID: "q-2"))
    #expect(try rita.versions(of: ino).count == 1)
    #expect(try Self.sync(crew.bob, crew.stick).resealed == 0)
  }

  @Test func aRemoteThatWasOpenIsSealedAndOpenedAgain() throws {
    let crew = try FolderTests.Crew(seed: 603)
    for number in 0..<3 {
      _ = try crew.bob.save(
        World.judgment(crew.bob, "q-\(number)", "good", note: "Confidential \(number)"))
      try Exchanges.sync(crew.bob, crew.stick)
    }
    #expect(Self.shows("Confidential", crew.stick).count == 3)
    let report = try Self.sync(crew.bob, crew.stick, turning: true)
    #expect(report.resealed == 3)
    #expect(Self.shows("Confidential", crew.stick) == [])
    #expect(try Exchanges.sync(crew.lead, crew.stick).received == 4)
    var opening = ExchangeManner()
    opening.isTurning = true
    let opened = try Exchange(
      store: crew.bob, remote: FolderRemote(name: "stick", disk: crew.stick), manner: opening
    ).run()
    #expect(opened.resealed == 3)
    #expect(Self.shows("Confidential", crew.stick).count == 3)
  }

  @Test func largeContentsOfASealedScopeAreSealedAndComeBackToThoseWhoMayReadThem() throws {
    let crew = try FolderTests.Crew(seed: 604)
    let long = String(repeating: "Confidential words. ", count: 4000)
    crew.stick.state.withLock { _ = $0.folders.insert("rev") }
    _ = try crew.lead.importItems(World.items(40..<42, hidden: long))
    let rita = try Team.add("rita", roles: [.annotator, .reviewer], to: crew.lead, crew.world)
    try Self.sync(crew.lead, crew.stick)
    let contents = crew.stick.files.keys.filter { $0.hasPrefix("rev/blob/") }
    #expect(!contents.isEmpty)
    #expect(Self.shows("Confidential words.", crew.stick) == [])
    let vera = try Team.newcomer("vera", roles: [.annotator, .reviewer], to: crew.lead, crew.world)
    try Self.sync(crew.lead, crew.stick)
    let report = try Self.sync(vera, crew.stick)
    #expect(report.sealed == 0)
    let problems = try Exchanges.problems([rita, vera])
    #expect(problems == [])
    #expect(try vera.blobNames() == rita.blobNames())
  }

  @Test func everyCallThatFailsWhileSealingLeavesAFolderThatTheNextSyncFinishes() throws {
    let crew = try FolderTests.Crew(seed: 605)
    for number in 0..<2 {
      _ = try crew.bob.save(World.judgment(crew.bob, "q-\(number)", "good", note: "Confidential"))
      try Exchanges.sync(crew.bob, crew.stick)
    }
    let files = crew.stick.files
    let clean = MemoryStick()
    clean.files = files
    try Self.sync(crew.bob, clean, turning: true)
    let calls = clean.state.withLock { $0.calls }
    for lasts in [false, true] {
      for call in stride(from: 1, through: calls, by: 2) {
        let stick = MemoryStick()
        stick.files = files
        stick.state.withLock { $0.failure = (call, .failed("stick", "I/O error"), lasts) }
        _ = try? Self.sync(crew.bob, stick, turning: true)
        stick.state.withLock { $0.failure = nil }
        try Self.sync(crew.bob, stick, turning: true)
        #expect(stick.segments == clean.segments, "call \(call), lasting \(lasts)")
        #expect(Self.shows("Confidential", stick) == [], "call \(call), lasting \(lasts)")
        #expect(!stick.files.keys.contains { $0.contains(".tmp-") }, "call \(call)")
      }
    }
  }
}
