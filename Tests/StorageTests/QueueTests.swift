import Items
import Judgments
import Storage
import Testing

@Suite struct QueueTests {
  /// Positions and steps against a plain sorted list, in both orders, with states that change.
  @Test(arguments: ["listed", "shuffled"])
  func stepsAndPositionsAreThoseOfAPlainList(order: String) throws {
    let world = World(seed: 31)
    let store = try world.create(order: order)
    for part in 0..<3 {
      world.clock.advance(1000)
      _ = try store.importItems(World.items(part * 500..<part * 500 + 500))
    }
    var random = SplitMix64(seed: 31)
    for _ in 0..<60 {
      let number = Int.random(in: 0..<1500, using: &random)
      _ = try store.save(World.judgment(store, "q-\(number)", "good"))
    }
    let plain = try store.page(filter: .all, limit: 2000).map(\.ino)
    #expect(plain.count == 1500)
    #expect(Set(plain).count == 1500)
    if order == "listed" {
      #expect(try store.item(at: plain[0])?.externalID == "q-0")
      #expect(try store.item(at: plain[1499])?.externalID == "q-1499")
    } else {
      let keys = try plain.map { ino in
        Presentation.shuffleKey(
          project: store.project, person: store.me.id,
          item: try #require(try store.item(at: ino)).id)
      }
      #expect(keys == keys.sorted())
    }
    var judged: Set<Int64> = []
    for ino in plain where try store.state(of: ino)?.isJudged == true { judged.insert(ino) }
    #expect(judged.count == (try store.counts).judged)
    for filter in [ItemFilter.all, .judged, .unjudged] {
      let passing = plain.filter {
        filter == .all || judged.contains($0) == (filter == .judged)
      }
      #expect(try store.first(filter: filter) == passing.first)
      #expect(try store.last(filter: filter) == passing.last)
      for _ in 0..<40 {
        let index = Int.random(in: plain.indices, using: &random)
        let next = plain[(index + 1)...].first(where: Set(passing).contains)
        let previous = plain[..<index].last(where: Set(passing).contains)
        #expect(try store.next(after: plain[index], filter: filter) == next)
        #expect(try store.previous(before: plain[index], filter: filter) == previous)
        let rank = plain[..<index].count(where: Set(passing).contains)
        #expect(try store.position(of: plain[index], filter: filter) == rank + 1)
      }
    }
    let problems = try store.verify().problems
    #expect(problems == [])
  }

  @Test func pagesFollowEachOtherAndFindText() throws {
    let world = World(seed: 32)
    let store = try world.create()
    _ = try store.importItems(World.items(0..<50))
    let first = try store.page(filter: .all, limit: 20)
    let second = try store.page(filter: .all, after: first.last?.ino, limit: 20)
    #expect(first.map(\.externalID) == (0..<20).map { "q-\($0)" })
    #expect(second.map(\.externalID) == (20..<40).map { "q-\($0)" })
    let found = try store.page(filter: .all, text: "NUMBER 4", limit: 100)
    #expect(found.map(\.externalID) == ["q-4"] + (40..<50).map { "q-\($0)" })
  }

  @Test func aNewOrderOfTheQuestionsSortsTheQueueAnew() throws {
    let world = World(seed: 33)
    let store = try world.create()
    _ = try store.importItems(World.items(0..<30))
    let listed = try store.page(filter: .all, limit: 50).map(\.ino)
    try store.publish(
      schema: SchemaPublishing(label: "v2", publicForm: World.form(order: "shuffled")))
    let shuffled = try store.page(filter: .all, limit: 50).map(\.ino)
    #expect(shuffled != listed)
    #expect(shuffled.sorted() == listed.sorted())
    let problems = try store.verify().problems
    #expect(problems == [])
  }

  @Test func judgmentsUnderChangedQuestionsAreToBeMadeAgain() throws {
    let world = World(seed: 34)
    let store = try world.create()
    _ = try store.importItems(World.items(0..<3))
    var judgment = World.judgment(store, "q-0", "good")
    judgment.schema = try store.schema()?.blob
    _ = try store.save(judgment)
    try store.publish(
      schema: SchemaPublishing(
        label: "v2", publicForm: World.form(order: "listed", version: 2), judgeAgain: ["label"]))
    #expect(try store.counts.judgeAgain == 1)
    judgment.schema = try store.schema()?.blob
    _ = try store.save(judgment)
    #expect(try store.counts.judgeAgain == 0)
    try store.publish(
      schema: SchemaPublishing(label: "v3", publicForm: World.form(order: "listed", version: 3)))
    #expect(try store.counts.judgeAgain == 0)
    let problems = try store.verify().problems
    #expect(problems == [])
  }

  @Test func judgmentsUnderAnOldHandbookCanBePutBackIntoTheQueue() throws {
    let world = World(seed: 36)
    let store = try world.create()
    _ = try store.importItems(World.items(0..<4))
    let old = try #require(try store.handbook()).blob
    for number in 0..<3 {
      var judgment = World.judgment(store, "q-\(number)", "good")
      judgment.handbook = number == 2 ? nil : old
      _ = try store.save(judgment)
    }
    try store.publish(
      handbook: HandbookPublishing(
        label: "v2", text: Array("# New\n".utf8), changedInMeaning: ["overall"]))
    #expect(try store.countJudged(under: old) == 2)
    #expect(try store.queueAgain(judgedUnder: old) == 2)
    #expect(try store.counts.judgeAgain == 2)
    let first = try #require(try store.first(filter: .judgeAgain))
    let problems = try store.verify().problems
    #expect(problems == [])
    let name = try #require(try store.item(at: first)).externalID
    _ = try store.save(World.judgment(store, name, "bad"))
    #expect(try store.counts.judgeAgain == 1)
    #expect(try store.handbooks().map(\.label) == ["v1", "v2"])
  }

  @Test func retiredItemsLeaveTheQueueAndTheirJudgmentsStay() throws {
    let world = World(seed: 35)
    let store = try world.create()
    _ = try store.importItems(World.items(0..<3))
    let one = try #require(try store.find(externalID: "q-1"))
    _ = try store.save(World.judgment(store, "q-1", "good"))
    try store.retire(one, reason: "broken")
    #expect(try store.counts.items == 2)
    #expect(try store.counts.judged == 0)
    #expect(try store.judgment(of: one)?.judgment != nil)
    try store.revise(
      CanonicalItem(externalID: "q-1", content: Array("{\"text\":\"mended\"}".utf8)))
    #expect(try store.counts.items == 3)
    #expect(try store.counts.judged == 1)
    #expect(try store.item(at: one)?.content == Array("{\"text\":\"mended\"}".utf8))
    let problems = try store.verify().problems
    #expect(problems == [])
  }
}
