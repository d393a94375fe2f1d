import CCurses
import Curses
import Terminal
import Testing

@Suite("DisplayText and the last defence agree")
struct AgreementTests {
  @Test func everyCellThatDisplayTextMakesIsDrawnAsItIs() {
    #expect(cc_use_utf8_locale() == 1)
    var faults: [String] = []
    for value in UInt32(0)...0x10_FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let text = DisplayText("x" + String(Character(scalar)), widths: .ofTerminal)
      for glyph in text.glyphs {
        let scalars = Array(glyph.text.unicodeScalars)
        let isSafe = scalars.allSatisfy { cc_is_unsafe($0.value) == 0 }
        let widths = scalars.map { Int(cc_width($0.value)) }
        let fits = widths.first == glyph.width && widths.dropFirst().allSatisfy { $0 == 0 }
        if !isSafe || !fits || scalars.count > 5 {
          faults.append("U+" + String(value, radix: 16, uppercase: true))
        }
      }
    }
    #expect(faults.isEmpty, "\(faults.count): \(faults.prefix(20))")
  }

  @Test func everyUnsafeScalarIsShownAltered() {
    #expect(cc_use_utf8_locale() == 1)
    for value in UInt32(0)...0x10_FFFF where cc_is_unsafe(value) == 1 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let text = DisplayText("x" + String(Character(scalar)) + "y", widths: .ofTerminal)
      #expect(text.isAltered, "U+\(String(value, radix: 16))")
    }
  }
}
