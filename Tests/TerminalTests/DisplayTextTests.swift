import Support
import Terminal
import Testing

@Suite struct DisplayTextTests {
  /// Writes each glyph as `text/width`, with `!` if it is altered.
  func cells(_ text: String) -> String {
    DisplayText(text).glyphs.map { "\($0.text)/\($0.width)\($0.altered ? "!" : "")" }
      .joined(separator: " ")
  }

  @Test func plainLettersAreThemselves() {
    #expect(cells("aé ß") == "a/1 é/1  /1 ß/1")
    #expect(cells("作x") == "作/2 x/1")
    #expect(cells("") == "")
  }

  @Test func controlCharactersAreShownByTheirPictures() {
    #expect(cells("\u{1B}[31m") == "␛/1! [/1 3/1 1/1 m/1")
    #expect(cells("a\tb\r\n") == "a/1 ␉/1! b/1 ␍/1! ␊/1!")
    #expect(cells("\u{0}\u{7F}") == "␀/1! ␡/1!")
  }

  @Test(arguments: forbidden)
  func whatMayNotBeShownHasOneVisibleAlteredCell(scalar: Unicode.Scalar) throws {
    let text = DisplayText("a" + String(scalar) + "b")
    #expect(text.glyphs.count == 3, "\(scalar.value)")
    let glyph = text.glyphs[1]
    #expect(glyph.altered && glyph.width == 1 && glyph.text != " ")
    #expect(glyph.scalars == 1..<2)
    #expect(glyph.text.unicodeScalars.allSatisfy(mayReachTerminal))
  }

  @Test func aLetterCarriesAtMostFourMarks() {
    #expect(cells("e\u{301}x") == "e\u{301}/1 x/1")
    #expect(
      cells("e\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}")
        == "e\u{301}\u{302}\u{303}\u{304}/1!")
  }

  @Test func aMarkWithoutALetterStandsOnADottedCircle() {
    #expect(cells("\u{301}a") == "◌\u{301}/1! a/1")
    #expect(cells("\u{1B}\u{301}") == "␛/1! ◌\u{301}/1!")
  }

  @Test func selectorsAndSkinTonesAreDroppedAndTheCellIsAltered() {
    #expect(cells("❤️") == "❤/1!")
    #expect(cells("⌨️x") == "⌨/1! x/1")
    #expect(cells("👍🏽") == "👍/2!")
    #expect(cells("1️⃣") == "1\u{20E3}/1!")
  }

  @Test func joinedEmojiAreShownAsTheirParts() {
    #expect(cells("👨‍👩‍👧") == "👨/2! 👩/2! 👧/2")
    #expect(cells("🤷🏽‍♂️") == "🤷/2! ♂/1!")
  }

  @Test func aFlagStaysTwoCells() {
    #expect(cells("🇫🇷") == "🇫/1 🇷/1")
  }

  @Test func joinersAwayFromEmojiAreSeen() {
    #expect(cells("a\u{200D}b") == "a/1 \u{FFFD}/1! b/1")
    #expect(cells("می\u{200C}خ") == "م/1 ی/1 \u{FFFD}/1! خ/1")
  }

  @Test func aMessageHiddenInSelectorsIsSeen() {
    let hidden = "😀" + String(repeating: "\u{FE01}\u{E0121}", count: 20)
    #expect(DisplayText(hidden).glyphs.count == 40)
    #expect(cells(" \u{FE0F}") == " /1 \u{FFFD}/1!")
    #expect(cells("👍🏽🏽") == "👍/2! \u{FFFD}/1!")
  }

  @Test func hangulVowelsJoinTheirSyllable() {
    #expect(cells("\u{1112}\u{1161}\u{11AB}") == "\u{1112}\u{1161}\u{11AB}/2")
  }

  @Test func rightToLeftLettersKeepTheirOrder() {
    #expect(cells("אב") == "א/1 ב/1")
    #expect(DisplayText("abc אב").containsRightToLeft)
    #expect(DisplayText.containsRightToLeft("a\u{202E}b"))
    #expect(!DisplayText.containsRightToLeft("abc 中文 é"))
  }

  @Test func aCellLeadsBackToItsSource() {
    let source = "e\u{301}中👍🏽!"
    let text = DisplayText(source)
    #expect(text.glyphs.map(\.scalars) == [0..<2, 2..<3, 3..<5, 5..<6])
    #expect(text.glyphs.map(\.bytes) == [0..<3, 3..<6, 6..<14, 14..<15])
    #expect(text.glyph(at: 4)?.text == "👍")
    #expect(text.glyph(at: 6) == nil)
    #expect(text.glyphs.map { $0.source(in: source) } == ["e\u{301}", "中", "👍🏽", "!"])
    #expect(text.glyphs[3].source(in: "short") == "")
    #expect(text.width == 6)
  }

  @Test func aTerminalWithoutTheSignsGetsPlainOnes() {
    let ascii = Widths { $0.value < 0x7F && $0.value >= 0x20 ? 1 : -1 }
    let text = DisplayText("a\u{1B}é中\u{301}", widths: ascii)
    #expect(text.text == "a????")
    var frame = Frame(Viewport(size: Size(columns: 4, rows: 1), widths: ascii))
    frame.put("abcdef", at: Point(row: 0, column: 0))
    #expect(frame.picture == "abc>")
  }
}
