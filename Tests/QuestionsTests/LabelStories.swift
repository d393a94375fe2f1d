import Items
import Questions
import Testing

@Suite struct LabelStories {
  private let animals: JSON = [
    "id": "what", "kind": "choice", "ask": "What is it?",
    "labels": [
      [
        "id": "animal", "key": "a",
        "labels": [["id": "cat", "key": "t"], ["id": "dog", "key": "a"], "fish"],
      ],
      ["id": "plant", "key": "p"],
    ],
  ]

  @Test func aGroupOpensAndItsLabelsAnswer() throws {
    var form = try Form(asking: [animals])
    #expect(form.rows[0].view.options.map(\.option.title) == ["animal ›", "plant"])
    #expect(form.press("a") == .changed)
    #expect(form.isEmpty)
    #expect(form.rows[0].view.options.map(\.option.title) == ["cat", "dog", "fish"])
    #expect(form.rows[0].view.hint == "in animal")
    #expect(form.press("a") == .complete, "within the group its own label has the key")
    #expect(form.given == "what=dog")
    #expect(form.rows[0].view.selectedSummary == "animal › dog")
    #expect(form.rows[0].view.options.map(\.chosen) == [true, false])
  }

  @Test func anOpenGroupStillLetsTheLabelsAroundItBeChosen() throws {
    var form = try Form(asking: [animals])
    #expect(form.press("ap") == .complete)
    #expect(form.given == "what=plant")
  }

  @Test func clearingClosesAnOpenGroupFirst() throws {
    var form = try Form(asking: [animals], answers: [("what", .text("plant"))])
    form.press("a")
    #expect(form.handle(.clear) == .changed)
    #expect(form.given == "what=plant")
    #expect(form.handle(.clear) == .changed)
    #expect(form.isEmpty)
  }

  @Test func aConditionOnAGroupHoldsForItsLabels() throws {
    let kind = try question(animals).kind
    #expect(kind.conditionValues(of: .text("cat")) == ["animal", "cat"])
    #expect(kind.fault(in: .text("animal"))?.contains("only groups others") == true)
  }

  @Test func anyLabelCanBeChosenByItsId() throws {
    var form = try Form(asking: [animals])
    #expect(form.handle(.choose("fish")) == .complete)
    #expect(form.given == "what=fish")
    #expect(form.handle(.choose("stone")) == .ignored)
  }

  @Test func labelsWithoutAKeyGetTheNextDigit() throws {
    let ids = (1...12).map { "label\($0)" }
    let labels = JSON.array(
      ids.enumerated().map { index, id in
        index == 1 ? ["id": .string(id), "key": "2"] : .string(id)
      })
    let many = try question(["id": "q", "kind": "choice", "ask": "?", "labels": labels])
    let form = Form(questions: [many], shown: Shown(), submit: .auto)
    #expect(
      form.rows[0].view.options.map { $0.option.key.map { String($0) } ?? "-" }
        == ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0", "-", "-"])
  }

  @Test func aDigitWithoutALabelIsRefused() throws {
    var form = try Form(asking: [sentiment])
    #expect(form.press("5") == .refused("No label has the key 5 here."))
    #expect(form.press("q") == .ignored)
  }

  @Test func answersStandInDeclaredOrderHoweverTheyWereGiven() throws {
    let kind = try question(why).kind
    #expect(try kind.answer(from: ["tone", "accuracy"]) == .texts(["accuracy", "tone"]))
    #expect(kind.fault(in: .texts(["tone", "accuracy"])) != nil)
    #expect(kind.fault(in: .texts(["tone", "tone"])) != nil)
    #expect(throws: Problem.self) { try kind.answer(from: ["tone", "tone"]) }
    #expect(throws: Problem.self) { try kind.answer(from: ["tone", .null]) }
  }

  @Test func aLabelThatStandsAloneDrivesTheOthersOut() throws {
    var form = try Form(asking: [
      [
        "id": "topics", "kind": "choices", "ask": "?", "at_most": 2,
        "labels": [
          ["id": "a", "key": "a"], ["id": "b", "key": "b"], ["id": "c", "key": "c"],
          ["id": "none", "key": "o", "alone": true],
        ],
      ]
    ])
    form.press("abo")
    #expect(form.given == "topics=none")
    form.press("a")
    #expect(form.given == "topics=a")
    #expect(
      form.press("bc") == .refused("At most 2 labels can be chosen; take one away first."))
    #expect(form.given == "topics=a,b")
    let kind = form.rows[0].question.kind
    #expect(kind.fault(in: .texts(["a", "none"])) != nil)
  }

  @Test func aMistypedLabelIsToldTheNearest() throws {
    let kind = try question(sentiment).kind
    #expect(
      kind.fault(in: .text("postive"))
        == "\"postive\" is no label of this question; perhaps \"positive\" was meant.")
  }

  @Test func numbersAndBooleansAreLabelsOutside() throws {
    let kind = try question([
      "id": "q", "kind": "choice", "ask": "?", "labels": ["true", "false", "3"],
    ]).kind
    #expect(try kind.answer(from: true) == .text("true"))
    #expect(try kind.answer(from: 3) == .text("3"))
    #expect(throws: Problem.self) { try kind.answer(from: .null) }
  }

  @Test func theDistanceOfSetsIsTheShareThatOnlyOneHas() throws {
    let kind = try question(why).kind
    #expect(kind.distance(.texts(["accuracy"]), .texts(["accuracy", "tone"])) == 0.5)
    #expect(kind.distance(.texts(["accuracy"]), .texts(["tone"])) == 1)
    #expect(kind.distance(.texts([]), .texts([])) == 0)
  }

  @Test func mistakesInLabelsAreAllToldTogether() {
    let found = problems([
      "id": "q", "kind": "choice", "ask": "?",
      "labels": [
        ["id": "a", "kee": "a"], ["name": "no id"], "a", ["id": "b", "key": "ab"],
        ["id": "\u{202E}x"], "c",
      ],
    ])
    let told = Set(found.map(\.what))
    #expect(
      told == [
        "The key \"kee\" is not known here.", "The key \"id\" is missing.",
        "The label \"a\" stands twice, first at test:1:1.", "\"ab\" cannot be a key.",
        "\"‹U+202E›x\" cannot be a label's id.",
      ])
    #expect(found.first?.remedy == "Perhaps \"key\" was meant.")
  }

  @Test func keysOfCommandsAndOfOtherLabelsAreRefusedWithAFreeOne() throws {
    let asked = try question([
      "id": "q", "kind": "choice", "ask": "?",
      "labels": [
        ["id": "cat", "key": "c"], ["id": "dog", "key": "x"], ["id": "duck", "key": "x"],
      ],
    ])
    let found = KeyClash.problems(in: asked, reserved: ["c", "d", "u"])
    #expect(
      found.map(\.message) == [
        "test:1:1: The key \"c\" of the label \"cat\" is taken already. It is a command's. "
          + "Write \"key: a\", which is free.",
        "test:1:1: The key \"x\" of the label \"duck\" is taken already. "
          + "The label \"dog\" has it, at test:1:1. Write \"key: k\", which is free.",
      ])
  }
}
