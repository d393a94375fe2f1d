/// Compares two versions of a handbook rule by rule.
package enum HandbookDifference {
  /// The rules that differ: those of `new` in their order, then those that are gone.
  ///
  /// Rules are the same by id; a rule whose wording stands under another id is renamed.
  package static func between(_ old: Handbook, _ new: Handbook) -> [RuleChange] {
    var before: [String: Rule] = [:]
    for rule in old.rules { before[rule.id] = rule }
    let now = Set(new.rules.map(\.id))
    var gone = Gone(old.rules.filter { !now.contains($0.id) })
    let moved = movedIDs(old, new)

    var changes: [RuleChange] = []
    for rule in new.rules {
      if let previous = before[rule.id] {
        if let change = change(from: previous, to: rule, isMoved: moved.contains(rule.id)) {
          changes.append(change)
        }
      } else if let previous = gone.take(Wording(rule)) {
        changes.append(
          RuleChange(
            id: rule.id, title: rule.title, kind: .renamed(from: previous.id), old: previous.text,
            new: rule.text))
      } else {
        changes.append(
          RuleChange(id: rule.id, title: rule.title, kind: .added, old: nil, new: rule.text))
      }
    }
    return changes
      + gone.rest.map {
        RuleChange(id: $0.id, title: $0.title, kind: .removed, old: $0.text, new: nil)
      }
  }

  private static func change(from old: Rule, to new: Rule, isMoved: Bool) -> RuleChange? {
    let kind: RuleChange.Kind
    if old.text != new.text && Wording(old) != Wording(new) || old.title != new.title {
      kind = .changed
    } else if isMoved || old.level != new.level {
      kind = .moved
    } else {
      return nil
    }
    return RuleChange(
      id: new.id, title: new.title, kind: kind, old: old.text, new: new.text,
      oldTitle: old.title == new.title ? nil : old.title)
  }

  /// The rules whose ids are no longer there, found by what they say.
  private struct Gone {
    private var rules: [Rule?]
    private var places: [Wording: [Int]] = [:]

    init(_ rules: [Rule]) {
      self.rules = rules
      for (index, rule) in rules.enumerated().reversed() {
        places[Wording(rule), default: []].append(index)
      }
    }

    var rest: [Rule] { rules.compactMap(\.self) }

    /// Takes out the first rule that says the same.
    mutating func take(_ wording: Wording) -> Rule? {
      guard let index = places[wording]?.popLast() else { return nil }
      defer { rules[index] = nil }
      return rules[index]
    }
  }

  /// The ids in both versions that are not part of the longest run kept in order.
  private static func movedIDs(_ old: Handbook, _ new: Handbook) -> Set<String> {
    var place: [String: Int] = [:]
    for (index, rule) in old.rules.enumerated() { place[rule.id] = index }
    let common = new.rules.compactMap { rule in place[rule.id].map { (id: rule.id, place: $0) } }
    let kept = longestRise(common.map(\.place))
    return Set(common.indices.filter { !kept.contains($0) }.map { common[$0].id })
  }

  /// The indices of a longest rising subsequence, by patience sorting in O(n log n).
  private static func longestRise(_ values: [Int]) -> Set<Int> {
    var tails: [Int] = []
    var previous = [Int?](repeating: nil, count: values.count)
    for (index, value) in values.enumerated() {
      var low = 0
      var high = tails.count
      while low < high {
        let middle = (low + high) / 2
        if values[tails[middle]] < value { low = middle + 1 } else { high = middle }
      }
      previous[index] = low > 0 ? tails[low - 1] : nil
      if low == tails.count { tails.append(index) } else { tails[low] = index }
    }
    var kept: Set<Int> = []
    var next = tails.last
    while let index = next {
      kept.insert(index)
      next = previous[index]
    }
    return kept
  }
}
