import Items
import Judgments
import Questions
import Screens
import Terminal
import Testing

@Suite struct ConflictStories {
  static let handbooks: [Hash: String] = [.zero: "v3", .sha256([4]): "v4"]

  static func version(
    _ prefer: String, _ device: String, at: UInt64, grade: Int = 1, sure: Int? = nil,
    handbook: Hash = .zero, why: [String] = [], number: UInt64 = 1
  ) -> LoadedJudgment {
    var judgment = Judgment(item: .zero)
    judgment.answers = [
      Answered("better", .list([.text(prefer), .integer(grade), .integer(3)]))
    ]
    if !why.isEmpty { judgment.answers.append(Answered("why", .list(why.map { .text($0) }))) }
    judgment.handbook = handbook
    judgment.confidence = sure
    return LoadedJudgment(
      judgment: judgment,
      reference: OperationReference(
        chain: .zero, seq: number, hash: .sha256([UInt8(truncatingIfNeeded: number)])),
      device: device, wallMilliseconds: at, secondsFromUTC: 3600)
  }

  /// A laptop and this device, in conflict.
  static let pair = [
    version(
      "reply_a", "laptop", at: 1_767_604_200_000, sure: 4, why: ["accuracy"], number: 1),
    version(
      "reply_b", "this device", at: 1_767_690_600_000, grade: 3, handbook: .sha256([4]),
      why: ["accuracy"], number: 2),
  ]

  static let three =
    pair + [
      version("reply_a", "desk (3f2a91)", at: 1_767_777_000_000, grade: 2, sure: 2, number: 3)
    ]

  /// Two devices that decided alike.
  static let alike = [
    pair[0],
    version("reply_a", "desk", at: 1_767_777_000_000, why: ["accuracy"], number: 2),
  ]

  static func bench(
    size: Size = Size(columns: 110, rows: 24), _ versions: [LoadedJudgment] = pair,
    standing: CellState.Standing = .conflict, missing: Int = 0, profile: Keymap? = nil
  ) throws -> Bench {
    try Bench(
      Sample.comparison, items: [Sample.pair, Sample.pair], handbook: Sample.handbook, size: size,
      profile: profile, conflicts: [0: versions], standing: standing, missing: missing,
      notes: [0: ["look at the second reply again"]], handbookHash: .sha256([4]),
      handbookLabels: handbooks)
  }

  @Test func aKeyKeepsOneOfThem() throws {
    var bench = try Self.bench()
    bench.command("keep-second")
    #expect(bench.standing(1)?.answers.first?.answer.elements?.first?.textValue == "reply_b")
    #expect(bench.items[1]?.isConflict == false)
    #expect(bench.picture.contains("item 2 of 2"))
    #expect(bench.replaced.first?.count == 2, "both were seen")
  }

  @Test func answeringAnewSettlesIt() throws {
    var bench = try Self.bench()
    bench.press("4")
    #expect(bench.standing(1)?.answers.first?.answer.elements?.first?.textValue == "tie")
    #expect(bench.items[1]?.isConflict == false)
  }

  @Test func neitherVersionIsTakenByEnter() throws {
    var bench = try Self.bench()
    bench.press("Enter")
    #expect(bench.log.isEmpty)
  }

  @Test func ofThreeVersionsANumberKeepsOne() throws {
    var bench = try Self.bench(Self.three)
    #expect(bench.picture.contains("3 versions of yours differ: < and a number keeps one"))
    bench.command("keep-first")
    #expect(bench.log.isEmpty)
    bench.press("9")
    #expect(bench.picture.contains("Press a number from 1 to 3."))
    bench.press("3")
    #expect(bench.standing(1)?.answers.first?.answer.elements?[1] == .integer(2))
    #expect(bench.replaced.first?.count == 3)
  }

  @Test func aVersionTakenBackOnOneDeviceIsAChoiceAsWell() throws {
    var taken = Self.version("reply_a", "laptop", at: 1_767_604_200_000)
    taken.judgment.answers = []
    taken.judgment.retracted = true
    var bench = try Self.bench([taken, Self.pair[1]])
    #expect(bench.picture.contains("≠ judgment"))
    #expect(bench.picture.contains("taken back"))
    bench.command("keep-first")
    #expect(bench.log.last?.judgment.retracted == true)
  }

  @Test func twinsHaveASmallMarkAndNeedNothing() throws {
    var bench = try Self.bench(Self.alike, standing: .twin)
    #expect(bench.picture.contains("≡ 2 devices alike · judged: A slightly"))
    #expect(!bench.picture.contains("< keeps"))
    bench.command("keep-first")
    #expect(bench.log.isEmpty)
  }

  @Test func anIncompleteJudgmentSaysWhatItWaitsFor() throws {
    let one = try Self.bench([Self.pair[0]], standing: .incomplete, missing: 1)
    #expect(one.picture.contains("waiting for 1 earlier version · judged: A slightly"))
    let several = try Self.bench(standing: .incomplete, missing: 2)
    #expect(several.picture.contains("waiting for 2 earlier versions"))
    #expect(several.picture.contains("< keeps laptop"))
  }

  @Test func whatANewerGlossChangedIsShownAndNotEdited() throws {
    var bench = try Self.bench([Self.pair[0]], standing: .blocked)
    #expect(bench.picture.contains("changed by a newer gloss"))
    #expect(bench.picture.contains("judged: A slightly"))
    for key in ["5", "-", "_"] {
      bench.press(key)
      if key == "-" { bench.press("1") }
      #expect(bench.log.isEmpty)
      #expect(bench.picture.contains("A newer gloss changed this judgment last."))
    }
    bench.press("]")
    #expect(bench.picture.contains("item 2 of 2"))
  }

  @Test func whatFindsNoRoomIsOnThePageOfRawText() throws {
    var bench = try Self.bench(size: Size(columns: 60, rows: 16), Self.three)
    #expect(bench.picture.contains("▼"))
    #expect(bench.picture.contains("9 cannot judge"))
    bench.command("raw")
    bench.resize(80, 80)
    let page = bench.picture
    #expect(page.contains("version 3 · desk (3f2a91) · 2026-01-07 10:10 · handbook v3, old"))
    #expect(page.contains("Which reply is better overall?: B much"))
    #expect(page.contains("how sure: 4 of 5"))
  }

  @Test func everyProfileNamesItsOwnKeys() throws {
    for profile in KeyProfiles.all {
      var bench = try Self.bench(profile: profile.keymap)
      let keys = profile.keymap.keys(for: "keep-second", in: "judging").first ?? []
      let name = keys.map(\.name).joined(separator: " ")
      #expect(bench.picture.contains("\(name) keeps this device"), "\(profile.name)")
      bench.command("keep-second")
      #expect(bench.log.count == 1, "\(profile.name)")
    }
  }
}
