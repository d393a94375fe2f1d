import Items
import Judgments
import Storage
import Sync
import Testing

/// What a store remembers of its exchanges, for people to look at.
@Suite struct PastExchangeTests {
  private func sync(_ store: Store, _ stick: MemoryStick, as name: String, at: UInt64) throws {
    let report = try Exchanges.sync(store, stick)
    try store.remember(remote: name)
    try store.note(
      PastExchange(
        name: name, at: at, sent: report.sent, received: report.received,
        problems: report.problems, positions: report.handedOn))
  }

  @Test func eachRemoteHasItsOwnCountOfWhatIsUnsent() throws {
    let crew = try FolderTests.Crew(seed: 71)
    let (here, there) = (MemoryStick(), MemoryStick())
    try sync(crew.bob, here, as: "here", at: 1000)
    try sync(crew.bob, there, as: "there", at: 2000)
    for number in 0..<5 { _ = try crew.bob.save(World.judgment(crew.bob, "q-\(number)", "good")) }
    #expect(try crew.bob.remoteStandings().map(\.unsent) == [5, 5])
    try sync(crew.bob, there, as: "there", at: 3000)
    let standings = try crew.bob.remoteStandings()
    #expect(standings.map(\.name) == ["here", "there"])
    #expect(standings.map(\.unsent) == [5, 0])
    #expect(standings.map { $0.last?.at } == [1000, 3000])
    // His five judgments, and what opened his chain.
    #expect(standings[1].last?.sent == 6)
    // In all, what one remote was handed is on its way.
    #expect(try crew.bob.counts.unsent == 0)
  }

  @Test func aFailureKeepsTheNumbersAndTellsWhy() throws {
    let crew = try FolderTests.Crew(seed: 72)
    try sync(crew.bob, crew.stick, as: "stick", at: 1000)
    _ = try crew.bob.save(World.judgment(crew.bob, "q-0", "good"))
    let long = String(repeating: "x", count: 9000)
    try crew.bob.note(
      PastExchange(name: "stick", at: 2000, problems: [long, "two", "three", "four"]))
    let standing = try #require(try crew.bob.remoteStandings().first)
    #expect(standing.unsent == 1)
    #expect(standing.last?.problems.count == 3)
    #expect(standing.last?.problems.first?.count == 500)
    _ = try crew.bob.forget(remote: "stick")
    try crew.bob.remember(remote: "stick")
    #expect(try crew.bob.remoteStandings().first?.last == nil)
  }

  @Test func tooManyNotesDropTheOldestAndHarmNothing() throws {
    let crew = try FolderTests.Crew(seed: 73)
    for number in 0..<300 {
      let name = String(repeating: "n", count: 300) + "\(number)"
      try crew.bob.note(PastExchange(name: name, at: UInt64(number)))
    }
    try crew.bob.remember(remote: "stick")
    #expect(try crew.bob.remoteStandings().first?.last == nil)
    let problems = try crew.bob.verify().problems
    #expect(problems == [])
  }
}
