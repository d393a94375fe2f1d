import Items
import Questions
import Support
import Testing

@Suite struct QuestionForms {
  @Test func everyKindIsFoundByItsName() {
    #expect(
      QuestionKinds.all.map { $0.name } == ["choice", "choices", "scale", "text", "comparison"])
    #expect(QuestionKinds.named("spanz") == nil)
  }

  @Test func anUnknownKindIsToldTheNearest() {
    let found = problems(["id": "q", "kind": "choise", "ask": "?"])
    #expect(found.map(\.what) == ["The key \"kind\" cannot be \"choise\"."])
    #expect(found.first?.remedy == "Perhaps \"choice\" was meant.")
  }

  @Test func everyMistakeOfAQuestionIsToldAtOnce() {
    let found = problems([
      "id": "my question", "kind": "text", "aks": "?", "when": "x ==", "optional": "maybe",
      "prefil": "f",
    ])
    #expect(
      found.map(\.what) == [
        "\"my question\" cannot be a question's id.", "The key \"ask\" is missing.",
        "The key \"optional\" needs \"true\" or \"false\", but \"maybe\" stands there.",
        "The condition cannot be read. It ends after \"==\", where a value was expected.",
        "The key \"aks\" is not known here.", "The key \"prefil\" is not known here.",
      ])
    #expect(found[1].remedy == "Perhaps \"aks\" was meant to be it.")
    #expect(found[3].place?.column == 5)
    #expect(
      found.suffix(2).map(\.remedy) == [
        "Perhaps \"ask\" was meant.", "Perhaps \"prefill\" was meant.",
      ])
  }

  @Test func aPublicFormReadsBackAsTheSameQuestion() throws {
    for seed in UInt64(1)...300 {
      var generator = SplitMix64(seed: seed)
      let form = randomQuestion(&generator)
      let once = try question(form)
      let again = try question(once.publicForm)
      #expect(again.publicForm == once.publicForm, "seed \(seed)")
      for value in randomAnswers(once, &generator) {
        #expect(once.kind.fault(in: value) == nil, "seed \(seed): \(value)")
        #expect(
          try again.kind.answer(from: once.kind.json(of: value)) == value, "seed \(seed): \(value)")
        #expect(once.kind.distance(value, value) == 0, "seed \(seed): \(value)")
      }
    }
  }

  @Test func distancesAreSymmetricAndBetweenZeroAndOne() throws {
    for seed in UInt64(1)...100 {
      var generator = SplitMix64(seed: seed)
      let asked = try question(randomQuestion(&generator))
      let values = randomAnswers(asked, &generator)
      for left in values {
        for right in values {
          let distance = asked.kind.distance(left, right)
          #expect((0...1).contains(distance), "seed \(seed)")
          #expect(distance == asked.kind.distance(right, left), "seed \(seed)")
        }
      }
    }
  }

  @Test func randomKeysNeverLeaveAnAnswerThatCannotBeStored() throws {
    for seed in UInt64(1)...200 {
      var generator = SplitMix64(seed: seed)
      let asked = try question(randomQuestion(&generator))
      var form = Form(questions: [asked], shown: Shown(), submit: .auto)
      var steps = 0
      for _ in 0..<20 {
        let before = form.answers.map(\.answer)
        let key = "0123456789abcdexyz".randomElement(using: &generator) ?? "0"
        let reaction = form.handle(.key(key))
        if form.answers.map(\.answer) != before { steps += 1 }
        if reaction == .complete {
          #expect(form.missing.isEmpty, "seed \(seed)")
          #expect(
            form.answers.allSatisfy { asked.kind.fault(in: $0.answer) == nil }, "seed \(seed)")
        }
      }
      for _ in 0..<steps { #expect(form.takeBack() == true, "seed \(seed)") }
      #expect(form.takeBack() == false && form.isEmpty, "seed \(seed)")
    }
  }

  @Test func theExampleOfEveryKindIsComplete() {
    for kind in QuestionKinds.all {
      #expect(kind.example.items.count >= 2, "\(kind.name)")
      #expect(kind.declarations.allSatisfy { $0.summary.hasSuffix(".") }, "\(kind.name)")
    }
  }

  private func randomQuestion(_ generator: inout SplitMix64) -> JSON {
    let kinds = QuestionKinds.all.map { $0.name }
    let kind = kinds.randomElement(using: &generator) ?? "text"
    var members: [JSONMember] = [
      JSONMember("id", "q"), JSONMember("ask", "Ünïcode?\n\u{202E}"),
      JSONMember("kind", .string(kind)),
    ]
    if Bool.random(using: &generator) { members.append(JSONMember("optional", true)) }
    if Bool.random(using: &generator) { members.append(JSONMember("when", "p not in ['a b', c]")) }
    if Bool.random(using: &generator) { members.append(JSONMember("was", "older")) }
    switch kind {
    case "choice", "choices":
      let count = Int.random(in: 2...5, using: &generator)
      let keys = Array("abcde").shuffled(using: &generator)
      members.append(
        JSONMember(
          "labels",
          .array(
            (0..<count).map { index -> JSON in
              Bool.random(using: &generator)
                ? .string("label-\(index)")
                : [
                  "id": .string("label-\(index)"), "name": "Näme", "rule": "r",
                  "key": .string(String(keys[index])),
                ]
            })))
    case "scale":
      let from = Int.random(in: 0...3, using: &generator)
      members.append(JSONMember("low", .integer(from)))
      members.append(JSONMember("high", .integer(from + Int.random(in: 1...9, using: &generator))))
      members.append(JSONMember("anchors", .object([JSONMember("\(from)", "low")])))
    case "text":
      if Bool.random(using: &generator) { members.append(JSONMember("prefill", "reply")) }
      members.append(JSONMember("at_most", .integer(Int.random(in: 50...99, using: &generator))))
    default:
      members.append(JSONMember("between", ["reply_a", "reply_b"]))
      members.append(JSONMember("grades", .integer(Int.random(in: 1...3, using: &generator))))
      members.append(
        JSONMember(
          "also",
          .array(["tie", "both_bad", "cannot_judge"].filter { _ in .random(using: &generator) })))
    }
    return .object(members)
  }

  /// What an editor makes of random options, and texts for what has none.
  private func randomAnswers(_ asked: Question, _ generator: inout SplitMix64) -> [AnswerValue] {
    var values: [AnswerValue] = []
    for _ in 0..<6 {
      var editor = asked.kind.editor(for: Shown(), answer: nil)
      let options = editor.view.options
      if options.isEmpty {
        _ = editor.handle(.text("täxt \(UInt8.random(in: 0...255, using: &generator))"))
      }
      for option in options.shuffled(using: &generator).prefix(2) {
        _ = editor.handle(.choose(option.option.id))
      }
      if let answer = editor.answer { values.append(answer) }
    }
    return values
  }
}
