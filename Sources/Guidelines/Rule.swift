package import Markdown

/// A section of the handbook: what one heading says, without the sections below it.
package struct Rule: Hashable, Sendable {
  /// The stable id: the heading's `{#id}`, or a slug of its title.
  package let id: String
  /// The heading without markup.
  package let title: String
  /// The heading's level, 1–6.
  package let level: Int
  /// What stands between this heading and the next one, examples included.
  package let blocks: [Block]
  /// The texts of the examples marked ✓ (or `+`), without the mark.
  package let goodExamples: [String]
  /// The texts of the examples marked ✗ (or `-`), without the mark.
  package let badExamples: [String]
  /// The heading's line in the handbook, from 1.
  package let line: Int
  /// The Markdown source below the heading, without blank lines around it.
  package let text: String
  /// The line of the handbook that `text` begins on, from 1.
  package let textLine: Int

  package init(
    id: String, title: String, level: Int, blocks: [Block], goodExamples: [String] = [],
    badExamples: [String] = [], line: Int, text: String, textLine: Int? = nil
  ) {
    self.id = id
    self.title = title
    self.level = level
    self.blocks = blocks
    self.goodExamples = goodExamples
    self.badExamples = badExamples
    self.line = line
    self.text = text
    self.textLine = textLine ?? line + 1
  }

  /// The lines of the Markdown source with their numbers in the handbook.
  var textLines: [(line: Int, text: Substring)] {
    SourceText.lines(of: text).enumerated().map { (textLine + $0.offset, $0.element) }
  }
}
