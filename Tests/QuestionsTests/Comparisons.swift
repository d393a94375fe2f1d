import Items
import Questions
import Testing

@Suite struct Comparisons {
  private func comparison(grades: Int, also: JSON = ["tie", "both_bad", "cannot_judge"]) -> JSON {
    [
      "id": "better", "kind": "comparison", "ask": "Which?", "between": ["reply_a", "reply_b"],
      "grades": .integer(grades), "also": also,
    ]
  }

  private func options(_ form: Form) -> String {
    form.rows[0].view.options.map { state in
      "\(state.option.key.map { String($0) } ?? "-") \(state.option.title)"
    }.joined(separator: "   ")
  }

  @Test func theDigitsNeverMove() throws {
    #expect(
      options(try Form(asking: [comparison(grades: 3)]))
        == "1 A much   2 A better   3 A slightly   4 tie   5 B slightly   6 B better   7 B much   "
        + "0 both bad   9 cannot judge")
    #expect(
      options(try Form(asking: [comparison(grades: 2)]))
        == "1 A much   2 A better   4 tie   6 B better   7 B much   0 both bad   9 cannot judge")
    #expect(options(try Form(asking: [comparison(grades: 1, also: [])])) == "2 A   6 B")
  }

  @Test(arguments: [
    (3, "1", "reply_a,3,3"), (3, "2", "reply_a,2,3"), (3, "3", "reply_a,1,3"), (3, "4", "tie"),
    (3, "5", "reply_b,1,3"), (3, "6", "reply_b,2,3"), (3, "7", "reply_b,3,3"),
    (3, "0", "both_bad"), (3, "9", "cannot_judge"), (2, "1", "reply_a,2,2"),
    (2, "2", "reply_a,1,2"), (2, "6", "reply_b,1,2"), (2, "7", "reply_b,2,2"),
    (1, "2", "reply_a,1,1"), (1, "6", "reply_b,1,1"),
  ])
  func theWeakestGradeIsOne(grades: Int, key: String, stored: String) throws {
    var form = try Form(asking: [comparison(grades: grades)])
    #expect(form.press(key) == .complete)
    #expect(form.given == "better=\(stored)")
  }

  @Test func swappedSidesStoreTheFieldThatStoodThere() throws {
    var form = try Form(asking: [better], sides: ["reply_b", "reply_a"])
    #expect(form.press("1") == .complete)
    #expect(form.given == "better=reply_b,3,3")
    #expect(form.rows[0].view.selectedSummary == "A much")
    form.press("5")
    #expect(form.given == "better=reply_a,1,3")
    #expect(form.rows[0].view.selectedSummary == "B slightly")
  }

  @Test func aSummarySpeaksOfTheSidesAsShown() throws {
    let kind = try question(better).kind
    let answer = AnswerValue.list([.text("reply_b"), .integer(1), .integer(3)])
    #expect(kind.summary(of: answer, sides: ["reply_a", "reply_b"]) == "B slightly")
    #expect(kind.summary(of: answer, sides: ["reply_b", "reply_a"]) == "A slightly")
    #expect(kind.summary(of: .list([.text("both_bad")]), sides: []) == "both bad")
  }

  @Test(arguments: ["8", "3", "5"])
  func anUnusedDigitIsRefusedWithASentence(key: String) throws {
    var form = try Form(asking: [comparison(grades: 2)])
    #expect(
      form.press(key)
        == .refused("\(key) is not used in this comparison. Its keys are 1 2 4 6 7 0 9."))
    #expect(form.isEmpty)
  }

  @Test func verdictsThatWereNotAskedForAreRefused() throws {
    var form = try Form(asking: [comparison(grades: 1, also: [])])
    #expect(
      form.press("4") == .refused("4 is not used in this comparison. Its keys are 2 6."))
  }

  @Test func lettersAreLeftToTheCommands() throws {
    var form = try Form(asking: [better])
    #expect(form.press("d") == .ignored)
    #expect(form.press("é") == .ignored)
  }

  @Test func answersOutsideAreObjects() throws {
    let kind = try question(better).kind
    let answer = AnswerValue.list([.text("reply_b"), .integer(1), .integer(3)])
    #expect(kind.json(of: answer) == ["prefer": "reply_b", "grade": 1, "of": 3])
    #expect(kind.json(of: .list([.text("tie")])) == ["prefer": "tie"])
    #expect(try kind.answer(from: ["prefer": "reply_b", "grade": 1, "of": 3]) == answer)
  }

  @Test(
    arguments: [
      (["prefer": "reply_c", "grade": 1, "of": 3], "perhaps \"reply_a\" was meant"),
      (["prefer": "tie", "grade": 1, "of": 3], "has no grade"),
      (["prefer": "reply_a"], "says by how much"),
      (["prefer": "reply_a", "grade": 4, "of": 3], "not between 1, the weakest, and 3"),
      (["prefer": "reply_a", "grade": 1, "of": 2], "out of 2, but this question has 3"),
      (["prefer": "reply_a", "grade": 1], "stand together"),
      (["prefer": "tie", "side": "left"], "\"side\" is not known"), ("reply_a", "is an object"),
    ] as [(JSON, String)])
  func whatIsNoVerdictIsRefused(json: JSON, reason: String) throws {
    let kind = try question(better).kind
    let problem = #expect(throws: Problem.self) { try kind.answer(from: json) }
    #expect(problem?.message.contains(reason) == true, "\(problem?.message ?? "")")
  }

  @Test func theDistanceIsHalfTheWayAlongTheVerdicts() throws {
    let kind = try question(better).kind
    func graded(_ field: String, _ grade: Int) -> AnswerValue {
      .list([.text(field), .integer(grade), .integer(3)])
    }
    let tie = AnswerValue.list([.text("tie")])
    let bad = AnswerValue.list([.text("both_bad")])
    #expect(kind.distance(graded("reply_a", 3), graded("reply_b", 3)) == 1)
    #expect(kind.distance(graded("reply_a", 3), tie) == 0.5)
    #expect(abs(kind.distance(graded("reply_a", 1), graded("reply_b", 1)) - 1 / 3) < 1e-12)
    #expect(kind.distance(bad, bad) == 0)
    #expect(kind.distance(bad, tie) == 1)
  }

  @Test func aComparisonIsBetweenTwoFields() {
    let found = problems([
      "id": "better", "kind": "comparison", "ask": "Which?", "between": ["a"], "grades": 4,
      "also": ["ties"],
    ])
    #expect(
      found.map(\.what) == [
        "A comparison is between two fields, but 1 stand there.",
        "The key \"grades\" needs a whole number from 1 to 3, but \"4\" stands there.",
        "\"ties\" is no verdict of a comparison.",
      ])
    #expect(found[2].remedy == "Perhaps \"tie\" was meant.")
  }
}
