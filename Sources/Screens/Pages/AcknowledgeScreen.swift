package import Guidelines
package import Items
package import Terminal

/// A new version of the handbook: what changed, rule by rule, and one key that says it was read.
package struct AcknowledgeScreen: Screen {
  private let workplace: Workplace
  private var page: Page
  private let handbook: Hash
  private let next: any Screen

  /// - Parameters:
  ///   - old: The handbook acknowledged last; nil for somebody's first.
  ///   - meaning: The rules that the lead marked as changed in meaning.
  ///   - judgedBefore: How many judgments were made under the old text of those rules.
  ///   - next: The screen that follows.
  package init(
    _ workplace: Workplace, handbook: Handbook, hash: Hash, old: Handbook?, meaning: [String],
    judgedBefore: Int, next: any Screen
  ) {
    self.workplace = workplace
    self.handbook = hash
    self.next = next
    let label = workplace.handbookLabel
    page = Page(title: old == nil ? "Guidelines \(label)" : "The guidelines changed: \(label)") {
      columns, widths in
      var lines: [Line] = []
      if let old {
        let changes = HandbookDifference.between(old, handbook)
        let about =
          changes.isEmpty
          ? "No rule changed its text." : "\(changes.count) rules changed. Please read them."
        lines += wrap(Line(about, .body), columns: columns, widths: widths)
        if !meaning.isEmpty, judgedBefore > 0 {
          lines += wrap(
            Line(
              "\(judgedBefore) of your judgments were made under the old text; b lists them.",
              .warning), columns: columns, widths: widths)
        }
        for change in changes {
          lines.append(.empty)
          lines += RuleChangeLines.lines(change, columns: columns, widths: widths)
        }
      } else {
        lines += wrap(
          Line("Please read the guidelines once. They stay beside the items.", .muted),
          columns: columns, widths: widths)
        lines.append(.empty)
        lines += HandbookLines(handbook, columns: columns, widths: widths).lines
      }
      return lines
    }
  }

  package var contexts: [String] { ["reading"] }

  package mutating func update(_ event: Event) -> [ScreenAction] {
    switch event {
    case .resized(let viewport, _): page.resize(viewport)
    case .key(let key, _):
      if page.isTyping {
        page.type(key)
      } else if case .command(let name) = workplace.keymap.command(for: [key], in: contexts) {
        return perform(name)
      }
    case .paste(let text, _): page.paste(text)
    case .reply(.acknowledged, _): return [.show(next)]
    default: break
    }
    return []
  }

  private mutating func perform(_ name: String) -> [ScreenAction] {
    if page.perform(name) { return [] }
    switch name {
    case "open": return [.effect(.acknowledge(handbook: handbook))]
    case "redraw": return [.effect(.redraw)]
    case "suspend": return [.effect(.suspend)]
    case "cancel", "quit": return [.effect(.quit)]
    default: return []
    }
  }

  package func view(in viewport: Viewport) -> Frame {
    var frame = page.view(
      in: viewport, keymap: workplace.keymap,
      commands: ["page-down", "page-up", "find", "top", "bottom", "cancel"])
    let line = Line([Span("Enter", Style.key.bolded), Span(" I have read this ", .accent)])
    let width = line.width(viewport.widths)
    frame.put(
      line, at: Point(row: viewport.size.rows - 1, column: max(0, viewport.size.columns - width)))
    return frame
  }
}
