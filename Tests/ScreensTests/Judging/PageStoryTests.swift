import Guidelines
import Items
import Judgments
import Questions
import Screens
import Terminal
import Testing

@Suite struct PageStories {
  private let revised = Handbook.read(
    Sample.handbook.replacing("Say what may be lost.", with: "Say first what may be lost.")
  ).0

  private func hash(_ byte: UInt8) -> Hash {
    Hash(bytes: [UInt8](repeating: byte, count: 32)) ?? .zero
  }

  /// A session that begins with the changed guidelines.
  private func acknowledging(_ judgedBefore: Int) throws -> Bench {
    var bench = try Bench(
      Sample.comparison, items: [Sample.pair, Sample.pair], handbook: Sample.handbook)
    let judging = JudgingScreen(bench.workplace, counts: Counts(items: 2))
    bench.session = Session(
      AcknowledgeScreen(
        bench.workplace, handbook: revised, hash: hash(2), old: Handbook.read(Sample.handbook).0,
        oldHash: hash(1), meaning: ["safety"], judgedBefore: judgedBefore, next: judging))
    bench.effects = []
    bench.resize(80, 24)
    return bench
  }

  @Test func changedGuidelinesShowTheRuleAndAskForOneKey() throws {
    var bench = try acknowledging(0)
    #expect(bench.picture.contains("One rule changed. Please read it."))
    #expect(bench.picture.contains("− Say what may be lost."))
    #expect(bench.picture.contains("+ Say first what may be lost."))
    #expect(bench.picture.contains("Enter I have read this"))
    bench.press("Enter")
    #expect(bench.effects.contains(.acknowledge(handbook: hash(2))))
    #expect(bench.picture.contains("item 1 of 2"))
  }

  @Test func yQueuesWhatWasJudgedUnderTheOldText() throws {
    var bench = try acknowledging(23)
    #expect(bench.picture.contains("23 of yours were judged under the old text: y queues them"))
    bench.press("Enter")
    #expect(bench.effects.isEmpty)
    bench.press("y")
    #expect(bench.effects.contains(.queueAgain(handbook: hash(1))))
    #expect(bench.picture.contains("item 1 of 2"))
  }

  @Test func lLeavesThemForLater() throws {
    var bench = try acknowledging(23)
    bench.press("l")
    #expect(!bench.effects.contains(.queueAgain(handbook: hash(1))))
    #expect(bench.effects.contains(.acknowledge(handbook: hash(2))))
    #expect(bench.picture.contains("item 1 of 2"))
  }

  @Test func theDrawerOfGuidelinesHasATitleAndScrollsByItself() throws {
    let long = (0..<60).map { "Sentence number \($0) of the rule." }.joined(separator: "\n\n")
    var bench = try Bench(
      Sample.comparison, items: [Sample.pair, Sample.pair],
      handbook: "# H\n\n## Overall {#overall}\n\n\(long)\n\n## Accuracy {#accuracy}\n\nTrue.\n")
    bench.command("guidelines")
    #expect(bench.picture.contains("Guidelines v4 · g closes"))
    bench.press("Space")
    #expect(!bench.picture.contains("number 0 of"))
    #expect(bench.picture.contains("▲"))
    bench.command("guidelines")
    #expect(!bench.picture.contains("Guidelines v4"))
    bench.command("guidelines")
    #expect(!bench.picture.contains("number 0 of"))
    bench.command("guidelines-find")
    bench.type("number 55")
    bench.press("Enter")
    #expect(bench.picture.contains("Sentence number 55 of the rule."))
  }

  @Test func inspectShowsALabelsRuleAndChoosesNothing() throws {
    var bench = try Bench(
      Sample.policyWithRules, items: [Sample.review, Sample.review], handbook: Sample.handbook,
      size: Size(columns: 120, rows: 24))
    bench.command("inspect")
    bench.press("s")
    #expect(bench.picture.contains("Say what may be lost."))
    #expect(bench.log.isEmpty)
    bench.press("a")
    #expect(bench.standing(1)?.answers.first?.answer.textValue == "accuracy")
  }

  @Test func aFieldStaysHiddenUntilItsQuestionIsAnswered() throws {
    var bench = try Bench(
      Sample.revealing,
      items: [#"{"text": "The question.", "answer": "Forty-two."}"#])
    #expect(bench.picture.contains("shown once this is answered: What do you think?"))
    #expect(!bench.picture.contains("Forty-two."))
    bench.press("1")
    #expect(bench.picture.contains("Forty-two."))
    bench.command("undo")
    #expect(!bench.picture.contains("Forty-two."))
    bench.press("R")
    #expect(!bench.picture.contains("Forty-two."))
  }

  @Test func missingEmptyAndOtherFieldsSayWhatTheyAre() throws {
    var bench = try Bench(
      Sample.comparison, items: [#"{"prompt": 3.50, "reply_a": true, "reply_b": ""}"#, "{}"],
      size: Size(columns: 120, rows: 24))
    #expect(bench.picture.contains("3.50"))
    #expect(bench.picture.contains("true"))
    #expect(bench.picture.contains("(empty)"))
    bench.press("4")
    #expect(bench.picture.contains("(this item has no prompt)"))
    #expect(bench.picture.contains("(missing)"))
  }

  @Test func homeNamesWhatWaitsInEveryStore() throws {
    let entry = HomeEntry(
      path: "/a.gloss", project: "helpful", title: "Which helps?", handle: "ada",
      counts: Counts(
        items: 240, judged: 16, aside: 2, asked: 3, drafts: 1, conflicts: 1, unsent: 5, again: 4))
    let broken = HomeEntry(
      path: "/b.gloss", project: "/b.gloss", title: "", handle: "", counts: Counts(),
      trouble: "The file is damaged.")
    var session = Session(HomeScreen([entry, broken], keymap: Keymaps.standard))
    let viewport = Viewport(columns: 120, rows: 24)
    _ = session.update(.resized(viewport, .zero))
    let picture = session.view(in: viewport).picture
    #expect(
      picture.contains(
        "16 of 240 judged · 1 conflict · 4 to judge again · 2 aside · 3 asked · 1 draft · 5 to send · ada"
      ))
    #expect(picture.contains("The file is damaged."))
    #expect(session.update(.key(Key("x"), .zero)) == [.open(path: "/a.gloss", page: .conflicts)])
    _ = session.update(.key(Key(.down), .zero))
    #expect(session.update(.key(Key(.enter), .zero)).isEmpty)
  }

  @Test func theHelpNamesTheKeysOfTheProfile() throws {
    let vim = try #require(KeyProfiles.named("vim")).keymap
    var bench = try Bench(
      Sample.comparison, items: [Sample.pair], size: Size(columns: 100, rows: 90), profile: vim)
    bench.press("?")
    #expect(bench.picture.contains("g g, Home") || bench.picture.contains("Home, g g"))
    bench.press("g", "g")
    #expect(bench.picture.contains("Everything else"))
    bench.press("q")
    #expect(bench.picture.contains("item 1 of 1"))
  }
}
