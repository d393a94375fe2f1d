import Items
import Judgments
import Questions
import Storage
import Sync
import Synchronization
import Testing

@Suite struct FolderTests {
  /// A lead, Bob on two devices and Carol, with some items.
  struct Crew {
    let world: World
    let lead: Store
    let bob: Store
    let desk: Store
    let carol: Store
    let stick = MemoryStick()

    init(seed: UInt64) throws {
      world = World(seed: seed)
      lead = try world.create()
      _ = try lead.importItems(World.items(0..<30))
      bob = try Team.add("bob", to: lead, world)
      desk = try Team.add("bob", to: lead, world, name: "desk")
      carol = try Team.add("carol", to: lead, world)
    }

    var all: [Store] { [lead, bob, desk, carol] }
  }

  @Test func peopleMeetOverAFolderAndEachReceivesWhatTheyMayHold() throws {
    let crew = try Crew(seed: 101)
    for number in 0..<10 {
      _ = try crew.bob.save(World.judgment(crew.bob, "q-\(number)", "good"))
      _ = try crew.carol.save(World.judgment(crew.carol, "q-\(number)", "bad"))
    }
    #expect(try crew.bob.counts.unsent == 10)
    let sent = try Exchanges.sync(crew.bob, crew.stick)
    // His chain, and the root's: its key lies on this machine.
    #expect(sent.sent == 11 + 3)
    #expect(try crew.bob.counts.unsent == 0)
    #expect(sent.sentence(conflicts: 0) == "14 sent, 0 received")
    try Exchanges.settle(crew.all, crew.stick)
    let ino = try #require(try crew.lead.find(externalID: "q-7"))
    #expect(try crew.lead.versions(of: ino).count == 2)
    let other = try #require(try crew.carol.find(externalID: "q-7"))
    #expect(try crew.carol.versions(of: other).count == 1, "Bob's judgments are not for Carol")
    #expect(try crew.desk.counts.judged == 10)
    #expect(try crew.desk.projectionDigest() == crew.bob.projectionDigest())
    let problems = try Exchanges.problems(crew.all)
    #expect(problems == [])
    let again = try Exchanges.sync(crew.lead, crew.stick)
    #expect(again.sent == 0)
    #expect(again.received == 0)
    #expect(again.remarks == [])
  }

  @Test func twoDevicesInConflictAreToldInOneSentence() throws {
    let crew = try Crew(seed: 102)
    _ = try crew.bob.save(World.judgment(crew.bob, "q-1", "good"))
    _ = try crew.desk.save(World.judgment(crew.desk, "q-1", "bad"))
    try Exchanges.sync(crew.lead, crew.stick)
    try Exchanges.sync(crew.bob, crew.stick)
    _ = try crew.bob.save(World.judgment(crew.bob, "q-2", "good"))
    try Exchanges.sync(crew.desk, crew.stick)
    let report = try Exchanges.sync(crew.bob, crew.stick)
    #expect(report.merged.conflicts == 1)
    #expect(
      report.sentence(conflicts: try crew.bob.counts.conflicts)
        == "1 sent, 2 received, 1 conflict: press x in the queue")
  }

  @Test func aDryRunChangesNeitherSide() throws {
    let crew = try Crew(seed: 103)
    _ = try crew.bob.save(World.judgment(crew.bob, "q-1", "good"))
    try Exchanges.sync(crew.bob, crew.stick)
    let files = crew.stick.files
    let operations = try crew.lead.counts.operations
    let report = try Exchanges.sync(crew.lead, crew.stick, isDryRun: true)
    #expect(report.received == 2)
    #expect(report.sent > 0)
    #expect(crew.stick.files == files)
    #expect(try crew.lead.counts.operations == operations)
    let real = try Exchanges.sync(crew.lead, crew.stick)
    #expect(real.received == report.received)
    #expect(real.sent == report.sent + 2, "a lead also acknowledges, in a chain for Bob")
  }

  @Test func anEmptiedFolderIsFilledAgainAndEmptiesNobody() throws {
    let crew = try Crew(seed: 104)
    for number in 0..<5 { _ = try crew.bob.save(World.judgment(crew.bob, "q-\(number)", "good")) }
    try Exchanges.settle(crew.all, crew.stick)
    let before = try crew.all.map { try $0.projectionDigest() }
    let names = crew.stick.segments
    crew.stick.files = [:]
    try Exchanges.settle(crew.all, crew.stick)
    #expect(try crew.all.map { try $0.projectionDigest() } == before)
    #expect(crew.stick.segments.count >= names.count - 1)
    let late = try Team.add("dora", to: crew.lead, crew.world)
    try Exchanges.settle(crew.all + [late], crew.stick)
    let problems = try Exchanges.problems([late])
    #expect(problems == [])
  }

  @Test func anotherProjectsFolderIsRefusedAndLeftAlone() throws {
    let crew = try Crew(seed: 105)
    try Exchanges.sync(crew.lead, crew.stick)
    let files = crew.stick.files
    let other = World(seed: 1050)
    let stranger = try other.create()
    #expect(throws: RemoteFault.otherProject("stick")) {
      try Exchanges.sync(stranger, crew.stick)
    }
    #expect(crew.stick.files == files)
  }

  @Test func aMissingFolderIsToldAndNeverMade() throws {
    let crew = try Crew(seed: 106)
    crew.stick.state.withLock { $0.folders = [] }
    #expect(throws: RemoteFault.missing("stick")) { try Exchanges.sync(crew.bob, crew.stick) }
    #expect(crew.stick.files.isEmpty)
  }

  @Test func aFullStickKeepsWhatItHadAndSaysWhatIsMissing() throws {
    let crew = try Crew(seed: 107)
    try Exchanges.sync(crew.lead, crew.stick)
    let before = crew.stick.files
    let used = before.values.reduce(0) { $0 + $1.count }
    for number in 0..<9 { _ = try crew.bob.save(World.judgment(crew.bob, "q-\(number)", "good")) }
    crew.stick.state.withLock { $0.room = used + 100 }
    let report = try Exchanges.sync(crew.bob, crew.stick)
    #expect(report.problems.count == 1)
    #expect(report.problems.first?.contains("bytes are missing") == true)
    #expect(crew.stick.files == before)
    #expect(try crew.bob.counts.unsent == 9)
    crew.stick.state.withLock { $0.room = .max }
    let better = try Exchanges.sync(crew.bob, crew.stick)
    #expect(better.problems == [])
    #expect(try crew.bob.counts.unsent == 0)
  }

  @Test func aReadOnlyStickIsStillReceivedFrom() throws {
    let crew = try Crew(seed: 108)
    _ = try crew.bob.save(World.judgment(crew.bob, "q-1", "good"))
    try Exchanges.sync(crew.bob, crew.stick)
    crew.stick.state.withLock { $0.isReadOnly = true }
    let report = try Exchanges.sync(crew.lead, crew.stick)
    #expect(report.received == 2)
    #expect(report.problems.count == 1)
  }

  @Test func everyCallThatFailsLeavesAFolderThatTheNextSyncFinishes() throws {
    let crew = try Crew(seed: 109)
    for number in 0..<3 { _ = try crew.bob.save(World.judgment(crew.bob, "q-\(number)", "good")) }
    try Exchanges.sync(crew.lead, crew.stick)
    let files = crew.stick.files
    let clean = MemoryStick()
    clean.files = files
    try Exchanges.sync(crew.bob, clean)
    let calls = clean.state.withLock { $0.calls }
    #expect(calls > 20)
    for lasts in [false, true] {
      for call in 1...calls {
        let stick = MemoryStick()
        stick.files = files
        stick.state.withLock { $0.failure = (call, .failed("stick", "I/O error"), lasts) }
        _ = try? Exchanges.sync(crew.bob, stick)
        stick.state.withLock { $0.failure = nil }
        try Exchanges.sync(crew.bob, stick)
        let broken = stick.segments.filter { path in
          (try? Segment(decoding: stick.files[path] ?? []).verify()) == nil
        }
        #expect(broken == [], "call \(call) of \(calls), lasting \(lasts)")
        #expect(stick.segments == clean.segments, "call \(call), lasting \(lasts)")
        #expect(!stick.files.keys.contains { $0.contains(".tmp-") && !$0.hasPrefix("blob") })
      }
    }
  }

  @Test func onlyFilesOfMyOwnChainsAreWrittenAndNoneOfTheVault() throws {
    let crew = try Crew(seed: 110)
    for store in crew.all { _ = try store.save(World.judgment(store, "q-1", "good")) }
    for store in crew.all {
      crew.stick.writes.withLock { $0 = [] }
      try Exchanges.sync(store, crew.stick)
      let own = Set(try store.chainsOfItsDevices().map(\.chain.hex))
      for path in crew.stick.writes.withLock({ $0 }) where !path.hasPrefix(".tmp-") {
        let parts = path.split(separator: "/").map(String.init)
        #expect(
          parts[0] == "blob" || own.contains(parts[parts.count - 2]),
          "\(store.me.handle) wrote \(path)")
      }
    }
    let vault = try crew.lead.chainsOfItsDevices().filter { $0.scope == .vault }
    #expect(!vault.isEmpty)
    for (path, _) in crew.stick.files {
      #expect(!path.contains("vault"))
      for chain in vault { #expect(!path.contains(chain.chain.hex)) }
    }
  }

  @Test func whatIsForReviewersGoesOnlyWhereAPlaceForItWasMade() throws {
    let crew = try Crew(seed: 111)
    _ = try crew.lead.importItems(World.items(30..<35, hidden: "model-seven"))
    let report = try Exchanges.sync(crew.lead, crew.stick)
    #expect(report.heldBack > 0)
    #expect(
      !crew.stick.files.values.contains {
        String(decoding: $0, as: UTF8.self).contains("model-seven")
      })
    crew.stick.state.withLock { _ = $0.folders.insert("rev") }
    let second = try Exchanges.sync(crew.lead, crew.stick)
    #expect(second.heldBack == 0)
    #expect(second.sent == report.heldBack)
    let rita = try Team.add("rita", roles: [.annotator, .reviewer], to: crew.lead, crew.world)
    try Exchanges.sync(rita, crew.stick)
    try Exchanges.sync(crew.carol, crew.stick)
    let held = try crew.carol.haveVector().frontiers.map { try crew.carol.scope(of: $0.chain) }
    #expect(!held.contains(.rev))
  }
}
