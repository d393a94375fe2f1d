import Support
import Terminal
import Testing

@Suite struct SafeTextTests {
  @Test func hostileCharactersAreWrittenByTheirCodePoints() {
    #expect(DisplayText.safe("a\u{202E}b") == "a‹U+202E›b")
    #expect(DisplayText.safe("\u{1B}[2J\n") == "‹U+001B›[2J‹U+000A›")
    #expect(DisplayText.safe("x\u{E0041}") == "x‹U+E0041›")
    #expect(DisplayText.safe("naïve 中文 שלום") == "naïve 中文 שלום")
    #expect(DisplayText.safe("\u{301}e\u{301}") == "‹U+0301›e\u{301}")
  }

  @Test func aLongTextIsCut() {
    #expect(DisplayText.safe("abcdef", limit: 6) == "abcdef")
    #expect(DisplayText.safe("abcdefg", limit: 6) == "abcde…")
    #expect(DisplayText.safe("abc\u{1B}", limit: 6) == "abc…")
    #expect(DisplayText.safe("abc", limit: 0) == "")
    let marks = DisplayText.safe("a" + String(repeating: "\u{301}", count: 1_000_000))
    #expect(marks.unicodeScalars.count <= 200)
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func theResultIsSafeAndShort(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    for _ in 0..<50 {
      let limit = Int.random(in: 1...60, using: &random)
      let safe = DisplayText.safe(random.hostileText(most: 40), limit: limit)
      #expect(safe.unicodeScalars.count <= limit, "seed \(seed)")
      #expect(safe.unicodeScalars.allSatisfy(mayReachTerminal), "seed \(seed)")
    }
  }

  @Test func aRevealedClusterIsNamedScalarByScalar() {
    #expect(
      DisplayText.reveal("e\u{301}\u{202E}\u{1B}\u{7F}\u{85}\u{200B}\u{E000}\u{378}\u{E0041}") == [
        "U+0065 LATIN SMALL LETTER E",
        "U+0301 COMBINING ACUTE ACCENT",
        "U+202E RIGHT-TO-LEFT OVERRIDE",
        "U+001B ESCAPE",
        "U+007F DELETE",
        "U+0085 a C1 control character",
        "U+200B ZERO WIDTH SPACE",
        "U+E000 a private use character",
        "U+0378 an unassigned code point",
        "U+E0041 TAG LATIN CAPITAL LETTER A",
      ])
  }
}
