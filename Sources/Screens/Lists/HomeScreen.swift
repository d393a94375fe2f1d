package import Terminal

/// What Home says of a store.
package struct HomeEntry: Hashable, Sendable {
  package var path: String
  package var project: String
  package var title: String
  package var handle: String
  package var counts: Counts
  /// Why the store cannot be opened; nil when it can.
  package var trouble: String?

  package init(
    path: String, project: String, title: String, handle: String, counts: Counts,
    trouble: String? = nil
  ) {
    self.path = path
    self.project = project
    self.title = title
    self.handle = handle
    self.counts = counts
    self.trouble = trouble
  }
}

/// Home: one line a store, and the keys to go there.
package struct HomeScreen: Screen {
  private let keymap: Keymap
  private let entries: [HomeEntry]
  private var list = ListState()
  private var viewport = Viewport(columns: 80, rows: 24)
  private var notice: Notice?

  package init(_ entries: [HomeEntry], keymap: Keymap) {
    self.entries = entries
    self.keymap = keymap
  }

  package var contexts: [String] { ["list"] }

  package mutating func update(_ event: Event) -> [ScreenAction] {
    switch event {
    case .resized(let viewport, _):
      self.viewport = viewport
      list.measure(count: entries.count, rows: max(1, (viewport.size.rows - 5) / 2))
    case .reply(.failed(let message), _): notice = .error(message)
    case .key(let key, _):
      notice = nil
      return pressed(key)
    default: break
    }
    return []
  }

  private mutating func pressed(_ key: Key) -> [ScreenAction] {
    if let destination = Self.destinations.first(where: { $0.key == key.typed })?.destination {
      return open(destination)
    }
    guard case .command(let name) = keymap.command(for: [key], in: contexts) else { return [] }
    switch name {
    case "open": return open(.work)
    case "line-down": _ = list.move(by: 1)
    case "line-up": _ = list.move(by: -1)
    case "page-down": _ = list.page(1)
    case "page-up": _ = list.page(-1)
    case "top": _ = list.home()
    case "bottom": _ = list.end()
    case "redraw": return [.effect(.redraw)]
    case "suspend": return [.effect(.suspend)]
    case "cancel", "quit": return [.effect(.quit)]
    default: break
    }
    return []
  }

  private mutating func open(_ destination: HomeDestination) -> [ScreenAction] {
    guard let selected = list.selected, entries.indices.contains(selected) else { return [] }
    if let trouble = entries[selected].trouble {
      notice = .error(trouble)
      return []
    }
    return [.effect(.open(path: entries[selected].path, page: destination))]
  }

  /// The keys that go to a part of the selected store.
  private static let destinations: [(key: Character, destination: HomeDestination, hint: String)] = [
    ("a", .aside, "aside"), ("f", .asked, "asked"), ("x", .conflicts, "conflicts"),
    ("d", .drafts, "drafts"),
  ]

  package func view(in viewport: Viewport) -> Frame {
    var frame = Frame(viewport)
    let size = viewport.size
    frame.put(Line(" gloss", Style.title.bolded), at: Point(row: 0, column: 0))
    frame.rule(row: 1, from: 0, columns: size.columns)
    if entries.isEmpty { drawWelcome(in: &frame) }
    for (place, index) in list.visible.enumerated() where entries.indices.contains(index) {
      draw(entries[index], isSelected: index == list.selected, row: 2 + place * 2, in: &frame)
    }
    frame.rule(row: size.rows - 2, from: 0, columns: size.columns)
    drawLastRow(in: &frame)
    return frame
  }

  private func drawWelcome(in frame: inout Frame) {
    let lines = [
      Line("No store has been opened on this machine yet.", .body), .empty,
      Line([Span("gloss demo", Style.key.bolded), Span("                  judge a sample project now", .muted)]),
      Line([Span("gloss new DIR --from FILE", Style.key.bolded), Span("   make a project of your own data", .muted)]),
      Line([Span("gloss create DIR STORE", Style.key.bolded), Span("      make a store for a project", .muted)]),
    ]
    for (row, line) in lines.enumerated() {
      frame.put(line, at: Point(row: 3 + row, column: 3))
    }
  }

  private func draw(_ entry: HomeEntry, isSelected: Bool, row: Int, in frame: inout Frame) {
    guard row + 1 < frame.size.rows - 2 else { return }
    var line = Line(isSelected ? " ▸ " : "   ", .accent)
    line.append(entry.project, isSelected ? Style.selected.bolded : Style.body.bolded)
    line.append("  \(entry.title)", .muted)
    frame.put(line, at: Point(row: row, column: 0), columns: frame.size.columns)
    if let trouble = entry.trouble {
      frame.put(Line(trouble, .warning, indent: 5), at: Point(row: row + 1, column: 0), columns: frame.size.columns)
      return
    }
    let counts = entry.counts
    var numbers = Line("", .body, indent: 2)
    numbers.append(HeaderRow.progress(counts.judged + counts.aside, of: counts.items))
    numbers.append("   \(counts.judged) of \(counts.items) judged", .body)
    for (number, word) in [
      (counts.aside, "aside"), (counts.asked, "asked"), (counts.drafts, "drafts"),
      (counts.conflicts, "conflicts"), (counts.unsent, "to send"),
    ] where number > 0 {
      numbers.append(" · \(number) \(word)", word == "conflicts" ? .warning : .muted)
    }
    numbers.append(" · \(entry.handle)", .muted)
    frame.put(numbers, at: Point(row: row + 1, column: 0), columns: frame.size.columns)
  }

  private func drawLastRow(in frame: inout Frame) {
    let row = frame.size.rows - 1
    if let notice {
      frame.put(Line(notice.text, notice.style), at: Point(row: row, column: 1), columns: frame.size.columns - 2)
      return
    }
    var line = HintRow.hints(["open", "line-down", "quit"], in: "list", keymap: keymap, columns: 40, widths: frame.widths)
    for destination in Self.destinations {
      line.append("   ")
      line.append(String(destination.key), Style.key.bolded)
      line.append(" \(destination.hint)", .muted)
    }
    frame.put(line, at: Point(row: row, column: 1), columns: frame.size.columns - 2)
  }
}
