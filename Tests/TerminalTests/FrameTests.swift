import Support
import Terminal
import Testing

@Suite struct FrameTests {
  func frame(_ columns: Int, _ rows: Int = 1) -> Frame {
    Frame(Viewport(columns: columns, rows: rows))
  }

  func origin(_ column: Int = 0) -> Point { Point(row: 0, column: column) }

  /// Draws and compares the number of columns that were used.
  func expect(
    _ frame: inout Frame, _ columns: Int, sourceLocation: SourceLocation = #_sourceLocation,
    _ draw: (inout Frame) -> Int
  ) {
    let used = draw(&frame)
    #expect(used == columns, sourceLocation: sourceLocation)
  }

  @Test func aTextThatDoesNotFitEndsInDots() {
    var frame = frame(10)
    expect(&frame, 4) { $0.put("abcdef", at: origin(), columns: 4) }
    #expect(frame.picture == "abc…")
    expect(&frame, 4) { $0.put("abcd", at: origin(), columns: 4) }
    #expect(frame.picture == "abcd")
    expect(&frame, 2) { $0.put("ab", at: origin(5)) }
    #expect(frame.picture == "abcd ab")
  }

  @Test func aWideCharacterIsNeverCutInTwo() {
    var frame = frame(10)
    expect(&frame, 5) { $0.put("ab中文", at: origin(), columns: 5) }
    #expect(frame.picture == "ab中…")
    expect(&frame, 3) { $0.put("中文", at: origin(), columns: 3) }
    #expect(frame.text(row: 0) == "中… …     ")
    expect(&frame, 1) { $0.put("中文", at: origin(), columns: 1) }
    #expect(frame.text(row: 0) == "… … …     ")
  }

  @Test func halfAWideCharacterDrawnOverBecomesABlank() {
    var frame = frame(6)
    frame.put("中文字", at: origin())
    frame.put("x", at: origin(3))
    #expect(frame.text(row: 0) == "中 x字")
    frame.put("y", at: origin(0))
    #expect(frame.text(row: 0) == "y  x字")
    frame.fill(Rect(row: 0, column: 5, rows: 1, columns: 1), with: .muted)
    #expect(frame.text(row: 0) == "y  x  ")
  }

  @Test func nothingIsDrawnOutside() {
    var frame = frame(4, 2)
    let blank = frame
    expect(&frame, 0) { $0.put("abc", at: Point(row: 2, column: 0)) }
    expect(&frame, 0) { $0.put("abc", at: Point(row: -1, column: 0)) }
    expect(&frame, 0) { $0.put("abc", at: Point(row: 0, column: 4)) }
    expect(&frame, 0) { $0.put("abc", at: Point(row: 0, column: -1)) }
    expect(&frame, 0) { $0.put("abc", at: Point(row: 0, column: 0), columns: 0) }
    frame.rule(row: 9, from: 0, columns: 4, style: .line)
    frame.fill(Rect(row: 5, column: 5, rows: 9, columns: 9), with: .error)
    #expect(frame == blank)
    frame.fill(Rect(row: -3, column: 3, rows: 99, columns: 99), with: .error)
    #expect(frame[1, 3].style == .error && frame[0, 2].style == .body)
  }

  @Test func anAlteredCellSaysSo() {
    var frame = frame(4)
    frame.put("a\u{202E}b", at: origin(), style: Style(role: .left, bold: true))
    #expect(frame.picture == "a\u{FFFD}b")
    #expect(frame[0, 0].style == Style(role: .left, bold: true))
    #expect(frame[0, 1].style == Style(role: .altered, bold: true))
  }

  @Test func aLineKeepsTheStylesOfItsSpans() {
    var frame = frame(12)
    var line = Line("ab", .title, indent: 2)
    line.append("中", .error)
    expect(&frame, 6) { $0.put(line, at: origin()) }
    #expect(frame.picture == "  ab中")
    #expect(
      (0..<6).map { frame[0, $0].style.role } == [.title, .title, .title, .title, .error, .error])
    expect(&frame, 5) { $0.put(line, at: origin(), columns: 5) }
    #expect(frame.picture == "  ab…")
    expect(&frame, 2) { $0.put(line, at: origin(), columns: 2) }
    expect(&frame, 1) { $0.put(line, at: origin(), columns: 1) }
  }

  @Test func framesAreComparedRowByRow() {
    var a = frame(5, 3)
    var b = a
    #expect(a.changedRows(since: b).isEmpty && a == b)
    b.put("x", at: Point(row: 1, column: 2))
    #expect(b.changedRows(since: a) == [1] && a != b)
    #expect(!a.rowEquals(1, b) && a.rowEquals(0, b))
    a.put("x", at: Point(row: 1, column: 2), style: .muted)
    #expect(a.changedRows(since: b) == [1])
    #expect(a.changedRows(since: frame(5, 2)) == [0, 1, 2])
    b = a
    b.cursor = origin()
    #expect(a != b)
  }

  @Test func canonicallyEqualTextsAreDifferentCells() {
    var a = frame(3)
    var b = frame(3)
    a.put("\u{E9}", at: origin())
    b.put("e\u{301}", at: origin())
    #expect(a != b)
  }

  @Test func rulesAndStylesAreDrawnOverWhatWasThere() {
    var frame = frame(6, 2)
    frame.put("中文字", at: origin())
    frame.rule(row: 0, from: 1, columns: 3, style: .line)
    frame.columnRule(column: 5, from: 0, rows: 2)
    frame.restyle(frame.bounds) { $0.reverse = true }
    #expect(frame.picture == " ─── ┆\n     ┆")
    #expect(frame[0, 0].style.reverse && frame[0, 2].style == Style.line.reversed)
  }

  /// Draws at random and looks whether every wide cell has its right half and no half is alone.
  @Test(arguments: 0..<40 as Range<UInt64>)
  func wideCellsAndTheirHalvesStayTogether(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var frame = frame(17, 4)
    for _ in 0..<60 {
      let point = Point(
        row: .random(in: -1...4, using: &random), column: .random(in: -1...17, using: &random))
      let columns = Int.random(in: 0...20, using: &random)
      switch Int.random(in: 0..<4, using: &random) {
      case 0:
        frame.fill(
          Rect(row: point.row, column: point.column, rows: 2, columns: columns), with: .body)
      case 1: frame.rule(row: point.row, from: point.column, columns: columns)
      default:
        let used = frame.put(random.hostileText(most: 20), at: point, columns: columns)
        #expect(used <= columns, "seed \(seed)")
      }
      for row in 0..<4 {
        for column in 0..<17 {
          let cell = frame[row, column]
          switch cell.width {
          case 0: #expect(column > 0 && frame[row, column - 1].width == 2 && cell.text.isEmpty)
          case 2: #expect(column < 16 && frame[row, column + 1].width == 0, "seed \(seed)")
          default: #expect(cell.width == 1 && !cell.text.isEmpty, "seed \(seed)")
          }
          #expect(cell.text.unicodeScalars.allSatisfy(mayReachTerminal), "seed \(seed)")
        }
      }
    }
  }
}
