import Support
import Terminal
import Testing

/// What holds of every text.
@Suite struct DisplayTextLaws {
  @Test func noScalarValueReachesACellUnlessItMay() {
    var wrong: [UInt32] = []
    for value in UInt32(0)...0x10_FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let alone = DisplayText(String(scalar))
      let behind = DisplayText("x" + String(scalar))
      let seen = (alone.glyphs + behind.glyphs).allSatisfy { glyph in
        glyph.text.unicodeScalars.allSatisfy(mayReachTerminal) && (1...2).contains(glyph.width)
      }
      let kept = alone.glyphs.count == 1 && alone.glyphs[0].scalars == 0..<1
      let told = alone.glyphs[0].text == String(scalar) || alone.glyphs[0].altered
      if !seen || !kept || !told { wrong.append(value) }
    }
    #expect(wrong.isEmpty, "\(wrong.count) wrong, the first \(wrong.prefix(5))")
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func glyphsCoverTheSourceWithoutGaps(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    for _ in 0..<50 {
      let source = random.hostileText(most: 40)
      let text = DisplayText(source)
      var scalars = 0
      var bytes = 0
      for glyph in text.glyphs {
        #expect(glyph.scalars.lowerBound == scalars && !glyph.scalars.isEmpty, "seed \(seed)")
        #expect(glyph.bytes.lowerBound == bytes, "seed \(seed)")
        #expect(glyph.text.unicodeScalars.allSatisfy(mayReachTerminal), "seed \(seed)")
        #expect(glyph.text.unicodeScalars.count <= 5, "seed \(seed)")
        scalars = glyph.scalars.upperBound
        bytes = glyph.bytes.upperBound
      }
      #expect(scalars == source.unicodeScalars.count && bytes == source.utf8.count, "seed \(seed)")
      #expect(text.width == text.glyphs.reduce(0) { $0 + $1.width })
      #expect(text.width == Widths.standard.width(of: source), "seed \(seed)")
    }
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func anUnalteredGlyphIsItsSource(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    for _ in 0..<50 {
      let source = random.hostileText(most: 40)
      let scalars = Array(source.unicodeScalars)
      for glyph in DisplayText(source).glyphs where !glyph.altered {
        #expect(Array(glyph.text.unicodeScalars) == Array(scalars[glyph.scalars]), "seed \(seed)")
      }
    }
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func cuttingBetweenGlyphsChangesNoGlyph(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    for _ in 0..<20 {
      let source = random.hostileText(most: 20)
      let scalars = source.unicodeScalars
      let whole = DisplayText(source).glyphs
      for (index, glyph) in whole.enumerated() {
        let cut = scalars.index(scalars.startIndex, offsetBy: glyph.scalars.lowerBound)
        let left = DisplayText(String(scalars[..<cut])).glyphs
        let right = DisplayText(String(scalars[cut...])).glyphs
        let parts = (left + right).map(\.text)
        #expect(parts == whole.map(\.text), "seed \(seed), cut before glyph \(index)")
      }
    }
  }

  @Test func aHundredThousandMarksAreOneCell() {
    let text = DisplayText("a" + String(repeating: "\u{301}", count: 100_000))
    #expect(text.glyphs.count == 1)
    #expect(text.glyphs[0].altered)
    #expect(text.glyphs[0].text.unicodeScalars.count == 5)
  }
}
