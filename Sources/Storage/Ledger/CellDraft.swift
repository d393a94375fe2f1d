import Items
import Judgments

/// What an item's place in the queue goes by in its judge's newest version.
struct JudgmentGist {
  var retracted: Bool
  var isAside: Bool
  var schema: Hash?

  init(_ outline: JudgmentOutline) {
    retracted = outline.retracted
    isAside = outline.isAside
    schema = outline.schema
  }
}

/// A cell in memory while a transaction changes it.
///
/// The rows are read once and written once, however many versions arrive between. Their order of
/// arrival makes no difference: a version is a head unless another one of the cell names it.
final class CellDraft {
  struct Row {
    var cid: Int64
    var seq: UInt64
    var hash: Hash
    var isHead: Bool
    /// What the table says; nil for a version that is not in it.
    var storedHead: Bool?
    /// The versions that it names; nil for one whose operation was not read.
    var bases: [Hash]?
    var isReadable = true
  }

  let cell: RegisterCell
  private(set) var rows: [Row] = []
  /// Rows of the table that are to go.
  private(set) var removed: [Row] = []
  /// Bases that are not in the cell, with the versions that name them, as far as they are known.
  private(set) var missing: [Hash: [Hash]] = [:]
  /// Rows of `edge` that come (true) or go.
  private(set) var edges: [Edge: Bool] = [:]
  /// Whether every row's bases are here, so that a version can be taken out.
  let isWhole: Bool
  /// The version that was added last, when a place in the queue hangs on it.
  var gist: (hash: Hash, gist: JudgmentGist)?
  /// Whether an item's place in the queue hangs on the cell.
  var movesPlace = false

  /// The one chain that all rows stand in, and their last position; nil once there are several.
  private var line: (cid: Int64, seq: UInt64)?
  private var isMixed = false
  /// Where each version stands, once there are so many that a search would take long.
  private var index: [Hash: Int] = [:]
  private static let fewRows = 16

  init(_ cell: RegisterCell, rows: [Row], isWhole: Bool = false) {
    self.cell = cell
    self.isWhole = isWhole
    self.rows = rows
    for row in rows { note(row) }
    if rows.count > Self.fewRows { makeIndex() }
    guard isWhole else { return }
    for row in rows {
      for base in row.bases ?? [] where position(of: base) == nil {
        missing[base, default: []].append(row.hash)
      }
    }
  }

  /// Whether the cell had rows in the table.
  var isStored: Bool { !removed.isEmpty || rows.contains { $0.storedHead != nil } }

  var heads: [Row] { rows.filter(\.isHead) }

  func contains(_ hash: Hash) -> Bool { position(of: hash) != nil }

  /// Whether a version can be named by none of the rows, because all of them stand before it in a
  /// chain without branches: whoever names a hash comes after it.
  func isBehindAll(_ posted: Posted) -> Bool {
    guard !isMixed, posted.chain.tips.count == 1 else { return false }
    guard let line else { return true }
    return line.cid == posted.chain.number && line.seq < posted.seq
  }

  /// Adds a version; `namedBy` are the versions that the table says have waited for it.
  func add(_ posted: Posted, namedBy waiting: [Hash]) {
    for base in posted.bases {
      if let place = position(of: base) {
        rows[place].isHead = false
      } else {
        missing[base, default: []].append(posted.hash)
        edges[Edge(base: base, child: posted.hash)] = true
      }
    }
    var isHead = true
    for child in waiting where contains(child) {
      isHead = false
      edges[Edge(base: posted.hash, child: child)] = false
    }
    if let children = missing.removeValue(forKey: posted.hash) {
      isHead = false
      for child in children { edges[Edge(base: posted.hash, child: child)] = false }
    }
    append(
      Row(
        cid: posted.chain.number, seq: posted.seq, hash: posted.hash, isHead: isHead,
        bases: posted.bases, isReadable: posted.schemaVersion == 1))
  }

  /// Takes a version out of a whole cell.
  func remove(_ posted: Posted) {
    guard let place = position(of: posted.hash) else { return }
    let row = rows.remove(at: place)
    if row.storedHead != nil { removed.append(row) }
    index = [:]
    if rows.count > Self.fewRows { makeIndex() }
    for base in row.bases ?? [] {
      edges[Edge(base: base, child: row.hash)] = false
      missing[base]?.removeAll { $0 == row.hash }
      if missing[base]?.isEmpty == true { missing[base] = nil }
    }
    var named: Set<Hash> = []
    for other in rows {
      for base in other.bases ?? [] {
        named.insert(base)
        guard base == row.hash else { continue }
        missing[base, default: []].append(other.hash)
        edges[Edge(base: base, child: other.hash)] = true
      }
    }
    for place in rows.indices { rows[place].isHead = !named.contains(rows[place].hash) }
  }

  private func append(_ row: Row) {
    rows.append(row)
    note(row)
    if rows.count == Self.fewRows + 1 {
      makeIndex()
    } else if rows.count > Self.fewRows {
      index[row.hash] = rows.count - 1
    }
  }

  private func note(_ row: Row) {
    if let line, line.cid != row.cid { isMixed = true }
    line = (row.cid, max(row.seq, line?.seq ?? 0))
  }

  private func makeIndex() {
    for (place, row) in rows.enumerated() { index[row.hash] = place }
  }

  private func position(of hash: Hash) -> Int? {
    rows.count > Self.fewRows ? index[hash] : rows.lastIndex { $0.hash == hash }
  }
}

/// That a version names another one, which is not in its cell.
struct Edge: Hashable, Comparable {
  var base: Hash
  var child: Hash

  static func < (left: Edge, right: Edge) -> Bool {
    (left.base, left.child) < (right.base, right.child)
  }
}
