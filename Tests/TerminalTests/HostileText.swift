import Support

extension SplitMix64 {
  /// Returns a text of up to `most` pieces, of the sorts that make terminals stumble.
  mutating func hostileText(most: Int) -> String {
    var text = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0...most, using: &self) {
      switch Int.random(in: 0..<16, using: &self) {
      case 0...4: text.append(pick(letters))
      case 5, 6: text.append(" ")
      case 7, 8: text.append(pick(wide))
      case 9: text.append(pick(marks))
      case 10: text.append(pick(joining))
      case 11: text.append(pick(emoji))
      case 12: text.append(pick(forbidden))
      case 13: text.append(pick(rightToLeft))
      case 14: text.append(contentsOf: pick(clusters).unicodeScalars)
      default: text.append(scalar())
      }
    }
    return String(text)
  }
}

private let letters = Array("abcxyzÀéßñ019.,-#*".unicodeScalars)
private let wide = Array("中文字かなカ한글，。「」（）ー".unicodeScalars)
private let marks: [Unicode.Scalar] = ["\u{301}", "\u{308}", "\u{20DD}", "\u{94D}", "\u{1161}"]
private let joining: [Unicode.Scalar] = [
  "\u{200D}", "\u{200C}", "\u{FE0F}", "\u{FE0E}", "\u{1F3FD}", "\u{E0101}",
]
private let emoji: [Unicode.Scalar] = ["👍", "👩", "❤", "🇫", "🇷", "😀"]
private let rightToLeft = Array("אבגםسلام".unicodeScalars)
private let clusters = [
  "👨‍👩‍👧‍👦", "👍🏽", "🇫🇷", "⌨️", "1️⃣", "क्षि", "e\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}",
]

/// One of each sort that may never reach a terminal.
let forbidden: [Unicode.Scalar] = [
  "\u{0}", "\u{7}", "\u{8}", "\t", "\n", "\u{B}", "\r", "\u{E}", "\u{1B}", "\u{1F}", "\u{7F}",
  "\u{80}", "\u{85}", "\u{9B}", "\u{9D}", "\u{AD}", "\u{34F}", "\u{61C}", "\u{115F}", "\u{180E}",
  "\u{200B}", "\u{200C}", "\u{200D}", "\u{200E}", "\u{200F}", "\u{2028}", "\u{2029}", "\u{202A}",
  "\u{202B}", "\u{202C}", "\u{202D}", "\u{202E}", "\u{2060}", "\u{2066}", "\u{2067}", "\u{2068}",
  "\u{2069}", "\u{206A}", "\u{3164}", "\u{E000}", "\u{FEFF}", "\u{FFA0}", "\u{FFF9}", "\u{FFFE}",
  "\u{378}", "\u{E0001}", "\u{E0041}", "\u{E007F}", "\u{F0000}", "\u{10FFFF}",
]

/// Says whether a scalar value may stand in a cell, written apart from the rules under test.
func mayReachTerminal(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0..<0x20, 0x7F..<0xA0, 0xAD, 0x61C, 0x180E, 0x200B...0x200F, 0x2028...0x202E,
    0x2060...0x206F, 0xFE00...0xFE0F, 0xFEFF, 0xFFF9...0xFFFB, 0x1_F3FB...0x1_F3FF,
    0xE_0000...0xE_0FFF:
    return false
  default:
    let category = scalar.properties.generalCategory
    return category != .unassigned && category != .privateUse && category != .control
      && category != .lineSeparator && category != .paragraphSeparator && category != .surrogate
  }
}
