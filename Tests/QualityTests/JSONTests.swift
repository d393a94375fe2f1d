import Testing

@testable import Quality

@Suite("JSON")
struct JSONTests {
  @Test func documentsComeBackAsTheyWere() throws {
    let text = #"{"a":[1,-2.5,1e-09,null,true],"b":"\"\\\n\u0001é😀","c":{}}"#
    let value = try JSONReader.value(of: Array(text.utf8))
    #expect(try JSONReader.value(of: value.bytes) == value)
    #expect(value["b"]?.string == "\"\\\n\u{1}é😀")
    #expect(try JSONReader.value(of: Array(#""\ud83d\ude00\/""#.utf8)) == .string("😀/"))
  }

  @Test func numbersKeepAllTheirDigits() throws {
    var random = SeededRandom(seed: 2)
    for _ in 0..<2000 {
      let number = Double(bitPattern: random.next())
      guard number.isFinite else { continue }
      #expect(try JSONReader.value(of: JSONValue.number(number).bytes).double == number)
    }
  }

  @Test(arguments: [
    ("[1,]", 1, 4), ("{\"a\" 1}", 1, 6), ("[1\n 2]", 2, 2), ("\"x", 1, 3), ("[01x]", 1, 4),
    ("NaN", 1, 1), ("\"\\q\"", 1, 4), ("[1] 2", 1, 5), ("\"\\ud800\"", 1, 8), ("", 1, 1),
  ])
  func mistakesHaveTheirPlace(text: String, line: Int, column: Int) {
    #expect {
      _ = try JSONReader.value(of: Array(text.utf8))
    } throws: { error in
      let problem = error as? JSONProblem
      return problem?.line == line && problem?.column == column
    }
  }

  @Test func deepNestingIsRefusedInsteadOfCrashing() {
    let text = String(repeating: "[", count: 100_000)
    #expect(throws: JSONProblem.self) { _ = try JSONReader.value(of: Array(text.utf8)) }
  }
}
