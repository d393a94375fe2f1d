import Markdown
import Screens
import Terminal
import Testing

@Suite struct ReadingLaws {
  static let columns = [2, 7, 20, 40, 60, 90, 150]

  @Test(arguments: ReadingSamples.all.keys.sorted())
  func noLineIsWiderThanItsPane(name: String) throws {
    let text = try #require(ReadingSamples.all[name])
    for form in ReadingForm.allCases {
      for columns in Self.columns {
        for line in Reading.lines(text: text, as: form, columns: columns, widths: .standard) {
          #expect(line.width() <= columns, "\(form) at \(columns): \(line.text)")
        }
      }
    }
  }

  /// Letters and digits with what they stand on, in order.
  private func letters(_ text: String) -> [Unicode.Scalar] {
    text.unicodeScalars.filter {
      $0.properties.isAlphabetic || $0.properties.numericType != nil
    }
  }

  @Test(arguments: ReadingSamples.all.keys.sorted(), [20, 40, 60, 90])
  func plainTextLosesNoLetter(name: String, columns: Int) throws {
    let text = try #require(ReadingSamples.all[name])
    let isBlank = text.allSatisfy(\.isWhitespace)
    let shown = Reading.lines(text: text, as: .text, columns: columns, widths: .standard)
    #expect(isBlank || letters(shown.map(\.text).joined()) == letters(text))
  }

  @Test(arguments: ReadingSamples.all.keys.sorted(), [20, 40, 60, 90])
  func codeLosesNoCharacterAtAll(name: String, columns: Int) throws {
    let text = try #require(ReadingSamples.all[name])
    guard !text.allSatisfy(\.isWhitespace) else { return }
    let shown = Reading.lines(text: text, as: .code, columns: columns, widths: .standard)
      .flatMap { $0.spans }.filter { $0.style.role == .code }.map(\.text).joined()
    #expect(shown == DisplayText.lines(of: text).joined())
  }

  @Test(arguments: ["markdown", "wide", "plain", "deep", "deep list"], [20, 40, 60, 90])
  func markdownLosesNoLetter(name: String, columns: Int) throws {
    let text = try #require(ReadingSamples.all[name])
    let shown = letters(
      Reading.lines(text: text, as: .markdown, columns: columns, widths: .standard)
        .map(\.text).joined())
    var wanted: [Unicode.Scalar: Int] = [:]
    for scalar in letters(MarkdownText.blocks(text).plainText) { wanted[scalar, default: 0] += 1 }
    for scalar in shown { wanted[scalar, default: 0] -= 1 }
    #expect(wanted.allSatisfy { $0.value <= 0 }, "\(wanted.filter { $0.value > 0 })")
  }

  @Test func whatIsInvisibleIsNamedInRawText() {
    let raw = Reading.lines(
      text: ReadingSamples.wide + "end  \r\n\tx", as: .raw, columns: 90, widths: .standard)
    let text = raw.map(\.text).joined(separator: "\n")
    for code in ["‹U+202E›", "‹U+202C›", "‹U+200B›", "‹U+1F3FD›", "‹U+FE0F›", "end··‹CR›", "→x"] {
      #expect(text.contains(code), "\(code)")
    }
    for line in raw {
      #expect(!DisplayText(line.text).isAltered)
    }
  }

  @Test func anEmptyTextSaysSo() {
    for form in ReadingForm.allCases where form != .raw {
      let lines = Reading.lines(text: "", as: form, columns: 40, widths: .standard)
      #expect(lines == [Line("(empty)", Style.muted.italicised)])
      #expect(
        Reading.lines(text: " ", as: form, columns: 40, widths: .standard).map(\.text)
          == ["(empty: 1 blank character)"])
    }
    #expect(
      Reading.lines(text: "[a]: b", as: .markdown, columns: 40, widths: .standard).map(\.text)
        == ["[a]: b"])
  }

  @Test func aCacheGivesWhatReadingGivesAndForgetsTheOldest() {
    var cache = ReadingCache(capacity: 2)
    for text in ["a", "b", "a", "c", "b"] {
      #expect(
        cache.lines(text: text, as: .text, columns: 40, widths: .standard)
          == Reading.lines(text: text, as: .text, columns: 40, widths: .standard))
      #expect(cache.count <= 2)
    }
  }

  @Test(arguments: [1, 5] as [UInt64])
  func randomTextsKeepEveryLaw(seed: UInt64) {
    var random = SplitMix64(state: seed)
    let pieces = [
      "word", "日本", "é", "👍🏽", "\u{202E}", "\0", "\t", "\n", "\r\n", "\n\n", " ", "- ", "> ", "1. ",
      "`", "```\n", "|", "\n|---|\n", "**", "[", "](u)", "# ", "    ", "Human: ", "Assistant:",
      ": ", "{", "\"",
    ]
    for round in 0..<200 {
      var text = ""
      for _ in 0..<60 { text += pieces[Int(random.next() % UInt64(pieces.count))] }
      let columns = 2 + Int(random.next() % 70)
      for form in ReadingForm.allCases {
        let lines = Reading.lines(text: text, as: form, columns: columns, widths: .standard)
        let widest = lines.map { $0.width() }.max() ?? 0
        #expect(
          !lines.isEmpty && widest <= columns,
          "seed \(seed), round \(round), \(form) at \(columns): \(text.debugDescription)")
      }
    }
  }
}

/// A small seeded generator, so that a failure can be repeated.
private struct SplitMix64 {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
