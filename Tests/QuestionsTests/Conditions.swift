import Questions
import Support
import Testing

@Suite struct Conditions {
  private func holds(_ text: String, _ answers: [String: [String]]) throws -> Bool {
    try Condition(parsing: text).holds { answers[$0] ?? [] }
  }

  @Test(arguments: [
    ("better == reply_a", true), ("better != reply_a", false), ("better != tie", true),
    ("not better == tie", true), ("not better == reply_a", false),
    ("better in [tie, reply_a]", true), ("better not in [tie, cannot_judge]", true),
    ("better not in [reply_a]", false), ("why has safety", true), ("why has tone", false),
    ("not why has tone", true), ("score >= 3", true), ("score > 3", false), ("score <= 3", true),
    ("score < 3", false), ("score == 3", true), ("score == 03", true),
    ("score > 9 or why has safety", true), ("score > 9 and why has safety or score == 3", true),
    ("score == 3 or score > 9 and why has tone", true), ("better == \"reply_a\"", true),
    ("better == 'reply a'", false), ("better==reply_a", true), ("  score>=3  ", true),
    ("better in['tie',reply_a]", true),
  ])
  func readAsTheySay(text: String, expected: Bool) throws {
    let answers = ["better": ["reply_a"], "why": ["accuracy", "safety"], "score": ["3"]]
    #expect(try holds(text, answers) == expected)
  }

  @Test(arguments: [
    "q == a", "q != a", "not q == a", "not q != a", "q in [a]", "q not in [a]", "not q in [a]",
    "q has a", "not q has a", "q < 1", "not q < 1", "q >= 1",
  ])
  func withoutAnAnswerNothingHolds(text: String) throws {
    #expect(try !holds(text, [:]))
  }

  @Test(arguments: [
    ("", 1, "It ends where the id of a question was expected."),
    ("better", 7, "It ends after \"better\", where a comparison was expected."),
    ("better =", 8, "\"=\" is no comparison."), ("better is tie", 8, "\"is\" is no comparison."),
    ("better ==", 10, "It ends after \"==\", where a value was expected."),
    ("better in tie", 11, "\"tie\" stands where the list of values was expected"),
    ("better in [tie", 15, "It ends where a comma or \"]\" was expected."),
    ("better in [tie one]", 16, "\"one\" stands where a comma or \"]\" was expected."),
    ("better not [tie]", 8, "\"not\" is no comparison."),
    ("better == tie better == tie", 15, "\"better\" stands where \"and\" or \"or\" may."),
    ("better == tie and", 18, "It ends where the id of a question was expected."),
    ("é == tie", 1, "\"é\" stands where the id"), ("x == 'tie", 6, "has no closing one"),
    ("score >= many", 10, "compares whole numbers, and \"many\" is none."),
    ("(better == tie)", 1, "\"(\" stands where the id"), ("1x == y", 1, "\"1x\" stands"),
    ("\u{1B}[31m == y", 1, "\"‹U+001B›\" stands"), ("x == [", 6, "\"[\" stands where a value"),
  ])
  func mistakesAreToldWithTheirColumn(text: String, column: Int, message: String) {
    let fault = #expect(throws: Condition.Fault.self) { try Condition(parsing: text) }
    #expect(fault?.column == column)
    #expect(fault?.message.contains(message) == true, "\(fault?.message ?? "")")
  }

  @Test func itsQuestionsAreNamedOnce() throws {
    let condition = try Condition(parsing: "a == x or b has y and a != z")
    #expect(condition.questions == ["a", "b"])
    #expect(condition.mentions.map(\.column) == [1, 11, 23])
  }

  @Test func noTextMakesTheReaderTrap() throws {
    var generator = SplitMix64(seed: 41)
    let pieces = [
      "a", "not", "in", "has", "and", "or", "==", "<", "[", "]", ",", "'", "\"", " ", "3", "\u{0}",
      "é", "=", "!",
    ]
    var read = 0
    for round in 0..<3000 {
      var words = ["a", "==", "3", "or", "not", "b", "in", "[", "x", ",", "'y'", "]"]
      for _ in 0..<Int.random(in: 0...4, using: &generator) {
        let index = Int.random(in: 0..<words.count, using: &generator)
        words[index] = pieces.randomElement(using: &generator) ?? ""
      }
      let text = words.joined(separator: " ")
      do {
        let condition = try Condition(parsing: text)
        _ = condition.holds { _ in ["3"] }
        read += 1
      } catch {
        let end = text.unicodeScalars.count + 1
        #expect((1...end).contains(error.column), "seed 41, round \(round): \(text)")
      }
    }
    #expect((1..<3000).contains(read), "both must be met")
  }
}
