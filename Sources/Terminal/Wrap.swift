/// Breaks a line into lines of at most `columns` cells, the indents included.
///
/// Lines break at runs of blanks, which are left out at the break, and between ideographs where
/// the rules of their punctuation allow it. A word that is wider than a line is cut at a cell.
/// The texts of the result joined are the text, but for the blanks at the breaks. The work is
/// linear in the length of the text.
///
/// - Parameters:
///   - line: What to break; the first line keeps its indent.
///   - columns: The room; less than two is taken as two, the width of an ideograph.
///   - widths: The widths of the terminal.
///   - hangingIndent: Blank cells before every line but the first, besides the line's own.
/// - Returns: At least one line.
package func wrap(
  _ line: Line, columns: Int, widths: Widths = .standard, hangingIndent: Int = 0
) -> [Line] {
  let room = max(2, columns)
  let firstIndent = min(max(0, line.indent), room - 2)
  let laterIndent = min(max(0, line.indent + hangingIndent), room - 2)
  let pieces = WrapPiece.all(of: line, widths: widths)
  var lines: [Line] = []
  var start = 0
  repeat {
    let indent = lines.isEmpty ? firstIndent : laterIndent
    let row = WrapRow(pieces, from: start, columns: room - indent)
    lines.append(line.part(pieces[start..<row.end], indent: indent))
    start = row.next
  } while start < pieces.count
  return lines
}

/// Breaks each of the lines and joins the results.
package func wrap(
  _ lines: some Sequence<Line>, columns: Int, widths: Widths = .standard, hangingIndent: Int = 0
) -> [Line] {
  lines.flatMap {
    wrap($0, columns: columns, widths: widths, hangingIndent: hangingIndent)
  }
}

/// What breaking needs to know of a glyph.
private struct WrapPiece {
  let span: Int
  let bytes: Range<Int>
  let width: Int
  let base: UInt32
  let isSpace: Bool

  static func all(of line: Line, widths: Widths) -> [WrapPiece] {
    var pieces: [WrapPiece] = []
    pieces.reserveCapacity(line.spans.reduce(0) { $0 + $1.text.utf8.count })
    for (index, span) in line.spans.enumerated() {
      var scanner = GlyphScanner(span.text, widths: widths)
      while let glyph = scanner.next() {
        pieces.append(
          WrapPiece(
            span: index, bytes: glyph.bytes, width: glyph.width, base: glyph.cluster.base,
            isSpace: glyph.isSpace))
      }
    }
    return pieces
  }

  /// Whether a line may end before `next` although no blank is between them.
  func mayBreak(before next: WrapPiece) -> Bool {
    (width == 2 || next.width == 2) && !neverFirst.contains(next.base)
      && !neverLast.contains(base)
  }
}

/// One line's share of the pieces: `start..<end` is shown, the next line begins at `next`.
private struct WrapRow {
  var end: Int
  var next: Int

  init(_ pieces: [WrapPiece], from start: Int, columns: Int) {
    var used = 0
    var index = start
    var best: (end: Int, next: Int)?
    while index < pieces.count {
      let piece = pieces[index]
      if piece.isSpace {
        var after = index
        while after < pieces.count, pieces[after].isSpace { after += 1 }
        used += after - index
        if used > columns {
          (end, next) = (index, after)
          return
        }
        if index > start { best = (index, after) }
        index = after
        continue
      }
      if index > start, pieces[index - 1].mayBreak(before: piece), !pieces[index - 1].isSpace {
        best = (index, index)
      }
      used += piece.width
      if used > columns {
        (end, next) = best ?? (index, index)
        return
      }
      index += 1
    }
    (end, next) = (index, index)
  }
}

extension Line {
  /// Returns the spans of some pieces that follow each other.
  fileprivate func part(_ pieces: ArraySlice<WrapPiece>, indent: Int) -> Line {
    var part = Line(indent: indent)
    var index = pieces.startIndex
    while index < pieces.endIndex {
      let first = pieces[index]
      var end = first.bytes.upperBound
      while index < pieces.endIndex, pieces[index].span == first.span {
        end = pieces[index].bytes.upperBound
        index += 1
      }
      let span = spans[first.span]
      let text = span.text.slice(bytes: first.bytes.lowerBound..<end)
      part.spans.append(Span(text, span.style))
    }
    return part
  }
}

extension String {
  /// Returns a part by bytes of UTF-8, which must lie between scalar values.
  func slice(bytes: Range<Int>) -> String {
    let start = utf8.index(startIndex, offsetBy: bytes.lowerBound)
    let end = utf8.index(start, offsetBy: bytes.count)
    return String(self[start..<end])
  }
}

/// Punctuation that may not begin a line (JIS X 4051 and GB/T 15834, the common part).
private let neverFirst: Set<UInt32> = Set(
  ("、。，．・：；？！）］｝〕〉》」』】〗”’…ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ"
    + ",.:;?!)]}%").unicodeScalars.map(\.value))

/// Punctuation that may not end a line.
private let neverLast: Set<UInt32> = Set(
  "（［｛〔〈《「『【〖“‘([{".unicodeScalars.map(\.value))
