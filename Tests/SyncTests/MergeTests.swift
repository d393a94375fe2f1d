import Items
import Judgments
import Questions
import Storage
import Sync
import Testing

@Suite struct MergeTests {
  @Test func twoPeopleWhoJudgeApartMeetWithoutLosingAnything() throws {
    let world = World(seed: 11)
    let lead = try world.create()
    _ = try lead.importItems(World.items(0..<30))
    let bob = try Team.add("bob", to: lead, world)
    #expect(bob.me.handle == "bob")
    #expect(bob.me.roles == .annotator)
    #expect(try bob.counts.items == 30)
    for number in 0..<10 { _ = try lead.save(World.judgment(lead, "q-\(number)", "good")) }
    for number in 5..<15 { _ = try bob.save(World.judgment(bob, "q-\(number)", "bad")) }
    try bob.signCheckpoints()
    try lead.signCheckpoints()
    let report = try Merge(from: bob, named: "bob", into: lead).run()
    #expect(report.new == 11)
    #expect(report.conflicts == 0)
    #expect(report.unsigned == 0)
    let ino = try #require(try lead.find(externalID: "q-7"))
    #expect(try lead.versions(of: ino).count == 2)
    let again = try Merge(from: bob, named: "bob", into: lead).run()
    #expect(again.new == 0)
    #expect(again.had > 0)
    let back = try Merge(from: lead, named: "lead", into: bob).run()
    #expect(back.new == 0, "the lead's judgments are not for bob")
    #expect(back.notForThisStore > 0)
    let same = try #require(try bob.find(externalID: "q-7"))
    #expect(try bob.versions(of: same).count == 1)
    let problems = try lead.verify().problems + bob.verify().problems
    #expect(problems == [])
  }

  @Test func twoDevicesOfOnePersonInConflictAreBothKeptAndTheNextJudgmentResolves() throws {
    let world = World(seed: 12)
    let lead = try world.create()
    _ = try lead.importItems(World.items(0..<5))
    let laptop = try Team.add("bob", to: lead, world, name: "laptop")
    let desk = try Team.add("bob", to: lead, world, name: "desk")
    #expect(laptop.me.id == desk.me.id)
    try Team.meet([laptop, lead, desk])
    _ = try laptop.save(World.judgment(laptop, "q-1", "good"))
    _ = try desk.save(World.judgment(desk, "q-1", "bad"))
    _ = try laptop.save(World.judgment(laptop, "q-2", "same"))
    _ = try desk.save(World.judgment(desk, "q-2", "same"))
    try Team.meet([laptop, lead, desk])
    let ino = try #require(try laptop.find(externalID: "q-1"))
    let mine = try #require(try laptop.judgment(of: ino))
    #expect(mine.standing == .conflict)
    #expect(mine.heads.count == 2)
    #expect(mine.judgment == nil)
    #expect(try laptop.counts.conflicts == 1)
    #expect(try lead.standings() == Standings(conflicts: 1, twins: 1, forks: 0))
    let other = try #require(try laptop.find(externalID: "q-2"))
    #expect(try laptop.judgment(of: other)?.standing == .twin)
    #expect(try laptop.counts.judged == 1)
    _ = try laptop.save(World.judgment(laptop, "q-1", "good"))
    try Team.meet([laptop, lead, desk])
    for store in [laptop, desk, lead] {
      #expect(try store.standings().conflicts == 0)
      let problems = try store.verify().problems
      #expect(problems == [])
    }
    #expect(try laptop.projectionDigest() == desk.projectionDigest())
  }
}

/// A lead and the people who work with them.
enum Team {
  /// Gives somebody a store that holds what they may hold.
  static func add(
    _ handle: String, roles: Roles = .annotator, to lead: Store, _ world: World,
    name: String? = nil
  ) throws -> Store {
    let path = world.path((name ?? handle) + ".gloss")
    let grant = try lead.grant(handle: handle, roles: roles, label: name ?? handle)
    let new = try Store.create(path: path, for: grant, surroundings: world.surroundings)
    _ = try Merge(from: lead, named: "lead", into: new).run()
    try new.close()
    return try Store.open(
      path: path, access: .write(takeOver: false), surroundings: world.surroundings)
  }

  /// Everybody merges from everybody, until nothing is new.
  static func meet(_ stores: [Store]) throws {
    for store in stores { try store.signCheckpoints() }
    for _ in 0..<2 {
      for target in stores {
        for source in stores where source !== target {
          _ = try Merge(from: source, named: source.path, into: target).run()
        }
      }
    }
  }
}
