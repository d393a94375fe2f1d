import Markdown
import Testing

@Suite struct HostileMarkdown {
  /// The letters, digits and other visible characters that no markup uses.
  private func words(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.properties.isAlphabetic }))
  }

  @Test(
    arguments: [
      String(repeating: ">", count: 10_000) + "a",
      String(repeating: "> ", count: 90) + "a",
      String(repeating: "- ", count: 10_000) + "a",
      String(repeating: "- ", count: 90) + "a\n" + String(repeating: "\n", count: 5_000) + "b",
      String(repeating: "1. ", count: 10_000) + "a",
      String(repeating: "*a ", count: 20_000) + "b" + String(repeating: " a*", count: 20_000),
      String(repeating: "*a **a ", count: 20_000),
      String(repeating: "[a](b", count: 20_000),
      String(repeating: "![", count: 20_000) + "a" + String(repeating: "](u)", count: 20_000),
      String(repeating: "[", count: 20_000) + "a" + String(repeating: "]", count: 20_000),
      String(repeating: "a", count: 100_000),
      String(repeating: "日", count: 100_000),
      String(repeating: "a**b`c", count: 20_000),
      String(repeating: "\0", count: 1_000) + "a",
      String(repeating: " ", count: 100_000) + "a",
      "|a" + String(repeating: "|a", count: 5_000) + "|\n|---"
        + String(repeating: "|---", count: 5_000) + "|\n" + String(repeating: "|b|\n", count: 5_000),
      "[a]: /" + String(repeating: "u", count: 50_000) + "\n\n" + String(repeating: "[a] ", count: 9_000),
      String(repeating: "a\r", count: 10_000),
      String(repeating: "~~~\n\n", count: 10_000),
      "", "\n", "\r", "\r\n", " ", "\t", "\0", "#", "-", ">", "|", "```", "[", "&", "\\", "\u{FEFF}",
    ])
  func anyTextIsReadAndNestsNoDeeperThanTheLimit(text: String) {
    let blocks = MarkdownText.blocksWithLines(text)
    #expect(depth(blocks.map(\.block)) <= 2 * MarkdownText.depthLimit + 2)
    let lines = blocks.map(\.line)
    #expect(lines == lines.sorted())
    #expect(Set(lines).count == lines.count)
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

  @Test(arguments: [1, 7, 23] as [UInt64])
  func randomMarkupNeverLosesAWord(seed: UInt64) {
    var random = SplitMix64(state: seed)
    let pieces = [
      "*", "**", "_", "`", "```\n", "~~", "[", "](u)", "!", ">", "- ", "1. ", "#", "|", "\n", "\n\n",
      "    ", "\t", "---\n", "|---|---|\n", "\\", "&amp;", "<b>", "\0", "\r\n", "\u{202E}", "é", "日本",
    ]
    for round in 0..<300 {
      var text = ""
      for index in 0..<40 {
        text += pieces[Int(random.next() % UInt64(pieces.count))]
        if random.next() % 2 == 0 { text += "W\(index)Q" }
      }
      let plain = words(MarkdownText.blocks(text).plainText + "")
      for index in 0..<40 where text.contains("W\(index)Q") {
        // The first word of a code fence's line is its language, and a row may have cells to spare.
        let mayBeMetadata = text.contains("```") || text.contains("---|---|") || text.contains("](u)")
        #expect(
          mayBeMetadata || plain.contains("WQ"), "seed \(seed), round \(round): \(text.debugDescription)")
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
