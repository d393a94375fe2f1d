package import Judgments

/// What a merge did, for people and for programs.
package struct MergeReport: Hashable, Sendable {
  /// The other place's name.
  package var path: String
  package var new = 0
  package var had = 0
  /// Cells of the store in conflict, and those with equal heads, after the merge.
  package var conflicts = 0
  package var twins = 0
  /// Waiting for an earlier operation of their chain.
  package var pending = 0
  package var notForThisStore = 0
  package var quarantined = 0
  /// Chains of the store with more than one end, after the merge.
  package var forks = 0
  /// Operations of the store that are here and do not count, by the reason, after the merge.
  package var uncounted: [OperationStatus: Int] = [:]
  /// Left at the other place, because no signature of their device covers them.
  package var unsigned = 0
  /// Signed statements whose signature or device is wrong.
  package var badSignatures = 0

  package init(path: String) {
    self.path = path
  }

  mutating func add(_ reception: Reception) {
    new += reception.new
    had += reception.had
    pending += reception.pending
    notForThisStore += reception.notForThisStore
    quarantined += reception.quarantined
  }

  /// The report as one sentence and what follows from it.
  package var summary: String {
    var parts = ["\(new) new", "\(had) already here"]
    let others = [
      (conflicts, "in conflict"), (twins, "decided alike twice"), (pending, "waiting"),
      (notForThisStore, "not for this store"), (quarantined, "unreadable and kept aside"),
      (forks, "chains forked"), (badSignatures, "wrong signatures"),
    ]
    for (count, words) in others where count > 0 { parts.append("\(count) \(words)") }
    for status in OperationStatus.allCases {
      if let count = uncounted[status], count > 0 {
        parts.append("\(count) \(Self.words(for: status))")
      }
    }
    var text = parts.joined(separator: ", ") + "."
    if unsigned > 0 {
      text +=
        " \(unsigned) at the end of \(path) are not signed yet and were left there: open that "
        + "store once with its own gloss and leave it with q, then merge again."
    }
    return text
  }

  /// What operations that do not count are, behind their number.
  package static func words(for status: OperationStatus) -> String {
    switch status {
    case .ok: "counted"
    case .pending: "by devices that no lead has granted yet"
    case .late: "late, written after a revocation"
    case .wrongRole: "beyond their author's role"
    case .invalidCell: "about another cell than they say"
    case .badClockOrder: "with a time before the last"
    case .unknownKind: "from a newer version"
    case .invalidPayload: "without the form of their kind"
    }
  }
}
