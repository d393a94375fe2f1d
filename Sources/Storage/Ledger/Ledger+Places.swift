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

  /// Brings an item's states in the queue up to date; `onlyHead` saves reading my judgment again.
  func refreshPlace(_ ino: Int64, onlyHead: Judgment? = nil) throws {
    guard let key = try placeKey(of: ino) else {
      // Unknown or retired: it has no place, and a place it had goes.
      let old = try db.one(
        "SELECT ord, sub FROM item WHERE ino = ? AND known = 1", .integer(ino)
      ) { PlaceKey(ord: $0.integer(0), sub: $0.integer(1), ino: ino) }
      if let old { try queue.remove(old) }
      return
    }
    let flags = try flags(of: ino, onlyHead: onlyHead)
    try queue.flush()
    if try queue.flags(at: key) == nil {
      queue.add(Place(key: key, flags: flags))
    } else {
      try queue.set(flags, at: key)
    }
  }

  func flags(of ino: Int64, onlyHead: Judgment? = nil) throws -> ItemFlags {
    var flags = try onlyHead.map { try self.flags(of: $0, ino) } ?? decisionFlags(of: ino)
    if try isAsked(ino) { flags.insert(.asked) }
    if try hasDraft(ino) { flags.insert(.draft) }
    return flags
  }

  private func decisionFlags(of ino: Int64) throws -> ItemFlags {
    let cell = try myCell(ino)
    let heads = try heads(of: cell)
    guard let head = heads.first else { return .open }
    if heads.count > 1, try trouble(of: cell) == .conflict { return .conflict }
    guard let map = try stored(head)?.map, let judgment = try? Judgment(map: map) else {
      return []
    }
    return try self.flags(of: judgment, ino)
  }

  private func flags(of judgment: Judgment, _ ino: Int64) throws -> ItemFlags {
    if judgment.retracted { return .open }
    if judgment.aside != nil { return .aside }
    if try judgment.schema.map(outdated.contains) ?? false || isRequeued(ino) {
      return [.judged, .again]
    }
    return .judged
  }

  private func isRequeued(_ ino: Int64) throws -> Bool {
    try db.one("SELECT 1 FROM requeue WHERE ino = ?", .integer(ino)) { _ in true } ?? false
  }

  private func isAsked(_ ino: Int64) throws -> Bool {
    try db.one(
      "SELECT 1 FROM element WHERE ino = ? AND kind = ? AND pno = ? AND live = 1 AND removal = 0",
      .integer(ino), .integer(Int(OperationKind.askAdd.rawValue)),
      .integer(try number(of: me))
    ) { _ in true } ?? false
  }

  private func hasDraft(_ ino: Int64) throws -> Bool {
    try db.one("SELECT 1 FROM draft WHERE ino = ?", .integer(ino)) { _ in true } ?? false
  }
}
