package import Guidelines
import Markdown
package import Terminal

/// A rule as the panel beside the item shows it: title, text, examples with ✓ and ✗.
package enum RulePanel {
  /// Breaks a rule into lines of at most `columns` cells.
  package static func lines(rule: Rule, columns: Int, widths: Widths) -> [Line] {
    let title = Line(rule.title.isEmpty ? rule.id : rule.title, Style.accent.bolded)
    let head = wrap(title, columns: columns, widths: widths)
    let layout = MarkdownLayout(widths: widths, marksExamples: true)
    let body = layout.lines(rule.blocks, columns: max(2, columns))
    return body.isEmpty ? head : head + [.empty] + body
  }
}

/// The whole handbook for the full screen, with the row that each rule begins on.
package struct HandbookLines: Equatable, Sendable {
  package let lines: [Line]
  /// The rules' ids in the order of their rows.
  private let rules: [(id: String, row: Int)]

  /// Breaks a handbook into lines of at most `columns` cells.
  package init(_ handbook: Handbook, columns: Int, widths: Widths) {
    let layout = MarkdownLayout(widths: widths, marksExamples: true)
    let room = max(2, columns)
    var lines = layout.lines(handbook.introduction, columns: room)
    var rules: [(id: String, row: Int)] = []
    for rule in handbook.rules {
      if !lines.isEmpty { lines.append(.empty) }
      rules.append((rule.id, lines.count))
      let style = rule.level == 1 ? Style.title.bolded : Style.accent.bolded
      lines += wrap(
        Line(rule.title.isEmpty ? rule.id : rule.title, style), columns: room, widths: widths)
      let body = layout.lines(rule.blocks, columns: room)
      if !body.isEmpty { lines += [.empty] + body }
    }
    self.lines = lines
    self.rules = rules
  }

  /// The row that the rule's title stands on.
  package func row(of id: String) -> Int? { rules.first { $0.id == id }?.row }

  /// The id of the rule that the row belongs to; the rows before the first rule have none.
  package func rule(at row: Int) -> String? { rules.last { $0.row <= row }?.id }

  package static func == (left: HandbookLines, right: HandbookLines) -> Bool {
    left.lines == right.lines && left.rules.elementsEqual(right.rules, by: ==)
  }
}
