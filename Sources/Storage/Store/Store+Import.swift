package import Items
import Judgments

/// What became of items that were offered.
package struct ImportTally: Hashable, Sendable {
  /// An item that was not taken.
  package struct Refusal: Hashable, Sendable {
    package var externalID: String
    package var why: String
  }

  package var new = 0
  /// The same id with the same content was here already.
  package var had = 0
  package var refused: [Refusal] = []

  package init() {}

  package static func += (sum: inout ImportTally, other: ImportTally) {
    sum.new += other.new
    sum.had += other.had
    sum.refused += other.refused
  }
}

extension Store {
  /// Adds items, packed into operations of at most 60 KiB, in one durable transaction.
  ///
  /// For a million items give them in parts of about a hundred thousand: a part is held in memory
  /// and its trees are written once.
  package func importItems(
    _ items: some Sequence<CanonicalItem>, dataset: String = "", isDryRun: Bool = false
  ) throws -> ImportTally {
    try requireLead("add items")
    var tally = ImportTally()
    var shown = BatchPacker(dataset: dataset)
    var hidden = BatchPacker(dataset: dataset)
    let work = {
      var contents: [ItemID: Hash] = [:]
      // Into an empty store nothing needs to be looked up.
      let isEmpty = try self.db.one("SELECT 1 FROM item LIMIT 1") { _ in false } ?? true
      for item in items {
        let id = Item.identity(
          project: self.project, dataset: dataset, externalID: item.externalID)
        let hash = Hash.sha256(item.content)
        if let known = try contents[id] ?? (isEmpty ? nil : self.contentHash(of: id)) {
          if known == hash {
            tally.had += 1
          } else {
            tally.refused.append(Self.refusal(item.externalID))
          }
          continue
        }
        contents[id] = hash
        tally.new += 1
        if isDryRun { continue }
        if item.content.count > BatchPacker.largestInline {
          _ = try self.ledger.putBlob(item.content)
        }
        if let full = shown.add(id, item.externalID, item.content, hash) {
          try self.append(full, to: .pub)
        }
        if let secret = item.hidden {
          let secretHash = Hash.sha256(secret)
          if secret.count > BatchPacker.largestInline { _ = try self.ledger.putBlob(secret) }
          if let full = hidden.add(id, item.externalID, secret, secretHash) {
            try self.append(full, to: .rev)
          }
        }
      }
      if let rest = shown.take() { try self.append(rest, to: .pub) }
      if let rest = hidden.take() { try self.append(rest, to: .rev) }
    }
    if isDryRun {
      try work()
      return tally
    }
    try db.execute("PRAGMA cache_size=-131072")
    defer { try? db.execute("PRAGMA cache_size=-16384") }
    try write {
      tally = ImportTally()
      shown = BatchPacker(dataset: dataset)
      hidden = BatchPacker(dataset: dataset)
      try work()
    }
    try tidy()
    return tally
  }

  /// Puts a new version of an item in force, or brings a retired one back; a lead's act.
  package func revise(_ item: CanonicalItem, dataset: String = "") throws {
    try requireLead("revise items")
    try write {
      let id = Item.identity(project: project, dataset: dataset, externalID: item.externalID)
      let content: ItemContent
      if item.content.count > BatchPacker.largestInline {
        content = .blob(try ledger.putBlob(item.content))
      } else {
        content = .text(String(decoding: item.content, as: UTF8.self))
      }
      let ino = try ledger.number(of: id)
      _ = try append(
        .itemPut,
        .itemPut(ItemPut(dataset: dataset, externalID: item.externalID, content: content)),
        to: .scope(.pub), cell: Cell.item(id),
        bases: try ledger.heads(of: RegisterCell(family: .itemPut, ino: ino)).map(\.hash))
    }
  }

  /// Takes an item out of everybody's queue, as a lead's act; judgments of it stay.
  package func retire(_ ino: Int64, reason: String) throws {
    try requireLead("retire items")
    guard let id = try ledger.itemID(ino) else { throw StoreFault.unknownItem(String(ino)) }
    try write {
      _ = try append(
        .itemRetire, .itemRetire(ItemRetire(item: id, reason: reason)), to: .scope(.pub),
        cell: Cell.item(id),
        bases: try ledger.heads(of: RegisterCell(family: .itemPut, ino: ino)).map(\.hash))
    }
  }

  private func append(_ batch: BatchPacker.Batch, to scope: Scope) throws {
    // The chain is opened first, so that only the batch itself meets the prepared items.
    _ = try ownChain(.scope(scope))
    ledger.preparedItems = batch.items
    defer { ledger.preparedItems = [] }
    _ = try append(.itemBatch, encoded: batch.map, to: .scope(scope))
  }

  private func contentHash(of id: ItemID) throws -> Hash? {
    guard let ino = try number(of: id), let item = try item(at: ino) else { return nil }
    return Hash.sha256(item.content)
  }

  private static func refusal(_ externalID: String) -> ImportTally.Refusal {
    ImportTally.Refusal(
      externalID: externalID,
      why: "An item with this id and other content is in the project already, so this one was "
        + "left out. Give it another id, or revise the item with gloss publish.")
  }
}

/// Packs items into the maps of `item.batch`, as many as fit.
struct BatchPacker {
  /// A map ready to be appended.
  struct Batch {
    var map: [UInt8]
    /// The items with the bytes of the payload, salt included, at which their entries begin.
    var items: [(item: ItemID, at: Int)]
  }

  /// Larger content is a blob, so that a batch always has room for one more item.
  static let largestInline = 48 * 1024

  private let dataset: String
  private var entries: [UInt8] = []
  private var items: [(item: ItemID, at: Int)] = []

  init(dataset: String) {
    self.dataset = dataset
  }

  /// Adds an item; gives the batch that was full before it.
  mutating func add(
    _ item: ItemID, _ externalID: String, _ content: [UInt8], _ hash: Hash
  ) -> Batch? {
    var full: Batch?
    let isLarge = content.count > Self.largestInline
    let size = externalID.utf8.count + (isLarge ? 32 : content.count) + 11
    let room = ItemBatch.sizeLimit - 64 - dataset.utf8.count
    if !items.isEmpty, entries.count + size > room { full = take() }
    items.append((item, entries.count))
    entries.append(0x82)
    Self.head(3, externalID.utf8.count, into: &entries)
    entries.append(contentsOf: externalID.utf8)
    if isLarge {
      Self.head(2, 32, into: &entries)
      entries += hash.bytes
    } else {
      Self.head(3, content.count, into: &entries)
      entries += content
    }
    return full
  }

  /// The batch so far; nil when it is empty.
  mutating func take() -> Batch? {
    guard !items.isEmpty else { return nil }
    var map: [UInt8] = [0xA2, 0x00]
    Self.head(3, dataset.utf8.count, into: &map)
    map.append(contentsOf: dataset.utf8)
    map.append(0x01)
    Self.head(4, items.count, into: &map)
    let start = Operation.saltLength + map.count
    map += entries
    let placed = items.map { (item: $0.item, at: start + $0.at) }
    entries.removeAll(keepingCapacity: true)
    items.removeAll(keepingCapacity: true)
    return Batch(map: map, items: placed)
  }

  /// The head of a canonical CBOR value; lengths here stay below 2^32.
  private static func head(_ major: UInt8, _ value: Int, into bytes: inout [UInt8]) {
    let type = major << 5
    switch value {
    case 0..<24: bytes.append(type | UInt8(value))
    case 24...0xFF: bytes += [type | 24, UInt8(value)]
    case 0x100...0xFFFF: bytes += [type | 25, UInt8(value >> 8), UInt8(value & 0xFF)]
    default:
      bytes.append(type | 26)
      for shift in [24, 16, 8, 0] { bytes.append(UInt8(value >> shift & 0xFF)) }
    }
  }
}
