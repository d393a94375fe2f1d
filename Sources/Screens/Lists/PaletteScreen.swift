import Terminal

/// Commands found by typing a part of their name; Enter carries one out.
struct PaletteScreen: Screen {
  private let workplace: Workplace
  private let origin: [String]
  private var field = TextField()
  private var list = ListState()
  private var viewport = Viewport(columns: 80, rows: 24)

  init(_ workplace: Workplace, contexts: [String]) {
    self.workplace = workplace
    origin = contexts
  }

  var contexts: [String] { ["list"] }

  private var matches: [Command] {
    let words = field.text.lowercased().split(separator: " ")
    return Commands.all.filter { command in
      guard origin.contains(where: { !workplace.keymap.keys(for: command.name, in: $0).isEmpty })
      else { return false }
      let text = "\(command.name) \(command.hint) \(command.summary)".lowercased()
      return words.allSatisfy { text.contains($0) }
    }
  }

  mutating func update(_ event: Event) -> [ScreenAction] {
    switch event {
    case .resized(let viewport, _): self.viewport = viewport
    case .paste(let text, _): field.insert(text)
    case .key(let key, _):
      switch key.code {
      case .escape: return [.close]
      case .character("c") where key.control: return [.close]
      case .character("g") where key.control: return [.close]
      case .enter:
        guard let selected = list.selected, matches.indices.contains(selected) else { return [] }
        return [.perform(matches[selected].name)]
      case .down, .tab: _ = list.move(by: 1)
      case .up: _ = list.move(by: -1)
      case .pageDown: _ = list.page(1)
      case .pageUp: _ = list.page(-1)
      default:
        _ = field.handle(key)
        _ = list.home()
      }
    default: return []
    }
    list.measure(count: matches.count, rows: max(1, viewport.size.rows - 5))
    return []
  }

  func view(in viewport: Viewport) -> Frame {
    var frame = Frame(viewport)
    let size = viewport.size
    let matches = matches
    let used = frame.put(Line(" : ", Style.accent.bolded), at: Point(row: 0, column: 0))
    let view = field.view(columns: size.columns - used - 2, widths: viewport.widths)
    if let line = view.lines.first { frame.put(line, at: Point(row: 0, column: used)) }
    frame.cursor = Point(row: 0, column: used + view.cursor.column)
    frame.rule(row: 1, from: 0, columns: size.columns)
    for (row, index) in list.visible.enumerated() where matches.indices.contains(index) {
      let command = matches[index]
      let keys = origin.flatMap { workplace.keymap.keys(for: command.name, in: $0) }
        .map { $0.map(\.name).joined(separator: " ") }.joined(separator: ", ")
      let isSelected = index == list.selected
      var line = Line(isSelected ? " ▸ " : "   ", .accent)
      line.append(keys, Style.key.bolded)
      line = line.padded(to: 24, widths: viewport.widths)
      line.append(command.summary, isSelected ? Style.selected.bolded : .body)
      frame.put(line, at: Point(row: 2 + row, column: 0), columns: size.columns)
    }
    frame.rule(row: size.rows - 2, from: 0, columns: size.columns)
    frame.put(
      Line("\(matches.count) commands · Enter does it · Ctrl+C closes", .muted),
      at: Point(row: size.rows - 1, column: 1))
    return frame
  }
}
