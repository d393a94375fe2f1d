/// Walks through a text, scalar by scalar, and gives its glyphs.
///
/// A glyph never depends on what comes after it, nor on what came before its first scalar. So a
/// text cut between two glyphs gives the same glyphs as the whole: wrapping, clipping and
/// measuring cannot disagree. The walk is linear in whatever text it meets; a base with ten
/// thousand marks is one glyph.
struct GlyphScanner {
  private struct Ahead {
    var scalar: Unicode.Scalar
    var kind: ScalarKind
    var width: Int
  }

  private var iterator: String.UnicodeScalarView.Iterator
  private let widths: Widths
  private var ahead: Ahead?
  private var scalars = 0
  private var bytes = 0

  /// Begins at the start of `text`.
  init(_ text: String, widths: Widths) {
    iterator = text.unicodeScalars.makeIterator()
    self.widths = widths
    peek()
  }

  private mutating func peek() {
    guard let scalar = iterator.next() else {
      ahead = nil
      return
    }
    let (kind, width) = widths.sort(scalar)
    ahead = Ahead(scalar: scalar, kind: kind, width: width)
  }

  private mutating func take(_ scalar: Unicode.Scalar) {
    scalars += 1
    bytes += UTF8.width(scalar)
    peek()
  }

  /// Gives the next glyph, or `nil` at the end of the text.
  mutating func next() -> Glyph? {
    guard let first = ahead else { return nil }
    let scalarStart = scalars
    let byteStart = bytes
    take(first.scalar)
    var cluster: Cluster
    var altered = true
    var width = 1
    switch first.kind {
    case .plain:
      cluster = Cluster(first.scalar)
      width = first.width
      altered = absorb(base: first.scalar, marks: 0, into: &cluster)
    case .mark:
      cluster = Cluster(widths.markBase)
      cluster.put(first.scalar, at: 1)
      _ = absorb(base: widths.markBase, marks: 1, into: &cluster)
    case .selector, .skinTone, .joiner, .replaced:
      cluster = Cluster(widths.substitute(for: first.scalar))
    }
    return Glyph(
      cluster: cluster, width: width, altered: altered, scalars: scalarStart..<scalars,
      bytes: byteStart..<bytes)
  }

  /// Takes what belongs to `base` and says whether the cell shows less than was taken.
  ///
  /// One selector, one skin tone and, after an emoji, one joiner are taken and not shown, because
  /// terminals disagree about the width that they give. More of them stand visibly for
  /// themselves: a row of selectors can carry a hidden message.
  private mutating func absorb(
    base: Unicode.Scalar, marks start: Int, into cluster: inout Cluster
  ) -> Bool {
    var marks = start
    var altered = false
    var selectorTaken = false
    var toneTaken = false
    while let next = ahead, next.scalar.value >= 0x300 {
      switch next.kind {
      case .mark:
        marks += 1
        if marks <= Cluster.mostMarks {
          cluster.put(next.scalar, at: marks)
        } else {
          altered = true
        }
      case .selector:
        if selectorTaken || base.properties.isWhitespace { return altered }
        selectorTaken = true
        altered = true
      case .skinTone:
        if toneTaken || !base.properties.isEmojiModifierBase { return altered }
        toneTaken = true
        altered = true
      case .joiner:
        if !base.joinsEmoji { return altered }
        take(next.scalar)
        return true
      case .plain, .replaced:
        return altered
      }
      take(next.scalar)
    }
    return altered
  }
}

extension Widths {
  /// Returns what a cell shows in place of a scalar that may not reach the terminal.
  func substitute(for scalar: Unicode.Scalar) -> Unicode.Scalar {
    guard drawsControlPictures else { return replacement }
    switch scalar.value {
    case 0..<0x20: return Unicode.Scalar(0x2400 + scalar.value) ?? replacement
    case 0x7F: return "\u{2421}"
    default: return replacement
    }
  }
}
