import Items
import Storage
import Sync

/// What became of the exchange with one remote.
struct RemoteExchange: Sendable {
  var place: String
  var report: ExchangeReport?
  /// Conflicts that the store's own person can resolve.
  var conflicts = 0
  /// Those who have a device that nothing can be sealed to.
  var keyless: [String] = []
  /// Why there was no exchange at all.
  var failure: String?

  var keylessRemark: String {
    let names = keyless.map { Quoted($0, limit: 64).safe }.joined(separator: ", ")
    return "A device of \(names) was added by an older gloss and cannot open what is sealed. Give "
      + "that person a new device with gloss people add."
  }

  var isUnfinished: Bool { failure != nil || report?.problems.isEmpty == false }

  /// What went wrong and what to do, a sentence or two each.
  var problems: [String] { (report?.problems ?? []) + (failure.map { [$0] } ?? []) }

  var json: JSON {
    guard let report else {
      return ["remote": .string(place), "problems": .array([.string(failure ?? "")])]
    }
    let merged = report.merged
    func texts(_ lines: [String]) -> JSON { .array(lines.map { .string($0) }) }
    return [
      "remote": .string(place), "sent": .integer(report.sent),
      "received": .integer(report.received), "conflicts": .integer(merged.conflicts),
      "my_conflicts": .integer(conflicts), "twins": .integer(merged.twins),
      "forks": .integer(merged.forks), "pending": .integer(merged.pending),
      "announced": .integer(report.announced), "sealed_for_others": .integer(report.sealed),
      "resealed": .integer(report.resealed), "packed": .integer(report.packed),
      "pruned": .integer(report.pruned), "not_handed_on": .integer(report.unhandable),
      "without_key": texts(keyless),
      "not_for_this_store": .integer(merged.notForThisStore),
      "uncounted": MergeCommand.uncounted(merged),
      "quarantined": .integer(merged.quarantined),
      "bad_signatures": .integer(merged.badSignatures), "held_back": .integer(report.heldBack),
      "incomplete": texts(report.incomplete), "damaged": texts(report.damaged),
      "newer": texts(report.newer), "problems": texts(report.problems),
    ]
  }
}

extension Store {
  /// Notes an exchange, remembers a remote with which it went well, and gives the conflicts that
  /// the store's person can resolve now.
  func settle(_ exchange: RemoteExchange) throws -> Int {
    // Only what has worked once is worth remembering.
    if exchange.report != nil { try remember(remote: exchange.place) }
    if try remotes().contains(exchange.place) {
      try note(
        PastExchange(
          name: exchange.place, at: SystemClock().wallMilliseconds(),
          sent: exchange.report?.sent ?? 0, received: exchange.report?.received ?? 0,
          problems: exchange.problems, positions: exchange.report?.handedOn ?? [:]))
    }
    return try counts.conflicts
  }
}
