/// A text as it can be shown: the only way from data to cells.
///
/// Item texts are hostile until proved otherwise. Whatever a text holds, its glyphs hold no
/// control character, no bidirectional control, no invisible and no unassigned character; each of
/// those has a visible cell of its own in the role *altered*, never nothing. What terminals draw
/// in different widths (skin tones, variation selectors, joined emoji) is shown in its plain form,
/// altered as well. A text is taken as one line: split it with `lines(of:)` first.
///
/// Text is kept in its logical order. A terminal may draw right-to-left text in another; screens
/// say so with `containsRightToLeft`.
package struct DisplayText: Hashable, Sendable {
  /// The visible pieces from left to right.
  package let glyphs: [Glyph]
  /// The number of cells.
  package let width: Int

  /// Walks through `text` once.
  package init(_ text: String, widths: Widths = .standard) {
    var scanner = GlyphScanner(text, widths: widths)
    var glyphs: [Glyph] = []
    var width = 0
    glyphs.reserveCapacity(text.utf8.count)
    while let glyph = scanner.next() {
      glyphs.append(glyph)
      width += glyph.width
    }
    self.glyphs = glyphs
    self.width = width
  }

  /// What the terminal gets.
  package var text: String {
    var output = ""
    for glyph in glyphs { glyph.cluster.write(to: &output) }
    return output
  }

  /// Whether any glyph shows something else than the source says.
  package var isAltered: Bool { glyphs.contains { $0.altered } }

  /// Returns the glyph that covers the code point at `offset` of the source.
  package func glyph(at offset: Int) -> Glyph? {
    var low = 0
    var high = glyphs.count
    while low < high {
      let middle = (low + high) / 2
      if glyphs[middle].scalars.upperBound <= offset { low = middle + 1 } else { high = middle }
    }
    guard low < glyphs.count, glyphs[low].scalars.contains(offset) else { return nil }
    return glyphs[low]
  }
}
