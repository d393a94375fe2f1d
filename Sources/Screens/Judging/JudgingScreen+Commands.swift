import Judgments
import Project
import Questions
import Terminal

extension JudgingScreen {
  /// Carries out a command by its name.
  mutating func perform(_ name: String, at moment: Moment) -> [ScreenAction] {
    let undid = hasJustUndone
    hasJustUndone = false
    if let scrolled = scroll(name) { return scrolled }
    switch name {
    case "submit": return submitOrAdvance(at: moment)
    case "undo": return undo(again: undid, at: moment)
    case "redo": return keepDraft(at: moment, onlyWhenDue: false) + [.effect(.redo)]
    case "question-next": return moveFocus(by: 1)
    case "question-previous": return moveFocus(by: -1)
    case "filter-labels": return open(.labels(TextField(), selected: 0))
    case "clear": return clear(at: moment)
    case "keep-first": return keepVersion(0, at: moment)
    case "keep-second": return keepVersion(1, at: moment)
    case "next": return walk { .next(after: $0, .all) }(&self, moment)
    case "previous": return walk { .previous(before: $0, .all) }(&self, moment)
    case "next-open": return walk { .next(after: $0, .unjudged) }(&self, moment)
    case "browse":
      return keepDraft(at: moment, onlyWhenDue: false) + [.show(BrowserScreen(workplace))]
    case "last-item":
      guard previous != nil else {
        notice = .plain("No item was left yet.")
        return []
      }
      return open(.last)
    case "aside": return open(.aside)
    case "aside-later": return submit(at: moment, aside: .later)
    case "ask", "note":
      guard let number = piece?.loaded.number else { return [] }
      let isAsk = name == "ask"
      return open(isAsk ? .ask(TextField(), item: number) : .note(TextField(), item: number))
    case "confidence":
      guard workplace.project.work.confidence != .off else {
        notice = .plain("This project does not ask how sure you are.")
        return []
      }
      return open(.confidence(previous: false))
    case "away": return toggleAway(moment)
    case "editor":
      guard let typing else {
        notice = .plain("Your editor opens on a text answer; none is under focus.")
        return []
      }
      return keepDraft(at: moment, onlyWhenDue: false) + [.effect(.edit(typing.text))]
    case "copy": return copy()
    case "sync":
      notice = .plain(
        counts.unsent == 0
          ? "Everything is handed on."
          : "\(counts.unsent) saved judgments are on this disk alone; gloss merge or a backup hands them on.")
      return []
    case "palette": return [.show(PaletteScreen(workplace, contexts: contexts))]
    case "help": return [.show(PageScreen.help(workplace, contexts: contexts))]
    case "redraw": return [.effect(.redraw)]
    case "suspend": return keepDraft(at: moment, onlyWhenDue: false) + [.effect(.suspend)]
    case "cancel":
      notice = .plain("Nothing is being typed. \(keyName("quit")) leaves; everything is saved.")
      return []
    case "quit": return keepDraft(at: moment, onlyWhenDue: false) + [.effect(.quit)]
    default:
      if name.hasPrefix("choose-"), let place = Int(name.dropFirst(7)) {
        return choose(place, at: moment)
      }
      return look(name)
    }
  }

  private mutating func open(_ entry: Entry) -> [ScreenAction] {
    guard piece != nil else { return [] }
    self.entry = entry
    return []
  }

  private mutating func moveFocus(by rows: Int) -> [ScreenAction] {
    guard var form = piece?.form else { return [] }
    guard form.rows.count > 1 else { return scroll(rows > 0 ? "line-down" : "line-up") ?? [] }
    let before = form.focus
    form.moveFocus(by: rows)
    if form.focus == before {
      notice = .plain(rows > 0 ? "This is the last question." : "This is the first question.")
    }
    piece?.form = form
    panel.follow(form)
    focusText()
    return []
  }

  /// Chooses the option in a place, counted from 1, whatever its own key is.
  private mutating func choose(_ place: Int, at moment: Moment) -> [ScreenAction] {
    guard var form = piece?.form else { return [] }
    let options = form.rows.first(where: \.focused)?.view.options ?? []
    guard options.indices.contains(place - 1) else {
      notice = .warning("There is no option in place \(place).")
      return []
    }
    guard guarded.admits(moment) else {
      notice = .warning("Too early: this item had just come up. Nothing was chosen; press again.")
      return []
    }
    switch form.handle(.choose(options[place - 1].option.id)) {
    case .ignored: return []
    case .refused(let why):
      notice = .warning(why)
      return []
    case .changed: return take(form, complete: false, at: moment)
    case .complete: return take(form, complete: true, at: moment)
    }
  }

  private mutating func clear(at moment: Moment) -> [ScreenAction] {
    guard var form = piece?.form else { return [] }
    if case .changed = form.handle(.clear) { return take(form, complete: false, at: moment) }
    return []
  }

  private mutating func undo(again: Bool, at moment: Moment) -> [ScreenAction] {
    if var form = piece?.form, piece?.isDirty == true, form.takeBack() {
      piece?.form = form
      changed(at: moment)
      panel.follow(form)
      hasJustUndone = true
      return []
    }
    if again {
      let next = previous.map { "item \($0.position)" } ?? "the last judgment"
      notice = .plain(
        "Nothing is left to undo here; \(keyName("undo")) again reopens \(next).")
      return []
    }
    hasJustUndone = true
    return keepDraft(at: moment, onlyWhenDue: false) + [.effect(.undo)]
  }

  private mutating func toggleAway(_ moment: Moment) -> [ScreenAction] {
    piece?.watch.toggleAway(moment)
    notice = .plain(
      piece?.watch.isAway == true
        ? "Time is counted as spent elsewhere until \(keyName("away")) is pressed again."
        : "Back: time counts for this item again.")
    return []
  }

  private mutating func copy() -> [ScreenAction] {
    guard let piece else { return [] }
    let pane = piece.isComparison ? piece.replies[piece.current] : piece.prompt
    return [.effect(.copy(pane.contents.map(\.text).joined(separator: "\n\n")))]
  }

  /// A walk to another item from the one shown.
  private func walk(
    _ query: @escaping (Int64?) -> ItemQuery
  ) -> (inout JudgingScreen, Moment) -> [ScreenAction] {
    { screen, moment in screen.leave(for: query(screen.piece?.loaded.number), at: moment) }
  }

  /// Keeps what is unfinished and loads another item.
  mutating func leave(for query: ItemQuery, at moment: Moment) -> [ScreenAction] {
    keepDraft(at: moment, onlyWhenDue: false) + [.effect(.load(query))]
  }
}
