import Support
import Terminal
import Testing

/// Whole frames as pictures: hostile and foreign text at several widths.
@Suite struct FramePictureTests {
  static let source = """
    Use `git reset --soft HEAD~1`. Your changes stay staged; nothing is lost.
    \tTo unstage\tthem as well, use --mixed.
    中文段落在字之间断行，但不在句号之前。日本語も「同じ」です。
    Cafe\u{301} nai\u{308}ve Z\u{351}\u{352}\u{353}\u{354}\u{355}algo 👨‍👩‍👧 👍🏽 🇫🇷 ❤️ done
    \u{5E9}\u{5DC}\u{5D5}\u{5DD} a\u{202E}b\u{200B}c \u{1B}[31mred\u{7} x\u{E0041}y
    """

  /// Draws the text between two rules, wrapped, with a mark where lines are hidden.
  func page(_ source: String, columns: Int, rows: Int) -> Frame {
    var frame = Frame(Viewport(columns: columns, rows: rows))
    let (head, rest) = frame.bounds.dividedTop(1)
    let (body, foot) = rest.dividedBottom(1)
    frame.rule(row: head.row, from: 0, columns: columns)
    let lines = wrap(
      DisplayText.lines(of: source).map { Line($0) }, columns: columns - 2, hangingIndent: 1)
    let pane = ScrollState(height: body.rows, contentHeight: lines.count)
    frame.put(lines[pane.visible], in: body.inset(columns: 1))
    frame.rule(row: foot.row, from: 0, columns: columns)
    if pane.hiddenBelow > 0 {
      frame.put(" ▼ \(pane.hiddenBelow) more lines ", at: Point(row: foot.row, column: 2))
    }
    return frame
  }

  @Test func aWidePage() throws {
    try expectPicture(
      page(Self.source, columns: 76, rows: 8).picture,
      equals: """
        ────────────────────────────────────────────────────────────────────────────
         Use `git reset --soft HEAD~1`. Your changes stay staged; nothing is lost.
             To unstage  them as well, use --mixed.
         中文段落在字之间断行，但不在句号之前。日本語も「同じ」です。
         Cafe\u{301} nai\u{308}ve Z\u{351}\u{352}\u{353}\u{354}algo 👨👩👧 👍 🇫🇷 ❤ done
         \u{5E9}\u{5DC}\u{5D5}\u{5DD} a\u{FFFD}b\u{FFFD}c ␛[31mred␇ x\u{FFFD}y

        ────────────────────────────────────────────────────────────────────────────
        """)
  }

  @Test func aPageOfFortyColumns() throws {
    try expectPicture(
      page(Self.source, columns: 40, rows: 11).picture,
      equals: """
        ────────────────────────────────────────
         Use `git reset --soft HEAD~1`. Your
          changes stay staged; nothing is lost.
             To unstage  them as well, use
          --mixed.
         中文段落在字之间断行，但不在句号之前。
          日本語も「同じ」です。
         Cafe\u{301} nai\u{308}ve Z\u{351}\u{352}\u{353}\u{354}algo 👨👩👧 👍 🇫🇷 ❤ done
         \u{5E9}\u{5DC}\u{5D5}\u{5DD} a\u{FFFD}b\u{FFFD}c ␛[31mred␇ x\u{FFFD}y

        ────────────────────────────────────────
        """)
  }

  @Test func aPageOfTwelveColumns() throws {
    try expectPicture(
      page(Self.source, columns: 12, rows: 20).picture,
      equals: """
        ────────────
         Use `git
          reset
          --soft
          HEAD~1`.
          Your
          changes
          stay
          staged;
          nothing
          is lost.
             To
          unstage
          them as
          well, use
          --mixed.
         中文段落在
          字之间断
          行，但不
        ── ▼ 12 mor…
        """)
  }

  @Test func aLineOfAHundredThousandCharactersIsDrawn() throws {
    let long = String(repeating: "0123456789", count: 10_000)
    try expectPicture(
      page(long, columns: 44, rows: 5).picture,
      equals: """
        ────────────────────────────────────────────
         012345678901234567890123456789012345678901
          23456789012345678901234567890123456789012
          34567890123456789012345678901234567890123
        ── ▼ 2436 more lines ───────────────────────
        """)
    var frame = Frame(Viewport(columns: 20, rows: 1))
    frame.put(long, at: Point(row: 0, column: 0))
    #expect(frame.picture == "0123456789012345678…")
  }

  /// No width loses a row's end or lets a cell out, whatever the text.
  @Test(arguments: [2, 3, 5, 12, 40, 60, 80, 110, 150, 200])
  func everyWidthHoldsItsRows(columns: Int) {
    for seed in 0..<10 as Range<UInt64> {
      var random = SplitMix64(seed: seed)
      let frame = page(Self.source + random.hostileText(most: 300), columns: columns, rows: 40)
      for row in 0..<frame.size.rows {
        let cells = frame.row(row)
        #expect(cells.reduce(0) { $0 + Int($1.width) } == columns, "seed \(seed)")
        #expect(Widths.standard.width(of: frame.text(row: row)) == columns, "seed \(seed)")
      }
    }
  }
}
