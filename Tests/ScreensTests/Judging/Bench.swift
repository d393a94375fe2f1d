import Guidelines
import Items
import Judgments
import Project
import Screens
import Terminal

/// A judging session over items in memory: keys in, pictures out, every effect on record.
struct Bench {
  var session: Session
  var viewport: Viewport
  var items: [Int64: LoadedItem] = [:]
  var order: [Int64] = []
  var log: [(item: Int64, judgment: Judgment)] = []
  var undone: [(item: Int64, judgment: Judgment)] = []
  var asked: [Remark] = []
  /// What each save said that it had seen, and each sync with which remote it is.
  var replaced: [[OperationReference]] = []
  var synced: [String?] = []
  var effects: [Effect] = []
  var failure: String?
  private(set) var moment = Moment(monotonic: 1_000_000_000, wall: 1_767_600_000_000)
  private(set) var isOver = false
  let keymap: Keymap
  let workplace: Workplace

  init(
    _ project: String, items contents: [String], handbook: String? = nil,
    size: Size = Size(columns: 80, rows: 24), profile: Keymap? = nil, guarding: UInt64 = 0,
    drafts: [Int: Draft] = [:], conflicts: [Int: [LoadedJudgment]] = [:], name: String = "ada",
    externalIDs: [Int: String] = [:], standing: CellState.Standing = .conflict,
    missing: Int = 0, notes: [Int: [String]] = [:], handbookHash: Hash? = nil,
    handbookLabels: [Hash: String] = [.zero: "v3"]
  ) throws {
    let (definition, problems) = ProjectDefinition.read(
      yaml: Array(project.utf8), file: "project.yaml")
    if let problem = problems.first { throw problem }
    guard let definition else { throw Problem(what: "The sample cannot be read.") }
    let keymap = profile ?? Keymap.parse(DefaultKeymap.text, file: "default").0
    self.keymap = keymap
    let workplace = Workplace(
      projectID: .zero, project: definition, handbook: handbook.map { Handbook.read($0).0 },
      handbookLabel: handbook == nil ? "" : "v4", handbookHash: handbookHash, schemaHash: nil,
      person: .zero, handle: name, keymap: keymap, guardMilliseconds: guarding,
      handbookLabels: handbookLabels)
    self.workplace = workplace
    for (index, content) in contents.enumerated() {
      let number = Int64(index + 1)
      let json = try JSON(parsing: Array(content.utf8), file: "items", line: 1)
      items[number] = LoadedItem(
        number: number,
        id: ItemID(hex: String(repeating: "0", count: 30) + "0\(index % 10)") ?? .zero,
        externalID: externalIDs[index] ?? "q-\(index + 1)", position: index + 1, content: json,
        versions: conflicts[index] ?? [],
        standing: conflicts[index].map { _ in standing } ?? .empty,
        seen: (conflicts[index] ?? []).map(\.reference), missing: missing, draft: drafts[index],
        notes: notes[index] ?? [])
      order.append(number)
    }
    viewport = Viewport(size: size)
    session = Session(
      JudgingScreen(
        workplace,
        counts: Counts(
          items: contents.count, conflicts: standing == .conflict ? conflicts.count : 0)))
    handle(.resized(viewport, moment))
    handle(.presented(moment))
  }

  /// What stands now, without what was retracted.
  func standing(_ item: Int64) -> Judgment? {
    log.last { $0.item == item }.map(\.judgment).flatMap { $0.retracted ? nil : $0 }
  }

  var counts: Counts {
    let standing = order.compactMap { self.standing($0) }
    return Counts(
      items: order.count, judged: standing.filter { $0.aside == nil }.count,
      aside: standing.filter { $0.aside != nil }.count, asked: asked.count,
      conflicts: items.values.filter(\.isConflict).count,
      unjudged: order.count - standing.count)
  }

  var picture: String { session.view(in: viewport).picture }

  /// The keys of a command in the keymap under test, so that no test names a key twice.
  mutating func command(_ name: String, after milliseconds: UInt64 = 1000) {
    let context = session.contexts.first ?? "judging"
    guard let keys = keymap.keys(for: name, in: context).first else { return }
    for key in keys { press(key, after: milliseconds) }
  }

  mutating func press(_ names: String..., after milliseconds: UInt64 = 1000) {
    for name in names {
      if let key = Key(name: name) { press(key, after: milliseconds) }
    }
  }

  mutating func press(_ key: Key, after milliseconds: UInt64) {
    moment = moment.after(milliseconds: milliseconds)
    if let deadline = session.deadline, deadline < moment { handle(.tick(moment)) }
    handle(.key(key, moment))
    handle(.presented(moment))
  }

  mutating func type(_ text: String) {
    for character in text { press(Key(character), after: 10) }
  }

  mutating func paste(_ text: String) {
    handle(.paste(text, moment))
    handle(.presented(moment))
  }

  mutating func wait(milliseconds: UInt64) {
    moment = moment.after(milliseconds: milliseconds)
    if let deadline = session.deadline, !(moment < deadline) { handle(.tick(moment)) }
  }

  mutating func resize(_ columns: Int, _ rows: Int) {
    viewport.size = Size(columns: columns, rows: rows)
    handle(.resized(viewport, moment))
  }

  mutating func handle(_ event: Event) {
    var waiting = session.update(event)[...]
    while let effect = waiting.popFirst() {
      effects.append(effect)
      guard let reply = carryOut(effect) else { continue }
      waiting = session.update(.reply(reply, moment)) + waiting
    }
  }
}

extension Bench {
  private mutating func carryOut(_ effect: Effect) -> Reply? {
    switch effect {
    case .load(let query): return load(query)
    case .save(let judgment, let item, let over):
      if let failure { return .failed(failure) }
      log.append((item, judgment))
      replaced.append(over)
      items[item]?.draft = nil
      items[item]?.standing = .settled
      refresh(item)
      return .saved(counts, item: item, reference: reference)
    case .saveDraft(let draft, let item):
      items[item]?.draft = draft
      return nil
    case .clearDraft(let item):
      items[item]?.draft = nil
      return nil
    case .undo:
      guard let last = log.popLast() else { return .nothingToUndo(isRedo: false) }
      undone.append(last)
      refresh(last.item)
      return .undone(Undone(what: .judgment, item: last.item, isRedo: false, counts: counts))
    case .redo:
      guard let last = undone.popLast() else { return .nothingToUndo(isRedo: true) }
      log.append(last)
      refresh(last.item)
      return .undone(Undone(what: .judgment, item: last.item, isRedo: true, counts: counts))
    case .ask(let remark, let item), .note(let remark, let item):
      if let failure { return .failed(failure) }
      asked.append(remark)
      return .remarked(counts, item: item)
    case .rate(let confidence, let item, let over):
      replaced.append(over)
      guard var judgment = standing(item) else { return .failed("Nothing to rate.") }
      judgment.confidence = confidence
      log.append((item, judgment))
      return .saved(counts, item: item, reference: reference)
    case .page(let query):
      let rows = order.filter { matches($0, query.filter) && $0 > (query.after ?? 0) }
      return .page(
        rows.prefix(query.limit).compactMap { self.summary($0) }, query: query, total: rows.count)
    case .acknowledge(let handbook): return .acknowledged(handbook: handbook)
    case .queueAgain: return .queued(log.count)
    case .copy(let text): return .copied(text.unicodeScalars.count)
    case .quit:
      isOver = true
      return nil
    case .sync(let remote):
      synced.append(remote)
      return .syncing
    case .remember, .edit, .open, .suspend, .redraw: return nil
    }
  }

  private var reference: OperationReference {
    OperationReference(chain: .zero, seq: UInt64(log.count), hash: .zero)
  }

  private mutating func refresh(_ item: Int64) {
    let versions = standing(item).map {
      [LoadedJudgment(judgment: $0, reference: reference, device: "laptop", wallMilliseconds: 0)]
    }
    items[item]?.versions = versions ?? []
    items[item]?.seen = (versions ?? []).map(\.reference)
  }

  private func matches(_ number: Int64, _ filter: ItemFilter) -> Bool {
    switch filter {
    case .all: true
    case .unjudged: standing(number) == nil
    case .judged: standing(number) != nil && standing(number)?.aside == nil
    case .aside: standing(number)?.aside != nil
    case .drafts: items[number]?.draft != nil
    case .conflicts: items[number]?.isConflict == true
    case .asked, .again: false
    }
  }

  private func load(_ query: ItemQuery) -> Reply {
    let found: Int64? =
      switch query {
      case .next(let after, let filter): order.first { $0 > (after ?? 0) && matches($0, filter) }
      case .previous(let before, let filter):
        order.last { $0 < (before ?? .max) && matches($0, filter) }
      case .number(let number): number
      case .external(let id): order.first { items[$0]?.externalID == id }
      }
    return found.flatMap { items[$0] }.map(Reply.item) ?? .noItem(query)
  }

  private func summary(_ number: Int64) -> ItemSummary? {
    guard let item = items[number] else { return nil }
    let judgment = standing(number)
    return ItemSummary(
      number: number, externalID: item.externalID, position: item.position,
      snippet: item.content["prompt"]?.shown ?? item.content["text"]?.shown ?? "",
      answers: judgment?.answers ?? [], presented: judgment?.presented ?? [],
      aside: judgment?.aside, isJudged: judgment != nil && judgment?.aside == nil,
      hasDraft: item.draft != nil, isConflict: item.isConflict)
  }
}
