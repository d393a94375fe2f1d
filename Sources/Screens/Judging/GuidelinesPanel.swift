import Guidelines
import Questions
import Terminal

/// The guidelines beside the item: which rule is shown, and where each was scrolled to.
struct GuidelinesPanel: Sendable {
  private(set) var rule: String?
  private(set) var scroll = ScrollState()
  private(set) var lines: [Line] = []
  /// What was looked for last; it is marked.
  private(set) var wanted = ""
  private var places: [String: Int] = [:]
  private var layout: Key?
  private var goesToMatch = false

  private struct Key: Hashable {
    var rule: String?
    var columns: Int
    var rows: Int
  }

  /// Shows a rule, where it was left.
  mutating func show(_ rule: String?) {
    guard self.rule != rule else { return }
    if let left = self.rule { places[left] = scroll.offset }
    self.rule = rule
  }

  /// Follows the focus: the rule of the label chosen last, else that of the focused question.
  mutating func follow(_ form: Form) {
    guard let row = form.rows.first(where: \.focused) else { return }
    let chosen = row.view.options.last { $0.chosen && $0.option.rule != nil }?.option.rule
    show(chosen ?? row.question.rule)
  }

  /// Scrolls; says whether anything moved.
  mutating func move(_ change: (inout ScrollState) -> Bool) -> Bool { change(&scroll) }

  mutating func lay(out rect: Rect, handbook: Handbook, widths: Widths) {
    let key = Key(rule: rule, columns: rect.columns, rows: rect.rows)
    if key != layout {
      let isSameRule = layout?.rule == rule
      layout = key
      let shown = rule.flatMap(handbook.rule) ?? handbook.rules.first
      lines = shown.map { RulePanel.lines(rule: $0, columns: rect.columns, widths: widths) } ?? []
      scroll.measure(
        height: PaneView.textRows(of: rect.rows, for: lines.count), contentHeight: lines.count)
      if !isSameRule { _ = scroll.scroll(to: rule.flatMap { places[$0] } ?? 0) }
    }
    if goesToMatch {
      goesToMatch = false
      if let row = LineSearch.rows(of: wanted, in: lines).first {
        _ = scroll.ensureVisible(row, margin: 1)
      }
    }
  }

  /// Goes to the next rule that holds a text; returns what there is to say about it.
  mutating func find(_ text: String, in handbook: Handbook) -> String {
    var rules: [String] = []
    for match in handbook.search(text) where rules.last != match.rule.id {
      rules.append(match.rule.id)
    }
    guard !rules.isEmpty else { return "\"\(text)\" is not in the guidelines." }
    let isAgain = wanted == text
    wanted = text
    goesToMatch = true
    let order = handbook.rules.map(\.id)
    let here = rule.flatMap { order.firstIndex(of: $0) } ?? -1
    let next = rules.first { id in
      guard let place = order.firstIndex(of: id) else { return false }
      return isAgain ? place > here : place >= here
    }
    let found = next ?? rules[0]
    show(found)
    return "Rule \((rules.firstIndex(of: found) ?? 0) + 1) of \(rules.count) that hold \"\(text)\"."
  }
}
