package import Terminal

/// Source code: numbered lines; a line too long goes on below behind a `↪`.
package enum CodeLines {
  /// Breaks `text` into lines of at most `columns` cells, every blank kept.
  package static func lines(_ text: String, columns: Int, widths: Widths) -> [Line] {
    numbered(
      TextLines.sourceLines(of: text, widths: widths).map { Line($0, .code) }, columns: columns,
      widths: widths)
  }

  /// Puts numbers before lines and cuts those that are too long.
  static func numbered(_ lines: [Line], columns: Int, widths: Widths) -> [Line] {
    let digits = String(lines.count).count
    let goesOn = blanks(digits - 1) + "↪ "
    return lines.enumerated().flatMap { index, line in
      let number = String(index + 1)
      let gutter = Gutter(
        Line(blanks(digits - number.count) + number + " ", .muted), rest: Line(goesOn, .muted),
        widths: widths)
      return gutter.before(in: columns) { CutLine.cut(line, columns: $0, widths: widths) }
    }
  }

  private static func blanks(_ count: Int) -> String { String(repeating: " ", count: count) }
}
