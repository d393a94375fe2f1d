import Terminal

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

/// A store as two rows: its name, and its numbers or why it cannot be opened.
enum HomeRows {
  static func draw(
    _ entry: HomeEntry, isSelected: Bool, row: Int, before end: Int, in frame: inout Frame
  ) {
    guard row + 1 < end else { return }
    let columns = frame.size.columns
    var line = Line(isSelected ? " ▸ " : "   ", .accent)
    line.append(entry.project, isSelected ? Style.selected.bolded : Style.body.bolded)
    if !entry.title.isEmpty { line.append("  \(entry.title)", .muted) }
    line = line.truncated(to: columns - 2, widths: frame.widths)
    let room = columns - line.width(frame.widths) - 3
    // Of a long path the end tells the stores apart.
    if room >= 12 {
      var shown = DisplayText.safe(entry.path)[...]
      if frame.widths.width(of: String(shown)) > room {
        while frame.widths.width(of: String(shown)) >= room { shown = shown.dropFirst() }
        shown = "…" + shown
      }
      line.append("  \(shown)", .muted)
    }
    frame.put(line, at: Point(row: row, column: 0), columns: columns)
    let below = entry.trouble.map { Line($0, .warning, indent: 5) } ?? numbers(entry)
    frame.put(below, at: Point(row: row + 1, column: 0), columns: columns)
  }

  private static func numbers(_ entry: HomeEntry) -> Line {
    let counts = entry.counts
    var numbers = Line("", .body, indent: 2)
    numbers.append(HeaderRow.progress(counts.judged + counts.aside, of: counts.items))
    numbers.append("   \(counts.judged) of \(counts.items) judged", .body)
    for (number, word) in [
      (counts.conflicts, counts.conflicts == 1 ? "conflict" : "conflicts"),
      (counts.again, "to judge again"), (counts.aside, "aside"), (counts.asked, "asked"),
      (counts.drafts, counts.drafts == 1 ? "draft" : "drafts"), (counts.unsent, "to send"),
    ] where number > 0 {
      numbers.append(" · \(number) \(word)", word.hasPrefix("conflict") ? .warning : .muted)
    }
    return numbers.appending(" · \(entry.handle)", .muted)
  }
}

/// The keys that hold on Home, with the ways to the parts of a store.
struct HomeHelp: Screen {
  private let keymap: Keymap
  private var page: Page
  private var sequence = KeySequence()

  init(_ keymap: Keymap) {
    self.keymap = keymap
    page = Page(title: "Keys") { columns, widths in
      var lines = [Line("The selected store", Style.title.bolded)]
      for way in HomeScreen.destinations {
        let key = Line([Span("  "), Span(String(way.key), Style.key.bolded)])
        lines.append(key.padded(to: 24, widths: widths) + Line("Goes to: \(way.hint)"))
      }
      return lines + [.empty]
        + HelpLines.lines(keymap, contexts: ["list"], columns: columns, widths: widths)
    }
  }

  var contexts: [String] { ["reading"] }

  mutating func update(_ event: Event) -> [ScreenAction] {
    switch event {
    case .resized(let viewport, _): page.resize(viewport)
    case .paste(let text, _): page.paste(text)
    case .key(let key, _):
      if page.isTyping {
        page.type(key)
        return []
      }
      switch sequence.match(key, in: keymap, contexts: contexts) {
      case .command("redraw"): return [.effect(.redraw)]
      case .command(let name): return page.perform(name) ? [] : [.close]
      case .prefix: return []
      case .none: return [.close]
      }
    default: break
    }
    return []
  }

  func view(in viewport: Viewport) -> Frame {
    page.view(in: viewport, keymap: keymap, commands: ["page-down", "page-up", "find", "cancel"])
  }
}
