import GRDB
import Items
import Storage
import Testing

@Suite struct ImportTests {
  @Test func anIdThatComesTwiceInAPartIsTakenOnce() throws {
    let world = World(seed: 81)
    let store = try world.create()
    let other = CanonicalItem(externalID: "q-1", content: Array("{\"text\":\"else\"}".utf8))
    let items = World.items(0..<3) + World.items(0..<1) + [other]
    let tally = try store.importItems(items)
    #expect(tally.new == 3)
    #expect(tally.had == 1)
    #expect(tally.refused.map(\.externalID) == ["q-1"])
    let ino = try #require(try store.find(externalID: "q-1"))
    #expect(try store.item(at: ino)?.content == items[1].content)
    let problems = try store.verify().problems
    #expect(problems == [])
  }

  @Test(arguments: ["listed", "shuffled"])
  func itemsWhoseHiddenFieldsFillOperationsFirstAreEnteredOnce(order: String) throws {
    let world = World(seed: 82)
    let store = try world.create(order: order)
    let secret = String(repeating: "s", count: 3000)
    #expect(try store.importItems(World.items(0..<300, hidden: secret)).new == 300)
    #expect(try store.importItems(World.items(200..<400, hidden: secret)).had == 100)
    #expect(try store.counts.items == 400)
    let ino = try #require(try store.find(externalID: "q-299"))
    #expect(try store.hidden(of: ino) == World.items(0..<1, hidden: secret)[0].hidden)
    #expect(try store.position(of: ino) != nil)
    let problems = try store.verify().problems
    #expect(problems == [])
  }

  @Test func anItemWhosePlaceByNameIsTakenStandsAtTheNextOne() throws {
    let world = World(seed: 83)
    var store = try world.create()
    _ = try store.importItems(World.items(0..<50))
    let ino = try #require(try store.find(externalID: "q-7"))
    let other = try #require(try store.find(externalID: "q-8"))
    try store.close()
    let queue = try DatabaseQueue(path: world.path("store.gloss"))
    try queue.write { db in
      try db.execute(sql: "UPDATE named SET key = key + 1 WHERE ino = ?", arguments: [ino])
      try db.execute(
        sql: "INSERT INTO named(key, ino) SELECT key - 1, ? FROM named WHERE ino = ?",
        arguments: [other, ino])
    }
    try queue.close()
    store = try world.open()
    #expect(try store.find(externalID: "q-7") == ino)
    #expect(try store.importItems(World.items(0..<50)).had == 50)
  }

  @Test func verifyingFindsAnItemThatItsIdNoLongerLeadsTo() throws {
    let world = World(seed: 84)
    var store = try world.create()
    _ = try store.importItems(World.items(0..<50))
    let ino = try #require(try store.find(externalID: "q-7"))
    try store.close()
    let queue = try DatabaseQueue(path: world.path("store.gloss"))
    try queue.write {
      try $0.execute(sql: "UPDATE named SET key = key + 1 WHERE ino = ?", arguments: [ino])
    }
    try queue.close()
    store = try world.open()
    #expect(try store.find(externalID: "q-7") == nil)
    let problems = try store.verify().problems
    #expect(problems.contains { $0.hasPrefix("1 items cannot be found by their ids.") })
  }
}
