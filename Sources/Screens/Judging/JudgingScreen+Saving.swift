import Judgments
import Project
import Questions
import Terminal

extension JudgingScreen {
  /// Enter: into a text answer that is focused, else on to what is missing, else saves.
  mutating func submitOrAdvance(at moment: Moment) -> [ScreenAction] {
    guard let piece else { return [] }
    if let row = piece.form.rows.first(where: \.focused), let text = row.view.text,
      typing == nil, text.isEmpty, !row.question.optional
    {
      focusText()
      return []
    }
    if let missing = piece.form.missing.first,
      let index = piece.form.rows.firstIndex(where: { $0.question.id == missing.id })
    {
      if piece.form.focus != index {
        self.piece?.form.focus = index
        if let form = self.piece?.form { panel.follow(form) }
        focusText()
      }
      notice = .warning(piece.form.obstacle ?? "An answer is missing.")
      return []
    }
    if workplace.project.work.confidence == .required, piece.confidence == nil {
      entry = .confidence(previous: false)
      return []
    }
    return submit(at: moment)
  }

  /// Saves the judgment; the screen moves on when the store says that it is on the disk.
  mutating func submit(at moment: Moment, aside: Aside? = nil) -> [ScreenAction] {
    guard let piece else { return [] }
    self.piece?.watch.note(moment)
    return [
      .effect(.save(piece.judgment(in: workplace, aside: aside), item: piece.loaded.number))
    ]
  }

  /// Commits an unfinished form as a draft.
  mutating func keepDraft(at moment: Moment, onlyWhenDue: Bool) -> [ScreenAction] {
    guard let piece, piece.isDirty, let due = piece.draftDue else { return [] }
    if onlyWhenDue, moment < due { return [] }
    self.piece?.draftDue = nil
    let number = piece.loaded.number
    if piece.form.isEmpty, piece.loaded.versions.isEmpty {
      return [.effect(.clearDraft(item: number))]
    }
    return [.effect(.saveDraft(piece.draft(at: moment), item: number))]
  }

  /// What an effect gave.
  mutating func received(_ reply: Reply, at moment: Moment) -> [ScreenAction] {
    switch reply {
    case .item(let loaded):
      show(loaded, at: moment)
      return []
    case .noItem(let query): return nothing(for: query)
    case .saved(let counts, let item, _): return saved(counts, item: item, at: moment)
    case .undone(let undone):
      counts = undone.counts
      receipt = ""
      let word = undone.isRedo ? "Did again" : "Took back"
      switch undone.what {
      case .judgment: notice = .plain("\(word) the judgment of this item.")
      case .ask: notice = .plain("\(word) the question about this item.")
      case .note: notice = .plain("\(word) the note on this item.")
      }
      return [.effect(.load(.number(undone.item)))]
    case .nothingToUndo(let isRedo):
      notice = .plain(isRedo ? "Nothing is left to do again." : "Nothing is left to undo.")
      hasJustUndone = false
      return []
    case .remarked(let counts, let item):
      self.counts = counts
      tally.asked = max(tally.asked, counts.asked)
      notice = .plain("Saved with item \(position(of: item)).")
      return piece?.loaded.number == item ? refresh() : []
    case .acknowledged, .page: return []
    case .edited(let text): return edited(text, at: moment)
    case .copied(let count):
      notice = .plain("Copied \(count) characters.")
      return []
    case .failed(let message):
      notice = .error(message)
      return []
    }
  }

  private mutating func saved(
    _ counts: Counts, item: Int64, at moment: Moment
  ) -> [ScreenAction] {
    self.counts = counts
    guard let piece, piece.loaded.number == item else { return [] }
    receipt = "\(summary(of: piece)) ✓ item \(piece.loaded.position)"
    previous = (item, piece.loaded.position)
    self.piece?.isDirty = false
    self.piece?.draftDue = nil
    return [.effect(.load(.next(after: item, .unjudged)))]
  }

  /// The one answer that says most, with the key that gives it.
  private func summary(of piece: Workpiece) -> String {
    guard let row = piece.form.rows.first(where: { $0.answered }) else { return "aside" }
    let key = row.view.options.first(where: \.chosen)?.option.key
    let text = row.view.selectedSummary
    return key.map { "\($0) · \(text)" } ?? text
  }

  private mutating func show(_ loaded: LoadedItem, at moment: Moment) {
    if let old = piece?.loaded, old.number != loaded.number {
      previous = (old.number, old.position)
    }
    let isAnother = piece?.loaded.number != loaded.number
    piece = Workpiece(loaded, in: workplace)
    piece?.watch.note(moment)
    entry = nil
    found = nil
    typing = nil
    pendingKeys = []
    if isAnother { guarded.expectFrame() }
    if let form = piece?.form { panel.follow(form) }
    if loaded.draft != nil {
      notice = .warning("Your unfinished answers are back. \(keyName("submit")) saves them.")
    } else if loaded.isConflict {
      notice = .warning(
        "Two of your devices judged this differently: \(keyName("keep-first")) or \(keyName("keep-second")) keeps a version, or answer anew.")
    }
    focusText()
  }

  private mutating func nothing(for query: ItemQuery) -> [ScreenAction] {
    switch query {
    case .next(let after?, let filter) where filter != .all:
      _ = after
      return [.effect(.load(.next(after: nil, filter)))]
    case .next(nil, .unjudged):
      return [.show(EndScreen(workplace, counts: counts))] + (piece == nil ? [.effect(.load(.next(after: nil, .all)))] : [])
    case .next(nil, .all): notice = .plain("There are no items yet: gloss import adds some.")
    case .next: notice = .plain("This is the last item.")
    case .previous: notice = .plain("This is the first item.")
    case .number, .external: notice = .warning("That item is not in this store.")
    }
    return []
  }

  /// Loads the shown item again without losing what is being typed elsewhere.
  private mutating func refresh() -> [ScreenAction] {
    guard let piece, !piece.isDirty else { return [] }
    return [.effect(.load(.number(piece.loaded.number)))]
  }

  private mutating func edited(_ text: String?, at moment: Moment) -> [ScreenAction] {
    guard let text, var form = piece?.form else { return [] }
    _ = form.handle(.text(text))
    piece?.form = form
    changed(at: moment)
    focusText()
    return []
  }

  /// Settles a conflict of one's own devices with one of the versions.
  mutating func keepVersion(_ index: Int, at moment: Moment) -> [ScreenAction] {
    guard let loaded = piece?.loaded, loaded.isConflict, loaded.versions.indices.contains(index)
    else {
      notice = .plain("There are no two versions of this judgment.")
      return []
    }
    var judgment = loaded.versions[index].judgment
    judgment.undoes = nil
    return [.effect(.save(judgment, item: loaded.number))]
  }

  private func position(of item: Int64) -> String {
    if piece?.loaded.number == item, let position = piece?.loaded.position { return "\(position)" }
    if let previous, previous.number == item { return "\(previous.position)" }
    return "\(item)"
  }
}
