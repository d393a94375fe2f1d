import Items
import Judgments
import Project
import Questions
import Terminal

/// The item on the screen with all that the person did to it so far.
struct Workpiece: Sendable {
  var loaded: LoadedItem
  /// The compared fields in the order shown; empty where nothing is compared.
  let sides: [String]
  private(set) var form: Form
  /// The texts that are not compared.
  var prompt: TextPane
  /// One pane a compared field, in the order shown.
  var replies: [TextPane]
  /// Which reply the flip layout shows, and which one scrolling moves side by side.
  var current = 0
  var confidence: Int?
  var watch: Stopwatch
  /// Whether there is something to keep as a draft.
  var isDirty = false
  /// Whether it was saved, so that its time is counted anew.
  private(set) var isSettled = false
  /// When the draft is due.
  var draftDue: Moment?
  var showsDifference = false
  var isLocked = true
  private let contents: ItemContents
  private let display: Display
  /// The forms before each change, and those that were taken back.
  private var past: [Form] = []
  private var future: [Form] = []
  /// What stood before a draft was restored: the judgment that stands, or nothing.
  private let base: (form: Form, confidence: Int?)
  /// The confidence that was restored with a draft.
  private let draftConfidence: Int??
  /// Whether the last change was typing, of which a whole run is one change.
  private var isWriting = false

  init(_ loaded: LoadedItem, in workplace: Workplace) {
    self.loaded = loaded
    let project = workplace.project
    let compared = ItemContents.compared(in: project)
    sides =
      compared.map {
        Presentation.order(
          of: $0.fields, project: workplace.projectID, item: loaded.id, person: workplace.person)
      } ?? []
    display = compared?.display ?? .text
    contents = ItemContents(loaded.content, in: project)
    let content = loaded.content
    // Of versions that differ none is the one that stands.
    let standing =
      loaded.isConflict || loaded.hasChoice ? nil : loaded.versions.first?.judgment
    let shown = Shown(sides: sides) { content[$0]?.shown }
    func form(_ answers: [Answered]) -> Form {
      Form(
        questions: project.questions, shown: shown,
        answers: project.current(answers).map { ($0.question, $0.answer) },
        submit: project.work.submit)
    }
    let before = form(standing?.answers ?? [])
    base = (before, standing?.confidence)
    draftConfidence = loaded.draft.map(\.confidence)
    self.form = loaded.draft.map { form($0.answers) } ?? before
    confidence = loaded.draft.map(\.confidence) ?? standing?.confidence
    // A restored draft is a step like any other, so that it can be taken back.
    if loaded.draft != nil { past = [before] }
    watch = Stopwatch(
      idleSeconds: project.work.idleSeconds, active: loaded.draft?.activeMilliseconds ?? 0,
      away: loaded.draft?.awayMilliseconds ?? 0)
    let answered = Set(self.form.answers.map(\.question))
    prompt = TextPane(contents: contents.prompt(answered: answered))
    let (contents, display) = (contents, display)
    replies = sides.enumerated().map { index, field in
      TextPane(
        contents: [contents.reply(field, display, answered: answered)],
        side: index < 26 ? String(UnicodeScalar(UInt8(65 + index))) : "\(index + 1)")
    }
  }

  /// Whether two or more texts are compared.
  var isComparison: Bool { replies.count > 1 }

  /// Whether some text runs from right to left, whose order on the screen is the terminal's.
  var isRightToLeft: Bool { prompt.isRightToLeft || replies.contains(where: \.isRightToLeft) }

  /// The focused question.
  var focused: FormRow? { form.rows.first(where: \.focused) }

  /// Puts the focus on a row; that is no change that undo would take back.
  mutating func focus(row: Int) {
    form.focus = row
    isWriting = false
  }

  /// Takes a form with other answers; `writing` joins it to the typing before it, unless it
  /// starts a step of its own.
  mutating func take(_ changed: Form, writing: Bool = false, startsStep: Bool = false) {
    if !(writing && isWriting) || startsStep { past.append(form) }
    isWriting = writing
    future = []
    put(changed)
  }

  /// Forgets the steps: what was saved is undone as a judgment.
  mutating func settle() {
    isDirty = false
    isSettled = true
    draftDue = nil
    past = []
    future = []
  }

  /// Takes back the last change; false when nothing was changed here.
  mutating func takeBack() -> Bool {
    guard let before = past.popLast() else { return false }
    future.append(form)
    isWriting = false
    put(before)
    if past.isEmpty, draftConfidence != nil { confidence = base.confidence }
    return true
  }

  /// Does again what was taken back; false when nothing was.
  mutating func takeAgain() -> Bool {
    guard let after = future.popLast() else { return false }
    if past.isEmpty, let draftConfidence { confidence = draftConfidence }
    past.append(form)
    isWriting = false
    put(after)
    return true
  }

  /// Whether all answers are those of before: there is nothing to keep as a draft.
  var isAtBase: Bool {
    confidence == base.confidence
      && form.answers.map { Answered($0.question, $0.answer) }
        == base.form.answers.map { Answered($0.question, $0.answer) }
  }

  /// Whether the next step back takes back a draft that was restored.
  var dropsDraft: Bool { loaded.draft != nil && past.count == 1 }

  /// Stays where an earlier state of the same item was being read.
  mutating func keepPlace(of old: Workpiece) {
    current = old.current
    if !old.isSettled { watch = old.watch }
    isLocked = old.isLocked
    showsDifference = old.showsDifference
    if prompt.contents == old.prompt.contents { prompt = old.prompt }
    for index in replies.indices where old.replies.indices.contains(index) {
      if replies[index].contents == old.replies[index].contents {
        replies[index] = old.replies[index]
      }
    }
  }

  /// An answer may show a field or hide it again.
  private mutating func put(_ changed: Form) {
    form = changed
    let answered = Set(form.answers.map(\.question))
    prompt.contents = contents.prompt(answered: answered)
    for (index, field) in sides.enumerated() {
      replies[index].contents = [contents.reply(field, display, answered: answered)]
    }
  }
}

extension Workpiece {
  /// The judgment as it would be saved now.
  func judgment(in workplace: Workplace, aside: Aside?) -> Judgment {
    var judgment = Judgment(item: loaded.id)
    judgment.answers = form.answers.map { Answered($0.question, $0.answer) }
    judgment.aside = aside
    judgment.confidence = confidence
    judgment.activeMilliseconds = watch.activeMilliseconds
    judgment.awayMilliseconds = watch.awayMilliseconds
    judgment.handbook = workplace.handbookHash
    judgment.schema = workplace.schemaHash
    judgment.carried = loaded.versions.first?.judgment.carried ?? []
    if !sides.isEmpty {
      judgment.presented = workplace.project.questions
        .filter { !$0.kind.candidates.isEmpty }
        .map { Presented(question: $0.id, fields: sides) }
    }
    judgment.read = ([prompt] + replies).flatMap { pane in
      pane.permille.map { FieldRead(field: $0.field, permille: $0.permille) }
    }
    return judgment
  }

  /// What would be kept if the program stopped now.
  func draft(at moment: Moment) -> Draft {
    Draft(
      answers: form.answers.map { Answered($0.question, $0.answer) }, confidence: confidence,
      activeMilliseconds: watch.activeMilliseconds, awayMilliseconds: watch.awayMilliseconds,
      wallMilliseconds: moment.wall)
  }
}
