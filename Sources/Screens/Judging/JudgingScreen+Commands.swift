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
    case "redo": return redo(at: moment)
    case "question-next": return moveFocus(by: 1)
    case "question-previous": return moveFocus(by: -1)
    case "filter-labels": return open(.labels(TextField(), selected: 0))
    case "clear": return clear(at: moment)
    case "keep-first": return keep(0, at: moment)
    case "keep-second": return keep(1, at: moment)
    case "next": return walk { .next(after: $0, .all) }(&self, moment)
    case "previous": return walk { .previous(before: $0, .all) }(&self, moment)
    case "judge-again":
      walk = .again
      return leave(for: .next(after: nil, .again), at: moment)
    case "next-open": return walk { .next(after: $0, .unjudged) }(&self, moment)
    case "browse":
      return keepDraft(at: moment, onlyWhenDue: false) + [
        .show(BrowserScreen(workplace, filter: counts.judged > 0 ? .judged : .all))
      ]
    case "last-item":
      guard previous != nil else {
        notice = .plain("No item was left yet.")
        return []
      }
      return open(.last)
    case "aside": return admits(moment) ? open(.aside) : []
    case "aside-later": return admits(moment) ? submit(at: moment, aside: .later) : []
    case "ask", "note":
      guard let number = piece?.loaded.number else { return [] }
      let isAsk = name == "ask"
      return open(isAsk ? .ask(TextField(), item: number) : .note(TextField(), item: number))
    case "confidence":
      guard workplace.project.work.confidence != .off else {
        notice = .plain("This project does not ask how sure you are.")
        return []
      }
      return open(.confidence(.shown))
    case "away": return toggleAway(moment)
    case "editor":
      guard let typing else {
        notice = .plain("Your editor opens on a text answer; none is under focus.")
        return []
      }
      return keepDraft(at: moment, onlyWhenDue: false) + [.effect(.edit(typing.text))]
    case "copy": return copy()
    case "conflicts": return goThroughConflicts(at: moment)
    case "sync": return startSync(nil, at: moment)
    case "palette": return [.show(PaletteScreen(workplace.keymap, contexts: contexts))]
    case "help": return [.show(PageScreen.help(workplace, contexts: contexts))]
    case "redraw": return [.effect(.redraw)]
    case "suspend": return keepDraft(at: moment, onlyWhenDue: false) + [.effect(.suspend)]
    case "cancel": return cancel()
    case "quit": return keepDraft(at: moment, onlyWhenDue: false) + [.effect(.quit)]
    default:
      if let remote = PaletteScreen.remote(in: name) { return startSync(remote, at: moment) }
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
    guard let form = piece?.form else { return [] }
    guard form.rows.count > 1 else { return scroll(rows > 0 ? "line-down" : "line-up") ?? [] }
    guard form.rows.indices.contains(form.focus + rows) else {
      notice = .plain(rows > 0 ? "This is the last question." : "This is the first question.")
      return []
    }
    focus(row: form.focus + rows)
    return []
  }

  /// Puts the focus on a question, and opens its text where it has one.
  mutating func focus(row: Int) {
    piece?.focus(row: row)
    if let form = piece?.form { panel.follow(form) }
    focusText()
  }

  /// Chooses the option in a place, counted from 1, whatever its own key is.
  private mutating func choose(_ place: Int, at moment: Moment) -> [ScreenAction] {
    let options = piece?.focused?.view.options ?? []
    guard options.indices.contains(place - 1) else {
      notice = .warning("There is no option in place \(place).")
      return []
    }
    return handle(.choose(options[place - 1].option.id), at: moment) ?? []
  }

  private mutating func clear(at moment: Moment) -> [ScreenAction] {
    if let actions = handle(.clear, at: moment) { return actions }
    notice = .plain("There is no answer here to clear.")
    return []
  }

  /// Closes what lies over the texts, then forgets the search.
  private mutating func cancel() -> [ScreenAction] {
    if isDrawerOpen {
      isDrawerOpen = false
    } else if !find.isEmpty {
      find = ""
      found = nil
    } else {
      notice = .plain("Nothing is being typed. \(keyName("quit")) leaves; everything is saved.")
    }
    return []
  }

  private mutating func undo(again: Bool, at moment: Moment) -> [ScreenAction] {
    let dropsDraft = piece?.dropsDraft == true
    if piece?.takeBack() == true {
      afterStep(at: moment)
      hasJustUndone = true
      if dropsDraft {
        notice = .plain(
          "Your unfinished answers are dropped; \(keyName("redo")) brings them back.")
      }
      return []
    }
    if again {
      let next =
        trail.last?.position.map { "reopens item \($0)" } ?? "takes back what was saved before"
      notice = .plain("Nothing is left to undo here; \(keyName("undo")) again \(next).")
      return []
    }
    hasJustUndone = true
    return keepDraft(at: moment, onlyWhenDue: false) + [.effect(.undo)]
  }

  private mutating func redo(at moment: Moment) -> [ScreenAction] {
    if piece?.takeAgain() == true {
      afterStep(at: moment)
      return []
    }
    return keepDraft(at: moment, onlyWhenDue: false) + [.effect(.redo)]
  }

  /// An answer was taken back or given again.
  private mutating func afterStep(at moment: Moment) {
    changed(at: moment)
    if let form = piece?.form { panel.follow(form) }
    // A text that was taken back is not typed on by the next letter, which may be another undo.
    typing = nil
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
