import Items
import Project
import Questions
import Support
import Testing

@Suite struct PublicForms {
  @Test func hiddenFieldsAreNotInThePublicForm() throws {
    let form = try project(replies).publicForm.canonicalText
    #expect(!form.contains("model"))
    #expect(!form.contains("hide"))
    #expect(form.contains("reply_a"))
  }

  @Test func aHiddenFieldCannotBeTheId() {
    let found = read(replies.replacing("id: id\n", with: "id: model_a\n")).problems
    #expect(found.map(\.what) == ["The field \"model_a\" is the id and hidden."])
  }

  @Test func thePublicFormReadsBack() throws {
    let before = try project(replies)
    let bytes = before.publicForm.canonicalBytes
    let after = try ProjectDefinition(publicForm: JSON(parsing: bytes, file: "form"))
    #expect(after.publicForm.canonicalBytes == bytes)
    #expect(after.hide.isEmpty)
    #expect(after.parts == before.parts)
    #expect(after.work == before.work)
    #expect(after.quality == before.quality)
  }

  @Test func theLayoutOfTheFileDoesNotChangeThePublicForm() throws {
    let other = replies.replacing("idle_s: 120", with: "idle_s:    120")
      .replacing(
        "title: Which reply helps more?", with: "\"title\": 'Which reply helps more?'  # x")
    #expect(
      try project(other).publicForm.canonicalBytes == project(replies).publicForm.canonicalBytes)
  }

  @Test func randomProjectsReadBack() throws {
    for seed in UInt64(1)...150 {
      var generator = SplitMix64(seed: seed)
      let yaml = randomProject(&generator)
      let before = try project(yaml)
      let after = try ProjectDefinition(publicForm: before.publicForm)
      #expect(
        after.publicForm.canonicalBytes == before.publicForm.canonicalBytes, "seed \(seed)\n\(yaml)"
      )
      #expect(after.questions.map(\.id) == before.questions.map(\.id), "seed \(seed)")
      #expect(
        ProjectChange.between(before, after).allSatisfy { $0.effect == .unchanged }, "seed \(seed)")
    }
  }

  @Test func whatIsNoPublicFormIsRefused() {
    for wrong: JSON in [.null, [], ["gloss": 1], ["gloss": 9], "x"] {
      #expect(throws: Problem.self) { try ProjectDefinition(publicForm: wrong) }
    }
  }

  private func randomProject(_ generator: inout SplitMix64) -> String {
    var lines = ["gloss: 1", "name: p", "item:"]
    if generator.chance(1, in: 2) { lines.append("  id: uid") }
    if generator.chance(1, in: 2) { lines.append("  hide: [m]") }
    lines.append("  show:")
    lines.append("    - {field: \"t \\u00e9\", as: \(generator.pick(Display.allCases).rawValue)}")
    lines.append("    - {compare: [a, b], as: markdown}")
    lines.append("questions:")
    var word = ""
    for index in 0..<Int.random(in: 1...4, using: &generator) {
      let kind = generator.pick(QuestionKinds.all.map { $0.name })
      var settings = ["id: q\(index)", "kind: \(kind)", "ask: \"Nr. \(index): \\\"?\""]
      if index > 0, generator.chance(1, in: 2) {
        settings.append("when: not q\(index - 1) has \(word)")
      }
      if generator.chance(1, in: 3) { settings.append("optional: true") }
      switch kind {
      case "choice", "choices": settings.append("labels: [yes, {id: no, key: n, rule: r}, ~, 999]")
      case "scale": settings.append("high: \(Int.random(in: 2...10, using: &generator))")
      case "comparison": settings.append("between: [b, a], also: [tie]")
      default: settings.append("at_most: 77")
      }
      // A condition may only wait for an answer there can be.
      word = kind == "comparison" ? "tie" : "999"
      lines.append("  - {\(settings.joined(separator: ", "))}")
    }
    lines.append("quality: {overlap: {share: 0.\(Int.random(in: 0...99, using: &generator))}}")
    return lines.joined(separator: "\n")
  }
}
