import Items
import Judgments
import Questions
import Screens
import Terminal
import Testing

/// A sync in place, as it looks from the keyboard.
@Suite struct SyncStories {
  private func bench(
    _ columns: Int = 80, _ rows: Int = 24, project: String = Sample.comparison,
    item: String = Sample.pair
  ) throws -> Bench {
    try Bench(
      project, items: Array(repeating: item, count: 3), handbook: Sample.handbook,
      size: Size(columns: columns, rows: rows))
  }

  private func firstRow(_ bench: Bench) -> String {
    bench.picture.split(separator: "\n").first.map { String($0) } ?? ""
  }

  private func lastRow(_ bench: Bench) -> String {
    bench.picture.split(separator: "\n", omittingEmptySubsequences: false).last.map { String($0) }
      ?? ""
  }

  private func synced(
    sent: Int = 14, received: Int = 0, conflicts: Int = 0, problems: [String] = [],
    hasExchanged: Bool = true
  ) -> Reply {
    .synced(
      Synced(
        sent: sent, received: received, conflicts: conflicts, problems: problems,
        hasExchanged: hasExchanged,
        counts: Counts(items: 3, judged: 1, conflicts: conflicts, unsent: 0, unjudged: 2)))
  }

  @Test func aQuietWordStandsInTheHeaderAndOneSentenceEndsIt() throws {
    var bench = try bench()
    bench.command("sync")
    #expect(bench.synced == [nil])
    #expect(firstRow(bench).contains("syncing · saved 0"))
    bench.press("5")
    #expect(firstRow(bench).contains("syncing · saved 1"))
    #expect(firstRow(bench).contains("item 2 of 3"))
    bench.reply(synced())
    #expect(!bench.picture.contains("syncing"))
    #expect(lastRow(bench).hasPrefix(" 14 sent, 0 received."))
  }

  @Test func aSecondSyncDoesNotBeginWhileOneGoesOn() throws {
    var bench = try bench()
    bench.command("sync")
    bench.command("sync")
    #expect(bench.synced == [nil])
    #expect(lastRow(bench).contains("still going on"))
  }

  @Test func conflictsAreToldWithTheWayThere() throws {
    var bench = try bench()
    bench.command("sync")
    bench.reply(synced(received: 210, conflicts: 1))
    #expect(lastRow(bench).hasPrefix(" 14 sent, 210 received, 1 conflict: press x in the queue."))
    #expect(firstRow(bench).contains("1 conflict"))
  }

  @Test func aLabelThatHasTheKeyOfConflictsKeepsItAndTheWayIsAnother() throws {
    var bench = try bench(project: Sample.labelled, item: Sample.review)
    bench.command("sync")
    bench.reply(synced(received: 3, conflicts: 2))
    #expect(lastRow(bench).contains("2 conflicts: press b, then x."))
    bench.press("x")
    #expect(bench.standing(1)?.answers.first?.answer.textValue == "unclear")
  }

  @Test func aKeyOfALaterQuestionNeverLeavesTheItem() throws {
    var bench = try bench(project: Sample.laterLabel, item: Sample.review)
    bench.reply(synced(received: 3, conflicts: 2))
    bench.press("x")
    #expect(firstRow(bench).contains("item 1 of 3"))
    #expect(lastRow(bench).contains("x answers another question here"))
  }

  @Test func whatIsBeingTypedIsNotCoveredByTheEnd() throws {
    var bench = try bench()
    bench.command("sync")
    bench.command("note")
    bench.type("half a")
    bench.reply(synced())
    #expect(lastRow(bench).contains("half a"))
    bench.type(" note")
    bench.press("Enter")
    #expect(bench.asked.first?.text == "half a note")
    bench.press("j")
    #expect(lastRow(bench).contains("14 sent"))
  }

  @Test func anErrorIsNotCoveredByTheEnd() throws {
    var bench = try bench()
    bench.command("sync")
    bench.failure = "The disk is full and nothing was saved."
    bench.press("5")
    bench.reply(synced())
    #expect(bench.picture.contains("The disk is full and nothing was saved."))
    bench.press("j")
    #expect(lastRow(bench).contains("14 sent"))
  }

  @Test func withoutARemoteItSaysHowToNameOne() throws {
    var bench = try bench()
    bench.command("sync")
    let why = "This store knows no remote yet: type : and then sync FOLDER."
    bench.reply(synced(problems: [why], hasExchanged: false))
    #expect(bench.picture.contains(why))
    #expect(!bench.picture.contains("0 sent"))
  }

  @Test func theFirstProblemIsToldAndTheOthersAreCounted() throws {
    var bench = try bench(120, 40)
    bench.command("sync")
    bench.reply(synced(problems: ["/media/stick is full.", "two", "three"]))
    #expect(
      lastRow(bench).hasPrefix(
        " 14 sent, 0 received. /media/stick is full. gloss sync tells 2 more."))
  }

  @Test func thePaletteSyncsWithAFolderThatIsTyped() throws {
    var bench = try bench()
    bench.command("palette")
    bench.type("sync /media/stick")
    #expect(bench.picture.contains("Syncs with /media/stick, and remembers it"))
    bench.press("Enter")
    #expect(bench.synced == ["/media/stick"])
  }

  @Test func aHostileNameOfARemoteIsAlteredInThePalette() throws {
    var bench = try bench()
    bench.command("palette")
    bench.paste("sync /tmp/\u{1B}]0;owned\u{07}\u{202E}x")
    #expect(!bench.picture.unicodeScalars.contains("\u{1B}"))
    #expect(!bench.picture.unicodeScalars.contains("\u{202E}"))
  }

  @Test func anArrivalForTheItemOnTheScreenIsShownWhereNothingWasBegun() throws {
    var bench = try bench()
    bench.arrive(on: 1, prefer: "reply_b")
    bench.reply(synced(received: 1))
    #expect(bench.picture.contains("judged: B better"))
    // The answer after that replaces the version that arrived, because it was seen.
    bench.press("5")
    #expect(bench.replaced.first?.count == 1)
  }

  @Test func anArrivalBesideBegunAnswersIsToldAndNotReplaced() throws {
    var bench = try bench(project: Sample.survey, item: Sample.survey1)
    bench.press("7")
    bench.arrive(on: 1, prefer: "reply_b")
    bench.reply(synced(received: 1))
    #expect(lastRow(bench).contains("14 sent, 1 received"))
    bench.press("Up")
    #expect(bench.picture.contains("judged on another of your devices meanwhile"))
    bench.command("aside")
    bench.press("1")
    #expect(bench.standing(1)?.aside == .later)
    #expect(bench.replaced == [[]], "the version that arrived was not seen")
  }

  @Test func theListIsReadAgainAndKeepsWhatIsSelected() throws {
    var bench = try bench(120, 40)
    bench.command("browse")
    bench.press("Down")
    bench.items[3]?.standing = .conflict
    bench.reply(synced(received: 2, conflicts: 1))
    #expect(bench.picture.contains("14 sent, 2 received, 1 conflict: press x."))
    #expect(bench.picture.contains("! "))
    bench.press("x")
    #expect(bench.picture.contains("[conflicts]"))
    bench.press("Enter")
    #expect(firstRow(bench).contains("item 3 of 3"))
  }

  @Test func theEndPageSyncsAndSaysWhatArrived() throws {
    var bench = try bench()
    bench.press("5", "5", "5")
    #expect(bench.picture.contains("Nothing is left to judge."))
    bench.command("sync")
    #expect(bench.synced == [nil])
    #expect(firstRow(bench).contains("syncing"))
    bench.reply(synced(received: 9, conflicts: 1))
    #expect(bench.picture.contains("New items have arrived."))
    #expect(bench.picture.contains("x goes through your conflicts"))
    #expect(lastRow(bench).contains("14 sent, 9 received, 1 conflict: press x."))
  }

  @Test func aWalkThroughConflictsBeginsWithXAndEndsInTheQueue() throws {
    var bench = try bench()
    bench.press("x")
    #expect(lastRow(bench).contains("No judgment of yours is in conflict."))
    bench = try Bench(
      Sample.comparison, items: [Sample.pair, Sample.pair, Sample.pair],
      conflicts: [1: ConflictStories.pair, 2: ConflictStories.pair])
    bench.press("x")
    #expect(firstRow(bench).contains("item 2 of 3"))
    bench.command("keep-first")
    #expect(firstRow(bench).contains("item 3 of 3"))
    bench.command("keep-second")
    #expect(bench.picture.contains("No item is left under “conflicts”"))
    #expect(firstRow(bench).contains("item 1 of 3"))
  }

  @Test func aNewConfidenceNamesTheVersionThatWasSeen() throws {
    var bench = try bench()
    bench.press("5")
    bench.press(".", "c", "4")
    #expect(bench.replaced.last?.count == 1)
  }
}

extension Bench {
  /// What comes from behind the screen.
  mutating func reply(_ reply: Reply) {
    handle(.reply(reply, moment))
    handle(.presented(moment))
  }

  /// A version of an item that another device made reaches the store.
  mutating func arrive(on item: Int64, prefer: String) {
    var judgment = Judgment(item: items[item]?.id ?? .zero)
    judgment.answers = [
      Answered("better", .list([.text(prefer), .integer(2), .integer(3)]))
    ]
    let reference = OperationReference(chain: .zero, seq: 99, hash: .sha256([1]))
    items[item]?.versions = [
      LoadedJudgment(
        judgment: judgment, reference: reference, device: "desk", wallMilliseconds: 0)
    ]
    items[item]?.standing = .settled
    items[item]?.seen = [reference]
  }
}
