import Judgments
import Project
import Questions
import Terminal

extension JudgingScreen {
  /// What an effect gave.
  mutating func received(_ reply: Reply, at moment: Moment) -> [ScreenAction] {
    switch reply {
    case .item(let loaded):
      if isLookingAgain {
        isLookingAgain = false
        lookAgain(loaded, at: moment)
      } else {
        show(loaded, at: moment)
      }
      return []
    case .noItem(let query):
      if isLookingAgain {
        isLookingAgain = false
        return []
      }
      return nothing(for: query)
    case .saved(let counts, let item, let reference):
      return saved(counts, item: item, reference, at: moment)
    case .syncing, .synced: return synced(reply)
    case .undone(let undone): return undid(undone)
    case .nothingToUndo(let isRedo):
      notice = .plain(isRedo ? "Nothing is left to do again." : "Nothing is left to undo.")
      hasJustUndone = false
      return []
    case .remarked(let counts, let item):
      self.counts = counts
      trail.append((item, seenPosition(of: item)))
      notice = .plain("Saved with item \(position(of: item)).")
      if piece?.loaded.number == item {
        switch sending {
        case .ask(let field, _): piece?.loaded.asks.append(field.text)
        case .note(let field, _): piece?.loaded.notes.append(field.text)
        default: break
        }
      }
      sending = nil
      return []
    case .acknowledged, .queued, .page: return []
    case .edited(let text): return edited(text, at: moment)
    case .copied(let count):
      notice = .plain("Copied \(count) characters.")
      return []
    case .failed(let message):
      failed(message, at: moment)
      return []
    }
  }

  /// Says that a write failed; nothing is left or lost, and an unsaved draft is tried again.
  private mutating func failed(_ message: String, at moment: Moment) {
    // Whatever the focus is on by now, this key saves the same answers again.
    let way = pendingReceipt.isEmpty ? "" : " \(keyName("submit")) tries again."
    pendingReceipt = ""
    notice = .error(message + way)
    if let sending { entry = sending }
    sending = nil
    if let piece, piece.isDirty, piece.draftDue == nil {
      self.piece?.draftDue = moment.after(milliseconds: 1000)
    }
  }

  private mutating func undid(_ undone: Undone) -> [ScreenAction] {
    counts = undone.counts
    receipt = ""
    hasJustUndone = !undone.isRedo
    if undone.isRedo {
      trail.append((undone.item, seenPosition(of: undone.item)))
    } else if trail.popLast()?.number != undone.item {
      // The store knows of other work than this screen's; what comes next is not guessed.
      trail = []
    }
    let word = undone.isRedo ? "Did again" : "Took back"
    switch undone.what {
    case .judgment: notice = .plain("\(word) the judgment of this item.")
    case .ask: notice = .plain("\(word) the question about this item.")
    case .note: notice = .plain("\(word) the note on this item.")
    }
    return [.effect(.load(.number(undone.item)))]
  }

  mutating func show(_ loaded: LoadedItem, at moment: Moment) {
    // What was just saved there is known better than what stood there when it came up.
    if let old = piece?.loaded, old.number != loaded.number, previous?.number != old.number {
      previous = (old.number, old.position, old.seen)
    }
    let isAnother = piece?.loaded.number != loaded.number
    for index in trail.indices where trail[index].number == loaded.number {
      trail[index].position = loaded.position
    }
    var fresh = Workpiece(loaded, in: workplace)
    fresh.watch.note(moment)
    if let old = piece, !isAnother { fresh.keepPlace(of: old) }
    piece = fresh
    entry = nil
    found = nil
    pendingKeys = []
    if isAnother {
      guarded.expectFrame()
      isDrawerOpen = false
    }
    panel.follow(fresh.form)
    if loaded.draft != nil {
      notice = .warning(
        "Your unfinished answers are back. \(keyName("submit")) saves them, \(keyName("undo")) drops them."
      )
    } else {
      notice = versionNotice(loaded) ?? notice
    }
    focusText()
  }

  /// What is to be said of an item's versions, and what can be done about it.
  private func versionNotice(_ loaded: LoadedItem) -> Notice? {
    let (first, second) = (keyName("keep-first"), keyName("keep-second"))
    switch loaded.standing {
    case .blocked: return .warning(VersionRows.whyBlocked)
    case .conflict where loaded.versions.count > 2:
      return .warning(
        "\(loaded.versions.count) versions of yours differ: \(first) and a number keeps one, or "
          + "answer anew.")
    case .conflict:
      return .warning(
        "Your devices judged this differently: \(first) or \(second) keeps one, or answer anew.")
    default: return nil
    }
  }

  private mutating func nothing(for query: ItemQuery) -> [ScreenAction] {
    switch query {
    case .next(.some, let filter) where filter != .all:
      return [.effect(.load(.next(after: nil, filter)))]
    case .next(nil, .unjudged):
      let background: [ScreenAction] =
        piece == nil && counts.items > 0 ? [.effect(.load(.next(after: nil, .all)))] : []
      return [.show(EndScreen(workplace, counts: counts, sync: sync))] + background
    case .next(nil, .all): notice = .plain("There are no items yet: gloss import adds some.")
    case .next(nil, let filter):
      // A walk through some of the items ends in the ordinary one.
      walk = .unjudged
      notice = .plain("No item is left under “\(filter.title)”; these are the unjudged ones.")
      return [.effect(.load(.next(after: nil, .unjudged)))]
    case .next: notice = .plain("This is the last item.")
    case .previous: notice = .plain("This is the first item.")
    case .number, .external: notice = .warning("That item is not in this store.")
    }
    return []
  }

  private mutating func edited(_ text: String?, at moment: Moment) -> [ScreenAction] {
    guard let text, var form = piece?.form, typing != nil else { return [] }
    if case .refused(let why) = form.handle(.text(text)) {
      notice = .warning(why)
      return []
    }
    piece?.take(form)
    changed(at: moment)
    focusText()
    return []
  }
}
