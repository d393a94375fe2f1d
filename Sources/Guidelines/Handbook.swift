package import Markdown

/// The guidelines document of a project: its headings are the rules.
package struct Handbook: Hashable, Sendable {
  /// The first heading's text, empty without one.
  package let title: String
  /// What stands before the first heading and belongs to no rule.
  package let introduction: [Block]
  /// The rules in the order of the document; their ids are unique.
  package let rules: [Rule]
  /// The Markdown source as it was read.
  package let source: String

  init(title: String, introduction: [Block], rules: [Rule], source: String) {
    self.title = title
    self.introduction = introduction
    self.rules = rules
    self.source = source
  }

  /// The content's version: the SHA-256 of the source's UTF-8 bytes in hexadecimal.
  package var version: String { Digest.hexadecimal(of: source) }

  /// Reads a handbook and, beside it, everything its writer should mend.
  ///
  /// A handbook comes out of any text: a rule whose id is taken gets a number behind its own.
  package static func read(_ markdown: String) -> (Handbook, [HandbookProblem]) {
    HandbookReader(markdown).read()
  }

  /// The rule of that id.
  package func rule(_ id: String) -> Rule? {
    rules.first { $0.id == id }
  }

  /// The lines that contain `text`, whatever its case, in the order of the document.
  package func search(_ text: String) -> [HandbookMatch] {
    let wanted = text.lowercased()
    guard !wanted.isEmpty else { return [] }
    var matches: [HandbookMatch] = []
    for rule in rules {
      if rule.title.lowercased().contains(wanted) {
        matches.append(HandbookMatch(rule: rule, line: rule.line, text: rule.title))
      }
      for (offset, line) in rule.textLines where line.lowercased().contains(wanted) {
        matches.append(HandbookMatch(rule: rule, line: offset, text: String(line)))
      }
    }
    return matches
  }
}

/// A line of the handbook that holds what was searched for.
package struct HandbookMatch: Hashable, Sendable {
  package let rule: Rule
  /// The line in the handbook, from 1.
  package let line: Int
  /// The line's source; of a heading its text without markup.
  package let text: String
}
