import Items
import Judgments
import Questions
import Storage
import Sync
import Testing

/// What one person's devices do to each other's versions: nothing that the person did not see.
@Suite struct SeenVersionTests {
  /// Bob's devices, each of which knows what the others hold.
  private struct Desks {
    let world: World
    let lead: Store
    let devices: [Store]

    init(seed: UInt64, _ names: [String]) throws {
      world = World(seed: seed)
      lead = try world.create()
      _ = try lead.importItems(World.items(0..<6))
      let (lead, world) = (lead, world)
      devices = try names.map { try Team.add("bob", to: lead, world, name: $0) }
      try meet()
    }

    func meet() throws { try Team.meet(devices + [lead]) }

    /// The devices judge an item apart, each with a label of its own, and meet.
    func disagree(_ item: String) throws {
      for (index, device) in devices.enumerated() {
        world.clock.advance(1000)
        _ = try device.save(World.judgment(device, item, "label \(index)"))
      }
      try meet()
    }
  }

  private func number(_ store: Store, _ item: String) throws -> Int64 {
    try #require(try store.find(externalID: item))
  }

  private func mine(_ store: Store, _ item: String) throws -> MyJudgment? {
    try store.judgment(of: try number(store, item))
  }

  private func labels(_ store: Store, _ item: String) throws -> [String] {
    (try mine(store, item)?.heads ?? []).compactMap { head in
      if case .text(let label)? = head.judgment.answers.first?.answer { label } else { nil }
    }.sorted()
  }

  @Test func aSaveReplacesOnlyTheVersionsThatWereSeen() throws {
    let desks = try Desks(seed: 41, ["laptop", "desk"])
    let (laptop, desk) = (desks.devices[0], desks.devices[1])
    _ = try laptop.save(World.judgment(laptop, "q-1", "first"))
    try desks.meet()
    // The item is on the laptop's screen while the desk's new version arrives.
    let seen = try #require(try mine(laptop, "q-1")).references
    _ = try desk.save(World.judgment(desk, "q-1", "from the desk"))
    try desks.meet()
    #expect(try labels(laptop, "q-1") == ["from the desk"])
    _ = try laptop.save(World.judgment(laptop, "q-1", "from the laptop"), over: seen)
    #expect(try mine(laptop, "q-1")?.standing == .conflict)
    #expect(try labels(laptop, "q-1") == ["from the desk", "from the laptop"])
    try desks.meet()
    for store in desks.devices + [desks.lead] {
      #expect(try store.standings().conflicts == 1)
      let problems = try store.verify().problems
      #expect(problems == [])
    }
  }

  @Test func anItemThatWasUnjudgedWhenItWasSeenKeepsWhatArrived() throws {
    let desks = try Desks(seed: 42, ["laptop", "desk"])
    let (laptop, desk) = (desks.devices[0], desks.devices[1])
    _ = try desk.save(World.judgment(desk, "q-2", "from the desk"))
    try desks.meet()
    _ = try laptop.save(World.judgment(laptop, "q-2", "from the laptop"), over: [])
    #expect(try labels(laptop, "q-2") == ["from the desk", "from the laptop"])
    #expect(try laptop.counts.conflicts == 1)
    // Without a word on what was seen, everything in force counts as seen.
    _ = try laptop.save(World.judgment(laptop, "q-2", "settled"))
    #expect(try labels(laptop, "q-2") == ["settled"])
  }

  @Test func aVersionNamedAsSeenThatIsNoneOfTheItemIsNoBase() throws {
    let desks = try Desks(seed: 43, ["laptop"])
    let laptop = desks.devices[0]
    let other = try laptop.save(World.judgment(laptop, "q-0", "other item"))
    _ = try laptop.save(World.judgment(laptop, "q-1", "good"), over: [other.reference])
    #expect(try mine(laptop, "q-1")?.standing == .settled)
    let problems = try laptop.verify().problems
    #expect(problems == [])
  }

  @Test(arguments: [2, 3]) func undoingAResolutionBringsTheConflictBack(heads: Int) throws {
    let desks = try Desks(
      seed: UInt64(44 + heads), Array(["laptop", "desk", "home"].prefix(heads)))
    try desks.disagree("q-1")
    let store = desks.devices[0]
    let all = (0..<heads).map { "label \($0)" }
    #expect(try labels(store, "q-1") == all)
    let origins = Set(try mine(store, "q-1")?.heads.map(\.origin) ?? [])
    #expect(origins.count == heads)
    desks.world.clock.advance(1000)
    _ = try store.save(World.judgment(store, "q-1", "label 1"))
    #expect(try mine(store, "q-1")?.standing == .settled)
    for round in 0..<3 {
      #expect(try store.undo()?.ino == number(store, "q-1"))
      #expect(try labels(store, "q-1") == all, "round \(round)")
      #expect(try mine(store, "q-1")?.standing == .conflict, "round \(round)")
      let back = Set(try mine(store, "q-1")?.heads.map(\.origin) ?? [])
      #expect(back == origins, "an undo is shown as what it brought back")
      #expect(try store.counts.conflicts == 1)
      #expect(try store.redo()?.ino == number(store, "q-1"))
      #expect(try labels(store, "q-1") == ["label 1"], "round \(round)")
      #expect(try store.redo() == nil, "one redo answers all undos of one operation")
    }
    _ = try store.undo()
    try desks.meet()
    for device in desks.devices {
      #expect(try labels(device, "q-1") == all)
      let problems = try device.verify().problems
      #expect(problems == [])
      #expect(try device.projectionDigest() == store.projectionDigest())
    }
    // What was undone can be settled anew, on any device.
    let last = try #require(desks.devices.last)
    _ = try last.save(World.judgment(last, "q-1", "settled"))
    try desks.meet()
    #expect(try labels(store, "q-1") == ["settled"])
  }

  @Test func undoGoesOnBehindAReopenedConflictOneVersionAtATime() throws {
    let desks = try Desks(seed: 50, ["laptop", "desk"])
    let (laptop, desk) = (desks.devices[0], desks.devices[1])
    _ = try laptop.save(World.judgment(laptop, "q-3", "before"))
    try desks.meet()
    desks.world.clock.advance(1000)
    _ = try laptop.save(World.judgment(laptop, "q-3", "on the laptop"))
    desks.world.clock.advance(1000)
    _ = try desk.save(World.judgment(desk, "q-3", "on the desk"))
    try desks.meet()
    desks.world.clock.advance(1000)
    _ = try laptop.save(World.judgment(laptop, "q-3", "on the laptop"))
    _ = try laptop.undo()
    #expect(try labels(laptop, "q-3") == ["on the desk", "on the laptop"])
    // The newest version that is left is the desk's; the laptop's stays beside what it replaced.
    _ = try laptop.undo()
    #expect(try labels(laptop, "q-3") == ["before", "on the laptop"])
    _ = try laptop.undo()
    #expect(Set(try labels(laptop, "q-3")) == ["before"])
    _ = try laptop.undo()
    #expect(try laptop.counts.unjudged == 6)
    #expect(try laptop.undo() == nil)
    for _ in 0..<4 { #expect(try laptop.redo() != nil) }
    #expect(try labels(laptop, "q-3") == ["on the laptop"])
    #expect(try laptop.redo() == nil)
    let problems = try laptop.verify().problems
    #expect(problems == [])
  }

  @Test func undoLeavesWhatAnotherDeviceMadeBesideIt() throws {
    let desks = try Desks(seed: 51, ["laptop", "desk"])
    let (laptop, desk) = (desks.devices[0], desks.devices[1])
    _ = try laptop.save(World.judgment(laptop, "q-4", "before"))
    try desks.meet()
    _ = try desk.save(World.judgment(desk, "q-4", "on the desk"))
    desks.world.clock.advance(1000)
    _ = try laptop.save(World.judgment(laptop, "q-4", "on the laptop"))
    try desks.meet()
    _ = try laptop.undo()
    #expect(try labels(laptop, "q-4") == ["before", "on the desk"])
    #expect(try mine(laptop, "q-4")?.standing == .conflict)
  }

  @Test func undoingAChangeOfTwinsGivesOneVersionBack() throws {
    let desks = try Desks(seed: 52, ["laptop", "desk"])
    for device in desks.devices { _ = try device.save(World.judgment(device, "q-5", "same")) }
    try desks.meet()
    let laptop = desks.devices[0]
    #expect(try mine(laptop, "q-5")?.standing == .twin)
    desks.world.clock.advance(1000)
    _ = try laptop.save(World.judgment(laptop, "q-5", "other"))
    _ = try laptop.undo()
    #expect(try labels(laptop, "q-5") == ["same"])
    #expect(try mine(laptop, "q-5")?.standing == .settled)
  }

  /// Devices that save, undo, redo and meet at random end in one state, and every undo of a
  /// resolution leaves as many decisions in force as there were before it.
  @Test func randomWorkOnTwoDevicesStaysSound() throws {
    for seed in UInt64(1)...8 {
      let desks = try Desks(seed: 600 + seed, ["laptop", "desk"])
      var random = SplitMix64(seed: seed)
      for step in 0..<40 {
        let store = desks.devices[Int(random.next() % 2)]
        desks.world.clock.advance(Int64(random.next() % 3000))
        let item = "q-\(random.next() % 2)"
        switch random.next() % 6 {
        case 0, 1: _ = try store.save(World.judgment(store, item, "label \(random.next() % 3)"))
        case 2:
          guard let mine = try mine(store, item), mine.standing == .conflict else { continue }
          let before = Set(mine.heads.map(\.judgment.decision))
          desks.world.clock.advance(1000)
          _ = try store.save(World.judgment(store, item, "settled \(step)"))
          _ = try store.undo()
          let after = Set(try self.mine(store, item)?.heads.map(\.judgment.decision) ?? [])
          #expect(after == before, "seed \(seed) step \(step)")
        case 3: _ = try store.undo()
        case 4: _ = try store.redo()
        default: try desks.meet()
        }
      }
      try desks.meet()
      let digests = Set(try desks.devices.map { try $0.projectionDigest() })
      #expect(digests.count == 1, "seed \(seed)")
      for device in desks.devices {
        let problems = try device.verify().problems
        #expect(problems == [], "seed \(seed)")
      }
    }
  }
}
