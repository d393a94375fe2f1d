import Items
import Judgments
import Questions
import Storage
import Testing

@Suite struct ContentTests {
  @Test func everyScalarValueIsReadBackAsItWasStored() throws {
    let world = World(seed: 41)
    var store = try world.create()
    var text = String.UnicodeScalarView()
    var items: [CanonicalItem] = []
    var texts: [String] = []
    var inText = 0
    for value in UInt32(0)...0x10FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      text.append(scalar)
      inText += 1
      if inText == 10_000 {
        inText = 0
        texts.append(String(text))
        text = String.UnicodeScalarView()
      }
    }
    texts.append(String(text))
    for (index, text) in texts.enumerated() {
      items.append(
        CanonicalItem(
          externalID: "s-\(index)",
          content: JSON.object([JSONMember(key: "t", value: .string(text))]).canonicalBytes))
    }
    #expect(try store.importItems(items).new == items.count)
    for (index, text) in texts.enumerated() {
      let ino = try #require(try store.find(externalID: "s-\(index)"))
      _ = try store.saveDraft(ino, Draft(answers: [Answered("note", .text(text))]))
      // An operation holds 64 KiB, so the judgment carries a part of it.
      let part = String(String.UnicodeScalarView(text.unicodeScalars.prefix(9000)))
      _ = try store.save(World.judgment(store, "s-\(index)", "good", note: part))
      _ = try store.saveDraft(ino, Draft(answers: [Answered("note", .text(text))]))
      _ = try store.note(ino, text: part)
    }
    try store.close()
    store = try world.open()
    for (index, text) in texts.enumerated() {
      let ino = try #require(try store.find(externalID: "s-\(index)"))
      let part = String.UnicodeScalarView(text.unicodeScalars.prefix(9000))
      #expect(try store.item(at: ino)?.content == items[index].content)
      guard case .text(let note)? = try store.judgment(of: ino)?.judgment?.answers.last?.answer
      else {
        Issue.record("the judgment of s-\(index) is gone")
        continue
      }
      #expect(note.unicodeScalars.elementsEqual(part))
      guard case .text(let draft)? = try store.draft(of: ino)?.answers.first?.answer else {
        Issue.record("the draft of s-\(index) is gone")
        continue
      }
      #expect(draft.unicodeScalars.elementsEqual(text.unicodeScalars))
      let remark = try store.remarks(on: ino).first?.remark.text
      #expect(remark?.unicodeScalars.elementsEqual(part) == true)
    }
    try store.close()
  }

  @Test func importingAgainAddsNothingAndOtherContentUnderAnIdIsRefused() throws {
    let world = World(seed: 42)
    let store = try world.create()
    #expect(try store.importItems(World.items(0..<100)).new == 100)
    let again = try store.importItems(World.items(0..<101))
    #expect(again.had == 100)
    #expect(again.new == 1)
    let changed = [CanonicalItem(externalID: "q-5", content: Array("{\"text\":\"else\"}".utf8))]
    let refused = try store.importItems(changed)
    #expect(refused.refused.map(\.externalID) == ["q-5"])
    #expect(try store.counts.items == 101)
    #expect(try store.importItems(World.items(200..<210), isDryRun: true).new == 10)
    #expect(try store.counts.items == 101)
  }

  @Test func largeItemsAreKeptAsBlobsAndManySmallOnesShareOperations() throws {
    let world = World(seed: 43)
    let store = try world.create()
    let before = try store.counts.operations
    let large =
      Array("{\"text\":\"".utf8) + [UInt8](repeating: 120, count: 200_000) + Array("\"}".utf8)
    var items = World.items(0..<2000)
    items.append(CanonicalItem(externalID: "large", content: large))
    _ = try store.importItems(items)
    #expect(try store.counts.operations - before < 5)
    let ino = try #require(try store.find(externalID: "large"))
    #expect(try store.item(at: ino)?.content == large)
    let problems = try store.verify().problems
    #expect(problems == [])
  }

  @Test func anAnswerBeyondAnOperationIsRefusedWithASentence() throws {
    let world = World(seed: 44)
    let store = try world.create()
    _ = try store.importItems(World.items(0..<1))
    let long = String(repeating: "x", count: 70_000)
    #expect(throws: StoreFault.self) {
      try store.save(World.judgment(store, "q-0", "good", note: long))
    }
    #expect(try store.counts.judged == 0)
    _ = try store.save(World.judgment(store, "q-0", "good"))
    let problems = try store.verify().problems
    #expect(problems == [])
  }

  @Test func draftsPreferencesAndAcknowledgementsAreKept() throws {
    let world = World(seed: 45)
    var store = try world.create()
    _ = try store.importItems(World.items(0..<3))
    let ino = try #require(try store.find(externalID: "q-1"))
    let draft = Draft(
      answers: [Answered("label", .text("good")), Answered("score", .integer(-4))], confidence: 2,
      focus: "score", cursor: 7, activeMilliseconds: 900)
    try store.saveDraft(ino, draft)
    try store.setPreference("layout.120", "flip")
    #expect(try store.acknowledgedHandbook() == nil)
    try store.acknowledge(handbook: try #require(try store.handbook()).blob)
    try store.close()
    store = try world.open()
    var expected = draft
    expected.at = world.clock.wallMilliseconds()
    #expect(try store.draft(of: ino) == expected)
    #expect(try store.counts.drafts == 1)
    #expect(try store.first(filter: .drafts) == ino)
    #expect(try store.preference("layout.120") == "flip")
    #expect(try store.acknowledgedHandbook()?.label == "v1")
    _ = try store.save(World.judgment(store, "q-1", "good"))
    #expect(try store.draft(of: ino) == nil)
    #expect(try store.counts.drafts == 0)
  }
}
