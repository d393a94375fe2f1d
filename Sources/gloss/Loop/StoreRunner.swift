import Items
import Judgments
import Project
import Screens
import Storage
import Terminal

/// Carries the judging screen's effects out on a store.
struct StoreRunner: StoreEffects {
  let store: Store
  let project: ProjectDefinition
  private var sync: StoreSync
  /// How a failure is put into words.
  private func sentence(_ error: any Error) -> String {
    DisplayText.safe(Fault.text(of: error) ?? "\(error)", limit: 600)
  }

  init(_ store: Store, project: ProjectDefinition, sync: StoreSync = StoreSync()) {
    self.store = store
    self.project = project
    self.sync = sync
  }

  var calls: Int32? { sync.descriptor }

  mutating func serve() -> Reply? { sync.serve(store) }

  mutating func carryOut(_ effect: Effect, at moment: Moment) -> Reply? {
    // A person who presses the key again may have made room meanwhile.
    store.retry()
    do {
      return try answer(effect)
    } catch {
      return .failed("Not saved: \(sentence(error))")
    }
  }

  private mutating func answer(_ effect: Effect) throws -> Reply? {
    switch effect {
    case .load(let query):
      do { return try load(query) } catch { return .failed(sentence(error)) }
    case .page(let query):
      do { return try page(query) } catch { return .failed(sentence(error)) }
    case .save(let judgment, let item, let seen):
      // A sync while judging may have brought a revocation.
      try DeviceTrust.check(store)
      let saved = try store.save(judgment, over: seen)
      return .saved(Counts(saved.counts), item: item, reference: saved.reference)
    case .sync(let remote):
      do { return try sync.begin(remote, store) } catch { return .failed(sentence(error)) }
    case .rate(let confidence, let item, let seen):
      let mine = try store.judgment(of: item)
      guard var judgment = mine?.judgment else {
        return .failed("The item just left has no judgment to rate. Judge it first.")
      }
      guard let mine, Set(mine.references) == Set(seen) else {
        return .failed(
          "The item just left was judged on another of your devices meanwhile. Go back to it first."
        )
      }
      judgment.confidence = confidence
      judgment.undoes = nil
      let saved = try store.save(judgment)
      return .saved(Counts(saved.counts), item: item, reference: saved.reference)
    case .saveDraft(let draft, let item):
      try store.saveDraft(item, Storage.Draft(draft))
      return nil
    case .clearDraft(let item):
      try store.clearDraft(item)
      return nil
    case .undo: return try undone(store.undo(), isRedo: false)
    case .redo: return try undone(store.redo(), isRedo: true)
    case .ask(let remark, let item):
      _ = try store.ask(item, text: remark.text, rule: remark.rule, question: remark.question)
      return .remarked(Counts(try store.counts), item: item)
    case .note(let remark, let item):
      _ = try store.note(item, text: remark.text, rule: remark.rule, question: remark.question)
      return .remarked(Counts(try store.counts), item: item)
    case .acknowledge(let handbook):
      try store.acknowledge(handbook: handbook)
      return .acknowledged(handbook: handbook)
    case .queueAgain(let handbook): return .queued(try store.queueAgain(judgedUnder: handbook))
    case .remember(let key, let value):
      try store.setPreference(key, value)
      return nil
    case .edit, .copy, .open, .suspend, .redraw, .quit: return nil
    }
  }

  /// Folds the journal into the file; what fails here is tried again at the next quiet moment.
  mutating func tidy() {
    try? store.tidy()
  }

  /// Signs what was written and closes the store; what fails here fails again at the next opening
  /// and is told then.
  mutating func finish() {
    sync.cut()
    try? store.close()
  }

  private func undone(_ undone: Storage.Undone?, isRedo: Bool) throws -> Reply {
    guard let undone else { return .nothingToUndo(isRedo: isRedo) }
    let what: Screens.Undone.What =
      switch undone.subject {
      case .judgment: .judgment
      case .ask: .ask
      case .note: .note
      }
    return .undone(
      Screens.Undone(
        what: what, item: undone.ino, isRedo: isRedo, counts: Counts(try store.counts)))
  }

  private func load(_ query: ItemQuery) throws -> Reply {
    let number: Int64? =
      switch query {
      case .next(let after?, let filter): try store.next(after: after, filter: .init(filter))
      case .next(nil, let filter): try store.first(filter: .init(filter))
      case .previous(let before?, let filter):
        try store.previous(before: before, filter: .init(filter))
      case .previous(nil, let filter): try store.last(filter: .init(filter))
      case .number(let number): number
      case .external(let id): try store.find(externalID: id)
      }
    guard let number, let item = try loaded(number) else { return .noItem(query) }
    return .item(item)
  }

  private func loaded(_ number: Int64) throws -> LoadedItem? {
    guard let item = try store.item(at: number) else { return nil }
    let content = try JSON(parsing: item.content, file: "item \(item.externalID)", line: 1)
    let mine = try store.judgment(of: number)
    let remarks = try store.remarks(on: number).filter { $0.person == store.me.id }
    let standing = mine?.standing ?? .empty
    // What one device took back and another changed is a choice like any other.
    let isOpen = standing == .conflict || standing == .incomplete
    // In the order of where they come from, so that an undo shows them as they stood before.
    let heads = (mine?.heads ?? []).filter { isOpen || !$0.judgment.retracted }
      .sorted { $0.origin.hash < $1.origin.hash }
    let names = DeviceNames(of: Set(heads.map(\.origin.device)), in: store)
    return LoadedItem(
      number: number, id: item.id, externalID: item.externalID,
      position: try store.position(of: number) ?? 0, content: content,
      versions: heads.map { head in
        LoadedJudgment(
          judgment: head.judgment, reference: head.reference, device: names[head.origin.device],
          wallMilliseconds: head.origin.at,
          secondsFromUTC: SystemClock.secondsFromUTC(at: head.origin.at))
      },
      standing: standing, seen: mine?.references ?? [], missing: mine?.missing ?? 0,
      draft: try store.draft(of: number).map(Screens.Draft.init),
      asks: remarks.filter { $0.kind == .ask }.map(\.remark.text),
      notes: remarks.filter { $0.kind == .note }.map(\.remark.text))
  }

  private func page(_ query: PageQuery) throws -> Reply {
    let rows = try store.page(
      filter: .init(query.filter), text: query.text, after: query.after, limit: query.limit)
    let fields = project.parts.flatMap(\.fields)
    var position = try rows.first.flatMap { try store.position(of: $0.ino) } ?? 0
    // The rows of the whole list stand one after another; elsewhere each is looked up.
    let isWhole = query.filter == .all && query.text.isEmpty
    let summaries = try rows.enumerated().map { index, row in
      if index > 0 { position = isWhole ? position + 1 : try store.position(of: row.ino) ?? 0 }
      return Screens.ItemSummary(row, position: position, fields: fields)
    }
    return .page(summaries, query: query, total: try total(query.filter))
  }

  private func total(_ filter: Screens.ItemFilter) throws -> Int {
    let counts = try store.counts
    return switch filter {
    case .all: counts.items
    case .unjudged: counts.unjudged
    case .judged: counts.judged
    case .aside: counts.aside
    case .asked: counts.asked
    case .drafts: counts.drafts
    case .conflicts: counts.conflicts
    case .again: counts.judgeAgain
    }
  }
}
