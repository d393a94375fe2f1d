import Markdown
import Testing

@Suite struct HostileMarkdown {
  /// The letters, digits and other visible characters that no markup uses.
  private func words(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.properties.isAlphabetic }))
  }

  /// Texts that are costly or deep for a careless reader, by name.
  static let texts: [String: String] = [
    "quotes": String(repeating: ">", count: 10_000) + "a",
    "deep quotes": String(repeating: "> ", count: 90) + "a",
    "lists": String(repeating: "- ", count: 10_000) + "a",
    "numbers": String(repeating: "1. ", count: 10_000) + "a",
    "deep list over blank lines":
      String(repeating: "- ", count: 90) + "a\n" + String(repeating: "\n", count: 5_000) + "b",
    "nested stars":
      String(repeating: "*a ", count: 20_000) + "b" + String(repeating: " a*", count: 20_000),
    "open stars": String(repeating: "*a **a ", count: 20_000),
    "open links": String(repeating: "[a](b", count: 20_000),
    "nested images":
      String(repeating: "![", count: 20_000) + "a" + String(repeating: "](u)", count: 20_000),
    "brackets":
      String(repeating: "[", count: 20_000) + "a" + String(repeating: "]", count: 20_000),
    "a long word": String(repeating: "a", count: 100_000),
    "a long line": String(repeating: "日", count: 100_000),
    "mixed marks": String(repeating: "a**b`c", count: 20_000),
    "NUL": String(repeating: "\0", count: 1_000) + "a",
    "blanks": String(repeating: " ", count: 100_000) + "a",
    "a table that grows": table(columns: 5_000, rows: 5_000),
    "an address that grows":
      "[a]: /" + String(repeating: "u", count: 50_000) + "\n\n"
      + String(repeating: "[a] ", count: 9_000),
    "open definitions": String(repeating: "[a]: b (\n", count: 20_000),
    "carriage returns": String(repeating: "a\r", count: 10_000),
    "fences": String(repeating: "~~~\n\n", count: 10_000),
    "nothing": "", "newline": "\n", "return": "\r", "both": "\r\n", "blank": " ", "tab": "\t",
    "zero": "\0", "number sign": "#", "dash": "-", "greater": ">", "bar": "|", "fence": "```",
    "bracket": "[", "ampersand": "&", "backslash": "\\", "byte order mark": "\u{FEFF}",
  ]

  private static func table(columns: Int, rows: Int) -> String {
    "|a" + String(repeating: "|a", count: columns) + "|\n|---"
      + String(repeating: "|---", count: columns) + "|\n"
      + String(repeating: "|b|\n", count: rows)
  }

  @Test(arguments: texts.keys.sorted())
  func anyTextIsReadAndNestsNoDeeperThanTheLimit(name: String) throws {
    let blocks = MarkdownText.blocksWithLines(try #require(Self.texts[name]))
    #expect(depth(blocks.map(\.block)) <= 2 * MarkdownText.depthLimit + 2)
    let lines = blocks.map(\.line)
    #expect(lines == lines.sorted())
    #expect(Set(lines).count == lines.count)
  }

  @Test func aTableThatWouldGrowBeyondItsSourceIsShownAsItIs() {
    let wide = MarkdownText.blocks(Self.table(columns: 5_000, rows: 5_000))
    #expect(wide.count == 1)
    if case .table? = wide.first { Issue.record("the table was filled up") }
    guard case .table(_, let rows, _)? = MarkdownText.blocks(Self.table(columns: 9, rows: 90)).first
    else { return #expect(Bool(false), "a small table is one") }
    #expect(rows.count == 90)
    #expect(rows.allSatisfy { $0.count == 10 })
  }

  @Test func theTextOfDeepNestingIsKept() {
    let quotes = (1...80).map { String(repeating: "> ", count: $0) + "w\($0)\n\n" }.joined()
    let text = MarkdownText.blocks(quotes).plainText
    for depth in 1...80 { #expect(text.contains("w\(depth)")) }
    let stars = String(repeating: "*a ", count: 60) + "mid" + String(repeating: " z*", count: 60)
    #expect(words(MarkdownText.blocks(stars).plainText) == words(stars))
  }

  @Test func aTextNobodyWroteIsShownAsItIs() {
    let quotes = String(repeating: ">", count: 500) + "a\n  b \n\nc"
    #expect(
      MarkdownText.blocksWithLines(quotes).map(\.block) == [
        .paragraph([
          .text(String(repeating: ">", count: 500) + "a"), .hardBreak, .text("  b "),
        ]),
        .paragraph([.text("c")]),
      ])
    #expect(MarkdownText.blocksWithLines(quotes).map(\.line) == [1, 4])
    #expect(MarkdownText.blocks(String(repeating: "- ", count: 500)) == [.rule])
  }

  @Test(arguments: [1, 7, 23, 99] as [UInt64])
  func randomMarkupNeverLosesAWord(seed: UInt64) {
    var random = SplitMix64(state: seed)
    let pieces = [
      "*", "**", "_", "`", "~~", "[", "](u)", "!", ">", "- ", "1. ", "#", "|", "\n", "\n\n",
      "    ", "\t", "---\n", "|---|---|\n", "\\", "&amp;", "<b>", "\0", "\r\n", "\u{202E}", "é",
      "日本",
    ]
    for round in 0..<1_000 {
      var text = ""
      for index in 0..<40 {
        text += pieces[Int(random.next() % UInt64(pieces.count))]
        if random.next() % 2 == 0 { text += "W\(index)Q" }
      }
      // What follows a fence on its line is a language, not text.
      if text.contains("```") || text.contains("~~~") { continue }
      let plain = MarkdownText.blocks(text, asWritten: true).plainText
      for index in 0..<40 where text.contains("W\(index)Q") {
        let isKept = plain.contains("W\(index)Q")
        #expect(isKept, "seed \(seed), round \(round): \(text.debugDescription)")
      }
    }
  }

  private func depth(_ blocks: [Block]) -> Int {
    var deepest = 0
    for block in blocks {
      switch block {
      case .quote(let inner): deepest = max(deepest, 1 + depth(inner))
      case .list(let items, start: _):
        for item in items { deepest = max(deepest, 2 + depth(item)) }
      case .paragraph(let inlines), .heading(level: _, let inlines, id: _):
        deepest = max(deepest, depth(inlines))
      case .table, .code, .rule: break
      }
    }
    return deepest
  }

  private func depth(_ inlines: [Inline]) -> Int {
    var deepest = 0
    for inline in inlines {
      switch inline {
      case .strong(let inner), .emphasis(let inner), .strike(let inner), .link(let inner, to: _):
        deepest = max(deepest, 1 + depth(inner))
      default: break
      }
    }
    return deepest
  }
}

/// A small seeded generator, so that a failure can be repeated.
struct SplitMix64 {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
