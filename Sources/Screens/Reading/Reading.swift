package import Terminal

/// How a text is turned into the lines of a pane.
package enum ReadingForm: Hashable, Sendable, CaseIterable {
  /// Plain text that keeps its line ends.
  case text
  case markdown
  /// Numbered lines whose blanks are kept.
  case code
  /// Turns of speakers.
  case conversation
  /// Names and values.
  case facts
  /// The source with everything invisible made visible.
  case raw
}

/// Turns a text into styled lines, none wider than asked for and nothing left out.
package enum Reading {
  /// Breaks `text` for a pane of `columns` cells; linear in the length of the text.
  package static func lines(
    text: String, as form: ReadingForm, columns: Int, widths: Widths
  ) -> [Line] {
    if form != .raw, let empty = EmptyText.lines(for: text, columns: columns, widths: widths) {
      return empty
    }
    switch form {
    case .text: return TextLines.lines(text, columns: columns, widths: widths)
    case .markdown: return MarkdownLines.lines(text: text, columns: columns, widths: widths)
    case .code: return CodeLines.lines(text, columns: columns, widths: widths)
    case .conversation: return ConversationLines.lines(text, columns: columns, widths: widths)
    case .facts: return FactsLines.lines(text, columns: columns, widths: widths)
    case .raw: return RawLines.lines(text, columns: columns, widths: widths)
    }
  }
}

/// The word that stands where a text has nothing to see, so that nobody takes it for a fault.
enum EmptyText {
  static func lines(for text: String, columns: Int, widths: Widths) -> [Line]? {
    let scalars = text.unicodeScalars
    let isBlank = scalars.allSatisfy { $0 == " " || $0 == "\t" || $0 == "\n" || $0 == "\r" }
    guard isBlank else { return nil }
    let count = scalars.count
    let word =
      count == 0 ? "(empty)" : "(empty: \(count) blank character\(count == 1 ? "" : "s"))"
    return wrap(Line(word, Style.muted.italicised), columns: columns, widths: widths)
  }
}
