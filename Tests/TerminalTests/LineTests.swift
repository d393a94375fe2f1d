import Support
import Terminal
import Testing

@Suite struct LineTests {
  @Test func spansThatLookAlikeAreJoined() {
    var line = Line("a", .left)
    line.append("b", .left)
    line.append("")
    line.append("c", .right)
    #expect(line.spans == [Span("ab", .left), Span("c", .right)])
    #expect(line.text == "abc" && line.width() == 3)
    #expect((Line("x", indent: 1) + line).width() == 5)
    #expect((Line("x") + Line("y", indent: 2)).text == "x  y")
  }

  @Test func matchesAreHighlightedByCodePoints() {
    var line = Line("one two ", .left)
    line.append("two", .right)
    let shown = line.highlighted([8..<11, 4..<7], style: .match)
    #expect(shown.text == line.text)
    #expect(
      shown.spans == [
        Span("one ", .left), Span("two", .match), Span(" ", .left), Span("two", .match),
      ])
    #expect(line.highlighted([], style: .match) == line)
    #expect(line.highlighted([5..<9, 6..<20]) { $0.underline = true }.text == line.text)
  }

  @Test func aHighlightNeverCutsAGlyph() {
    let line = Line("ae\u{301}b")
    #expect(
      line.highlighted([2..<3], style: .match).spans == [
        Span("a"), Span("e\u{301}", .match), Span("b"),
      ])
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func highlightingChangesNoText(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    for _ in 0..<30 {
      var line = Line(random.hostileText(most: 20), .left)
      line.append(random.hostileText(most: 20), .right)
      let count = line.text.unicodeScalars.count
      let ranges = (0..<5).map { _ in
        let start = Int.random(in: 0...count, using: &random)
        return start..<Int.random(in: start...count + 3, using: &random)
      }
      let shown = line.highlighted(ranges) { $0.underline = true }
      #expect(shown.text.unicodeScalars.elementsEqual(line.text.unicodeScalars), "seed \(seed)")
      #expect(shown.width() == line.width(), "seed \(seed)")
      let underlined = shown.spans.flatMap { span in
        span.text.unicodeScalars.map { _ in span.style.underline }
      }
      for range in ranges {
        for offset in range where offset < count { #expect(underlined[offset], "seed \(seed)") }
      }
    }
  }

  @Test func linesAreCutPaddedAndPlaced() {
    let line = Line("中文字", .title)
    #expect(line.truncated(to: 6) == line)
    #expect(line.truncated(to: 5).text == "中文…")
    #expect(line.truncated(to: 4).text == "中…")
    #expect(line.truncated(to: 0).text == "")
    #expect(Line("abc", indent: 2).truncated(to: 4) == Line("a…", indent: 2))
    #expect(line.padded(to: 8).text == "中文字  ")
    #expect(line.centred(in: 11).indent == 2)
    #expect(line.flushRight(in: 11).indent == 5)
    #expect(line.centred(in: 4).text == "中…")
    #expect(Line.spread("left", "right", columns: 12).text == "left   right")
    #expect(Line.spread("left side", "right", columns: 12).text == "left … right")
    #expect(Line.spread("left", "right", columns: 3).text == "ri…")
    #expect(line.part(1..<3).text == "文字")
    #expect((line + Line("abc")).part(2..<4).spans == [Span("字", .title), Span("a")])
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func aCutLineIsNeverTooWide(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    for _ in 0..<50 {
      var line = Line(indent: Int.random(in: 0...5, using: &random))
      line.append(random.hostileText(most: 12), .left)
      line.append(random.hostileText(most: 12), .right)
      let columns = Int.random(in: 0...20, using: &random)
      let cut = line.truncated(to: columns)
      #expect(cut.width() <= columns, "seed \(seed)")
      #expect(line.width() > columns || cut == line, "seed \(seed)")
    }
  }
}
