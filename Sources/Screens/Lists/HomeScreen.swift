package import Terminal

/// Home: one line a store, and the keys to go there.
package struct HomeScreen: Commanded {
  private let keymap: Keymap
  private let entries: [HomeEntry]
  private var list = ListState()
  private var viewport = Viewport(columns: 80, rows: 24)
  private var notice: Notice?
  private var sequence = KeySequence()

  package init(_ entries: [HomeEntry], keymap: Keymap) {
    self.entries = entries
    self.keymap = keymap
  }

  package var contexts: [String] { ["list"] }

  package mutating func update(_ event: Event) -> [ScreenAction] {
    switch event {
    case .resized(let viewport, _):
      self.viewport = viewport
      measure()
    case .reply(.failed(let message), _):
      notice = .error(message)
      measure()
    case .key(let key, _):
      notice = nil
      defer { measure() }
      if let way = Self.destinations.first(where: { $0.key == key.typed })?.destination {
        return open(way)
      }
      guard case .command(let name) = sequence.match(key, in: keymap, contexts: contexts) else {
        return []
      }
      return perform(name)
    default: break
    }
    return []
  }

  package mutating func carryOut(_ request: ScreenRequest) -> [ScreenAction] {
    guard case .perform(let name, _) = request else { return [] }
    return perform(name)
  }

  private var messageRows: Int {
    HintRow.lines(notice, columns: viewport.size.columns, widths: viewport.widths).count
  }

  /// A store takes two rows.
  private mutating func measure() {
    let rows = viewport.size.rows - 3 - max(1, messageRows)
    list.measure(count: entries.count, rows: max(1, rows / 2))
  }

  private mutating func perform(_ name: String) -> [ScreenAction] {
    switch name {
    case "open": return open(.work)
    case "line-down": _ = list.move(by: 1)
    case "line-up": _ = list.move(by: -1)
    case "page-down": _ = list.page(1)
    case "page-up": _ = list.page(-1)
    case "top": _ = list.home()
    case "bottom": _ = list.end()
    case "palette": return [.show(PaletteScreen(keymap, contexts: contexts))]
    case "redraw": return [.effect(.redraw)]
    case "suspend": return [.effect(.suspend)]
    case "quit": return [.effect(.quit)]
    case "conflicts": return open(.conflicts)
    case "cancel":
      let keys = keymap.keys(for: "quit", in: "list").first ?? []
      notice = .plain("Nothing is being typed. \(keys.map(\.name).joined(separator: " ")) leaves.")
    case "help": return [.show(HomeHelp(keymap))]
    default: notice = .plain("That does nothing on this page.")
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
  static let destinations: [(key: Character, destination: HomeDestination, hint: String)] = [
    ("a", .aside, "aside"), ("f", .asked, "asked"), ("x", .conflicts, "conflicts"),
    ("d", .drafts, "drafts"), ("r", .again, "judge again"),
  ]

  package func view(in viewport: Viewport) -> Frame {
    var frame = Frame(viewport)
    let size = viewport.size
    frame.put(Line(" gloss", Style.title.bolded), at: Point(row: 0, column: 0))
    frame.rule(row: 1, from: 0, columns: size.columns)
    if entries.isEmpty { drawWelcome(in: &frame) }
    let rows = max(1, messageRows)
    let rule = size.rows - 1 - rows
    for (place, index) in list.visible.enumerated() where entries.indices.contains(index) {
      HomeRows.draw(
        entries[index], isSelected: index == list.selected, row: 2 + place * 2, before: rule,
        in: &frame)
    }
    frame.rule(row: rule, from: 0, columns: size.columns)
    if list.hiddenAbove + list.hiddenBelow > 0 {
      frame.put(
        Line(" ▲ \(list.hiddenAbove)  ▼ \(list.hiddenBelow) more ", .muted),
        at: Point(row: rule, column: size.columns - 24))
    }
    drawLastRows(in: &frame, Rect(row: rule + 1, column: 0, rows: rows, columns: size.columns))
    return frame
  }

  private func drawWelcome(in frame: inout Frame) {
    func way(_ command: String, _ text: String) -> Line {
      Line(command, Style.key.bolded).padded(to: 28).appending(text, .muted)
    }
    let lines = [
      Line("No store has been opened on this machine yet.", .body), .empty,
      way("gloss demo", "judge a sample project now"),
      way("gloss new DIR --from FILE", "make a project of your data"),
      way("gloss create DIR STORE", "make a store for a project"),
    ]
    for (row, line) in lines.enumerated() {
      frame.put(line, at: Point(row: 3 + row, column: 3), columns: frame.size.columns - 4)
    }
  }

  private func drawLastRows(in frame: inout Frame, _ rect: Rect) {
    if notice != nil {
      HintRow.draw(
        in: &frame, rect: rect, keymap: keymap, context: "list", commands: [], notice: notice)
      return
    }
    var ways = Line()
    if !entries.isEmpty {
      for destination in Self.destinations {
        ways.append(String(destination.key), Style.key.bolded)
        ways.append(" \(destination.hint)   ", .muted)
      }
    }
    let used = frame.put(ways, at: Point(row: rect.row, column: 1), columns: rect.columns - 2)
    let commands = entries.isEmpty ? ["help", "quit"] : ["open", "help", "quit"]
    let room = rect.columns - used - 2
    let hints = HintRow.hints(
      commands, in: "list", keymap: keymap, columns: room, widths: frame.widths)
    let start = hints.width(frame.widths) <= room ? used + 1 : rect.columns
    frame.put(hints, at: Point(row: rect.row, column: start), columns: room)
  }
}
