import Items
import Judgments

/// How the versions of one judgment came from one another.
///
/// An undo takes back one line of versions. What another device made beside it was not seen by
/// whoever presses undo, so it must not be replaced by that.
struct Lineage {
  private let ledger: Ledger
  private let cell: RegisterCell

  init(_ ledger: Ledger, cell: RegisterCell) {
    self.ledger = ledger
    self.cell = cell
  }

  /// A version of the cell; nil for what is none, or is not here.
  func version(_ hash: Hash) throws -> StoredOperation? {
    let head = try ledger.db.one(
      """
      SELECT cid, seq FROM cellop WHERE fam = ? AND ino = ? AND layer = ? AND pno = ? AND hash = ?
      """, cell.familyValue, .integer(cell.ino), cell.layerValue, .integer(cell.pno),
      .blob(hash.bytes)
    ) { Head(cid: $0.integer(0), seq: $0.unsigned(1), hash: hash) }
    return try head.flatMap(ledger.stored)
  }

  /// The heads that came from a version, which are those that taking it back replaces.
  ///
  /// With an undo come the others that took the same operation back: together they reopened a
  /// conflict, and together they are replaced.
  func heads(from origin: StoredOperation) throws -> [Hash] {
    let heads = try ledger.heads(of: cell)
    guard heads.count > 1 else { return heads.map(\.hash) }
    let target = origin.judgment?.undoes?.hash
    let found = try heads.filter { head in
      try descends(head.hash) { version in
        version.posted.hash == origin.posted.hash
          || target != nil && version.judgment?.undoes?.hash == target
      }
    }
    // None: it was replaced by versions that are not here, and the new one stands beside them.
    return found.isEmpty ? [origin.posted.hash] : found.map(\.hash)
  }

  /// The version whose value an undo or a redo brought back; any other version itself.
  func origin(of version: StoredOperation) throws -> StoredOperation {
    var origin = version
    var seen: Set<Hash> = []
    while let undone = origin.judgment?.undoes?.hash, seen.insert(origin.posted.hash).inserted,
      let target = try self.version(undone)
    {
      let decision = origin.decision
      let bases = try target.posted.bases.compactMap { try self.version($0) }
      guard let base = bases.first(where: { $0.decision == decision }) else { break }
      origin = base
    }
    return origin
  }

  /// Whether a version that fulfils a condition is the given one, or stands before it.
  private func descends(
    _ hash: Hash, from isWanted: (StoredOperation) -> Bool
  ) throws -> Bool {
    var waiting = [hash]
    var seen: Set<Hash> = []
    while let next = waiting.popLast() {
      guard seen.insert(next).inserted, let version = try version(next) else { continue }
      if isWanted(version) { return true }
      waiting += try parents(of: version, isWanted: isWanted)
    }
    return false
  }

  /// What a version goes back to: its bases, and of an undo that reopened a conflict the one
  /// version that it brought back.
  private func parents(
    of version: StoredOperation, isWanted: (StoredOperation) -> Bool
  ) throws -> [Hash] {
    guard let undone = version.judgment?.undoes?.hash, let target = try self.version(undone),
      target.posted.bases.count > 1
    else { return version.posted.bases }
    if isWanted(target) { return [undone] }
    let decision = version.decision
    return try target.posted.bases.filter { try self.version($0)?.decision == decision }
  }
}
