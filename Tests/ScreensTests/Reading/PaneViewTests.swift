import Screens
import Terminal
import Testing

@Suite struct PaneViews {
  private let lines = (1...10).map { Line("line \($0)") }

  private func draw(_ scroll: ScrollState, rows: Int, _ wanted: String = "") -> Frame {
    var frame = Frame(Viewport(columns: 24, rows: rows + 1))
    PaneView.draw(
      lines, scroll: scroll, in: Rect(row: 0, column: 1, rows: rows, columns: 22), of: &frame,
      highlighting: wanted)
    return frame
  }

  private func scroll(_ offset: Int, rows: Int) -> ScrollState {
    ScrollState(
      offset: offset, height: PaneView.textRows(of: rows, for: lines.count),
      contentHeight: lines.count)
  }

  @Test func theLastRowSaysHowMuchIsHidden() {
    #expect(
      draw(scroll(0, rows: 4), rows: 4).picture == """
         line 1
         line 2
         line 3
                 ▼ 7 more lines

        """)
    #expect(
      draw(scroll(6, rows: 4), rows: 4).picture == """
         line 7
         line 8
         line 9
             ▲ 6  ▼ 1 more line

        """)
    #expect(
      draw(scroll(7, rows: 4), rows: 4).picture == """
         line 8
         line 9
         line 10
                 ▲ 7 more lines

        """)
  }

  @Test func aPaneOfOneRowSharesItWithTheMarker() {
    var frame = Frame(Viewport(columns: 16, rows: 1))
    PaneView.draw(
      [Line("a line of text"), Line("b")],
      scroll: ScrollState(offset: 0, height: 1, contentHeight: 2), in: frame.bounds, of: &frame)
    #expect(frame.picture == "a line of t… ▼ 1")
  }

  @Test func aTextThatFitsHasNoMarker() {
    #expect(!draw(scroll(0, rows: 10), rows: 10).picture.contains("more"))
    #expect(draw(scroll(0, rows: 10), rows: 10).picture.contains("line 10"))
  }

  @Test func everyLineCanBeSeenWhateverHeightTheScrollStateHas() {
    for rows in 1...11 {
      // A pane of two rows has room for one line, so a height of two would step over some.
      for height in [PaneView.textRows(of: rows, for: lines.count), rows == 2 ? 1 : rows] {
        var seen: Set<String> = []
        var scroll = ScrollState(offset: 0, height: height, contentHeight: lines.count)
        repeat {
          let visible = PaneView.visible(lines.count, scroll: scroll, rows: rows)
          seen.formUnion(lines[visible].map(\.text))
          let hidden = lines.count - visible.count
          #expect(draw(scroll, rows: rows).picture.contains(/[▲▼]/) == (hidden > 0))
        } while scroll.scroll(by: 1)
        #expect(seen.count == lines.count, "\(rows) rows, height \(height)")
      }
    }
  }

  @Test func matchesAreMarked() {
    let frame = draw(scroll(0, rows: 4), rows: 4, "line 2")
    #expect(
      (1...6).allSatisfy { frame[1, $0].style.role == .match && frame[1, $0].style.underline })
    #expect(frame[0, 1].style.role == .body)
  }

  @Test func aMatchGoesOnBelowAWrappedLine() {
    let wrapped = wrap(Line("a careful expert would send"), columns: 16)
    #expect(wrapped.map(\.text) == ["a careful expert", "would send"])
    #expect(
      LineSearch.matches(of: "expert would", in: wrapped) == [0: [10..<16], 1: [0..<5]])
    #expect(LineSearch.matches(of: "", in: wrapped).isEmpty)
    #expect(LineSearch.matches(of: "would send ", in: wrapped) == [1: [0..<10]])
    #expect(
      LineSearch.matches(of: "a b c d", in: [Line("x a"), Line("b"), Line("c d")])
        == [0: [2..<3], 1: [0..<1], 2: [0..<3]])
    #expect(LineSearch.rows(of: "e", in: wrapped) == [0, 1])
    #expect(LineSearch.matches(of: "aa", in: [Line("aaaaa")]) == [0: [0..<2, 2..<4]])
    #expect(LineSearch.matches(of: "é", in: [Line("CAF\u{C9}")]) == [0: [3..<4]])
  }
}
