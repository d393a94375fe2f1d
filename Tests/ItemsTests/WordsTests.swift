import Items
import Testing

@Suite struct Words {
  @Test func unsafeCharactersAreShownByName() {
    #expect(Quoted("a\u{1B}[0m").description == "\"a‹U+001B›[0m\"")
    #expect(Quoted("x\u{202E}y\u{FEFF}").safe == "x‹U+202E›y‹U+FEFF›")
    #expect(Quoted("a\u{A0}b\u{AD}c\u{FE0F}").safe == "a‹U+00A0›b‹U+00AD›c‹U+FE0F›")
    #expect(Quoted("e\u{301}").safe == "e\u{301}")
    #expect(Quoted("\u{301}").safe == "‹U+0301›")
    #expect(Quoted("‹U+0041›").safe == "‹U+2039›U+0041‹U+203A›")
    #expect(Quoted("\r\n").safe == "‹U+000D›‹U+000A›")
    #expect(Quoted(bytes: [0x61, 0xFF, 0xC3]).safe == "a‹FF›‹C3›")
  }

  @Test func longTextIsCut() {
    #expect(Quoted("abcdef", limit: 3).safe == "abc…")
    #expect(Quoted("abc", limit: 3).safe == "abc")
    #expect(Quoted(bytes: [UInt8](repeating: 0x61, count: 1_000_000), limit: 2).safe == "aa…")
  }

  @Test func noScalarValueStaysUnsafe() {
    for value in UInt32(0)...0x10FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      guard value < 0x3000 || value > 0xD7FF else { continue }
      for shown in Quoted(String(scalar)).safe.unicodeScalars {
        let properties = shown.properties
        guard
          properties.isDefaultIgnorableCodePoint || properties.isBidiControl
            || properties.generalCategory == .control
        else { continue }
        Issue.record("\(Quoted.name(of: scalar)) is shown as it is")
      }
    }
  }

  @Test(arguments: [
    ("kidn", "kind"), ("questoins", "questions"), ("KIND", "kind"), ("guidlines", "guidelines"),
    ("kindd", "kind"),
  ])
  func aMistypedWordFindsTheRightOne(_ typed: String, _ meant: String) {
    let words = ["questions", "kind", "guidelines", "item", "work"]
    #expect(NearestWord.find(typed, among: words) == meant)
  }

  @Test func aWordUnlikeAllFindsNone() {
    #expect(NearestWord.find("zebra", among: ["kind", "item"]) == nil)
    #expect(NearestWord.find("", among: ["a"]) == nil)
    #expect(NearestWord.find("q", among: ["a", "bc"]) == nil)
    #expect(NearestWord.find(String(repeating: "a", count: 1_000_000), among: ["a"]) == nil)
  }

  @Test func aProblemIsOneLineOfSentences() {
    let problem = Problem(
      place: Place(file: "a\nb", line: 3, column: 9), what: "One.", why: "", remedy: "Three.")
    #expect(problem.message == "a‹U+000A›b:3:9: One. Three.")
    #expect(Problem(what: "One.", why: "Two.").message == "One. Two.")
  }
}
