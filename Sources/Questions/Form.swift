/// One person's answers to the questions about one item, while they are being given.
///
/// Questions open and close as their conditions say; a question that closes loses its answer. The
/// focus stands on one visible question, and what is pressed goes to it.
package struct Form: Sendable {
  /// When the judgment is complete without `Enter`.
  package let submit: Submit
  private let shown: Shown
  private var fields: [FormField]
  /// The focused field among all.
  private var focused = 0
  private var history: [Step] = []

  /// What one step changed, to take it back.
  private struct Step {
    /// The answers before it, field by field.
    var answers: [AnswerValue?]
    var focused: Int
    /// The field whose text was written; steps of one text are one step.
    var writing: Int?
  }

  /// Starts a form, with answers of a draft or of an earlier judgment.
  ///
  /// Answers to unknown or closed questions and what their kind does not know are left out.
  package init(
    questions: [Question], shown: Shown, answers: [(String, AnswerValue)] = [], submit: Submit
  ) {
    self.submit = submit
    self.shown = shown
    fields = questions.map { question in
      let given = answers.first { $0.0 == question.id }?.1
      return FormField(
        question: question, editor: question.kind.editor(for: shown, answer: given))
    }
    openAndClose()
    focused = firstOpen ?? fields.indices.first { fields[$0].visible } ?? 0
  }

  /// The visible questions in declared order.
  package var rows: [FormRow] {
    fields.indices.filter { fields[$0].visible }.map { index in
      FormRow(
        question: fields[index].question, view: fields[index].editor.view,
        answered: fields[index].answer != nil, focused: index == focused)
    }
  }

  /// The focused row; 0 when there is none.
  package var focus: Int {
    get { visible.firstIndex(of: focused) ?? 0 }
    set {
      guard !visible.isEmpty else { return }
      focused = visible[min(max(0, newValue), visible.count - 1)]
    }
  }

  /// Moves the focus up or down, as far as there are rows.
  package mutating func moveFocus(by rows: Int) {
    focus = focus.addingReportingOverflow(rows).overflow ? focus : focus + rows
  }

  /// The focused question; nil when none is visible.
  package var focusedQuestion: Question? {
    fields.indices.contains(focused) && fields[focused].visible ? fields[focused].question : nil
  }

  /// Gives an input to the focused question.
  package mutating func handle(_ input: AnswerInput) -> FormReaction {
    guard focusedQuestion != nil else { return .ignored }
    let before = Step(answers: fields.map(\.answer), focused: focused, writing: writing(input))
    let wasAnswered = fields[focused].answer != nil
    let reaction = fields[focused].editor.handle(input)
    switch reaction {
    case .ignored: return .ignored
    case .refused(let why): return .refused(why)
    case .changed, .decided: break
    }
    openAndClose()
    remember(before)
    guard reaction == .decided else { return .changed }
    return decided(again: wasAnswered)
  }

  /// Takes back the last change of an answer; false when nothing was changed here.
  package mutating func takeBack() -> Bool {
    guard let step = history.popLast() else { return false }
    for index in fields.indices where fields[index].answer != step.answers[index] {
      fields[index].editor = fields[index].question.kind.editor(
        for: shown, answer: step.answers[index])
    }
    openAndClose()
    focused = step.focused
    return true
  }

  /// The answers to the visible questions, in declared order.
  package var answers: [(question: String, answer: AnswerValue)] {
    fields.compactMap { field in
      guard field.visible, let answer = field.answer else { return nil }
      return (field.question.id, answer)
    }
  }

  /// The visible questions that must have an answer and have none, or one that is not complete.
  package var missing: [Question] {
    fields.filter { $0.visible && !$0.isDone }.map(\.question)
  }

  /// Why the form is not complete, as a sentence that names the way on; nil when it is.
  package var obstacle: String? {
    guard let field = fields.first(where: { $0.visible && !$0.isDone }) else { return nil }
    if let answer = field.answer, let fault = field.question.kind.fault(in: answer) {
      return fault
    }
    let view = field.editor.view
    let keys = view.options.compactMap(\.option.key).map { String($0) }
    guard let last = keys.last else {
      return view.text == nil
        ? "No answer chosen yet — choose one from the list." : "No answer written yet."
    }
    let others = keys.dropLast().joined(separator: ", ")
    return "No answer chosen yet — press \(others.isEmpty ? last : "\(others) or \(last)")."
  }

  /// Whether no visible question has an answer.
  package var isEmpty: Bool { answers.isEmpty }
}

/// When a form is complete without being told so.
package enum Submit: String, Hashable, Sendable, CaseIterable {
  /// At the key that answers the last required question of one key.
  case auto
  /// At `Enter` only.
  case enter
}

/// What a form made of an input.
package enum FormReaction: Hashable, Sendable {
  /// Not the focused question's: it may be a command.
  case ignored
  /// The focused question's, but it cannot be; a sentence says why.
  case refused(String)
  case changed
  /// The last answer that was needed is there, and the form submits itself.
  case complete
}

/// One visible question of a form.
package struct FormRow: Sendable {
  package var question: Question
  package var view: AnswerView
  package var answered: Bool
  package var focused: Bool

  package init(question: Question, view: AnswerView, answered: Bool, focused: Bool) {
    self.question = question
    self.view = view
    self.answered = answered
    self.focused = focused
  }
}

/// A question with its editor.
struct FormField: Sendable {
  var question: Question
  var editor: any AnswerEditor
  var visible = true

  var answer: AnswerValue? { editor.answer }

  /// Whether nothing more is needed here.
  var isDone: Bool {
    guard let answer else { return question.optional }
    return question.kind.fault(in: answer) == nil
  }
}

extension Form {
  private var visible: [Int] { fields.indices.filter { fields[$0].visible } }

  /// The first question that the item cannot do without.
  ///
  /// The focus never goes to an optional question by itself: a text would take every key, those
  /// of commands too.
  private var firstOpen: Int? {
    fields.indices.first { isOpen($0) && !fields[$0].question.optional }
  }

  private func isOpen(_ index: Int) -> Bool { fields[index].visible && fields[index].answer == nil }

  private func writing(_ input: AnswerInput) -> Int? {
    if case .text = input { focused } else { nil }
  }

  /// Opens and closes questions in declared order, in which conditions look backwards only.
  private mutating func openAndClose() {
    var values: [String: [String]] = [:]
    for index in fields.indices {
      let question = fields[index].question
      fields[index].visible = question.when?.holds { values[$0] ?? [] } ?? true
      if !fields[index].visible, fields[index].answer != nil {
        fields[index].editor = question.kind.editor(for: shown, answer: nil)
      }
      if let answer = fields[index].answer {
        values[question.id] = question.kind.conditionValues(of: answer)
      }
    }
  }

  private mutating func remember(_ before: Step) {
    guard before.answers != fields.map(\.answer) else { return }
    if let writing = before.writing, history.last?.writing == writing { return }
    history.append(before)
  }

  /// Moves on after an answer of one key.
  private mutating func decided(again: Bool) -> FormReaction {
    let question = fields[focused].question
    let isLast = !fields.indices.contains {
      $0 > focused && fields[$0].visible && !fields[$0].question.optional
    }
    // Someone who changes one of several answers may want to change the next one too, so that
    // only the last one submits again.
    let submits = submit == .auto && !question.optional && missing.isEmpty && (!again || isLast)
    let behind = fields.indices.filter { $0 > focused && isOpen($0) }
    let next =
      behind.first { !fields[$0].question.optional } ?? firstOpen
      ?? behind.first { fields[$0].editor.view.text == nil }
    if let next { focused = next }
    return submits ? .complete : .changed
  }
}
