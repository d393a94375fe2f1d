import Items
import Judgments
import Questions
import Screens
import Terminal
import Testing

@Suite struct WorkIsKept {
  private func survey(_ drafts: [Int: Draft] = [:]) throws -> Bench {
    try Bench(Sample.survey, items: [Sample.survey1, Sample.survey1], drafts: drafts)
  }

  private func pairs(_ size: Size = Size(columns: 80, rows: 24)) throws -> Bench {
    try Bench(
      Sample.comparison, items: Array(repeating: Sample.pair, count: 3),
      handbook: Sample.handbook, size: size)
  }

  @Test func aNoteLosesNoneOfTheTimeThatWasWorked() throws {
    var bench = try pairs()
    bench.press("PgDn", after: 20_000)
    bench.command("note")
    bench.type("a note")
    bench.press("Enter")
    #expect(bench.picture.contains("1 note"))
    bench.press("5", after: 10_000)
    #expect((bench.standing(1)?.activeMilliseconds ?? 0) > 30_000)
    bench.press("5", after: 5_000)
    #expect((bench.standing(2)?.activeMilliseconds ?? 0) < 6_000)
  }

  @Test func undoDropsARestoredDraftAndRedoBringsItBack() throws {
    let draft = Draft(
      answers: [Answered("clear", .integer(7))], confidence: 2, activeMilliseconds: 5,
      awayMilliseconds: 0, wallMilliseconds: 0)
    var bench = try survey([0: draft])
    bench.command("undo")
    #expect(bench.picture.contains("Your unfinished answers are dropped; U brings them back."))
    #expect(!bench.picture.contains("✓ How clear is it?  7"))
    #expect(!bench.picture.contains("sure 2 of 5"))
    bench.wait(milliseconds: 300)
    #expect(bench.items[1]?.draft == nil)
    bench.command("redo")
    #expect(bench.picture.contains("✓ How clear is it?  7"))
    #expect(bench.picture.contains("sure 2 of 5"))
    bench.wait(milliseconds: 300)
    #expect(bench.items[1]?.draft?.answers.first?.answer == .integer(7))
  }

  @Test func aRenamedQuestionKeepsItsAnswers() throws {
    let renamed = Sample.sentiment.replacing(
      "id: sentiment", with: "id: feeling\n    was: sentiment")
    var judgment = Judgment(item: .zero)
    judgment.answers = [Answered("sentiment", .text("negative"))]
    let version = LoadedJudgment(
      judgment: judgment,
      reference: OperationReference(chain: .zero, seq: 1, hash: .zero), device: "laptop",
      wallMilliseconds: 0)
    var bench = try Bench(renamed, items: [Sample.review, Sample.review])
    bench.items[2]?.versions = [version]
    bench.command("next")
    #expect(bench.picture.contains("2 negative✓"))
  }

  @Test func undoNamesNoItemWhosePlaceItDoesNotKnow() throws {
    var bench = try pairs()
    for number in bench.order { bench.items[number]?.position = 4 - Int(number) }
    bench.press("1", "2")
    bench.press("u", "u", "u")
    bench.press("U", "U", "u", "u")
    #expect(bench.picture.contains("u again reopens item 3."))
    bench.press("u")
    #expect(bench.picture.contains("item 3 of 3"))
  }

  @Test func undoTakesBackATextWordByWord() throws {
    var bench = try survey()
    bench.press("3", "1", "Down")
    bench.type("one two three")
    bench.press("Ctrl+C")
    #expect(bench.picture.contains("u takes back word by word."))
    bench.command("undo")
    #expect(bench.picture.contains("one two"))
    #expect(!bench.picture.contains("three"))
    bench.command("redo")
    #expect(bench.picture.contains("one two three"))
  }

  @Test func theEndLeadsToWhatIsToBeJudgedAgain() throws {
    var bench = try pairs()
    let judging = JudgingScreen(
      bench.workplace, counts: Counts(items: 3, judged: 3, drafts: 1, again: 2),
      start: .next(after: 9, .unjudged))
    bench.press("1", "1", "1")
    bench.session = Session(judging)
    bench.resize(80, 24)
    #expect(bench.picture.contains("Nothing new is left to judge."))
    #expect(bench.picture.contains("2 to judge again"))
    #expect(bench.picture.contains("y goes through what is to be judged again"))
    bench.press("y")
    #expect(bench.effects.contains(.load(.next(after: nil, .again))))
  }

  @Test func thePromptGetsTheRowsThatShortRepliesLeave() throws {
    let prompt = (1...14).map { "line \($0)\\n" }.joined()
    let item = #"{"prompt": "\#(prompt)", "reply_a": "Yes.", "reply_b": "No."}"#
    let bench = try Bench(
      Sample.comparison, items: [item], size: Size(columns: 80, rows: 30))
    #expect(bench.picture.contains("line 14"))
    #expect(bench.picture.contains("Yes.") || bench.picture.contains("No."))
  }

  @Test func findStartsEmptyAndEnterAloneGoesOn() throws {
    var bench = try pairs(Size(columns: 120, rows: 30))
    bench.command("find")
    bench.type("the")
    bench.press("Enter")
    #expect(bench.picture.contains("Match 1 of"))
    bench.command("find")
    bench.press("Enter")
    #expect(bench.picture.contains("Match 2 of"))
    bench.command("find")
    bench.type("staged")
    bench.press("Enter")
    #expect(bench.picture.contains("Match 1 of 1."))
  }

  @Test func aRemarkOnTheItemJustLeftNamesThatItem() throws {
    var bench = try pairs()
    bench.press("1", ".", "n")
    #expect(bench.picture.contains("Note · item 1:"))
  }

  @Test func aWordAboutTheGuidelinesStaysUntilTheFirstKey() throws {
    var bench = try pairs()
    bench.session = Session(
      JudgingScreen(bench.workplace, counts: Counts(items: 3), saying: "Only wording changed."))
    bench.resize(80, 24)
    #expect(bench.picture.contains("Only wording changed."))
    bench.press("PgDn")
    #expect(!bench.picture.contains("Only wording changed."))
  }

  @Test func homeTellsStoresApartByTheirPaths() throws {
    let entries = [
      "/home/ada/first.gloss",
      "/home/ada/" + String(repeating: "deep/", count: 30) + "second.gloss",
    ]
    .map { HomeEntry(path: $0, project: "p", title: "T", handle: "ada", counts: Counts()) }
    var session = Session(HomeScreen(entries, keymap: Keymaps.standard))
    let viewport = Viewport(columns: 80, rows: 24)
    _ = session.update(.resized(viewport, .zero))
    let picture = session.view(in: viewport).picture
    #expect(picture.contains("p  T  /home/ada/first.gloss"))
    #expect(picture.contains("deep/second.gloss"))
  }
}
