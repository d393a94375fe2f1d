import Markdown
import Testing

@Suite struct Blocks {
  @Test func aParagraphIsJoinedWithSoftBreaksAndKeepsHardOnes() {
    #expect(
      MarkdownText.blocks("one\ntwo  \nthree\\\nfour") == [
        .paragraph([
          .text("one"), .softBreak, .text("two"), .hardBreak, .text("three"), .hardBreak,
          .text("four"),
        ])
      ])
  }

  @Test func headingsHaveLevelsAndGiveUpTheirId() {
    #expect(
      MarkdownText.blocks("# Title\n\n## Over *all* {#overall}\n\nSet\n--- ") == [
        .heading(level: 1, [.text("Title")], id: nil),
        .heading(level: 2, [.text("Over "), .emphasis([.text("all")])], id: "overall"),
        .heading(level: 2, [.text("Set")], id: nil),
      ])
    #expect(
      MarkdownText.blocks("## {#only}") == [.heading(level: 2, [], id: "only")])
  }

  @Test(arguments: ["{#two words}", "{#}", "{overall}", "{#-a}", "{#a", "{#a} b", "{#é}"])
  func aMalformedIdStaysText(attribute: String) {
    #expect(
      MarkdownText.blocks("## Rule \(attribute)")
        == [.heading(level: 2, [.text("Rule \(attribute)")], id: nil)])
  }

  @Test func listsNestAndKeepTheirFirstNumber() {
    #expect(
      MarkdownText.blocks("3. a\n4. b\n   - c\n   - d\n") == [
        .list(
          [
            [.paragraph([.text("a")])],
            [
              .paragraph([.text("b")]),
              .list([[.paragraph([.text("c")])], [.paragraph([.text("d")])]], start: nil),
            ],
          ], start: 3)
      ])
  }

  @Test func numbersAreThoseOfTheSourceWhereTheyAreAskedFor() {
    let source = "1. a\n1. **b**\n\n   7. c\n   9. d\n2. > e\n\n5)\n   f\n4) 3. - g"
    #expect(MarkdownText.blocks(source).count == 2)
    func item(_ text: String) -> [Block] { [.paragraph([.text(text)])] }
    #expect(
      MarkdownText.blocks(source, asWritten: true) == [
        .list([item("a")], start: 1),
        .list(
          [
            [
              .paragraph([.strong([.text("b")])]), .list([item("c")], start: 7),
              .list([item("d")], start: 9),
            ], [.quote(item("e"))],
          ], start: 1),
        .list([item("f")], start: 5),
        .list([[.list([[.list([item("g")], start: nil)]], start: 3)]], start: 4),
      ])
    let lines = MarkdownText.blocksWithLines(source + "\n\nend", asWritten: true).map(\.line)
    #expect(lines == [1, 1, 8, 8, 12])
  }

  @Test func aLooseListHasTheSameBlocksAsATightOne() {
    #expect(MarkdownText.blocks("- a\n\n- b") == MarkdownText.blocks("- a\n- b"))
  }

  @Test func quotesAndCodeAndBreaksStandWhereTheyAreWritten() {
    #expect(
      MarkdownText.blocks("> quoted\n\n```swift\nlet a = 1\n\n    b\n```\n\n---\n\n    indented")
        == [
          .quote([.paragraph([.text("quoted")])]),
          .code("let a = 1\n\n    b", language: "swift"),
          .rule,
          .code("indented", language: nil),
        ])
    #expect(MarkdownText.blocks("```\n```") == [.code("", language: nil)])
  }

  @Test func tablesHaveAlignmentsAndFullRows() {
    #expect(
      MarkdownText.blocks("| a | b | c |\n|:--|:-:|--:|\n| 1 | *2* |\n") == [
        .table(
          header: [[.text("a")], [.text("b")], [.text("c")]],
          rows: [[[.text("1")], [.emphasis([.text("2")])], []]],
          alignments: [.leading, .centre, .trailing])
      ])
  }

  @Test func aRowWithCellsToSpareWidensItsTable() {
    #expect(
      MarkdownText.blocks("> a|b\n> |---\n> 1|`2|3`|4\\|5| 6 |\n\n|c|\n|---|\n|7|8|") == [
        .quote([
          .table(
            header: [[.text("a")], [.text("b")], [], []],
            rows: [[[.text("1")], [.code("2|3")], [.text("4|5")], [.text("6")]]],
            alignments: [.leading, .leading, .leading, .leading])
        ]),
        .table(
          header: [[.text("c")], []], rows: [[[.text("7")], [.text("8")]]],
          alignments: [.leading, .leading]),
      ])
  }

  @Test func plainTextHasNoMarkup() {
    let source =
      "# T {#t}\n\n*a* **b** ~~c~~ `d` [e](f) ![g](h)\ni\n\n- j\n- k\n\n|l|m|\n|---|---|\n|n|o|\n"
    #expect(
      MarkdownText.blocks(source).plainText == "T\na b c d e g i\nj\nk\nl\tm\nn\to")
  }

  @Test func everyOutermostBlockKnowsItsLine() {
    let source = """
      # Title

      Text
      goes on

      Under
      -----
      ---

      [a]: /url

      ```

      code
      ```
      ***
      ##

      - item
        more

      > quote

          indented
      |h|
      |---|
      """
    let lines = MarkdownText.blocksWithLines(source)
    #expect(
      lines.map(\.line) == [1, 3, 6, 8, 12, 16, 17, 19, 22, 24, 25],
      "\(lines)")
    let carriage = source.replacing("\n", with: "\r\n")
    #expect(MarkdownText.blocksWithLines(carriage).map(\.line) == lines.map(\.line))
  }
}
