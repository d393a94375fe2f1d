package import Terminal

/// Plain text: its own line ends are kept, and what goes on hangs below its first word.
package enum TextLines {
  /// Breaks `text` into lines of at most `columns` cells.
  package static func lines(_ text: String, columns: Int, widths: Widths) -> [Line] {
    sourceLines(of: text, widths: widths).flatMap { line in
      wrap(
        Line(line), columns: columns, widths: widths,
        hangingIndent: min(hang(line), columns / 3))
    }
  }

  /// The lines with blanks for tabs; the line end at the end of a text begins no line.
  static func sourceLines(of text: String, widths: Widths) -> [String] {
    var lines = DisplayText.lines(of: text, widths: widths)
    if lines.count > 1, lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }

  /// The cells before a line's first word, a list's mark included.
  static func hang(_ line: String) -> Int {
    let blanks = line.utf8.prefix { $0 == 0x20 }.count
    let rest = line.utf8.dropFirst(blanks)
    guard let first = rest.first else { return 0 }
    if "-*+".utf8.contains(first) { return rest.dropFirst().first == 0x20 ? blanks + 2 : blanks }
    let digits = rest.prefix { $0 >= 0x30 && $0 <= 0x39 }.count
    let afterDigits = rest.dropFirst(digits)
    guard (1...3).contains(digits), let mark = afterDigits.first, mark == 0x2E || mark == 0x29,
      afterDigits.dropFirst().first == 0x20
    else { return blanks }
    return blanks + digits + 2
  }
}
