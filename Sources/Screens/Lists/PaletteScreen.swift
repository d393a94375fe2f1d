import Terminal

/// Commands found by typing a part of their name; Enter carries one out on the screen below.
struct PaletteScreen: Screen {
  private let keymap: Keymap
  private let origin: [String]
  private var field = TextField()
  private var list = ListState()
  private var viewport = Viewport(columns: 80, rows: 24)

  init(_ keymap: Keymap, contexts: [String]) {
    self.keymap = keymap
    origin = contexts
  }

  var contexts: [String] { ["palette"] }

  private var matches: [Command] {
    if origin.contains("judging"), let remote = Self.remote(in: field.text) {
      return [
        Command(field.text, "sync", "Syncs with \(remote), and remembers it", .other)
      ]
    }
    let words = field.text.lowercased().split(separator: " ")
    return Commands.all.filter { command in
      guard command.name != "palette", command.contexts.contains(where: origin.contains) else {
        return false
      }
      let text = "\(command.name) \(command.hint) \(command.summary)".lowercased()
      return words.allSatisfy { text.contains($0) }
    }
  }

  /// The remote that `sync REMOTE` names; nil for any other text.
  static func remote(in text: String) -> String? {
    guard text.hasPrefix("sync ") else { return nil }
    let remote = text.dropFirst(5).drop { $0 == " " }
    return remote.isEmpty ? nil : String(remote)
  }

  mutating func update(_ event: Event) -> [ScreenAction] {
    switch event {
    case .resized(let viewport, _): self.viewport = viewport
    case .paste(let text, _):
      field.insert(text)
      _ = list.home()
    case .key(let key, _):
      switch key.code {
      case .escape: return [.close]
      case .character("c") where key.control, .character("g") where key.control: return [.close]
      case .enter:
        guard let selected = list.selected, matches.indices.contains(selected) else { return [] }
        return [.perform(matches[selected].name)]
      case .down, .tab: _ = list.move(by: 1)
      case .up: _ = list.move(by: -1)
      case .pageDown: _ = list.page(1)
      case .pageUp: _ = list.page(-1)
      default:
        let before = field.text
        _ = field.handle(key)
        if field.text != before { _ = list.home() }
      }
    default: return []
    }
    list.measure(count: matches.count, rows: max(1, viewport.size.rows - 4))
    return []
  }

  func view(in viewport: Viewport) -> Frame {
    var frame = Frame(viewport)
    let size = viewport.size
    let matches = matches
    FieldRow.draw("Command", field, in: &frame, row: 0)
    frame.rule(row: 1, from: 0, columns: size.columns)
    for (row, index) in list.visible.enumerated() where matches.indices.contains(index) {
      let command = matches[index]
      let keys = HelpLines.names(of: command, in: keymap, contexts: origin)
      let isSelected = index == list.selected
      var line = Line(isSelected ? " ▸ " : "   ", .accent)
      line.append(keys.joined(separator: ", "), Style.key.bolded)
      line = line.truncated(to: 22, widths: viewport.widths)
        .padded(to: 23, widths: viewport.widths)
      line.append(command.summary, isSelected ? Style.selected.bolded : .body)
      frame.put(line, at: Point(row: 2 + row, column: 0), columns: size.columns)
    }
    frame.rule(row: size.rows - 2, from: 0, columns: size.columns)
    let count = matches.count == 1 ? "1 command" : "\(matches.count) commands"
    let hidden = list.hiddenBelow > 0 ? "▼ \(list.hiddenBelow) more · " : ""
    frame.put(
      Line("\(hidden)\(count) · Enter does it · Ctrl+C closes", .muted),
      at: Point(row: size.rows - 1, column: 1), columns: size.columns - 2)
    return frame
  }
}
