import Items
import Questions
import Testing

@Suite struct FormStories {
  @Test func oneKeyAnswersAndSubmitsASingleChoice() throws {
    var form = try Form(asking: [sentiment])
    #expect(form.missing.map(\.id) == ["sentiment"])
    #expect(form.press("v") == .complete)
    #expect(form.given == "sentiment=negative")
    #expect(form.missing.isEmpty)
  }

  @Test func withSubmitEnterNoKeySubmits() throws {
    var form = try Form(asking: [sentiment], submit: .enter)
    #expect(form.press("v") == .changed)
    #expect(form.obstacle == nil)
  }

  @Test func theFocusMovesToTheNextOpenQuestion() throws {
    var form = try Form(asking: [better, why, note])
    #expect(form.picture == "> better: \n  note: ")
    #expect(form.press("7") == .changed)
    #expect(
      form.picture == """
          better: B much
        > why: 
          note: 
        """)
  }

  @Test func aToggledLabelStaysInItsQuestionAndNeverSubmits() throws {
    var form = try Form(asking: [better, why])
    form.press("2")
    #expect(form.press("s") == .changed)
    #expect(form.press("a") == .changed)
    #expect(form.given == "better=reply_a,2,3 why=accuracy,safety")
    #expect(form.rows[1].focused)
    #expect(form.press("s") == .changed)
    #expect(form.given == "better=reply_a,2,3 why=accuracy")
  }

  @Test func closingAQuestionDropsItsAnswer() throws {
    var form = try Form(asking: [better, why, note], submit: .enter)
    form.press("1a")
    #expect(form.given == "better=reply_a,3,3 why=accuracy")
    form.focus = 0
    form.press("4")
    #expect(form.rows.map(\.question.id) == ["better", "note"])
    #expect(form.given == "better=tie")
    form.focus = 0
    form.press("1")
    #expect(form.given == "better=reply_a,3,3", "an answer given before must not come back unseen")
    #expect(form.missing.map(\.id) == ["why"])
  }

  @Test func aQuestionBehindAClosedOneClosesToo() throws {
    var depth = why
    if case .object(let members) = depth {
      depth = .object(
        members.map { $0.key == "id" ? JSONMember("id", "depth") : $0 }
          .map { $0.key == "when" ? JSONMember("when", "why has safety") : $0 })
    }
    var form = try Form(asking: [better, why, depth], submit: .enter)
    form.press("1s")
    form.focus = 2
    form.press("a")
    #expect(form.given == "better=reply_a,3,3 why=safety depth=accuracy")
    form.focus = 0
    form.press("9")
    #expect(form.given == "better=cannot_judge")
  }

  @Test func aTieSubmitsAtOnceBecauseNothingElseIsRequired() throws {
    var form = try Form(asking: [better, why, note])
    #expect(form.press("4") == .complete)
  }

  @Test func optionalQuestionsNeverHoldAnItemBackAndNeverSubmit() throws {
    var optional = sentiment
    if case .object(let members) = optional {
      optional = .object(members + [JSONMember("optional", true)])
    }
    var form = try Form(asking: [optional, note])
    #expect(form.missing.isEmpty)
    #expect(form.press("p") == .changed)
  }

  @Test func answersInAnyOrderSubmitAtTheLastMissingOne() throws {
    var second = better
    if case .object(let members) = second {
      second = .object(members.map { $0.key == "id" ? JSONMember("id", "kinder") : $0 })
    }
    var form = try Form(asking: [better, second])
    form.focus = 1
    #expect(form.press("1") == .changed)
    #expect(form.focus == 0, "the open question above gets the focus")
    #expect(form.press("7") == .complete)
  }

  @Test func changingOneOfSeveralAnswersDoesNotSubmitBeforeTheLast() throws {
    var second = better
    if case .object(let members) = second {
      second = .object(members.map { $0.key == "id" ? JSONMember("id", "kinder") : $0 })
    }
    let answers: [(String, AnswerValue)] = [
      ("better", .list([.text("tie")])), ("kinder", .list([.text("tie")])),
    ]
    var form = try Form(asking: [better, second], answers: answers)
    #expect(form.press("1") == .changed)
    form.focus = 1
    #expect(form.press("1") == .complete)
    #expect(form.given == "better=reply_a,3,3 kinder=reply_a,3,3")
  }

  @Test func takingBackGoesThroughTheChangesAndStopsAtTheStart() throws {
    var form = try Form(asking: [better, why], submit: .enter)
    form.press("1as")
    #expect(form.takeBack() == true)
    #expect(form.given == "better=reply_a,3,3 why=accuracy")
    #expect(form.takeBack() == true)
    #expect(form.takeBack() == true)
    #expect(form.isEmpty)
    #expect(form.focus == 0)
    #expect(form.takeBack() == false)
  }

  @Test func takingBackReopensWhatAnAnswerClosed() throws {
    var form = try Form(asking: [better, why], submit: .enter)
    form.press("1a")
    form.focus = 0
    form.press("4")
    #expect(form.takeBack() == true)
    #expect(form.given == "better=reply_a,3,3 why=accuracy")
  }

  @Test func whatADraftHeldIsNotTakenBack() throws {
    var form = try Form(asking: [sentiment, note], answers: [("sentiment", .text("mixed"))])
    #expect(form.given == "sentiment=mixed")
    #expect(form.takeBack() == false)
    #expect(form.given == "sentiment=mixed")
  }

  @Test func oneTextIsOneStep() throws {
    var form = try Form(asking: [sentiment, note], submit: .enter)
    form.press("p")
    form.moveFocus(by: 1)
    for text in ["B", "B k", "B keeps it"] { _ = form.handle(.text(text)) }
    #expect(form.given == "sentiment=positive note=B keeps it")
    #expect(form.takeBack() == true)
    #expect(form.given == "sentiment=positive")
  }

  @Test func anOptionalTextIsEnteredOnWishOnly() throws {
    var form = try Form(asking: [sentiment, note], submit: .enter)
    form.press("p")
    #expect(form.focusedQuestion?.id == "sentiment")
    let again = try Form(asking: [sentiment, note], answers: [("sentiment", .text("mixed"))])
    #expect(again.focusedQuestion?.id == "sentiment")
  }

  @Test func unusableAnswersOfADraftAreLeftOut() throws {
    let answers: [(String, AnswerValue)] = [
      ("better", .list([.text("reply_c"), .integer(1), .integer(3)])), ("gone", .text("x")),
      ("why", .texts(["accuracy"])), ("note", .integer(4)),
    ]
    let form = try Form(asking: [better, why, note], answers: answers)
    #expect(form.isEmpty)
  }

  @Test func anIncompleteAnswerOfADraftIsKept() throws {
    var two = why
    if case .object(let members) = two {
      two = .object(members.filter { $0.key != "when" } + [JSONMember("at_least", 2)])
    }
    let form = try Form(asking: [two], answers: [("why", .texts(["tone"]))])
    #expect(form.given == "why=tone")
    #expect(form.missing.map(\.id) == ["why"])
    #expect(form.obstacle == "At least 2 labels are needed; 1 chosen so far.")
  }

  @Test func theObstacleNamesTheKeys() throws {
    #expect(
      try Form(asking: [sentiment]).obstacle == "No answer chosen yet — press p, v or 1.")
    var text = note
    if case .object(let members) = text {
      text = .object(members.filter { $0.key != "optional" })
    }
    #expect(try Form(asking: [text]).obstacle == "No answer written yet.")
  }

  @Test func theFocusStaysWithinTheRows() throws {
    var form = try Form(asking: [better, why, note], submit: .enter)
    form.press("1")
    form.moveFocus(by: 99)
    #expect(form.focus == 2)
    form.moveFocus(by: .max)
    #expect(form.focus == 2)
    form.moveFocus(by: -99)
    #expect(form.focus == 0)
    #expect(form.focusedQuestion?.id == "better")
  }

  @Test func aFormWithoutQuestionsTakesNothing() throws {
    var form = try Form(asking: [])
    #expect(form.press("1") == .ignored)
    #expect(form.rows.isEmpty)
    form.moveFocus(by: 1)
    #expect(form.focus == 0)
    #expect(form.takeBack() == false)
  }

  @Test func clearingAnAnswerOpensItsQuestionAgain() throws {
    var form = try Form(asking: [better, why], submit: .enter)
    form.press("1")
    form.focus = 0
    #expect(form.handle(.clear) == .changed)
    #expect(form.isEmpty)
    #expect(form.rows.count == 1)
    #expect(form.handle(.clear) == .ignored)
  }
}
