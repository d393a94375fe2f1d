package import Markdown

/// A list item that shows a rule kept (✓) or broken (✗).
package struct Example: Hashable, Sendable {
  package let isGood: Bool
  /// The item's blocks, the mark taken off.
  package let blocks: [Block]

  /// The marks that begin a good and a bad example.
  private static let marks: [(isGood: Bool, marks: Set<Unicode.Scalar>)] = [
    (true, ["\u{2713}", "\u{2714}", "\u{2705}"]),
    (false, ["\u{2717}", "\u{2718}", "\u{2715}", "\u{2716}", "\u{274C}"]),
  ]

  /// Reads a list item as an example, or returns `nil` for another item.
  package init?(item: [Block]) {
    guard case .paragraph(let inlines)? = item.first, case .text(let text)? = inlines.first,
      let mark = text.unicodeScalars.first,
      let found = Self.marks.first(where: { $0.marks.contains(mark) })
    else { return nil }
    isGood = found.isGood
    var rest = text.unicodeScalars.dropFirst()
    while let next = rest.first, next == " " || next == "\u{FE0F}" || next == "\u{FE0E}" {
      rest.removeFirst()
    }
    let body = (rest.isEmpty ? [] : [Inline.text(String(rest))]) + inlines.dropFirst()
    blocks = [.paragraph(body)] + item.dropFirst()
  }

  /// All examples among `blocks` and the blocks inside them, in their order.
  static func all(in blocks: [Block]) -> [Example] {
    var examples: [Example] = []
    for block in blocks {
      switch block {
      case .list(let items, start: _):
        for item in items {
          if let example = Example(item: item) {
            examples.append(example)
          } else {
            examples += all(in: item)
          }
        }
      case .quote(let inner): examples += all(in: inner)
      default: break
      }
    }
    return examples
  }

  /// Rewrites items that begin with `+` or `-` after their bullet to begin with ✓ or ✗.
  ///
  /// Markdown would read `- + text` as a list in a list; a code block is left as it is.
  static func marked(_ lines: [Substring]) -> String {
    var marked: [String] = []
    marked.reserveCapacity(lines.count)
    var fence: Character?
    for line in lines {
      let start = line.drop { $0 == " " || $0 == "\t" }
      if let mark = start.first, mark == "`" || mark == "~",
        start.hasPrefix("\(mark)\(mark)\(mark)")
      {
        if fence == nil { fence = mark } else if fence == mark { fence = nil }
      }
      marked.append(fence == nil ? Self.marked(line, start) : String(line))
    }
    return marked.joined(separator: "\n")
  }

  private static func marked(_ line: Substring, _ start: Substring) -> String {
    guard let bullet = start.first, "-*+".contains(bullet) else { return String(line) }
    let rest = start.dropFirst()
    let afterBullet = rest.drop { $0 == " " }
    guard afterBullet.count < rest.count, let mark = afterBullet.first, mark == "+" || mark == "-"
    else { return String(line) }
    let text = afterBullet.dropFirst()
    // A row of dashes is a thematic break, not an example.
    guard text.hasPrefix(" "), text.contains(where: { $0 != " " && $0 != "-" }) else {
      return String(line)
    }
    return line[..<afterBullet.startIndex] + (mark == "+" ? "\u{2713}" : "\u{2717}") + text
  }
}
