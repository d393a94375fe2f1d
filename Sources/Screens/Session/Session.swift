package import Terminal

/// The stack of screens of one run: events go to the topmost, its picture is shown.
package struct Session: Sendable {
  private var screens: [any Screen]
  private var viewport = Viewport(size: Size(columns: 80, rows: 24))

  package init(_ first: any Screen) {
    screens = [first]
  }

  /// When the session wants a `tick`.
  package var deadline: Moment? { screens.compactMap(\.deadline).min() }

  /// The contexts whose bindings hold now, innermost first.
  package var contexts: [String] { screens.last?.contexts ?? [] }

  /// Reacts to an event; the effects are to be carried out in order.
  package mutating func update(_ event: Event) -> [Effect] {
    switch event {
    case .resized(let viewport, _):
      self.viewport = viewport
      return everyone(event)
    case .leaving, .tick, .reply: return everyone(event)
    case .key, .paste, .presented: return top(event)
    }
  }

  /// Draws the topmost screen; below the smallest size one polite sentence.
  package func view(in viewport: Viewport) -> Frame {
    if Layout.tier(for: viewport.size) == .tooSmall { return SmallNotice.view(in: viewport) }
    return screens.last?.view(in: viewport) ?? Frame(viewport)
  }

  private mutating func top(_ event: Event) -> [Effect] {
    guard let index = screens.indices.last else { return [] }
    if Layout.tier(for: viewport.size) == .tooSmall { return unseen(event) }
    return react(at: index, to: event)
  }

  /// Where nothing can be seen nothing is judged; only leaving is possible.
  private mutating func unseen(_ event: Event) -> [Effect] {
    guard case .key(let key, let moment) = event else { return [] }
    switch key.name {
    case "q": return everyone(.leaving(moment)) + [.quit]
    case "Ctrl+Z": return everyone(.leaving(moment)) + [.suspend]
    case "Ctrl+L": return [.redraw]
    default: return []
    }
  }

  /// A reply goes to every screen as well: the one that asked may lie under another by now.
  private mutating func everyone(_ event: Event) -> [Effect] {
    var effects: [Effect] = []
    for index in screens.indices.reversed() where screens.indices.contains(index) {
      effects += react(at: index, to: event)
    }
    return effects
  }

  private mutating func react(at index: Int, to event: Event) -> [Effect] {
    run(screens[index].update(event), at: index, event.moment)
  }

  private mutating func run(_ actions: [ScreenAction], at index: Int, _ moment: Moment) -> [Effect]
  {
    var effects: [Effect] = []
    for action in actions {
      switch action {
      case .effect(let effect): effects.append(effect)
      case .show(let screen):
        screens.append(screen)
        effects += react(at: screens.count - 1, to: .resized(viewport, moment))
      case .close: close(index)
      case .perform(let command):
        close(index)
        effects += below(index, .perform(command, moment))
      case .goTo(let item):
        close(index)
        effects += below(index, .goTo(item, moment))
      }
    }
    return effects
  }

  private mutating func close(_ index: Int) {
    if screens.count > 1, screens.indices.contains(index) { screens.remove(at: index) }
  }

  private mutating func below(_ index: Int, _ request: ScreenRequest) -> [Effect] {
    let index = min(index - 1, screens.count - 1)
    guard index >= 0, var screen = screens[index] as? any Commanded else { return [] }
    let actions = screen.carryOut(request)
    screens[index] = screen
    return run(actions, at: index, request.moment)
  }
}

/// What a closing screen asks of the one below.
package enum ScreenRequest: Sendable {
  case perform(String, Moment)
  case goTo(Int64, Moment)

  package var moment: Moment {
    switch self {
    case .perform(_, let moment), .goTo(_, let moment): moment
    }
  }
}

/// A screen that carries out commands by name and goes to items.
package protocol Commanded: Screen {
  mutating func carryOut(_ request: ScreenRequest) -> [ScreenAction]
}
