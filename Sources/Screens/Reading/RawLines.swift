package import Terminal

/// The source as it is: numbered lines, and everything invisible written out.
///
/// Characters that a pane shows altered stand as `‹U+202E›`, blanks at a line's end as `·`, tabs
/// as `→`, a carriage return as `‹CR›`.
package enum RawLines {
  /// Breaks `text` into lines of at most `columns` cells.
  package static func lines(_ text: String, columns: Int, widths: Widths) -> [Line] {
    let lines = sourceLines(of: text).map { visible($0, widths: widths) }
    return CodeLines.numbered(lines, columns: columns, widths: widths)
  }

  /// The lines between newlines, what else may end a line left in them.
  private static func sourceLines(of text: String) -> [Substring] {
    var lines: [Substring] = []
    let bytes = text.utf8
    var start = bytes.startIndex
    for index in bytes.indices where bytes[index] == 0x0A {
      lines.append(text[start..<index])
      start = bytes.index(after: index)
    }
    if start < bytes.endIndex || lines.isEmpty { lines.append(text[start...]) }
    return lines
  }

  private static func visible(_ source: Substring, widths: Widths) -> Line {
    var line = Line()
    var rest = source.unicodeScalars
    var returns = 0
    while rest.last == "\r" {
      rest.removeLast()
      returns += 1
    }
    var trailing = 0
    while rest.last == " " {
      rest.removeLast()
      trailing += 1
    }
    let text = String(rest)
    let bytes = text.utf8
    var start = bytes.startIndex
    var end = start
    for glyph in DisplayText(text, widths: widths).glyphs {
      let next = bytes.index(end, offsetBy: glyph.bytes.count)
      if glyph.altered {
        line.append(String(text[start..<end]))
        line.append(written(String(text[end..<next])), .altered)
        start = next
      }
      end = next
    }
    line.append(String(text[start..<end]))
    line.append(String(repeating: "·", count: trailing), .altered)
    line.append(String(repeating: "‹CR›", count: returns), .altered)
    return line
  }

  private static func written(_ source: String) -> String {
    source == "\t" ? "→" : DisplayText.safe(source, limit: .max)
  }
}
