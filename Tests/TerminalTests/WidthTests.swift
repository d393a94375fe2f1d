import Terminal
import Testing

@Suite struct WidthTests {
  @Test(
    arguments: [
      ("a", 1), (" ", 1), ("é", 1), ("\u{AD}", 1), ("\u{301}", 0), ("\u{200B}", 0), ("中", 2),
      ("ｱ", 1), ("Ａ", 2), ("한", 2), ("\u{1161}", 0), ("😀", 2), ("❤", 1), ("🇫", 1), ("\u{3000}", 2),
      ("\u{7}", -1), ("\u{9B}", -1), ("\u{378}", -1), ("\u{2028}", -1), ("…", 1), ("─", 1),
      ("\u{20000}", 2), ("\u{10FFFF}", -1), ("\u{1F3FD}", 2), ("\u{E000}", 1),
    ] as [(Unicode.Scalar, Int)])
  func theBuiltInTableFollowsUnicode(scalar: Unicode.Scalar, width: Int) {
    #expect(Widths.standard.width(of: scalar) == width)
  }

  @Test func aTextIsAsWideAsItsCells() {
    #expect(Widths.standard.width(of: "a中\u{1B}👍🏽") == 6)
  }
}
