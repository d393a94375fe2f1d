import Project
import Terminal

/// The page at the end of the walk: nothing unjudged is left.
struct EndScreen: Commanded {
  private let workplace: Workplace
  private var counts: Counts
  private var notice: Notice?

  init(_ workplace: Workplace, counts: Counts) {
    self.workplace = workplace
    self.counts = counts
  }

  var contexts: [String] { ["judging"] }

  mutating func update(_ event: Event) -> [ScreenAction] {
    guard case .key(let key, _) = event else { return [] }
    notice = nil
    if key.typed == "r" { return perform("browse") }
    if key.typed == "a", counts.aside > 0 {
      return [.show(BrowserScreen(workplace, filter: .aside))]
    }
    guard case .command(let name) = workplace.keymap.command(for: [key], in: contexts) else {
      return []
    }
    return perform(name)
  }

  mutating func carryOut(_ request: ScreenRequest) -> [ScreenAction] {
    switch request {
    case .perform(let name, _): return perform(name)
    case .goTo(let item, _): return [.goTo(item)]
    }
  }

  private mutating func perform(_ name: String) -> [ScreenAction] {
    switch name {
    case "submit", "quit": return [.perform("quit")]
    case "undo", "redo", "guidelines-full", "last-item", "sync": return [.perform(name)]
    // The last item lies right below.
    case "previous": return [.close]
    case "browse":
      return [.show(BrowserScreen(workplace, filter: counts.judged > 0 ? .judged : .all))]
    case "help": return [.show(PageScreen.help(workplace, contexts: contexts))]
    case "palette": return [.show(PaletteScreen(workplace.keymap, contexts: contexts))]
    case "redraw": return [.effect(.redraw)]
    case "suspend": return [.effect(.suspend)]
    default:
      notice = .plain("No item is on the screen; \(keyName("previous")) goes back to the last one.")
      return []
    }
  }

  private func keyName(_ command: String) -> String {
    let keys = workplace.keymap.keys(for: command, in: "judging").first ?? []
    return keys.map(\.name).joined(separator: " ")
  }

  func view(in viewport: Viewport) -> Frame {
    var frame = Frame(viewport)
    let size = viewport.size
    HeaderRow.draw(
      in: &frame, rect: Rect(row: 0, column: 0, rows: 1, columns: size.columns),
      project: workplace.project.name, position: nil, counts: counts,
      handbook: workplace.handbookLabel, handle: workplace.handle)
    frame.rule(row: 1, from: 0, columns: size.columns)
    let isEmpty = counts.items == 0
    let title = isEmpty ? "There are no items yet." : "Nothing is left to judge."
    var numbers = ["\(counts.judged) judged"]
    if counts.aside > 0 { numbers.append("\(counts.aside) aside") }
    if counts.asked > 0 { numbers.append("\(counts.asked) asked") }
    if counts.conflicts > 0 { numbers.append("\(counts.conflicts) in conflict") }
    var lines = [
      Line(title, Style.title.bolded), Line(numbers.joined(separator: " · "), .body), .empty,
      hint(
        keyName("submit"),
        isEmpty ? "leaves; gloss import adds items" : "leaves; everything is saved"),
    ]
    if !isEmpty {
      lines.append(hint("r", "re-reads what you judged"))
      if counts.aside > 0 { lines.append(hint("a", "goes through what you put aside")) }
      lines.append(hint(keyName("undo"), "takes back the last judgment"))
      lines.append(hint(keyName("previous"), "goes back to the last item"))
    }
    let column = max(2, (size.columns - 44) / 2)
    for (row, line) in lines.enumerated() {
      frame.put(
        line, at: Point(row: max(3, size.rows / 3) + row, column: column),
        columns: size.columns - column - 1)
    }
    if let notice {
      frame.put(
        Line(notice.text, notice.style), at: Point(row: size.rows - 1, column: 1),
        columns: size.columns - 2)
    }
    return frame
  }

  private func hint(_ key: String, _ text: String) -> Line {
    Line([Span(key, Style.key.bolded), Span(" \(text)", .muted)])
  }
}
