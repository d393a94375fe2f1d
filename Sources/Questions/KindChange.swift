import Items

/// What changed in the settings of a question's kind, and what that means for answers given before.
package struct KindChange: Hashable, Sendable {
  /// What changed, as a sentence.
  package var reason: String
  /// Whether an answer that was valid may not be any more.
  package var invalidates: Bool

  package init(_ reason: String, invalidates: Bool) {
    self.reason = reason
    self.invalidates = invalidates
  }
}

extension QuestionKind {
  /// What changed since an earlier version of the question; nil when that was of another kind.
  package func changes(sinceAny old: any QuestionKind) -> [KindChange]? {
    (old as? Self).map { changes(since: $0) }
  }
}

extension Labels {
  func changes(since old: Labels) -> [KindChange] {
    let before = old.leaves
    let after = leaves
    var changes: [KindChange] = []
    for id in before where !after.contains(id) {
      changes.append(KindChange("The label \(Quoted(id)) is gone.", invalidates: true))
    }
    for id in after where !before.contains(id) {
      changes.append(
        KindChange(
          "The label \(Quoted(id)) is new; who answered before could not choose it.",
          invalidates: false))
    }
    for label in all where before.contains(label.option.id) {
      let then = old.title(of: label.option.id)
      let now = title(of: label.option.id)
      if label.children.isEmpty, !then.hasSameBytes(as: now) {
        changes.append(
          KindChange(
            "The label \(Quoted(label.option.id)) reads \(Quoted(now)) instead of \(Quoted(then)).",
            invalidates: false))
      }
    }
    return changes
  }
}
