import Judgments
import Questions
import Screens
import Terminal
import Testing

@Suite struct Stories {
  private func pairs(
    _ count: Int = 3, size: Size = Size(columns: 80, rows: 24), guarding: UInt64 = 0
  )
    throws -> Bench
  {
    try Bench(
      Sample.comparison, items: Array(repeating: Sample.pair, count: count),
      handbook: Sample.handbook, size: size, guarding: guarding)
  }

  private func lastRow(_ bench: Bench) -> String {
    bench.picture.split(separator: "\n", omittingEmptySubsequences: false).last.map { String($0) }
      ?? ""
  }

  @Test func oneKeyDecidesSavesAndGoesOn() throws {
    var bench = try pairs()
    bench.press("5")
    #expect(bench.standing(1)?.answers.first?.question == "better")
    #expect(bench.picture.contains("item 2 of 3"))
    #expect(lastRow(bench).hasSuffix("5 · B slightly ✓ item 1"))
  }

  @Test func anItemPutAsideSaysSo() throws {
    var bench = try pairs()
    bench.command("aside")
    bench.press("1")
    #expect(bench.standing(1)?.aside == .later)
    #expect(lastRow(bench).hasSuffix("- · aside: later ✓ item 1"))
  }

  @Test func aLongNoticeMovesTheReceiptInsteadOfHidingIt() throws {
    var bench = try pairs(size: Size(columns: 60, rows: 16))
    bench.press("5")
    bench.failure = String(repeating: "The disk is full and nothing was saved. ", count: 3)
    bench.press("6")
    #expect(bench.picture.contains("5 · B slightly ✓ item 1"))
    #expect(bench.picture.contains("The disk is full and nothing was saved."))
    #expect(bench.picture.contains("Which reply is better overall?"))
    #expect(bench.picture.contains("item 2 of 3"))
    #expect(bench.picture.contains("Enter tries again."))
    bench.failure = nil
    bench.press("Enter")
    #expect(bench.standing(2) != nil)
  }

  @Test func undoReopensTheNewestJudgmentAndThenStopsOnce() throws {
    var bench = try pairs()
    bench.press("1", "2")
    bench.command("undo")
    #expect(bench.standing(2) == nil)
    #expect(bench.picture.contains("item 2 of 3"))
    bench.command("undo")
    #expect(bench.standing(1) != nil)
    #expect(lastRow(bench).contains("Nothing is left to undo here; u again reopens item 1."))
    bench.command("undo")
    #expect(bench.standing(1) == nil)
    #expect(bench.picture.contains("item 1 of 3"))
  }

  @Test func aBurstOfUndoNeverRetractsTwiceInARow() throws {
    var bench = try pairs(3)
    bench.press("1", "1", "1")
    bench.press("u", "u")
    #expect(bench.log.count == 2)
  }

  @Test func redoDoesAgainWhatWasUndoneAcrossItems() throws {
    var bench = try pairs()
    bench.press("1", "2")
    bench.press("u", "u", "u")
    #expect(bench.log.isEmpty)
    bench.press("U", "U")
    #expect(bench.log.count == 2)
    #expect(bench.picture.contains("item 2 of 3"))
  }

  @Test func undoTakesBackTheLastAnswerBeforeAnyJudgment() throws {
    var bench = try Bench(Sample.survey, items: [Sample.survey1, Sample.survey1])
    bench.press("3", "1", "2")
    bench.command("undo")
    #expect(bench.picture.contains("1 delivery✓"))
    #expect(!bench.picture.contains("2 payment✓"))
    bench.command("redo")
    #expect(bench.picture.contains("2 payment✓"))
    bench.press("u", "u", "u")
    #expect(bench.picture.contains("How clear is it?   1–10"))
    #expect(bench.effects.allSatisfy { $0 != .undo })
  }

  @Test func anOpenedGroupOfLabelsIsAStepOfUndo() throws {
    var bench = try Bench(Sample.nested, items: [Sample.review, Sample.review])
    bench.press("2")
    bench.press("1")
    #expect(bench.picture.contains("in harm"))
    bench.command("undo")
    #expect(!bench.picture.contains("in harm"))
    #expect(bench.standing(1) != nil)
    bench.press("1", "2")
    #expect(bench.standing(2)?.answers.first?.answer.textValue == "others")
  }

  @Test func aKeyTypedBeforeTheFrameIsRefusedAndSoIsTheRestOfTheBurst() throws {
    var bench = try pairs(guarding: 150)
    bench.press("1", after: 1000)
    #expect(bench.log.count == 1)
    bench.press("2", "3", "2", after: 100)
    #expect(bench.log.count == 1)
    #expect(lastRow(bench).contains("Too early"))
    bench.press("2", after: 200)
    #expect(bench.log.count == 1)
    bench.press("2", after: 300)
    #expect(bench.log.count == 2)
  }

  @Test func enterAndAsideAreDecisionsForTheGuardToo() throws {
    var bench = try pairs(guarding: 150)
    bench.press("1", after: 1000)
    bench.press("-", "1", after: 20)
    #expect(bench.log.count == 1)
    #expect(bench.standing(2) == nil)
  }

  @Test func anUnfinishedFormIsADraftWithin300Milliseconds() throws {
    var bench = try Bench(Sample.survey, items: [Sample.survey1])
    bench.press("3")
    bench.wait(milliseconds: 299)
    #expect(bench.items[1]?.draft?.answers.first?.answer == .integer(3))
  }

  @Test func aDraftComesBackWithANotice() throws {
    let draft = Draft(
      answers: [Answered("clear", .integer(7))], confidence: 2, activeMilliseconds: 5,
      awayMilliseconds: 0, wallMilliseconds: 0)
    let bench = try Bench(Sample.survey, items: [Sample.survey1], drafts: [0: draft])
    #expect(bench.picture.contains("✓ How clear is it?  7"))
    #expect(
      bench.picture.contains("Your unfinished answers are back. Enter saves them, u drops them."))
    #expect(bench.picture.contains("sure 2 of 5"))
  }

  @Test(arguments: ["suspend", "quit", "next", "browse", "redo"])
  func leavingInAnyWayKeepsTheDraft(_ command: String) throws {
    var bench = try Bench(Sample.survey, items: [Sample.survey1, Sample.survey1])
    bench.press("3")
    bench.command(command, after: 10)
    #expect(bench.items[1]?.draft != nil)
  }

  @Test func aPasteOutsideATextIsIgnoredAndInsideInserted() throws {
    var bench = try Bench(Sample.survey, items: [Sample.survey1])
    let paste = String(repeating: "123-", count: 2450)
    bench.paste(paste)
    #expect(lastRow(bench).contains("Paste ignored: no text field is open."))
    #expect(bench.items[1]?.draft == nil)
    bench.press("3", "1", "Down")
    bench.paste(paste)
    bench.wait(milliseconds: 300)
    #expect(bench.items[1]?.draft?.answers.last?.answer.textValue == paste)
    bench.paste(paste)
    bench.wait(milliseconds: 300)
    #expect(bench.picture.contains("at most 10000 characters"))
    #expect(bench.items[1]?.draft?.answers.last?.answer.textValue == paste)
  }

  @Test func aRequiredConfidenceIsAskedForBeforeSaving() throws {
    var bench = try Bench(Sample.survey, items: [Sample.survey1, Sample.survey1])
    bench.press("3", "1", "Down", "Enter")
    #expect(bench.log.isEmpty)
    #expect(lastRow(bench).contains("How sure are you?"))
    bench.press("4")
    #expect(bench.standing(1)?.confidence == 4)
  }

  @Test func onlyWhatReachedTheScreenCountsAsRead() throws {
    var bench = try pairs(size: Size(columns: 60, rows: 16))
    bench.press("1")
    let read = bench.standing(1)?.read ?? []
    let sides = bench.standing(1)?.presented.first?.fields ?? []
    #expect(read.first { $0.field == sides.last }?.permille == 0)
    #expect((read.first { $0.field == sides.first }?.permille ?? 0) > 0)
    bench.press("Tab")
    bench.press("1")
    let both = bench.standing(2)?.read ?? []
    #expect(both.allSatisfy { $0.permille > 0 })
  }

  @Test func nothingIsJudgedWhereNothingCanBeSeen() throws {
    var bench = try pairs()
    bench.resize(40, 10)
    bench.press("1")
    #expect(bench.log.isEmpty)
    #expect(bench.picture.contains("Please make this window"))
    bench.resize(80, 24)
    bench.press("1")
    #expect(bench.log.count == 1)
  }

  @Test func aResizeKeepsAnswersPlaceAndTyping() throws {
    var bench = try Bench(Sample.survey, items: [Sample.survey1])
    bench.press("3", "1", "Down")
    bench.type("half a sen")
    bench.resize(60, 16)
    bench.resize(200, 50)
    bench.type("tence")
    #expect(bench.picture.contains("▏half a sentence"))
    #expect(bench.picture.contains("✓ How clear is it?  3"))
    bench.press("Ctrl+C", "n")
    bench.type("a note")
    bench.resize(80, 24)
    #expect(lastRow(bench).contains("Note: a note"))
  }

  @Test func aRemarkThatCannotBeSavedComesBack() throws {
    var bench = try pairs()
    bench.command("note")
    bench.type("worth keeping")
    bench.failure = "The disk is full."
    bench.press("Enter")
    #expect(bench.picture.contains("The disk is full."))
    bench.failure = nil
    bench.press("Right")
    #expect(lastRow(bench).contains("Note: worth keeping"))
    bench.press("Enter")
    #expect(bench.asked.map(\.text) == ["worth keeping"])
  }

  @Test func thePaletteCarriesACommandOut() throws {
    var bench = try pairs()
    bench.press(":")
    bench.type("aside until")
    bench.press("Enter")
    #expect(bench.standing(1)?.aside == .later)
  }

  @Test func theBrowserOpensAnItemAndTheEndGoesBack() throws {
    var bench = try pairs(2)
    bench.press("1", "2")
    #expect(bench.picture.contains("Nothing is left to judge."))
    bench.press("r", "Down", "Enter")
    #expect(bench.picture.contains("item 2 of 2"))
    bench.press("b", "Home", "Enter")
    #expect(bench.picture.contains("item 1 of 2"))
  }

  @Test func anEmptyProjectSaysHowItGetsItems() throws {
    var bench = try Bench(Sample.comparison, items: [])
    #expect(bench.picture.contains("There are no items yet."))
    bench.press("u", "1", "Space", "-")
    #expect(bench.log.isEmpty)
    bench.press("Enter")
    #expect(bench.isOver)
  }
}
