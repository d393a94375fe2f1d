import Interchange
import Items
import Judgments
import Support
import Testing

@Suite struct JudgmentRecordLines {
  private let example =
    #"{"item":"q-0417","person":"ada","answers":{"better":{"prefer":"reply_b","grade":1,"of":3},"why":["accuracy"],"note":"B keeps history"},"aside":null,"asked":[],"notes":[],"confidence":4,"active_ms":18250,"away_ms":0,"presented":{"better":["reply_b","reply_a"]},"guidelines":"v4","questions":"v1","status":"settled","at":"2026-01-05T09:10:11Z"}"#

  private func read(_ text: String) throws -> (JudgmentRecord?, [String]) {
    let json = try JSON(parsing: Array(text.utf8), file: "f")
    let (record, problems) = JudgmentRecord.read(json, at: Place(file: "f", line: 9, column: 1))
    return (record, problems.map(\.message))
  }

  @Test func theLineOfTheDocumentationIsReadAndWrittenAgain() throws {
    let (found, problems) = try read(example)
    let record = try #require(found, "\(problems)")
    #expect(record.item == "q-0417")
    #expect(record.answers.map(\.question) == ["better", "why", "note"])
    #expect(record.answers[0].value == ["prefer": "reply_b", "grade": 1, "of": 3])
    #expect(record.confidence == 4)
    #expect(record.activeMilliseconds == 18250)
    #expect(record.presented == [Presented(question: "better", fields: ["reply_b", "reply_a"])])
    #expect(record.at == UTCSeconds(seconds: 1_767_604_211))
    #expect(String(decoding: record.line, as: UTF8.self) == example + "\n")
  }

  @Test func aJudgmentTakenBackHasNoAnswers() throws {
    let record = JudgmentRecord(
      item: "1", person: "ada", status: .retracted, at: UTCSeconds(seconds: 0))
    #expect(record.json["answers"] == nil)
    #expect(try read(String(decoding: record.line, as: UTF8.self)).0 == record)
    let (none, problems) = try read(
      #"{"item":"1","person":"a","answers":{"q":1},"status":"retracted","at":"1970-01-01T00:00:00Z"}"#
    )
    #expect(none == nil)
    #expect(
      problems == ["f:9:1: A judgment that was taken back has answers. Leave \"answers\" out."])
  }

  @Test func everyProblemOfALineIsTold() throws {
    let (record, problems) = try read(
      #"{"item":"","persn":"a","answers":[],"aside":"never","asked":[{"rule":"r"}],"notes":["x"],"confidence":9,"active_ms":-1,"away_ms":1.5,"presented":{"q":["a",1]},"guidelines":4,"status":"done","at":"2026-02-30T00:00:00Z"}"#
    )
    #expect(record == nil)
    #expect(
      problems == [
        #"f:9:1: "persn" is no field of a judgment. Is "person" meant?"#,
        #"f:9:1: The field "status" is "done". Write "settled", "conflict" or "retracted"."#,
        #"f:9:1: The judgment has no field "item". Add it; it may not be empty."#,
        #"f:9:1: The judgment has no field "person". Add it; it may not be empty."#,
        #"f:9:1: The field "answers" is an array. Write an object with a member for each question."#,
        #"f:9:1: The field "aside" is "never". Write "later", "not my field" or "broken item"."#,
        #"f:9:1: The remark has no field "text". Add it; it may not be empty."#,
        #"f:9:1: The remark is a string. Write it as an object."#,
        #"f:9:1: The field "confidence" is "9". Write a whole number from 1 to 5."#,
        #"f:9:1: The field "active_ms" is "-1". Write a whole number that is not negative."#,
        #"f:9:1: The field "away_ms" is "1.5". Write a whole number that is not negative."#,
        #"f:9:1: The field "presented" is an array. Write a list of texts for each question."#,
        #"f:9:1: The field "guidelines" is "4". Write a text in quotation marks."#,
        #"f:9:1: The field "at" is "2026-02-30T00:00:00Z". Write a time in UTC such as "2026-01-05T09:10:11Z"."#,
      ])
    #expect(try read("[]").1.first == "f:9:1: The judgment is an array. Write it as an object.")
  }

  @Test func whatIsWrittenComesBack() throws {
    for seed in UInt64(1)...300 {
      var random = SplitMix64(seed: seed)
      func text() -> String {
        String(
          String.UnicodeScalarView(
            (0...Int.random(in: 0...5, using: &random)).map { _ in random.scalar() }))
      }
      let remarks = { (count: Int) in
        (0..<count).map { number in
          JudgmentRecord.Remark(
            text: text(), rule: number == 0 ? nil : text(), question: number == 1 ? nil : text())
        }
      }
      let record = JudgmentRecord(
        dataset: random.chance(1, in: 2) ? "" : text(), item: text(), person: text(),
        answers: [.init(question: "b", value: .string(text())), .init(question: "a", value: [1])],
        aside: random.chance(1, in: 4) ? nil : random.pick(Aside.allCases),
        asked: remarks(2), notes: remarks(3),
        confidence: random.chance(1, in: 2) ? nil : Int.random(in: 1...5, using: &random),
        activeMilliseconds: UInt64.random(in: 0...UInt64(Int.max), using: &random),
        awayMilliseconds: 7, presented: [Presented(question: text(), fields: [text(), text()])],
        guidelines: random.chance(1, in: 2) ? nil : text(), questions: text(),
        status: random.pick([.settled, .conflict]),
        at: UTCSeconds(seconds: Int64.random(in: 0...4_000_000_000, using: &random)))
      var reader = JudgmentRecords(MemorySource(record.line + record.line, piece: 13), file: "f")
      let first = try reader.next()
      #expect(first == .record(record, Place(file: "f", line: 1, column: 1)), "seed \(seed)")
      #expect(try reader.next() == .record(record, Place(file: "f", line: 2, column: 1)))
      #expect(try reader.next() == nil)
    }
  }

  @Test func aBadLineStopsNoGoodOne() throws {
    var reader = JudgmentRecords(MemorySource("\(example)\n{}\n{\n\(example)"), file: "f")
    var counts = (records: 0, problems: 0)
    while let line = try reader.next() {
      switch line {
      case .record: counts.records += 1
      case .problems(let problems): counts.problems += problems.count
      }
    }
    #expect(counts == (2, 5))
  }

  @Test func linesAreOrderedByBytes() {
    func record(_ item: String, _ person: String, dataset: String = "") -> JudgmentRecord {
      JudgmentRecord(dataset: dataset, item: item, person: person, at: UTCSeconds(seconds: 0))
    }
    let ordered = [
      record("Z", "a"), record("a", "a"), record("a", "b"), record("a\u{301}", "a"),
      record("\u{FFFD}", "a"), record("\u{10000}", "a"), record("A", "a", dataset: "x"),
    ]
    for (index, one) in ordered.enumerated() {
      for (other, two) in ordered.enumerated() {
        #expect(one.precedes(two) == (index < other), "\(index) and \(other)")
      }
    }
  }
}

@Suite struct Times {
  @Test(arguments: [
    (0, "1970-01-01T00:00:00Z"), (951_782_400, "2000-02-29T00:00:00Z"),
    (1_767_604_211, "2026-01-05T09:10:11Z"), (-1, "1969-12-31T23:59:59Z"),
    (4_107_542_400, "2100-03-01T00:00:00Z"), (253_402_300_799, "9999-12-31T23:59:59Z"),
    (-62_167_219_200, "0000-01-01T00:00:00Z"),
  ])
  func secondsAreWrittenAsDates(_ seconds: Int, _ text: String) {
    #expect(UTCSeconds(seconds: Int64(seconds)).text == text)
    #expect(UTCSeconds(text)?.seconds == Int64(seconds))
  }

  @Test func everyDayComesBackAndFollowsTheOneBefore() {
    var last = ""
    // Every day of four centuries around today, which is a whole cycle of leap years.
    for day in Int64(-73_000)...73_500 {
      let time = UTCSeconds(seconds: day * 86_400 + 43_199)
      #expect(UTCSeconds(time.text) == time)
      #expect(last < time.text)
      last = time.text
    }
  }

  @Test(arguments: [
    "2026-02-30T00:00:00Z", "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z", "2026-01-00T00:00:00Z",
    "2025-02-29T00:00:00Z", "2026-01-01T24:00:00Z", "2026-01-01T00:60:00Z", "2026-01-01T00:00:60Z",
    "2026-01-01 00:00:00Z", "2026-01-01T00:00:00", "2026-01-01T00:00:00+00:00", "", "２026-01-01T00",
  ])
  func whatIsNoTimeIsRefused(_ text: String) {
    #expect(UTCSeconds(text) == nil)
  }

  @Test func timesBeyondTheYearsAreHeld() {
    #expect(UTCSeconds(milliseconds: .max).text == "9999-12-31T23:59:59Z")
    #expect(UTCSeconds(seconds: .min).text == "0000-01-01T00:00:00Z")
  }
}
