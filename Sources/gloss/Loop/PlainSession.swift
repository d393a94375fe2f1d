import Items
import Judgments
import Project
import Questions
import Screens
import Storage
import Terminal

/// Judging line by line: for screen readers, and for terminals that cannot be drawn on.
///
/// The item is printed, then every question in turn; an answer is a line of the same keys as on
/// the screen. Saving, undoing and putting aside are the effects of the judging screen.
struct PlainSession {
  let work: OpenedWork
  var runner: StoreRunner
  private let columns = 80
  private let clock: any Clock = SystemClock()
  /// A line that was read before anything asked for it.
  private var waiting: String?
  var confidence: Int?
  private var activeMilliseconds: UInt64 = 0
  private var lastLine: UInt64 = 0

  init(work: OpenedWork, runner: StoreRunner) {
    self.work = work
    self.runner = runner
  }

  /// Asks until nothing is left, the input ends, or `q` is written.
  mutating func run(start: ItemQuery) throws {
    defer { runner.finish() }
    try acknowledge()
    var query = try work.resumed(start)
    while let item = try load(query) {
      confidence = item.draft.map(\.confidence) ?? item.versions.first?.judgment.confidence
      activeMilliseconds = item.draft?.activeMilliseconds ?? 0
      lastLine = clock.monotonicNanoseconds()
      try print(item)
      guard let next = try ask(item) else { return }
      query = next
    }
    try say("Nothing is left to judge. Everything is saved.")
  }

  private mutating func load(_ query: ItemQuery) throws -> LoadedItem? {
    switch runner.carryOut(.load(query), at: .zero) {
    case .item(let item)?: return item
    case .noItem(.next(after: .some(let last), .all))?:
      try say("This is the last item.")
      return try load(.number(last))
    case .noItem(.previous(before: .some(let first), _))?:
      try say("This is the first item.")
      return try load(.number(first))
    case .noItem(.next(after: nil, .conflicts))?:
      try say("No judgment of yours is in conflict.")
      return try load(.next(after: nil, .unjudged))
    case .noItem(.next(after: .some, let filter))?:
      return try load(.next(after: nil, filter))
    case .failed(let why)?: throw Refusal(why, remedy: "")
    default: return nil
    }
  }

  /// The guidelines are named, not printed: they may be long, and gloss prints them on wish.
  private mutating func acknowledge() throws {
    if let words = try work.acknowledgeWording() { try say(words) }
    guard let handbook = work.newHandbook else { return }
    try say(
      "The guidelines \(handbook.label) are new to you. Write g to hear them, or Enter to go on.")
    while let line = try read() {
      guard line == "g" else {
        // What is written instead is the first answer.
        if !line.isEmpty { waiting = line }
        break
      }
      try sayGuidelines()
    }
    if case .failed(let why)? = runner.carryOut(.acknowledge(handbook: handbook.blob), at: .zero) {
      try say(why)
    }
  }

  private func print(_ item: LoadedItem) throws {
    try say("")
    try say("Item \(item.position) of \(work.counts.items)  \(DisplayText.safe(item.externalID))")
    try sayVersions(of: item)
    for remark in item.notes { try say("Your note: \(DisplayText.safe(remark))") }
    for remark in item.asks { try say("Your question: \(DisplayText.safe(remark))") }
    let answered = Set(Workpieces.form(of: item, in: work.workplace).answers.map(\.question))
    try tell(item) { _ in
      true
    } answered: {
      answered.contains($0)
    }
  }

  /// Prints the wanted fields; one that an answer reveals is named until then.
  private func tell(
    _ item: LoadedItem, where isWanted: (String) -> Bool, answered: (String) -> Bool
  ) throws {
    let project = work.workplace.project
    func tell(_ title: String, _ field: String, as display: Display) throws {
      guard isWanted(field) else { return }
      if let id = project.revealedBy[field], !answered(id) {
        let ask = project.question(id)?.ask ?? id
        try say("\(title): (shown once this is answered: \(DisplayText.safe(ask)))")
      } else {
        try self.tell(title, item.content[field], as: display)
      }
    }
    let sides = Workpieces.sides(of: item, in: work.workplace)
    for part in project.parts {
      switch part {
      case .field(let name, let display): try tell(name, name, as: display)
      case .compare(_, let display):
        for (side, name) in zip("ABCDEFGH", sides) {
          try tell("\(side)", name, as: display)
        }
      }
    }
  }

  /// Prints a text; a conversation turn by turn, anything else as it was written.
  private func tell(_ title: String, _ value: JSON?, as display: Display) throws {
    try say("\(title):")
    let text = value.map { $0.shown } ?? ""
    let lines = Reading.lines(
      text: text, as: display == .conversation ? .conversation : .text, columns: columns,
      widths: .standard)
    // Lines hold the text as it was written; it becomes safe here, where it is printed.
    for line in lines { try TextOutput.standard.line(DisplayText(line.text).text) }
  }

  /// Asks every open question; nil when the person leaves.
  private mutating func ask(_ item: LoadedItem) throws -> ItemQuery? {
    var form = Workpieces.form(of: item, in: work.workplace)
    while true {
      guard let row = form.rows.first(where: \.focused) else { return nil }
      try say(row.question.ask + (row.question.optional ? " (optional; Enter skips)" : ""))
      let options = row.view.options.map { state in
        "\(state.option.key.map { "\($0) " } ?? "")\(state.option.title)\(state.chosen ? " (chosen)" : "")"
      }
      if !options.isEmpty { try say("  " + options.joined(separator: "   ")) }
      try say("  u undo   - put aside   f ask   n note   ? keys   q leave")
      guard let line = try read() else { return nil }
      let isKey = row.view.options.contains { $0.option.key.map { String($0) } == line }
      switch isKey ? .none : try obey(line, form, item) {
      case .none: break
      case .done: continue
      case .go(let query): return query
      case .leave: return nil
      }
      let before = Set(form.answers.map(\.question))
      let isComplete = try answer(line, &form, row)
      let answered = Set(form.answers.map(\.question))
      let revealedBy = work.workplace.project.revealedBy
      try tell(item) { field in
        revealedBy[field].map { answered.contains($0) && !before.contains($0) } ?? false
      } answered: {
        answered.contains($0)
      }
      if isComplete {
        return try save(form, item, aside: nil)
          ? .next(after: item.number, .unjudged) : .number(item.number)
      }
      try keep(form, item)
    }
  }

  /// Commits an unfinished form as a draft, at every line: nobody knows which one is the last.
  mutating func keep(_ form: Form, _ item: LoadedItem) throws {
    guard !form.isEmpty else { return }
    let draft = Screens.Draft(
      answers: form.answers.map { Answered($0.question, $0.answer) }, confidence: confidence,
      activeMilliseconds: activeMilliseconds, awayMilliseconds: 0,
      wallMilliseconds: clock.wallMilliseconds())
    if case .failed(let why)? = runner.carryOut(.saveDraft(draft, item: item.number), at: .zero) {
      try say(why)
    }
  }

  /// Takes a line as the answer to the focused question; true when the item is complete.
  private func answer(_ line: String, _ form: inout Form, _ row: FormRow) throws -> Bool {
    var isComplete = false
    if row.view.text != nil {
      if !line.isEmpty { _ = form.handle(.text(line)) }
    } else {
      for key in line where key != " " {
        switch form.handle(.key(key)) {
        case .refused(let why): try say(why)
        case .ignored: try say("\(DisplayText.safe(String(key))) is no key of this question.")
        case .complete: isComplete = true
        case .changed: break
        }
      }
    }
    if isComplete { return true }
    let isLast = form.focus == form.rows.count - 1
    let stays =
      form.rows.indices.contains(form.focus) && form.rows[form.focus].question.id == row.question.id
    if form.missing.isEmpty, isLast, stays { return true }
    if stays, line.isEmpty || row.view.text != nil || !row.question.isOneKey {
      if let obstacle = form.obstacle, isLast { try say(obstacle) }
      form.moveFocus(by: isLast ? -form.focus : 1)
    }
    return false
  }

  mutating func save(_ form: Form, _ item: LoadedItem, aside: Aside?) throws -> Bool {
    if aside == nil, work.workplace.project.work.confidence == .required, confidence == nil {
      while confidence == nil {
        guard try rate("") else { return false }
      }
    }
    var judgment = Workpieces.judgment(form, of: item, in: work.workplace, aside: aside)
    judgment.confidence = confidence
    judgment.activeMilliseconds = activeMilliseconds
    switch runner.carryOut(.save(judgment, item: item.number, over: item.seen), at: .zero) {
    case .saved(let counts, _, _)?:
      try say("Saved \(counts.judged + counts.aside).")
      return true
    case .failed(let why)?:
      try say(why)
      return false
    default: return false
    }
  }

  mutating func undo(isRedo: Bool) throws -> ItemQuery? {
    switch runner.carryOut(isRedo ? .redo : .undo, at: .zero) {
    case .undone(let undone)?:
      try say(isRedo ? "Did it again." : "Took back the last one.")
      return .number(undone.item)
    case .failed(let why)?: try say(why)
    default: try say(isRedo ? "Nothing is left to do again." : "Nothing is left to undo.")
    }
    return nil
  }

  /// Reads a line; the time since the last one counts as work, unless it was idle.
  mutating func read() throws -> String? {
    if let line = waiting {
      waiting = nil
      return line
    }
    try TextOutput.standard.flush()
    let line = readLine().map { $0.hasSuffix("\r") ? String($0.dropLast()) : $0 }
    let now = clock.monotonicNanoseconds()
    let gap = (now - min(now, lastLine)) / 1_000_000
    if gap <= UInt64(max(1, work.workplace.project.work.idleSeconds)) * 1000 {
      activeMilliseconds += gap
    }
    lastLine = now
    return line
  }

  func say(_ text: String) throws { try say([text]) }

  func say(_ lines: [String]) throws {
    for line in lines {
      for part in wrap(Line(DisplayText(line).text), columns: columns) {
        try TextOutput.standard.line(part.text)
      }
    }
  }
}
