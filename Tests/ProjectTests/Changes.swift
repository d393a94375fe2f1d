import Items
import Project
import Questions
import Testing

@Suite struct Changes {
  private func changes(_ edit: (String) -> String) throws -> [String] {
    ProjectChange.between(try project(replies), try project(edit(replies))).map { change in
      let name = change.was.map { "\($0) → \(change.question)" } ?? change.question
      let reasons = change.reasons.isEmpty ? "" : ": " + change.reasons.joined(separator: " ")
      return "\(name) \(change.effect.rawValue)\(reasons)"
    }
  }

  @Test func nothingChangedIsUnchanged() throws {
    #expect(try changes { $0 } == ["better unchanged", "why unchanged", "note unchanged"])
  }

  @Test func wordingKeepsAnswersValid() throws {
    #expect(
      try changes { $0.replacing("ask: What decided it?", with: "ask: What tipped it?") }[1]
        == "why still valid: The wording is \"What tipped it?\" instead of \"What decided it?\".")
  }

  @Test func aRenamedQuestionKeepsItsAnswers() throws {
    #expect(
      try changes {
        $0.replacing("- id: why\n", with: "- id: reasons\n    was: why\n")
      }[1] == "why → reasons still valid: The question was called \"why\".")
  }

  @Test func withoutItsOldNameARenamedQuestionIsAnotherOne() throws {
    let found = try changes { $0.replacing("- id: why\n", with: "- id: reasons\n") }
    #expect(
      found == [
        "better unchanged", "reasons added: The question is new: every item is open.",
        "note unchanged",
        "why removed: The question is not asked any more; its answers are kept.",
      ])
  }

  @Test func aLabelThatIsGoneMeansJudgingAgain() throws {
    #expect(
      try changes {
        $0.replacing("{id: safety,   key: s, rule: safety}", with: "{id: tone, key: t}")
      }[1]
        == "why judge again: The label \"safety\" is gone. "
        + "The label \"tone\" is new; who answered before could not choose it.")
  }

  @Test func aNewLabelAloneKeepsAnswersValid() throws {
    #expect(
      try changes { $0.replacing("  - {id: note", with: "      - tone\n  - {id: note") }[1]
        == "why still valid: The label \"tone\" is new; who answered before could not choose it.")
  }

  @Test func gradesAndVerdictsThatGoMeanJudgingAgain() throws {
    #expect(
      try changes { $0.replacing("grades: 3", with: "grades: 2") }[0]
        == "better judge again: The grades are 2 instead of 3.")
    #expect(
      try changes {
        $0.replacing("also: [tie, both_bad, cannot_judge]", with: "also: [tie, cannot_judge]")
      }[0]
        == "better judge again: The verdict \"both bad\" is gone.")
  }

  @Test func theOrderOfTheFieldsComparedMeansNothing() throws {
    #expect(
      try changes {
        $0.replacing("between: [reply_a, reply_b]", with: "between: [reply_b, reply_a]")
      }[0]
        == "better still valid: Details that no answer depends on changed.")
  }

  @Test func anotherKindMeansJudgingAgain() throws {
    #expect(
      try changes {
        $0.replacing(
          "{id: note, kind: text, ask: Why?, optional: true}",
          with: "{id: note, kind: scale, ask: Why?}")
      }[2]
        == "note judge again: The kind is scale instead of text. "
        + "An answer is required now: items without one are open again.")
  }

  @Test func conditionsAndRulesAreNamed() throws {
    #expect(
      try changes {
        $0.replacing("when: better not in [tie, cannot_judge]", with: "when: better != tie")
          .replacing("rule: overall", with: "rule: accuracy")
      }.prefix(2) == [
        "better still valid: It refers to the rule \"accuracy\".",
        "why still valid: It is asked when \"better != tie\".",
      ])
  }

  @Test func anAnswerStaysValidExactlyWhenTheNewKindTakesIt() throws {
    let new = try project(replies.replacing("{id: safety,   key: s, rule: safety}", with: "tone"))
    let kind = try #require(new.question("why")).kind
    #expect(kind.fault(in: .texts(["accuracy"])) == nil)
    #expect(kind.fault(in: .texts(["safety"])) != nil)
  }
}
