import Items
package import Questions

/// What became of a question between two versions of a project.
package struct QuestionChange: Hashable, Sendable {
  /// What it means for judgments made before.
  package enum Effect: String, Hashable, Sendable {
    /// Nothing changed.
    case unchanged = "unchanged"
    /// Something changed, and old answers still count.
    case stillValid = "still valid"
    /// Old answers may not be answers any more.
    case judgeAgain = "judge again"
    /// It was not asked before.
    case added = "added"
    /// It is not asked any more; its answers stay in the log.
    case removed = "removed"
  }

  /// Its id; for a removed question the one it had.
  package var question: String
  /// The id that it had before, when that was another one.
  package var was: String?
  package var effect: Effect
  /// What changed, as full sentences.
  package var reasons: [String]

  package init(question: String, was: String? = nil, effect: Effect, reasons: [String] = []) {
    self.question = question
    self.was = was
    self.effect = effect
    self.reasons = reasons
  }
}

/// The difference of two versions of a project.
package enum ProjectChange {
  /// What became of each question: those of the new version in its order, then the removed ones.
  package static func between(
    _ old: ProjectDefinition, _ new: ProjectDefinition
  ) -> [QuestionChange] {
    var continued: Set<String> = []
    var changes: [QuestionChange] = []
    for question in new.questions {
      guard let before = predecessor(of: question, in: old) else {
        changes.append(
          QuestionChange(
            question: question.id, effect: .added,
            reasons: [
              question.optional
                ? "The question is new and optional." : "The question is new: every item is open."
            ]))
        continue
      }
      continued.insert(before.id)
      changes.append(change(from: before, to: question))
    }
    for question in old.questions where !continued.contains(question.id) {
      changes.append(
        QuestionChange(
          question: question.id, effect: .removed,
          reasons: ["The question is not asked any more; its answers are kept."]))
    }
    return changes
  }

  /// The question that a new one continues: that of its id, else that which it says it was.
  package static func predecessor(
    of question: Question, in old: ProjectDefinition
  ) -> Question? {
    old.question(question.id) ?? question.was.flatMap { old.question($0) }
  }

  private static func change(from old: Question, to new: Question) -> QuestionChange {
    var reasons: [String] = []
    var judgeAgain = false
    let isRenamed = old.id != new.id
    if isRenamed { reasons.append("The question was called \(Quoted(old.id)).") }
    if let changes = new.kind.changes(sinceAny: old.kind) {
      reasons += changes.map(\.reason)
      judgeAgain = changes.contains(where: \.invalidates)
    } else {
      reasons.append("The kind is \(new.kindName) instead of \(old.kindName).")
      judgeAgain = true
    }
    if !old.ask.hasSameBytes(as: new.ask) {
      reasons.append("The wording is \(Quoted(new.ask)) instead of \(Quoted(old.ask)).")
    }
    if old.when != new.when {
      reasons.append(
        new.when.map { "It is asked when \(Quoted($0.text, limit: 200))." } ?? "It is always asked."
      )
    }
    if old.optional, !new.optional {
      reasons.append("An answer is required now: items without one are open again.")
    } else if new.optional, !old.optional {
      reasons.append("An answer is optional now.")
    }
    if old.rule != new.rule {
      reasons.append(
        new.rule.map { "It refers to the rule \(Quoted($0))." } ?? "It refers to no rule.")
    }
    // Whatever else the public form holds, so that no change is called none.
    var plain = new
    plain.id = old.id
    plain.was = old.was
    if reasons.isEmpty, plain.publicForm != old.publicForm {
      reasons.append("Details that no answer depends on changed.")
    }
    let effect: QuestionChange.Effect =
      judgeAgain ? .judgeAgain : reasons.isEmpty ? .unchanged : .stillValid
    return QuestionChange(
      question: new.id, was: isRenamed ? old.id : nil, effect: effect, reasons: reasons)
  }
}
