import Project
import Terminal

/// The page at the end of the walk: nothing unjudged is left.
struct EndScreen: Commanded {
  private let workplace: Workplace
  private var counts: Counts
  private var notice: Notice?
  private var sequence = KeySequence()
  private var sync: SyncView

  init(_ workplace: Workplace, counts: Counts, sync: SyncView = SyncView()) {
    self.workplace = workplace
    self.counts = counts
    self.sync = sync
  }

  /// Items that nobody has judged here, which a sync may have brought.
  private var open: Int { counts.unjudged }

  var contexts: [String] { ["judging"] }

  mutating func update(_ event: Event) -> [ScreenAction] {
    switch event {
    // The screen below shows the item that was undone.
    case .reply(.undone, _): return [.close]
    case .reply(.nothingToUndo(let isRedo), _):
      notice = .plain(isRedo ? "Nothing is left to do again." : "Nothing is left to undo.")
      return []
    case .reply(.failed(let why), _):
      notice = .error(why)
      return []
    case .reply(let reply, _):
      let words = sync.note(reply, toConflicts: "press \(keyName("conflicts"))")
      if case .synced(let synced) = reply { counts = synced.counts }
      notice = words ?? notice
      return []
    case .key(let key, _): return pressed(key)
    default: return []
    }
  }

  private mutating func pressed(_ key: Key) -> [ScreenAction] {
    notice = nil
    if key.typed == "r" { return perform("browse") }
    if key.typed == "y", counts.again > 0 { return [.perform("judge-again")] }
    if key.typed == "d", counts.drafts > 0 {
      return [.show(BrowserScreen(workplace, filter: .drafts))]
    }
    if key.typed == "a", counts.aside > 0 {
      return [.show(BrowserScreen(workplace, filter: .aside))]
    }
    guard case .command(let name) = sequence.match(key, in: workplace.keymap, contexts: contexts)
    else {
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
    case "sync" where sync.isGoingOn:
      notice = .plain("The sync is still going on; its end is told here.")
      return []
    case "sync": return [.effect(.sync(nil))]
    case "conflicts" where counts.conflicts > 0: return [.perform(name)]
    case "conflicts":
      notice = .plain("No judgment of yours is in conflict.")
      return []
    case "next-open" where open > 0: return [.perform(name)]
    case let name where PaletteScreen.remote(in: name) != nil:
      return [.effect(.sync(PaletteScreen.remote(in: name)))]
    case "submit", "quit": return [.perform("quit")]
    case "undo": return [.effect(.undo)]
    case "redo": return [.effect(.redo)]
    case "guidelines-full":
      guard let handbook = workplace.handbook else { break }
      return [.show(PageScreen.handbook(workplace, handbook: handbook, at: nil))]
    case "last-item":
      if counts.items > 0 { return [.perform(name)] }
    // The last item lies right below.
    case "previous" where counts.items > 0: return [.close]
    case "browse":
      return [.show(BrowserScreen(workplace, filter: counts.judged > 0 ? .judged : .all))]
    case "help": return [.show(PageScreen.help(workplace, contexts: contexts))]
    case "palette": return [.show(PaletteScreen(workplace.keymap, contexts: contexts))]
    case "redraw": return [.effect(.redraw)]
    case "suspend": return [.effect(.suspend)]
    default: break
    }
    notice = .plain(
      counts.items > 0
        ? "No item is on the screen; \(keyName("previous")) goes back to the last one."
        : "That needs an item, and there are none yet.")
    return []
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
      handbook: workplace.handbookLabel, handle: workplace.handle, isSyncing: sync.isGoingOn)
    frame.rule(row: 1, from: 0, columns: size.columns)
    let isEmpty = counts.items == 0
    let title =
      isEmpty
      ? "There are no items yet."
      : open > 0
        ? "New items have arrived."
        : counts.again > 0 ? "Nothing new is left to judge." : "Nothing is left to judge."
    var numbers = ["\(counts.judged) judged"]
    if counts.again > 0 { numbers.append("\(counts.again) to judge again") }
    if counts.aside > 0 { numbers.append("\(counts.aside) aside") }
    if counts.asked > 0 { numbers.append("\(counts.asked) asked") }
    if counts.drafts > 0 { numbers.append("\(counts.drafts) unfinished") }
    if counts.conflicts > 0 { numbers.append("\(counts.conflicts) in conflict") }
    var lines = [
      Line(title, Style.title.bolded), Line(numbers.joined(separator: " · "), .body), .empty,
      hint(
        keyName("submit"),
        isEmpty ? "leaves; gloss import adds items" : "leaves; everything is saved"),
    ]
    if open > 0 { lines.append(hint(keyName("next-open"), "goes to the new items")) }
    if !isEmpty {
      if counts.conflicts > 0 {
        lines.append(hint(keyName("conflicts"), "goes through your conflicts"))
      }
      if counts.again > 0 { lines.append(hint("y", "goes through what is to be judged again")) }
      if counts.drafts > 0 { lines.append(hint("d", "lists what is unfinished")) }
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
    let words = HintRow.lines(notice, columns: size.columns, widths: viewport.widths)
    for (row, line) in words.enumerated() {
      frame.put(
        line, at: Point(row: size.rows - words.count + row, column: 1), columns: size.columns - 2)
    }
    return frame
  }

  private func hint(_ key: String, _ text: String) -> Line {
    Line([Span(key, Style.key.bolded), Span(" \(text)", .muted)])
  }
}
