import Items
import Judgments

@testable import Storage

/// What a store held of honest people before a liar came, and whether it is so still.
struct Witness {
  private let liar: PersonID
  private let people: [Person]
  private let statuses: [Hash: Int]
  private let publications: [Publication]
  private let judgments: Set<Version>
  private let items: [[UInt8]]
  private let operations: Int

  init(_ store: Store, against liar: PersonID) throws {
    self.liar = liar
    people = store.people
    statuses = try Self.statuses(store)
    publications = try Self.publications(store)
    judgments = try Self.judgments(store, besides: liar)
    items = try Self.items(store)
    operations = statuses.count
  }

  /// What has changed that may not have, after a liar has offered so many operations.
  func complaints(_ store: Store, offered: Int) throws -> [String] {
    var complaints: [String] = []
    func demand(_ truth: Bool, _ what: String) { if !truth { complaints.append(what) } }
    demand(store.people == people, "people or roles have changed")
    demand(try Self.publications(store) == publications, "questions or handbooks have changed")
    demand(try Self.judgments(store, besides: liar) == judgments, "others' judgments have changed")
    demand(try Self.items(store) == items, "items have changed")
    let now = try Self.statuses(store)
    demand(statuses.allSatisfy { now[$0.key] == $0.value }, "honest operations count otherwise")
    // A lead answers with receipts of its own.
    let own =
      try store.db.one(
        "SELECT count(*) FROM op o JOIN chain c ON c.cid = o.cid WHERE c.device = ?",
        .blob(store.deviceKey)
      ) { $0.int(0) } ?? 0
    demand(now.count <= operations + offered + own, "more is stored than was offered")
    let waiting = try store.db.one("SELECT count(*) FROM pending") { $0.int(0) } ?? 0
    demand(waiting <= offered, "more waits than was offered")
    demand(try store.quarantined().count <= offered, "more is kept aside than was offered")
    let places = try store.accounting().reduce(0) { $0 + $1.count }
    demand(places == now.count, "something is nowhere")
    for chain in store.ledger.chains.values where !store.mayHold(chain.scope) {
      complaints.append("it holds a chain of \(chain.scope.text)")
    }
    complaints += try counted(store)
    complaints += try store.verify().problems
    let all = try store.db.all(
      "SELECT o.env, p.bytes FROM op o LEFT JOIN payload p ON p.id = o.payload"
    ) { try Operation(receiving: $0.bytes(0), payload: $0.isNull(1) ? nil : $0.bytes(1)) }
    demand(
      try ReferenceFold(reading: store.ledger) == ReferenceFold(Set(all)),
      "it is not the reference fold")
    return complaints
  }

  /// Operations that count beyond the honest ones, and are not the liar's about its own work.
  private func counted(_ store: Store) throws -> [String] {
    let allowed: Set<OperationKind> = [
      .chainOpen, .judgePut, .askAdd, .noteAdd, .guideAcknowledge,
    ]
    return try store.db.all(
      """
      SELECT o.hash, o.kind, c.scope, c.person FROM op o JOIN chain c ON c.cid = o.cid
      WHERE o.status = 0 AND c.device != ?
      """, .blob(store.deviceKey)
    ) { ($0.bytes(0), $0.int(1), $0.text(2), $0.bytes(3)) }.compactMap {
      hash, kind, scope, person in
      guard let hash = Hash(bytes: hash), statuses[hash] == nil else { return nil }
      let kind = OperationKind(rawValue: UInt16(kind))
      if allowed.contains(kind), scope == Scope.from(liar).text, person == liar.bytes { return nil }
      return "a \(kind.name) in \(scope) counts"
    }
  }

  private static func statuses(_ store: Store) throws -> [Hash: Int] {
    Dictionary(
      try store.db.all("SELECT hash, status FROM op") {
        (Hash(bytes: $0.bytes(0)) ?? .zero, $0.int(1))
      }
    ) { one, _ in one }
  }

  private static func publications(_ store: Store) throws -> [Publication] {
    try store.schemas() + store.handbooks()
  }

  private static func judgments(_ store: Store, besides liar: PersonID) throws -> Set<Version> {
    var versions: Set<Version> = []
    for number in 0..<FirstDay.items {
      guard let ino = try store.find(externalID: "q-\(number)") else { continue }
      versions.formUnion(try store.versions(of: ino).filter { $0.person != liar })
    }
    return versions
  }

  private static func items(_ store: Store) throws -> [[UInt8]] {
    try (0..<FirstDay.items).compactMap { number in
      try store.find(externalID: "q-\(number)").flatMap { try store.item(at: $0) }?.content
    }
  }
}
