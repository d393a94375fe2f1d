import Items
import Judgments

/// The project's questions, as far as the store itself goes by them.
extension Ledger {
  /// Reads the order of items and the outdated versions, at opening.
  func loadSchema() throws {
    order = try currentOrder()
    outdated = try outdatedSchemas()
  }

  /// Follows a change of the questions: items sorted anew, judgments to be made again.
  func refreshSchema() throws {
    // All versions of the questions are read below, and the states of what was judged so far.
    try writeCells()
    let newOrder = try currentOrder()
    if newOrder != order {
      order = newOrder
      try reorder()
    }
    let newOutdated = try outdatedSchemas()
    if newOutdated != outdated {
      outdated = newOutdated
      try refreshJudged()
    }
  }

  /// Brings the states of all my judged items up to date.
  func refreshJudged() throws {
    try queue.flush()
    let judged = try db.all(
      "SELECT ino FROM place WHERE state & ? != 0", .integer(ItemFlags.judged.rawValue)
    ) { $0.integer(0) }
    for ino in judged { try refreshPlace(ino) }
  }

  /// A large content by its hash.
  func blob(_ hash: Hash) throws -> [UInt8]? {
    try db.one("SELECT bytes FROM blob WHERE hash = ?", .blob(hash.bytes)) { $0.bytes(0) }
  }

  func putBlob(_ bytes: [UInt8]) throws -> Hash {
    let hash = Hash.sha256(bytes)
    try db.run(
      "INSERT INTO blob(hash, bytes) VALUES(?, ?) ON CONFLICT DO NOTHING", .blob(hash.bytes),
      .blob(bytes))
    return hash
  }

  private func currentOrder() throws -> ItemOrder {
    guard let head = try heads(of: RegisterCell(family: .schemaPublish)).first,
      let map = try stored(head)?.map, let publication = try? SchemaPublication(map: map),
      let bytes = try blob(publication.blob),
      let form = try? JSON(parsing: bytes, file: "project"),
      form["work"]?["order"] == .string("shuffled")
    else { return .listed }
    return .shuffled
  }

  /// The versions before one that asks for judgments to be made again, in the current line.
  private func outdatedSchemas() throws -> Set<Hash> {
    let cell = RegisterCell(family: .schemaPublish)
    let versions = try db.all(
      "SELECT cid, seq, hash FROM cellop WHERE fam = ? AND ino = 0 AND layer = 0 AND pno = 0",
      cell.familyValue
    ) { Head(cid: $0.integer(0), seq: $0.unsigned(1), hash: Hash(bytes: $0.bytes(2)) ?? .zero) }
    guard versions.count > 1, let current = try heads(of: cell).first else { return [] }
    var known: [Hash: (publication: SchemaPublication, bases: [Hash])] = [:]
    for version in versions {
      if let stored = try stored(version), let map = stored.map,
        let publication = try? SchemaPublication(map: map)
      {
        known[version.hash] = (publication, stored.posted.bases)
      }
    }
    // Reached by any path behind a version that asks for it, a version is outdated for good.
    var seen: [Hash: Bool] = [:]
    var waiting: [(Hash, isOutdated: Bool)] = [(current.hash, false)]
    while let (hash, isOutdated) = waiting.popLast() {
      guard let version = known[hash], seen[hash] != true, seen[hash] != isOutdated else {
        continue
      }
      seen[hash] = isOutdated
      let older = isOutdated || !version.publication.judgeAgain.isEmpty
      for base in version.bases { waiting.append((base, older)) }
    }
    let blobs = { (isOutdated: Bool) in
      Set(seen.filter { $0.value == isOutdated }.compactMap { known[$0.key]?.publication.blob })
    }
    return blobs(true).subtracting(blobs(false))
  }
}
