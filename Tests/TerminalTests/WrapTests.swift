import Support
import Terminal
import Testing

@Suite struct WrapTests {
  func wrapped(_ text: String, _ columns: Int, hanging: Int = 0) -> String {
    wrap(Line(text), columns: columns, widths: .standard, hangingIndent: hanging)
      .map { String(repeating: "·", count: $0.indent) + $0.text + "|" }.joined(separator: "\n")
  }

  @Test func linesBreakAtBlanks() throws {
    try expectPicture(
      wrapped("Use git reset --soft HEAD~1. Your changes stay staged.", 20),
      equals: """
        Use git reset --soft|
        HEAD~1. Your changes|
        stay staged.|
        """)
    try expectPicture(
      wrapped("one  two   three", 5),
      equals: """
        one|
        two|
        three|
        """)
  }

  @Test func aLongWordIsCutAtTheCell() throws {
    try expectPicture(
      wrapped("a https://example.org/x end", 10),
      equals: """
        a|
        https://ex|
        ample.org/|
        x end|
        """)
  }

  @Test func ideographsBreakBetweenCharactersButNotBeforeAStop() throws {
    try expectPicture(
      wrapped("中文字字，文字。", 9),
      equals: """
        中文字|
        字，文|
        字。|
        """)
    try expectPicture(
      wrapped("ab中文「文」cd", 8),
      equals: """
        ab中文|
        「文」cd|
        """)
  }

  @Test func laterLinesHang() throws {
    try expectPicture(
      wrapped("- a point of three lines at least", 12, hanging: 2),
      equals: """
        - a point of|
        ··three|
        ··lines at|
        ··least|
        """)
    let line = Line("aa bb cc", indent: 3)
    let lines = wrap(line, columns: 6, widths: .standard, hangingIndent: -2)
    #expect(lines.map(\.indent) == [3, 1])
    #expect(lines.map(\.text) == ["aa", "bb cc"])
  }

  @Test func blanksAtTheBeginningStay() {
    #expect(wrapped("    let x = 1", 20) == "    let x = 1|")
    #expect(wrapped("", 20) == "|")
    #expect(wrapped("        ", 4) == "|")
    #expect(wrapped("    ", 4) == "    |")
  }

  @Test func stylesSurviveTheBreak() {
    var line = Line("one two", .left)
    line.append(" three", .right)
    let lines = wrap(line, columns: 7, widths: .standard, hangingIndent: 0)
    #expect(lines == [Line("one two", .left), Line("three", .right)])
    var split = Line("unbro", .left)
    split.append("ken", .right)
    #expect(
      wrap(split, columns: 4, widths: .standard, hangingIndent: 0) == [
        Line("unbr", .left), Line([Span("o", .left), Span("ken", .right)]),
      ])
  }

  @Test func aRoomTooSmallForAnythingStillEnds() {
    #expect(
      wrap(Line("中a", indent: 9), columns: 0, widths: .standard, hangingIndent: 9).map(\.text) == [
        "中", "a",
      ])
  }

  /// Nothing is lost but blanks at breaks, no line is too wide, and styles stay with their text.
  @Test(arguments: 0..<60 as Range<UInt64>)
  func wrappingLosesNothing(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    for _ in 0..<30 {
      var line = Line(indent: Int.random(in: 0...4, using: &random))
      for style in [Style.body, .left, .right] {
        line.append(random.hostileText(most: 30), style)
      }
      let columns = Int.random(in: 2...30, using: &random)
      let hanging = Int.random(in: -2...6, using: &random)
      let lines = wrap(line, columns: columns, widths: .standard, hangingIndent: hanging)
      #expect(!lines.isEmpty)
      var rest = Array(line.text.unicodeScalars)[...]
      for (index, part) in lines.enumerated() {
        #expect(part.width() <= columns, "seed \(seed): \(part.text.debugDescription)")
        let text = Array(part.text.unicodeScalars)
        while index > 0, rest.first == " ", !rest.starts(with: text) { rest.removeFirst() }
        #expect(rest.starts(with: text), "seed \(seed), line \(index)")
        rest = rest.dropFirst(text.count)
      }
      #expect(rest.allSatisfy { $0 == " " }, "seed \(seed)")
      let styled = lines.flatMap(\.spans).map { ($0.style.role, $0.text) }
      for role in [Role.body, .left, .right] {
        let had = line.spans.filter { $0.style.role == role }.map(\.text).joined()
        let has = styled.filter { $0.0 == role }.map(\.1).joined()
        #expect(
          had.unicodeScalars.filter { $0 != " " }.elementsEqual(
            has.unicodeScalars.filter { $0 != " " }), "seed \(seed)")
      }
    }
  }

  @Test func aLineOfAHundredThousandCharactersIsWrapped() {
    let word = wrap(Line(String(repeating: "x", count: 100_000)), columns: 90)
    #expect(word.count == 1_112)
    let words = wrap(Line(String(repeating: "ab ", count: 33_333)), columns: 90)
    #expect(words.count == 1_112)
    let blanks = wrap(Line("a" + String(repeating: " ", count: 100_000) + "b"), columns: 90)
    #expect(blanks.map(\.text) == ["a", "b"])
  }
}
