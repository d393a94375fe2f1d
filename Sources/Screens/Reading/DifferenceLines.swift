package import Terminal

/// A text with the words marked that another text lacks.
package enum DifferenceLines {
  /// Breaks `text` into lines of at most `columns` cells.
  ///
  /// Words that `other` lacks are drawn in `style` and underlined.
  package static func lines(
    _ text: String, comparedWith other: String, style: Style = .added, columns: Int,
    widths: Widths
  ) -> [Line] {
    if let empty = EmptyText.lines(for: text, columns: columns, widths: widths) { return empty }
    let marked = MarkedText(
      WordDifference.compare(text, other).a, plain: .body, changed: style.underlined,
      widths: widths)
    return marked.lines.flatMap {
      wrap(
        $0.line, columns: columns, widths: widths,
        hangingIndent: min(TextLines.hang($0.text), columns / 3))
    }
  }
}
