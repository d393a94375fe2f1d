import Items
import Questions
import Testing

@Suite struct ScalesAndTexts {
  private func scale(_ from: Int, _ to: Int) -> JSON {
    [
      "id": "clear", "kind": "scale", "ask": "How clear?", "low": .integer(from),
      "high": .integer(to), "anchors": [("\(from)", "not at all")].json,
    ]
  }

  @Test func aValueIsItsOwnKeyAndZeroIsTen() throws {
    var form = try Form(asking: [scale(1, 10)])
    #expect(form.press("0") == .complete)
    #expect(form.given == "clear=10")
    #expect(form.press("1") == .complete)
    #expect(form.rows[0].view.selectedSummary == "1 not at all")
  }

  @Test func onAScaleFromZeroTheKeyZeroIsZero() throws {
    var form = try Form(asking: [scale(0, 10)])
    form.press("0")
    #expect(form.given == "clear=0")
    #expect(form.handle(.choose("10")) == .complete)
    #expect(form.given == "clear=10")
  }

  @Test func aValueOutsideIsRefusedWithTheRange() throws {
    var form = try Form(asking: [scale(1, 5)])
    #expect(form.press("6") == .refused("6 is not on this scale, which goes from 1 to 5."))
    #expect(form.press("0") == .refused("0 is not on this scale, which goes from 1 to 5."))
    #expect(form.press("x") == .ignored)
  }

  @Test func scalesSayWhatIsWrongWithThem() {
    let found = problems([
      "id": "q", "kind": "scale", "ask": "?", "low": 5, "high": 2, "anchors": ["9": "far"],
    ])
    #expect(
      found.map(\.what) == [
        "A scale from 5 to 2 has nothing to choose from.",
        "The value 9 is not on this scale, or has two anchors.",
      ])
    #expect(!problems(["id": "q", "kind": "scale", "ask": "?", "low": -2]).isEmpty)
  }

  @Test func theDistanceOfRatingsIsTheirShareOfTheScale() throws {
    let kind = try question(scale(1, 5)).kind
    #expect(kind.distance(.integer(1), .integer(5)) == 1)
    #expect(kind.distance(.integer(2), .integer(3)) == 0.25)
    #expect(kind.distance(.integer(.min), .integer(.max)) == 1)
  }

  @Test func aRatingOutsideIsAWholeNumber() throws {
    let kind = try question(scale(1, 5)).kind
    #expect(try kind.answer(from: 4) == .integer(4))
    for wrong: JSON in ["4", .number("4.0"), 6, .null] {
      #expect(throws: Problem.self) { try kind.answer(from: wrong) }
    }
  }

  @Test func anchorsBringTheirRules() throws {
    let asked = try question([
      "id": "q", "kind": "scale", "ask": "?", "high": 3,
      "anchors": [["value": 1, "name": "poor", "rule": "poor"], ["value": 3, "name": "good"]],
    ])
    #expect(asked.rules.map(\.word) == ["poor"])
    let form = Form(questions: [asked], shown: Shown(), submit: .auto)
    #expect(
      form.rows[0].view.options.map(\.option) == [
        Option(id: "1", title: "poor", key: "1", rule: "poor"),
        Option(id: "2", title: "2", key: "2"), Option(id: "3", title: "good", key: "3"),
      ])
    #expect(
      problems([
        "id": "q", "kind": "scale", "ask": "?",
        "anchors": [["value": "x", "name": "a"], ["value": 1, "nam": "b"]],
      ]).map(\.what) == [
        "The key \"name\" is missing.", "The key \"nam\" is not known here.",
        "An anchor's value is a whole number.",
      ])
  }

  private let rewrite: JSON = [
    "id": "better", "kind": "text", "ask": "Rewrite it.", "prefill": "reply", "at_least": 3,
    "at_most": 12,
  ]

  @Test func aPrefilledTextIsNoAnswerUntilItIsWritten() throws {
    var form = try Form(asking: [rewrite], fields: ["reply": "Go away."])
    #expect(form.rows[0].view.text == "Go away.")
    #expect(form.isEmpty)
    #expect(form.handle(.text("Please go.")) == .changed)
    #expect(form.given == "better=Please go.")
    #expect(form.handle(.clear) == .changed)
    #expect(form.rows[0].view.text == "Go away.")
  }

  @Test func aTextIsCountedInCodePoints() throws {
    var form = try Form(asking: [rewrite], fields: ["reply": ""])
    #expect(form.handle(.text("\r\n\r\n\r\n\r\n\r\n\r\n")) == .changed)
    #expect(form.isEmpty, "white space alone is no answer")
    #expect(
      form.handle(.text("👩‍👩‍👧‍👦👩‍👩‍👧‍👦"))
        == .refused("A text here has at most 12 characters; this one would have 14."))
    #expect(form.handle(.text("ab")) == .changed)
    #expect(form.obstacle == "The text has 2 characters; at least 3 are needed.")
  }

  @Test func keysGoToTheTextField() throws {
    var form = try Form(asking: [note])
    #expect(form.press("1") == .ignored)
    #expect(form.rows[0].view.hint == "Enter goes on · Ctrl+J new line")
  }

  @Test func textsThatOnlyLookAlikeDiffer() throws {
    let kind = try question(note).kind
    #expect(kind.distance(.text("e\u{301}"), .text("é")) == 1)
    #expect(AnswerValue.text("e\u{301}") != .text("é"))
  }
}

extension [(String, String)] {
  /// The pairs as a JSON object.
  fileprivate var json: JSON { .object(map { JSONMember($0.0, .string($0.1)) }) }
}
