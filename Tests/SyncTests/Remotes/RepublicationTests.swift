import Items
import Judgments
import Storage
import Sync
import Testing

/// Handing on what others have signed.
@Suite struct RepublicationTests {
  @discardableResult
  private static func move(
    _ store: Store, to stick: MemoryStick, isSealed: Bool = false, isThorough: Bool = false
  ) throws -> ExchangeReport {
    var manner = ExchangeManner()
    manner.isForOthers = true
    manner.isSealed = isSealed
    manner.isThorough = isThorough
    return try Exchange(
      store: store, remote: FolderRemote(name: "stick", disk: stick), manner: manner
    ).run()
  }

  private static func work(_ crew: FolderTests.Crew) throws {
    for number in 0..<8 {
      for store in [crew.bob, crew.desk, crew.carol] {
        _ = try store.save(World.judgment(store, "q-\(number)", "good", note: "Confidential"))
        try Exchanges.sync(store, crew.stick)
      }
    }
    try Exchanges.sync(crew.lead, crew.stick)
  }

  @Test(arguments: [false, true])
  func aLeadMovesEverybodyToAFreshFolder(_ isSealed: Bool) throws {
    let crew = try FolderTests.Crew(seed: 801)
    try Self.work(crew)
    let fresh = MemoryStick()
    let report = try Self.move(crew.lead, to: fresh, isSealed: isSealed)
    #expect(report.unhandable == 0)
    // Bob has lost all that he had; a new device of his finds it in the new place.
    let late = try Team.newcomer("bob", to: crew.lead, crew.world, name: "late")
    try Self.move(crew.lead, to: fresh, isSealed: isSealed)
    let received = try Exchanges.sync(late, fresh)
    #expect(received.sealed == 0)
    #expect(try late.counts.judged == 8)
    let problems = try Exchanges.problems([late])
    #expect(problems == [])
    if isSealed {
      let word = Array("Confidential".utf8)
      #expect(!fresh.files.values.contains { $0.firstRange(of: word) != nil })
    }
  }

  @Test func nothingOfOthersIsReplacedOrRemoved() throws {
    let crew = try FolderTests.Crew(seed: 802)
    try Self.work(crew)
    var files = crew.stick.files
    let theirs = files.keys.filter { $0.hasPrefix("from/") && $0.hasSuffix(".nseg") }.sorted()
    // One is gone and one damaged.
    files[theirs[0]] = nil
    files[theirs[9]]?[100] ^= 1
    crew.stick.files = files
    let before = crew.stick.files
    let own = Set(try crew.lead.chainsOfItsDevices().map(\.chain.hex))
    try Self.move(crew.lead, to: crew.stick, isThorough: true)
    for (path, bytes) in before where !own.contains(where: { path.contains($0) }) {
      #expect(crew.stick.files[path] == bytes, "\(path)")
    }
    let added = crew.stick.files.keys.filter { path in
      before[path] == nil && !own.contains { path.contains($0) }
    }
    #expect(added.count == 2)
    for handle in ["bob", "carol"] {
      let late = try Team.newcomer(handle, to: crew.lead, crew.world, name: "late-\(handle)")
      try Exchanges.sync(crew.lead, crew.stick)
      try Exchanges.sync(late, crew.stick)
      #expect(try late.counts.judged == 8, "\(handle)")
    }
    #expect(try Self.move(crew.lead, to: crew.stick, isThorough: true).sent == 0)
  }

  @Test func nobodyHandsOnWhatTheyMayNotHold() throws {
    let crew = try FolderTests.Crew(seed: 803)
    try Self.work(crew)
    let fresh = MemoryStick()
    // Carol is no lead, but she may hand on what she holds: what everybody may read.
    let report = try Self.move(crew.carol, to: fresh)
    #expect(report.sent > 9)
    #expect(!fresh.files.keys.contains { $0.hasPrefix("from/\(crew.bob.me.id.hex)") })
    #expect(!fresh.files.keys.contains { $0.contains("vault") })
    for path in fresh.segments {
      #expect(throws: Never.self, "\(path)") {
        try Segment(decoding: fresh.files[path] ?? []).verify()
      }
    }
  }

  @Test func aLeadSealsForANewDeviceWhatItsGoneOwnerCannotSealAnew() throws {
    let crew = try FolderTests.Crew(seed: 804)
    for number in 0..<4 {
      _ = try crew.bob.save(World.judgment(crew.bob, "q-\(number)", "good", note: "Confidential"))
    }
    var sealing = ExchangeManner()
    sealing.isSealed = true
    for store in [crew.bob, crew.lead] {
      _ = try Exchange(
        store: store, remote: FolderRemote(name: "stick", disk: crew.stick), manner: sealing
      ).run()
    }
    let late = try Team.newcomer("bob", to: crew.lead, crew.world, name: "late")
    let before = crew.stick.files
    try Self.move(crew.lead, to: crew.stick, isSealed: true)
    for (path, bytes) in before where path.hasPrefix("from/\(crew.bob.me.id.hex)") {
      #expect(crew.stick.files[path] == bytes)
    }
    try Exchanges.sync(late, crew.stick)
    #expect(try late.counts.judged == 4)
    let count = crew.stick.files.count
    #expect(try Self.move(crew.lead, to: crew.stick, isSealed: true).sent == 0)
    #expect(crew.stick.files.count == count)
  }
}

extension Team {
  /// Gives somebody a store that holds nothing yet: all that it gets, it gets from remotes.
  static func newcomer(
    _ handle: String, roles: Roles = .annotator, to lead: Store, _ world: World,
    name: String? = nil
  ) throws -> Store {
    let path = world.path((name ?? handle) + ".gloss")
    let grant = try lead.grant(handle: handle, roles: roles, label: name ?? handle)
    try Store.create(path: path, for: grant, surroundings: world.surroundings).close()
    return try Store.open(
      path: path, access: .write(takeOver: false), surroundings: world.surroundings)
  }
}
