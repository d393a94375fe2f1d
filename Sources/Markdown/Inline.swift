/// One run of text inside a block: plain, or with a meaning such as stress or a link.
package indirect enum Inline: Hashable, Sendable {
  /// Plain text, entities decoded; it holds no line break.
  case text(String)
  case strong([Inline])
  case emphasis([Inline])
  case strike([Inline])
  /// A code span's text as written between its backticks.
  case code(String)
  case link([Inline], to: String)
  /// An image as its alternative text and where it would be loaded from (it never is).
  case image(alt: String, source: String)
  /// A line end of the source that means no more than a space.
  case softBreak
  /// A line end that the writer asked for.
  case hardBreak

  /// The text without any markup; breaks become a space and a newline.
  package var plainText: String {
    switch self {
    case .text(let text), .code(let text): text
    case .strong(let inner), .emphasis(let inner), .strike(let inner), .link(let inner, to: _):
      inner.plainText
    case .image(let alt, source: _): alt
    case .softBreak: " "
    case .hardBreak: "\n"
    }
  }
}

extension Array where Element == Inline {
  /// The texts of all runs, joined.
  package var plainText: String {
    var text = ""
    for inline in self { text += inline.plainText }
    return text
  }
}
