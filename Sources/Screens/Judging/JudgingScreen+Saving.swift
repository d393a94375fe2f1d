import Judgments
import Project
import Questions
import Terminal

extension JudgingScreen {
  /// Enter: into a text answer that was left, else on to what is missing, else saves.
  mutating func submitOrAdvance(at moment: Moment) -> [ScreenAction] {
    guard let piece else { return [] }
    if typing == nil, piece.focused?.view.text != nil {
      focusText()
      return []
    }
    if let missing = piece.form.missing.first,
      let index = piece.form.rows.firstIndex(where: { $0.question.id == missing.id })
    {
      if piece.form.focus != index { focus(row: index) }
      notice = .warning(piece.form.obstacle ?? "An answer is missing.")
      return []
    }
    guard admits(moment) else { return [] }
    return askConfidenceOrSubmit(at: moment)
  }

  /// Saves, unless the project wants to know first how sure the person is.
  mutating func askConfidenceOrSubmit(at moment: Moment) -> [ScreenAction] {
    if workplace.project.work.confidence == .required, piece?.confidence == nil {
      entry = .confidence(.saving)
      return []
    }
    return submit(at: moment)
  }

  /// Saves the judgment; the screen moves on when the store says that it is on the disk.
  mutating func submit(at moment: Moment, aside: Aside? = nil) -> [ScreenAction] {
    guard piece != nil else { return [] }
    piece?.watch.note(moment)
    guard let piece else { return [] }
    return save(piece.judgment(in: workplace, aside: aside), of: piece)
  }

  private mutating func save(_ judgment: Judgment, of piece: Workpiece) -> [ScreenAction] {
    let says =
      judgment.aside.map { "\(keyName("aside")) · aside: \($0.name)" }
      ?? summary(of: judgment, piece)
    pendingReceipt = "\(says) ✓ item \(piece.loaded.position)"
    return [.effect(.save(judgment, item: piece.loaded.number, over: piece.loaded.seen))]
  }

  /// Settles a conflict of one's own devices with one of the versions.
  mutating func keepVersion(_ index: Int, at moment: Moment) -> [ScreenAction] {
    guard let piece, piece.loaded.hasChoice, piece.loaded.versions.indices.contains(index) else {
      notice = .plain("There are no two versions of this judgment to choose from.")
      return []
    }
    guard admits(moment) else { return [] }
    var judgment = piece.loaded.versions[index].judgment
    judgment.undoes = nil
    return save(judgment, of: piece)
  }

  /// The key that keeps a version; with more than two of them a number is asked for.
  mutating func keep(_ index: Int, at moment: Moment) -> [ScreenAction] {
    if let loaded = piece?.loaded, loaded.hasChoice, loaded.versions.count > 2 {
      entry = .versions
      return []
    }
    return keepVersion(index, at: moment)
  }

  /// Commits an unfinished form as a draft.
  mutating func keepDraft(at moment: Moment, onlyWhenDue: Bool) -> [ScreenAction] {
    guard let piece, piece.isDirty, let due = piece.draftDue else { return [] }
    if onlyWhenDue, moment < due { return [] }
    self.piece?.draftDue = nil
    let number = piece.loaded.number
    if piece.isAtBase {
      return [.effect(.clearDraft(item: number))]
    }
    return [.effect(.saveDraft(piece.draft(at: moment), item: number))]
  }

  mutating func saved(
    _ counts: Counts, item: Int64, _ reference: OperationReference, at moment: Moment
  ) -> [ScreenAction] {
    self.counts = counts
    guard let piece, piece.loaded.number == item else {
      // Only the item just left can be saved from afar: it was given a confidence.
      trail.append((item, seenPosition(of: item)))
      if previous?.number == item { previous?.seen = [reference] }
      notice = .plain("Saved with item \(position(of: item)).")
      return []
    }
    receipt = pendingReceipt
    previous = (item, piece.loaded.position, [reference])
    trail.append((item, piece.loaded.position))
    pendingReceipt = ""
    self.piece?.settle()
    return [.effect(.load(.next(after: item, walk)))]
  }

  /// The one answer that says most, with the key that gives it.
  private func summary(of judgment: Judgment, _ piece: Workpiece) -> String {
    let isForm = judgment.answers == piece.form.answers.map { Answered($0.question, $0.answer) }
    let row = isForm ? piece.form.rows.first(where: \.answered) : nil
    let key = row?.view.options.first(where: \.chosen)?.option.key
    let text =
      row?.view.selectedSummary
      ?? VersionRows.summary(judgment, in: workplace, sides: piece.sides)
    let short = Line(text.oneLine).truncated(to: 24, widths: viewport.widths).text
    return key.map { "\($0) · \(short)" } ?? short
  }

  func position(of item: Int64) -> Int { seenPosition(of: item) ?? Int(clamping: item) }

  /// The position of an item that was on the screen; nil of others, whose numbers say nothing
  /// of the person's order.
  func seenPosition(of item: Int64) -> Int? {
    if let loaded = piece?.loaded, loaded.number == item { return loaded.position }
    if let previous, previous.number == item { return previous.position }
    return nil
  }
}
