package import Items
import Judgments

/// A chain with more than one end: two copies of one store were written to.
package struct ForkEntry: Hashable, Sendable {
  package var chain: ChainID
  package var person: PersonID
  package var device: DeviceID
  /// The last position that all branches share.
  package var at: UInt64
  /// How many operations each branch has of its own, the longest first.
  package var branches: [Int]
  /// The external ids of items that were judged in more than one branch.
  package var items: [String]

  /// The fork as a sentence, without the person.
  package var sentence: String {
    let own = branches.map(String.init).joined(separator: " + ")
    let both =
      switch items.count {
      case 0: "no item in both"
      case 1: "1 item in both"
      case let count: "\(count) items in both"
      }
    return "chain \(chain.hex.prefix(8)) forked at \(at), \(branches.count) branches, \(own) "
      + "operations, \(both)"
  }
}

extension Store {
  /// Every fork that is here, in the order of the chains' ids.
  package func forks() throws -> [ForkEntry] {
    try ledger.chains.values.filter { $0.tips.count > 1 }.sorted { $0.id < $1.id }.map(fork)
  }

  private func fork(_ chain: Chain) throws -> ForkEntry {
    let lines = try chain.tips.map { tip in
      try ledger.line(
        to: OperationReference(chain: chain.id, seq: tip.seq, hash: tip.hash), in: chain)
    }
    let shared = lines.dropFirst().reduce(lines[0]) { $0.intersection($1) }
    var judged: [Set<Int64>] = lines.map { _ in [] }
    try db.rows(
      "SELECT ino, hash FROM cellop WHERE fam = ? AND cid = ?",
      .integer(Int(OperationKind.judgePut.number)), .integer(chain.number)
    ) { row in
      if let hash = Hash(bytes: row.bytes(1)), !shared.contains(hash) {
        for index in lines.indices where lines[index].contains(hash) {
          judged[index].insert(row.integer(0))
        }
      }
      return .more
    }
    var counts: [Int64: Int] = [:]
    for items in judged { for item in items { counts[item, default: 0] += 1 } }
    let both = try counts.filter { $0.value > 1 }.keys.compactMap { try item(at: $0)?.externalID }
    return ForkEntry(
      chain: chain.id, person: chain.person, device: DeviceID(ofKey: chain.deviceKey),
      at: UInt64(shared.count), branches: lines.map { $0.count - shared.count }.sorted(by: >),
      items: both.sorted())
  }
}
