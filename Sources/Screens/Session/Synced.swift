/// What came of an exchange with remotes.
package struct Synced: Hashable, Sendable {
  package var sent: Int
  package var received: Int
  /// The conflicts that the person can resolve now.
  package var conflicts: Int
  /// What went wrong and what to do, a sentence or two each.
  package var problems: [String]
  /// Whether any remote was exchanged with.
  package var hasExchanged: Bool
  package var counts: Counts

  package init(
    sent: Int = 0, received: Int = 0, conflicts: Int = 0, problems: [String] = [],
    hasExchanged: Bool = true, counts: Counts
  ) {
    self.sent = sent
    self.received = received
    self.conflicts = conflicts
    self.problems = problems
    self.hasExchanged = hasExchanged
    self.counts = counts
  }

  /// The exchange in a sentence or two; `way` says how to get to the conflicts.
  package func sentence(toConflicts way: String) -> String {
    var parts: [String] = []
    if hasExchanged {
      let word = conflicts == 1 ? "conflict" : "conflicts"
      parts.append(
        "\(sent) sent, \(received) received"
          + (conflicts > 0 ? ", \(conflicts) \(word): \(way)" : "") + ".")
    }
    if let first = problems.first { parts.append(first) }
    if problems.count > 1 {
      parts.append("gloss sync tells \(problems.count - 1) more.")
    }
    return parts.joined(separator: " ")
  }
}
