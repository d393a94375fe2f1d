import Support
import Terminal
import Testing

@Suite struct SourceLineTests {
  @Test func aTextIsSplitAtEveryKindOfLineEnd() {
    #expect(DisplayText.lines(of: "a\nb\r\nc\rd") == ["a", "b", "c", "d"])
    #expect(DisplayText.lines(of: "") == [""])
    #expect(DisplayText.lines(of: "a\n") == ["a", ""])
    #expect(DisplayText.lines(of: "\n\r\r\n") == ["", "", "", ""])
    #expect(DisplayText.lines(of: "a\u{2028}b") == ["a\u{2028}b"])
  }

  @Test func tabsReachTheNextFourthCell() {
    #expect(DisplayText.lines(of: "\tx") == ["    x"])
    #expect(DisplayText.lines(of: "abc\tx\n中\ty") == ["abc x", "中  y"])
    #expect(DisplayText.lines(of: "abcd\t|\t|") == ["abcd    |   |"])
  }

  @Test func placesLeadBothWays() {
    let lines = SourceLine.all(of: "ab\tc\r\n\td\te")
    #expect(lines.map(\.range) == [0..<4, 6..<10])
    #expect(lines[0].shown(2..<3) == 2..<4)
    #expect(lines[0].shown(3..<4) == 4..<5)
    #expect((0...5).map { lines[0].source($0) } == [0, 1, 2, 2, 3, 4])
    #expect(lines[1].text == "    d   e")
    #expect(lines[1].shown(6..<7) == 0..<4)
    #expect(lines[1].shown(9..<10) == 8..<9)
    #expect(lines[1].shown(0..<3).isEmpty)
    #expect((0...9).map { lines[1].source($0) } == [6, 6, 6, 6, 7, 8, 8, 8, 9, 10])
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func everyPlaceOfASourceIsFoundAgain(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    for _ in 0..<30 {
      var text = random.hostileText(most: 20)
      for _ in 0..<6 {
        text += random.pick(["\t", "\n", "\r\n", "a", ""]) + random.hostileText(most: 4)
      }
      let scalars = Array(text.unicodeScalars)
      for line in SourceLine.all(of: text) {
        for offset in line.range {
          #expect(line.source(line.shown(offset)) == offset, "seed \(seed)")
          let shown = Array(line.text.unicodeScalars)[line.shown(offset)]
          #expect(shown == (scalars[offset] == "\t" ? " " : scalars[offset]), "seed \(seed)")
        }
        #expect(!line.text.unicodeScalars.contains { "\t\n\r".unicodeScalars.contains($0) })
      }
    }
  }
}
