import Judgments
import Project
import Questions
import Terminal

/// The items as a list: filtered, searched, and one key away from the judging screen.
struct BrowserScreen: Commanded {
  let workplace: Workplace
  private(set) var filter: ItemFilter
  private(set) var text = ""
  private(set) var rows: [ItemSummary] = []
  private(set) var total = 0
  private(set) var list = ListState()
  private(set) var field: TextField?
  private(set) var notice: Notice?
  private var isComplete = false
  /// Whether the end of the list is wanted, which is not loaded yet.
  private var isWanted = false
  private var viewport = Viewport(columns: 80, rows: 24)
  private var hasStarted = false
  private var sequence = KeySequence()
  private var sync = SyncView()
  /// Whether the rows are read again, for what a sync brought.
  private var isRefreshing = false

  /// More rows than these are not read again at once; turning to a filter does it.
  private static let mostRefreshed = 512

  init(_ workplace: Workplace, filter: ItemFilter = .judged) {
    self.workplace = workplace
    self.filter = filter
  }

  var contexts: [String] { ["list"] }

  private var height: Int { max(1, viewport.size.rows - 4) }

  mutating func update(_ event: Event) -> [ScreenAction] {
    switch event {
    case .resized(let viewport, _):
      self.viewport = viewport
      list.measure(count: rows.count, rows: height)
      if hasStarted { return [] }
      hasStarted = true
      return reload()
    case .reply(.page(let page, let query, let total), _):
      return received(page, query, total: total)
    case .reply(.failed(let why), _): notice = .error(why)
    case .reply(.synced(let synced), _): return refresh(synced)
    case .paste(let text, _): field?.insert(text)
    case .key(let key, _): return pressed(key)
    default: break
    }
    return []
  }

  mutating func carryOut(_ request: ScreenRequest) -> [ScreenAction] {
    switch request {
    case .perform(let name, _): perform(name)
    case .goTo(let item, _): [.goTo(item)]
    }
  }

  private mutating func reload() -> [ScreenAction] {
    rows = []
    total = 0
    isComplete = false
    isWanted = false
    isRefreshing = false
    list = ListState()
    list.measure(count: 0, rows: height)
    return more()
  }

  private func more() -> [ScreenAction] {
    let query = PageQuery(
      filter: filter, text: text, after: rows.last?.number, limit: max(64, height * 3))
    return [.effect(.page(query))]
  }

  /// Reads the rows again and keeps what is selected.
  private mutating func refresh(_ synced: Synced) -> [ScreenAction] {
    let keys = workplace.keymap.keys(for: "conflicts", in: "list").first ?? []
    let way = "press \(keys.map(\.name).joined(separator: " "))"
    notice = sync.note(.synced(synced), toConflicts: way)
    guard synced.received > 0, rows.count <= Self.mostRefreshed else { return [] }
    isRefreshing = true
    let limit = max(rows.count, max(64, height * 3))
    return [.effect(.page(PageQuery(filter: filter, text: text, after: nil, limit: limit)))]
  }

  private mutating func received(
    _ page: [ItemSummary], _ query: PageQuery, total: Int
  ) -> [ScreenAction] {
    if isRefreshing, query.after == nil, query.filter == filter, query.text == text {
      let selected = list.selected.flatMap { rows.indices.contains($0) ? rows[$0].number : nil }
      isRefreshing = false
      (rows, self.total) = (page, total)
      isComplete = page.count < query.limit
      list.measure(count: rows.count, rows: height)
      if let place = rows.firstIndex(where: { $0.number == selected }) { list.select(place) }
      return []
    }
    guard query.filter == filter, query.text == text, query.after == rows.last?.number else {
      return []
    }
    rows += page
    self.total = total
    isComplete = page.count < query.limit
    list.measure(count: rows.count, rows: height)
    guard isWanted else { return [] }
    isWanted = false
    _ = list.page(1)
    return []
  }

  private mutating func pressed(_ key: Key) -> [ScreenAction] {
    notice = nil
    if var field {
      switch key.code {
      case .enter:
        text = field.text
        self.field = nil
        return reload()
      case .escape: self.field = nil
      case .character("c") where key.control, .character("g") where key.control: self.field = nil
      default:
        _ = field.handle(key)
        self.field = field
      }
      return []
    }
    switch sequence.match(key, in: workplace.keymap, contexts: contexts) {
    case .command(let name): return perform(name)
    case .prefix: return []
    case .none: break
    }
    // The key that opened the list closes it too.
    let opener = workplace.keymap.command(for: [key], in: ["judging"])
    return opener == .command("browse") ? [.close] : []
  }

  private mutating func perform(_ name: String) -> [ScreenAction] {
    switch name {
    case "open":
      guard let selected = list.selected, rows.indices.contains(selected) else { return [] }
      return [.goTo(rows[selected].number)]
    case "line-down": _ = list.move(by: 1)
    case "line-up": _ = list.move(by: -1)
    case "page-down":
      isWanted = !list.page(1)
    case "page-up": _ = list.page(-1)
    case "top": _ = list.home()
    case "bottom":
      // A million items are not loaded to see the last; each End goes on by what is loaded.
      isWanted = !list.end()
    case "filter-next": return turn(by: 1)
    case "filter-previous": return turn(by: -1)
    case "find": field = TextField(text)
    case "conflicts":
      filter = .conflicts
      return reload()
    case "help": return [.show(PageScreen.help(workplace, contexts: contexts))]
    case "palette": return [.show(PaletteScreen(workplace.keymap, contexts: contexts))]
    case "redraw": return [.effect(.redraw)]
    case "suspend": return [.effect(.suspend)]
    case "cancel" where !text.isEmpty:
      text = ""
      return reload()
    case "cancel", "quit": return [.close]
    default: break
    }
    let isNearEnd = list.selection >= rows.count - height
    if isComplete { isWanted = false }
    return isNearEnd && !isComplete ? more() : []
  }

  private mutating func turn(by step: Int) -> [ScreenAction] {
    let all = ItemFilter.allCases
    let index = all.firstIndex(of: filter) ?? 0
    filter = all[(index + step + all.count) % all.count]
    return reload()
  }
}
