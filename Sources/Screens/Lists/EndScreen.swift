import Project
import Terminal

/// The page at the end of the walk: nothing unjudged is left.
struct EndScreen: Screen {
  private let workplace: Workplace
  private let counts: Counts

  init(_ workplace: Workplace, counts: Counts) {
    self.workplace = workplace
    self.counts = counts
  }

  var contexts: [String] { ["judging"] }

  mutating func update(_ event: Event) -> [ScreenAction] {
    guard case .key(let key, _) = event else { return [] }
    if key.typed == "r" { return [.perform("browse")] }
    guard case .command(let name) = workplace.keymap.command(for: [key], in: contexts) else {
      return []
    }
    switch name {
    case "submit", "quit": return [.perform("quit")]
    case "undo", "redo", "browse", "help", "palette", "guidelines-full", "previous":
      return [.perform(name)]
    case "redraw": return [.effect(.redraw)]
    case "suspend": return [.effect(.suspend)]
    default: return []
    }
  }

  func view(in viewport: Viewport) -> Frame {
    var frame = Frame(viewport)
    HeaderRow.draw(
      in: &frame, rect: Rect(row: 0, column: 0, rows: 1, columns: viewport.size.columns),
      project: workplace.project.name, position: nil, counts: counts,
      handbook: workplace.handbookLabel, handle: workplace.handle)
    frame.rule(row: 1, from: 0, columns: viewport.size.columns)
    let top = max(3, viewport.size.rows / 3)
    let isEmpty = counts.items == 0
    let title = isEmpty ? "There are no items yet." : "Nothing is left to judge."
    var numbers = ["\(counts.judged) judged"]
    if counts.aside > 0 { numbers.append("\(counts.aside) aside") }
    if counts.asked > 0 { numbers.append("\(counts.asked) asked") }
    if counts.conflicts > 0 { numbers.append("\(counts.conflicts) in conflict") }
    let lines = [
      Line(title, Style.title.bolded), Line(numbers.joined(separator: " · "), .body), .empty,
      hint("submit", isEmpty ? "leaves; gloss import adds items" : "leaves; everything is saved"),
      Line([Span("r", Style.key.bolded), Span(" re-reads what you judged", .muted)]),
      hint("undo", "takes back the last judgment"),
      hint("previous", "goes back to the item before"),
    ]
    let column = max(2, (viewport.size.columns - 44) / 2)
    for (row, line) in lines.enumerated() {
      frame.put(line, at: Point(row: top + row, column: column))
    }
    return frame
  }

  private func hint(_ command: String, _ text: String) -> Line {
    let keys = workplace.keymap.keys(for: command, in: "judging").first ?? []
    return Line([
      Span(keys.map(\.name).joined(separator: " "), Style.key.bolded), Span(" \(text)", .muted),
    ])
  }
}
