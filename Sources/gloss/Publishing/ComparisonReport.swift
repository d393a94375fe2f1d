import Guidelines
import Items
import Project

/// What `publish` shows before it changes anything.
struct ComparisonReport {
  let comparison: ProjectComparison
  /// The rules whose meaning changed.
  let meaning: Set<String>
  let retires: Bool

  var lines: [String] {
    var lines = questions + rules + items
    if !comparison.isSamePolicy { lines.append("lead.yaml: changed; only leads see it") }
    return lines.isEmpty ? ["Nothing changed."] : lines
  }

  private var questions: [String] {
    guard !comparison.isSameSchema else { return [] }
    let changes = comparison.questions.filter { $0.effect != .unchanged }
    if changes.isEmpty { return ["project.yaml: changed, but none of the questions"] }
    return changes.flatMap { change -> [String] in
      let old = change.was ?? change.question
      let count = comparison.answered[old] ?? 0
      let renamed = change.was.map { ", renamed (was: \(Quoted($0).safe))" } ?? ""
      return [
        "question \(Quoted(change.question).safe): \(change.effect.rawValue)\(renamed), "
          + Plural.text(count, "judgment")
      ] + change.reasons.map { "    \($0)" }
    }
  }

  private var rules: [String] {
    guard !comparison.isSameHandbook else { return [] }
    if comparison.rules.isEmpty { return ["handbook: changed, but none of its rules"] }
    return comparison.rules.flatMap { change -> [String] in
      let weight = meaning.contains(change.id) ? "meaning" : "wording"
      return ["rule \(Quoted(change.id).safe): \(Self.name(change.kind)), \(weight)"]
        + Self.difference(change)
    }
  }

  private static func name(_ kind: RuleChange.Kind) -> String {
    switch kind {
    case .added: "added"
    case .removed: "removed"
    case .changed: "changed"
    case .renamed(let old): "renamed (was: \(Quoted(old).safe))"
    case .moved: "moved"
    }
  }

  /// The lines of a changed rule that differ.
  private static func difference(_ change: RuleChange) -> [String] {
    guard case .changed = change.kind else { return [] }
    let old = (change.old ?? "").split(separator: "\n").map(String.init)
    let new = (change.new ?? "").split(separator: "\n").map(String.init)
    let (kept, added) = (Set(old), Set(new))
    return old.filter { !added.contains($0) }.map { "    - \(Quoted($0, limit: 200).safe)" }
      + new.filter { !kept.contains($0) }.map { "    + \(Quoted($0, limit: 200).safe)" }
  }

  private var items: [String] {
    let items = comparison.items
    var lines: [String] = []
    if items.new > 0 { lines.append("items: \(Plural.number(items.new)) new") }
    if !items.revised.isEmpty {
      let names = items.revised.prefix(5).map { Quoted($0.externalID).safe }
      lines.append(
        "items: \(Plural.number(items.revised.count)) revised (\(names.joined(separator: ", "))"
          + (items.revised.count > 5 ? ", …)" : ")"))
    }
    if !items.gone.isEmpty {
      lines.append(
        "items: \(Plural.number(items.gone.count)) in no file any more; "
          + (retires ? "retired" : "they stay, unless --retire is given"))
    }
    return lines
  }
}
