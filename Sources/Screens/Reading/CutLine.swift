import Terminal

/// Breaks a line so that every blank is kept: behind one near the end of the room, else at a cell.
enum CutLine {
  private struct Piece {
    let span: Int
    let bytes: Range<Int>
    let width: Int
    let isBlank: Bool
  }

  /// Cuts `line` into lines of at most `columns` cells; at least one comes back.
  static func cut(_ line: Line, columns: Int, widths: Widths) -> [Line] {
    let room = max(2, columns)
    let pieces = pieces(of: line, widths: widths)
    var lines: [Line] = []
    var start = 0
    repeat {
      let end = end(of: pieces, from: start, room: room)
      lines.append(part(of: line, pieces[start..<end]))
      start = end
    } while start < pieces.count
    return lines
  }

  /// Where the row that begins at `start` ends.
  private static func end(of pieces: [Piece], from start: Int, room: Int) -> Int {
    var used = 0
    var best: Int?
    for index in start..<pieces.count {
      used += pieces[index].width
      if used > room { return best ?? index }
      // A break far from the end would make ragged lines of short words and long ones.
      if pieces[index].isBlank, used * 4 > room * 3 { best = index + 1 }
    }
    return pieces.count
  }

  private static func pieces(of line: Line, widths: Widths) -> [Piece] {
    line.spans.enumerated().flatMap { index, span in
      let bytes = Array(span.text.utf8)
      return DisplayText(span.text, widths: widths).glyphs.map { glyph in
        Piece(
          span: index, bytes: glyph.bytes, width: glyph.width,
          isBlank: glyph.bytes.count == 1 && bytes[glyph.bytes.lowerBound] == 0x20)
      }
    }
  }

  private static func part(of line: Line, _ pieces: ArraySlice<Piece>) -> Line {
    var part = Line()
    var index = pieces.startIndex
    while index < pieces.endIndex {
      let first = pieces[index]
      var end = first.bytes.upperBound
      while index < pieces.endIndex, pieces[index].span == first.span {
        end = pieces[index].bytes.upperBound
        index += 1
      }
      let span = line.spans[first.span]
      let bytes = span.text.utf8
      let from = bytes.index(bytes.startIndex, offsetBy: first.bytes.lowerBound)
      let to = bytes.index(bytes.startIndex, offsetBy: end)
      part.append(String(span.text[from..<to]), span.style)
    }
    return part
  }
}
