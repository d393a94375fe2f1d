import Items
import Judgments
import Questions
import Screens
import Terminal
import Testing

@Suite struct ConflictStories {
  private func version(_ prefer: String, _ device: String, at: UInt64) -> LoadedJudgment {
    var judgment = Judgment(item: .zero)
    judgment.answers = [
      Answered("better", .list([.text(prefer), .integer(1), .integer(3)]))
    ]
    judgment.handbook = .zero
    return LoadedJudgment(
      judgment: judgment,
      reference: OperationReference(chain: .zero, seq: 1, hash: .zero), device: device,
      wallMilliseconds: at)
  }

  private func bench(size: Size = Size(columns: 110, rows: 24)) throws -> Bench {
    try Bench(
      Sample.comparison, items: [Sample.pair, Sample.pair], handbook: Sample.handbook, size: size,
      conflicts: [
        0: [
          version("reply_a", "laptop", at: 1_767_604_200_000),
          version("reply_b", "desk", at: 1_767_690_600_000),
        ]
      ])
  }

  @Test func bothVersionsStandAboveTheQuestionsWithDeviceTimeAndHandbook() throws {
    let rows = try bench().picture.split(separator: "\n")
    #expect(
      rows.contains {
        $0.hasPrefix(" < ") && $0.contains("laptop · 2026-01-05 09:10 UTC · handbook v3")
      })
    #expect(
      rows.contains {
        $0.hasPrefix(" > ") && $0.contains("desk · 2026-01-06 09:10 UTC · handbook v3")
      })
    #expect(try bench(size: Size(columns: 60, rows: 16)).picture.contains("9 cannot judge"))
  }

  @Test func aKeyKeepsOneOfThem() throws {
    var bench = try bench()
    bench.command("keep-second")
    #expect(bench.standing(1)?.answers.first?.answer.elements?.first?.textValue == "reply_b")
    #expect(bench.items[1]?.isConflict == false)
    #expect(bench.picture.contains("item 2 of 2"))
  }

  @Test func answeringAnewSettlesIt() throws {
    var bench = try bench()
    bench.press("4")
    #expect(bench.standing(1)?.answers.first?.answer.elements?.first?.textValue == "tie")
    #expect(bench.items[1]?.isConflict == false)
  }

  @Test func neitherVersionIsTakenByEnter() throws {
    var bench = try bench()
    bench.press("Enter")
    #expect(bench.log.isEmpty)
  }
}
