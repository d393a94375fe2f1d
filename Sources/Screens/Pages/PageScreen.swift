import Terminal

/// A screen that is one page and nothing else: help, raw text, the handbook.
struct PageScreen: Commanded {
  private let workplace: Workplace
  private var page: Page
  private var sequence = KeySequence()
  /// The line that a size puts at the top the first time, given the lines' width.
  private var start: (@Sendable (_ lines: [Line], _ columns: Int, _ widths: Widths) -> Int)?

  init(
    _ workplace: Workplace, page: Page,
    start: (@Sendable (_ lines: [Line], _ columns: Int, _ widths: Widths) -> Int)? = nil
  ) {
    self.workplace = workplace
    self.page = page
    self.start = start
  }

  var contexts: [String] { ["reading"] }

  mutating func update(_ event: Event) -> [ScreenAction] {
    switch event {
    case .resized(let viewport, _):
      page.resize(viewport)
      if let start {
        page.go(to: start(page.lines, page.columns, viewport.widths))
        self.start = nil
      }
    case .key(let key, _):
      if page.isTyping {
        page.type(key)
        return []
      }
      switch sequence.match(key, in: workplace.keymap, contexts: contexts) {
      case .command(let name): return perform(name)
      case .prefix: return []
      // Whatever opened the page closes it too.
      case .none: return [.close]
      }
    case .paste(let text, _): page.paste(text)
    default: break
    }
    return []
  }

  mutating func carryOut(_ request: ScreenRequest) -> [ScreenAction] {
    guard case .perform(let name, _) = request else { return [] }
    return perform(name)
  }

  private mutating func perform(_ name: String) -> [ScreenAction] {
    if page.perform(name) { return [] }
    switch name {
    case "redraw": return [.effect(.redraw)]
    case "suspend": return [.effect(.suspend)]
    case "palette": return [.show(PaletteScreen(workplace.keymap, contexts: contexts))]
    default: return [.close]
    }
  }

  func view(in viewport: Viewport) -> Frame {
    page.view(
      in: viewport, keymap: workplace.keymap,
      commands: ["page-down", "page-up", "find", "find-next", "top", "bottom", "cancel"])
  }
}
