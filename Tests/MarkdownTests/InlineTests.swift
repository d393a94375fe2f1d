import Markdown
import Testing

@Suite struct Inlines {
  private func inlines(_ text: String) -> [Inline]? {
    guard case .paragraph(let inlines)? = MarkdownText.blocks(text).first else { return nil }
    return inlines
  }

  @Test func runsNestInsideEachOther() {
    #expect(
      inlines("**a *b `c`*** ~~d~~") == [
        .strong([.text("a "), .emphasis([.text("b "), .code("c")])]), .text(" "),
        .strike([.text("d")]),
      ])
  }

  @Test func linksAndImagesKeepTheirTargets() {
    #expect(
      inlines("[a *b*](http://x.y/?a=1&amp;b=2 \"title\") ![an *image*](p.png) <http://z.w>") == [
        .link([.text("a "), .emphasis([.text("b")])], to: "http://x.y/?a=1&b=2"),
        .text(" \u{201C}title\u{201D} "),
        .image(alt: "an image", source: "p.png"), .text(" "),
        .link([.text("http://z.w")], to: "http://z.w"),
      ])
    #expect(inlines("[a][b]\n\n[b]: /u") == [.link([.text("a")], to: "/u")])
  }

  @Test func definitionsVanishOnlyWhereTheirWriterMeansThem() {
    let source =
      "see [1] and [a][b]\n\n[1]: http://x.y 'title'\n> [b]:\n> /u\n- [c\n  d]: e\n\n    [z]: code"
    #expect(inlines(source)?.contains(.link([.text("1")], to: "http://x.y")) == true)
    #expect(!MarkdownText.blocks(source).plainText.contains("http"))
    #expect(
      MarkdownText.blocks(source, asWritten: true).plainText
        == "see [1] and [a][b]\n[1]: http://x.y 'title'\n[b]: /u\n[c d]: e\n[z]: code")
    #expect(
      MarkdownText.blocks("```\n[a]: b\n```\n[](u)\n[![](i)](u)", asWritten: true)
        == MarkdownText.blocks("```\n[a]: b\n```\n[](u)\n[![](i)](u)"))
  }

  @Test func markupOfHTMLStaysText() {
    #expect(
      inlines("<b>bold</b> <script>x</script> <!-- note -->")
        == [.text("<b>bold</b> <script>x</script> <!-- note -->")])
    #expect(inlines("<div>\nblock\n</div>")?.plainText == "<div> block </div>")
  }

  @Test(
    arguments: [
      ("&amp;&lt;&gt;", "&<>"), ("&eacute;&hellip;&Omega;", "é…Ω"), ("&#233;&#xE9;", "éé"),
      ("&nosuchname;", "&nosuchname;"), ("&#0;", "\u{FFFD}"), ("&#xD800;", "\u{FFFD}"),
      ("&#1114112;", "\u{FFFD}"), ("a & b", "a & b"), ("&nbsp;x", "\u{A0}x"), ("\\&amp;", "&amp;"),
    ])
  func entitiesAreDecoded(source: String, text: String) {
    #expect(inlines(source) == [.text(text)])
  }

  @Test func textCutByEscapesIsOneRun() {
    #expect(inlines("a\\*b &amp; c\\_d") == [.text("a*b & c_d")])
  }

  @Test func invisibleCharactersAreKept() {
    #expect(
      inlines("a\0b\u{202E}c\u{200B}d\u{1B}[31m") == [.text("a\0b\u{202E}c\u{200B}d\u{1B}[31m")])
  }
}
