import Judgments
import Questions
import Storage
import Testing

@Suite struct UndoTests {
  @Test func undoTakesBackAcrossItemsAndRedoBringsBack() throws {
    let world = World(seed: 21)
    let store = try world.create()
    _ = try store.importItems(World.items(0..<4))
    for number in 0..<3 { _ = try store.save(World.judgment(store, "q-\(number)", "good")) }
    _ = try store.save(World.judgment(store, "q-2", "bad"))
    let two = try #require(try store.find(externalID: "q-2"))
    let one = try #require(try store.find(externalID: "q-1"))
    #expect(try store.undo()?.ino == two)
    #expect(try label(store, two) == "good")
    #expect(try store.undo()?.subject == .judgment(nil))
    #expect(try label(store, two) == nil)
    #expect(try store.undo()?.ino == one)
    #expect(try store.counts.judged == 1)
    #expect(try store.redo()?.ino == one)
    #expect(try store.redo()?.ino == two)
    #expect(try label(store, two) == "good")
    #expect(try store.redo()?.ino == two)
    #expect(try label(store, two) == "bad")
    #expect(try store.redo() == nil)
    let problems = try store.verify().problems
    #expect(problems == [])
    try store.close()
  }

  @Test func undoStopsWhereNothingIsLeft() throws {
    let world = World(seed: 22)
    let store = try world.create()
    _ = try store.importItems(World.items(0..<2))
    #expect(try store.undo() == nil)
    _ = try store.save(World.judgment(store, "q-0", "good"))
    #expect(try store.undo() != nil)
    #expect(try store.undo() == nil)
    #expect(try store.redo() != nil)
    #expect(try store.undo() != nil)
    #expect(try store.undo() == nil)
    #expect(try store.counts.unjudged == 2)
  }

  @Test func undoIsFoundFromTheLogAfterARestart() throws {
    let world = World(seed: 23)
    var store = try world.create()
    _ = try store.importItems(World.items(0..<3))
    _ = try store.save(World.judgment(store, "q-0", "good"))
    _ = try store.save(World.judgment(store, "q-1", "good"))
    _ = try store.undo()
    try store.close()
    store = try world.open()
    let zero = try #require(try store.find(externalID: "q-0"))
    let one = try #require(try store.find(externalID: "q-1"))
    #expect(try store.undo()?.ino == zero)
    #expect(try store.redo()?.ino == zero)
    #expect(try store.redo()?.ino == one)
    #expect(try store.counts.judged == 2)
  }

  @Test func aNewJudgmentOfTheItemEndsItsRedo() throws {
    let world = World(seed: 24)
    let store = try world.create()
    _ = try store.importItems(World.items(0..<3))
    let zero = try #require(try store.find(externalID: "q-0"))
    _ = try store.save(World.judgment(store, "q-0", "good"))
    _ = try store.undo()
    _ = try store.save(World.judgment(store, "q-0", "bad"))
    #expect(try store.redo() == nil)
    #expect(try label(store, zero) == "bad")
  }

  @Test func notesAndQuestionsAreTakenBackTooAndComeBack() throws {
    let world = World(seed: 25)
    let store = try world.create()
    _ = try store.importItems(World.items(0..<2))
    let zero = try #require(try store.find(externalID: "q-0"))
    _ = try store.save(World.judgment(store, "q-0", "good"))
    _ = try store.note(zero, text: "look again")
    _ = try store.ask(zero, text: "what is meant?", rule: "overall")
    #expect(try store.counts.asked == 1)
    #expect(try store.remarks(on: zero).map(\.kind) == [.note, .ask])
    _ = try store.undo()
    #expect(try store.counts.asked == 0)
    _ = try store.undo()
    #expect(try store.remarks(on: zero).isEmpty)
    _ = try store.undo()
    #expect(try store.counts.judged == 0)
    _ = try store.redo()
    _ = try store.redo()
    _ = try store.redo()
    #expect(try store.remarks(on: zero).map(\.remark.text) == ["look again", "what is meant?"])
    #expect(try store.counts.asked == 1)
    #expect(try store.redo() == nil)
    let problems = try store.verify().problems
    #expect(problems == [])
  }

  /// Against a stack kept beside it, over seeded sequences of saves, undos and redos.
  @Test func undoAndRedoFollowAStackOverRandomSequences() throws {
    for seed in UInt64(1)...12 {
      let world = World(seed: 100 + seed)
      let store = try world.create()
      _ = try store.importItems(World.items(0..<3))
      var random = SplitMix64(seed: seed)
      var done: [(item: Int, before: String?)] = []
      var undone: [(item: Int, after: String?)] = []
      var labels: [String?] = [nil, nil, nil]
      for step in 0..<40 {
        world.clock.advance(Int64.random(in: -500...2000, using: &random))
        switch Int.random(in: 0..<4, using: &random) {
        case 0, 1:
          let item = Int.random(in: 0..<3, using: &random)
          done.append((item, labels[item]))
          undone.removeAll { $0.item == item }
          labels[item] = "label \(step)"
          _ = try store.save(World.judgment(store, "q-\(item)", "label \(step)"))
        case 2:
          let expected = done.popLast()
          #expect((try store.undo() != nil) == (expected != nil), "seed \(seed) step \(step)")
          if let expected {
            undone.append((expected.item, labels[expected.item]))
            labels[expected.item] = expected.before
          }
        default:
          let expected = undone.popLast()
          #expect((try store.redo() != nil) == (expected != nil), "seed \(seed) step \(step)")
          if let expected {
            done.append((expected.item, labels[expected.item]))
            labels[expected.item] = expected.after
          }
        }
        for item in 0..<3 {
          let ino = try #require(try store.find(externalID: "q-\(item)"))
          let found = try label(store, ino)
          #expect(found == labels[item], "seed \(seed) step \(step) item \(item)")
        }
      }
    }
  }

  private func label(_ store: Store, _ ino: Int64) throws -> String? {
    guard case .text(let label)? = try store.judgment(of: ino)?.judgment?.answers.first?.answer
    else { return nil }
    return label
  }
}
