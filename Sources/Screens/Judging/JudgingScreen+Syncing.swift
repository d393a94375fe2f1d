import Judgments
import Project
import Questions
import Terminal

extension JudgingScreen {
  /// Begins to exchange with a remote, nil for all that are remembered.
  mutating func startSync(_ remote: String?, at moment: Moment) -> [ScreenAction] {
    if sync.isGoingOn {
      notice = .plain("The sync is still going on; judge on, its end is told here.")
      return []
    }
    // What is unfinished is on the disk before anything else is written there.
    return keepDraft(at: moment, onlyWhenDue: false) + [.effect(.sync(remote))]
  }

  /// Walks through what the person's devices judged differently.
  mutating func goThroughConflicts(at moment: Moment) -> [ScreenAction] {
    guard counts.conflicts > 0 else {
      notice = .plain("No judgment of yours is in conflict.")
      return []
    }
    walk = .conflicts
    return leave(for: .next(after: nil, .conflicts), at: moment)
  }

  /// A sync has begun, or is over: then counts and the item's versions may be others.
  mutating func synced(_ reply: Reply) -> [ScreenAction] {
    let words = sync.note(reply, toConflicts: wayToConflicts)
    guard case .synced(let synced) = reply else { return [] }
    counts = synced.counts
    if let words { tell(words) }
    guard synced.received > 0, let piece else { return [] }
    isLookingAgain = true
    return [.effect(.load(.number(piece.loaded.number)))]
  }

  /// Says something that no key asked for, without covering what is being typed or went wrong.
  private mutating func tell(_ words: Notice) {
    if entry != nil || notice?.style == .error { news = words } else { notice = words }
  }

  /// Shows versions of the item that arrived while it was on the screen; answers that were begun
  /// stay, and are saved beside what arrived.
  mutating func lookAgain(_ loaded: LoadedItem, at moment: Moment) {
    guard let piece, piece.loaded.number == loaded.number, piece.loaded.seen != loaded.seen else {
      return
    }
    guard !piece.isDirty, entry == nil, piece.loaded.draft == nil else {
      let words = Notice.warning(
        "This item was judged on another of your devices meanwhile. Saving keeps both, and you "
          + "choose afterwards.")
      if notice == nil { tell(words) } else { news = words }
      return
    }
    let words = notice
    notice = nil
    show(loaded, at: moment)
    // A key that is under way was meant for what stood here before.
    guarded.expectFrame()
    news = notice
    notice = words ?? notice
  }

  /// How to get to the conflicts: a key that the questions here take would answer instead.
  var wayToConflicts: String {
    let keys = workplace.keymap.keys(for: "conflicts", in: "judging").first
    if let key = keys?.first?.typed, keys?.count == 1, !isAnswerKey(key) {
      return "press \(key) in the queue"
    }
    let inList = workplace.keymap.keys(for: "conflicts", in: "list").first ?? []
    return "press \(keyName("browse")), then \(inList.map(\.name).joined(separator: " "))"
  }

  /// Whether a question of the item has an option with a key.
  func isAnswerKey(_ key: Character) -> Bool {
    piece?.form.rows.contains { $0.view.options.contains { $0.option.key == key } } ?? false
  }
}
