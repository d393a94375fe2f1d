/// Reads Markdown (CommonMark with tables and strikethrough) into plain blocks.
///
/// Raw HTML is not interpreted: it stays text.
/// Any text is accepted, and the time taken is linear in its length: what nests deeper than
/// ``depthLimit`` is read as content of the deepest level kept, and a text that no person wrote
/// (see ``Intricacy``) is read as plain paragraphs that keep their line ends.
package enum MarkdownText {
  /// How many quotes, lists or runs may stand inside each other before they are flattened.
  package static let depthLimit = 24

  /// Reads `text` into blocks.
  ///
  /// With `asWritten`, as a text under judgment is read, link reference definitions
  /// (`[1]: address`) stay text instead of vanishing, links by reference are left as they stand,
  /// and a numbered list whose numbers jump is several lists instead of being counted anew.
  package static func blocks(_ text: String, asWritten: Bool = false) -> [Block] {
    blocksWithLines(text, asWritten: asWritten).map(\.block)
  }

  /// Reads `text` into its outermost blocks, each with the line (from 1) that it begins on.
  package static func blocksWithLines(
    _ text: String, asWritten: Bool = false
  ) -> [(block: Block, line: Int)] {
    var text = text
    return text.withUTF8 { source in
      if Intricacy.isTooGreat(source) { return PlainParagraphs.read(source) }
      return MarkdownParse.run(source, asWritten: asWritten)
        ?? PlainParagraphs.read(source)
    }
  }
}
