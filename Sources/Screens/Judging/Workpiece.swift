import Items
import Judgments
import Project
import Questions

/// The item on the screen with all that the person did to it so far.
struct Workpiece: Sendable {
  let loaded: LoadedItem
  /// The compared fields in the order shown; empty where nothing is compared.
  let sides: [String]
  var form: Form
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
  /// When the draft is due.
  var draftDue: Moment?
  var showsDifference = false
  var isLocked = true

  init(_ loaded: LoadedItem, in workplace: Workplace) {
    self.loaded = loaded
    let project = workplace.project
    let compared = project.parts.compactMap { part in
      if case .compare(let fields, let display) = part { (fields, display) } else { nil }
    }.first
    let sides =
      compared.map {
        Presentation.order(
          of: $0.0, project: workplace.projectID, item: loaded.id, person: workplace.person)
      } ?? []
    self.sides = sides
    let content = loaded.content
    let shown = Shown(sides: sides) { field in content[field]?.shown }
    let standing = loaded.versions.first?.judgment
    let answers = loaded.draft?.answers ?? standing?.answers ?? []
    form = Form(
      questions: project.questions, shown: shown,
      answers: answers.map { ($0.question, $0.answer) }, submit: project.work.submit)
    confidence = loaded.draft.map(\.confidence) ?? standing?.confidence
    watch = Stopwatch(
      idleSeconds: project.work.idleSeconds, active: loaded.draft?.activeMilliseconds ?? 0,
      away: loaded.draft?.awayMilliseconds ?? 0)
    prompt = TextPane(contents: Self.promptContents(of: content, in: project))
    replies = sides.enumerated().map { index, field in
      TextPane(
        contents: [
          TextPane.Content(
            field: field, text: Self.text(content[field]),
            form: ReadingForm(compared?.1 ?? .text), isTitled: false)
        ], side: index < 26 ? String(UnicodeScalar(UInt8(65 + index))) : "\(index + 1)")
    }
  }

  /// Whether two or more texts are compared.
  var isComparison: Bool { replies.count > 1 }

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
    let panes = [prompt] + replies
    judgment.read = panes.flatMap { pane in
      pane.contents.map { FieldRead(field: $0.field, permille: pane.permille) }
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

  /// A conversation keeps its JSON, everything else is what people read.
  private static func text(_ value: JSON?) -> String {
    switch value {
    case nil: ""
    case .array, .object: value?.canonicalText ?? ""
    default: value?.shown ?? ""
    }
  }

  private static func promptContents(
    of content: JSON, in project: ProjectDefinition
  ) -> [TextPane.Content] {
    let fields = project.parts.compactMap { part in
      if case .field(let name, let display) = part { (name, display) } else { nil }
    }
    return fields.compactMap { name, display in
      // A field that an item has not is nothing to read.
      guard let value = content[name] else { return nil }
      return TextPane.Content(
        field: name, text: text(value), form: ReadingForm(display),
        isTitled: fields.count > 1 && display != .conversation)
    }
  }
}

extension ReadingForm {
  init(_ display: Display) {
    switch display {
    case .text: self = .text
    case .markdown: self = .markdown
    case .code: self = .code
    case .conversation: self = .conversation
    case .facts: self = .facts
    }
  }
}
