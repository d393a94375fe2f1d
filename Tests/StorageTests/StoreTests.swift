import Items
import Judgments
import Questions
import Storage
import Testing

@Suite struct StoreTests {
  @Test func aFoundedProjectHasItsLeadItsQuestionsAndItsHandbook() throws {
    let world = World(seed: 1)
    let store = try world.create()
    #expect(store.me.handle == "ada")
    #expect(store.me.roles == [.annotator, .reviewer, .lead])
    #expect(store.projectName == "test")
    #expect(try store.schema()?.label == "v1")
    #expect(try store.handbook()?.bytes == Array("# Handbook\n".utf8))
    #expect(try store.policy("lead") == "{\"gold\":0.1}")
    #expect(try store.uncounted().isEmpty)
    let verification = try store.verify()
    #expect(verification.problems == [])
    try store.close()
  }

  @Test func whatWasSavedIsThereAfterReopening() throws {
    let world = World(seed: 2)
    let store = try world.create()
    #expect(try store.importItems(World.items(0..<20)).new == 20)
    let ino = try #require(try store.find(externalID: "q-7"))
    let saved = try store.save(World.judgment(store, "q-7", "good"))
    #expect(saved.counts.judged == 1)
    #expect(saved.counts.unjudged == 19)
    try store.close()
    let again = try world.open()
    #expect(try again.counts.judged == 1)
    #expect(try again.judgment(of: ino)?.judgment?.answers == [Answered("label", .text("good"))])
    #expect(try again.judgment(of: ino)?.reference == saved.reference)
    let problems = try again.verify().problems
    #expect(problems == [])
    try again.close()
  }
}
