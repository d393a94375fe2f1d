import Terminal

/// Breaks a line at a cell, wherever that is, so that every blank is kept.
enum CutLine {
  /// Cuts `line` into lines of at most `columns` cells; at least one comes back.
  static func cut(_ line: Line, columns: Int, widths: Widths) -> [Line] {
    let room = max(2, columns)
    var lines: [Line] = []
    var current = Line()
    var used = 0
    for span in line.spans {
      let bytes = span.text.utf8
      var start = bytes.startIndex
      var end = start
      for glyph in DisplayText(span.text, widths: widths).glyphs {
        if used + glyph.width > room {
          current.append(String(span.text[start..<end]), span.style)
          lines.append(current)
          current = Line()
          used = 0
          start = end
        }
        used += glyph.width
        end = bytes.index(end, offsetBy: glyph.bytes.count)
      }
      current.append(String(span.text[start..<end]), span.style)
    }
    lines.append(current)
    return lines
  }
}
