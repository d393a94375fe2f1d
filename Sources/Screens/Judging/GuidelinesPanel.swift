import Guidelines
import Questions
import Terminal

/// The guidelines beside the item: which rule is shown, and where it is scrolled to.
struct GuidelinesPanel: Sendable {
  private(set) var rule: String?
  var scroll = ScrollState()
  private(set) var lines: [Line] = []
  private var layout: Key?

  private struct Key: Hashable {
    var rule: String?
    var columns: Int
    var rows: Int
  }

  /// Shows a rule, from its beginning.
  mutating func show(_ rule: String?) {
    if self.rule != rule { _ = scroll.home() }
    self.rule = rule
  }

  /// Follows the focus: the rule of the label chosen last, else that of the focused question.
  mutating func follow(_ form: Form) {
    guard let row = form.rows.first(where: \.focused) else { return }
    let chosen = row.view.options.last { $0.chosen && $0.option.rule != nil }?.option.rule
    show(chosen ?? row.question.rule)
  }

  mutating func lay(out rect: Rect, handbook: Handbook, widths: Widths) {
    let key = Key(rule: rule, columns: rect.columns, rows: rect.rows)
    guard key != layout else { return }
    layout = key
    let shown = rule.flatMap(handbook.rule) ?? handbook.rules.first
    lines = shown.map { RulePanel.lines(rule: $0, columns: rect.columns, widths: widths) } ?? []
    scroll.measure(
      height: PaneView.textRows(of: rect.rows, for: lines.count), contentHeight: lines.count)
  }
}
