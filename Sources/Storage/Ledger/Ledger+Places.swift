import Items
import Judgments

/// The queue's part of the fold: what state each item has for the store's person.
extension Ledger {
  func placeKey(of ino: Int64) throws -> PlaceKey? {
    try db.one(
      "SELECT ord, sub FROM item WHERE ino = ? AND known = 1 AND retired = 0", .integer(ino)
    ) { PlaceKey(ord: $0.integer(0), sub: $0.integer(1), ino: ino) }
  }

  /// The cell of my judgment of an item.
  func myCell(_ ino: Int64) throws -> RegisterCell {
    RegisterCell(family: .judgePut, ino: ino, pno: try number(of: me))
  }

  /// What an item's place hangs on besides my judgment of it.
  private struct PlaceFacts {
    var key: PlaceKey
    var isKnown: Bool
    var isRetired: Bool
    var isRequeued: Bool
    var isAsked: Bool
    var hasDraft: Bool
  }

  private func placeFacts(_ ino: Int64) throws -> PlaceFacts? {
    try db.one(
      """
      SELECT ord, sub, known, retired, EXISTS(SELECT 1 FROM requeue WHERE ino = ?1),
        EXISTS(SELECT 1 FROM element WHERE ino = ?1 AND kind = ?2 AND pno = ?3 AND live = 1
          AND removal = 0),
        EXISTS(SELECT 1 FROM draft WHERE ino = ?1)
      FROM item WHERE ino = ?1
      """, .integer(ino), .integer(Int(OperationKind.askAdd.rawValue)),
      .integer(try number(of: me))
    ) { row in
      PlaceFacts(
        key: PlaceKey(ord: row.integer(0), sub: row.integer(1), ino: ino),
        isKnown: row.int(2) == 1, isRetired: row.int(3) == 1, isRequeued: row.int(4) == 1,
        isAsked: row.int(5) == 1, hasDraft: row.int(6) == 1)
    }
  }

  /// Brings an item's states in the queue up to date; `onlyHead` saves reading my judgment again.
  func refreshPlace(_ ino: Int64, onlyHead: JudgmentGist? = nil) throws {
    guard let facts = try placeFacts(ino), facts.isKnown else { return }
    // A retired item has no place, and a place it had goes.
    if facts.isRetired { return try queue.remove(facts.key) }
    queue.put(try flags(facts, onlyHead), at: facts.key)
  }

  func flags(of ino: Int64) throws -> ItemFlags {
    try placeFacts(ino).map { try flags($0, nil) } ?? .open
  }

  /// The same; nil for a retired item, which has no place.
  func flagsUnlessRetired(_ ino: Int64) throws -> ItemFlags? {
    guard let facts = try placeFacts(ino), !facts.isRetired else { return nil }
    return try flags(facts, nil)
  }

  private func flags(_ facts: PlaceFacts, _ onlyHead: JudgmentGist?) throws -> ItemFlags {
    var flags = try onlyHead.map { self.flags(of: $0, facts) } ?? decisionFlags(facts)
    if facts.isAsked { flags.insert(.asked) }
    if facts.hasDraft { flags.insert(.draft) }
    return flags
  }

  private func decisionFlags(_ facts: PlaceFacts) throws -> ItemFlags {
    if isBeforeJudgments { return .open }
    let cell = try myCell(facts.key.ino)
    let heads = try heads(of: cell)
    guard let head = heads.first else { return .open }
    if heads.count > 1, try trouble(of: cell) == .conflict { return .conflict }
    guard let outline = try stored(head)?.outline else { return [] }
    return self.flags(of: JudgmentGist(outline), facts)
  }

  private func flags(of judgment: JudgmentGist, _ facts: PlaceFacts) -> ItemFlags {
    if judgment.retracted { return .open }
    if judgment.isAside { return .aside }
    if judgment.schema.map(outdated.contains) ?? false || facts.isRequeued {
      return [.judged, .again]
    }
    return .judged
  }
}
