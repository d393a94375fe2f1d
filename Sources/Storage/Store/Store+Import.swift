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
    let arrivals = Arrivals(
      Array(items), dataset: dataset, project: project,
      shuffledFor: ledger.order == .shuffled ? ledger.me : nil)
    if isDryRun { return try judge(arrivals).tally }
    try db.execute("PRAGMA cache_size=-262144")
    defer { try? db.execute("PRAGMA cache_size=-16384") }
    let tally = try write {
      let (tally, fates) = try judge(arrivals)
      try append(arrivals, fates)
      return tally
    }
    try tidy(after: arrivals.size)
    return tally
  }

  /// Says of each item whether it is new, by the content that stands under its id.
  private func judge(_ arrivals: Arrivals) throws -> (tally: ImportTally, fates: [Arrivals.Fate]) {
    var fates = [Arrivals.Fate](repeating: .new, count: arrivals.items.count)
    let sorted = arrivals.sortedByID
    // Into an empty store nothing needs to be looked up.
    let isEmpty = try db.one("SELECT 1 FROM named LIMIT 1") { _ in false } ?? true
    let known = isEmpty ? [] : try ledger.known(among: sorted.lazy.map { arrivals.names[$0].id })
    var standing: (id: ItemID, content: [UInt8])?
    for index in sorted {
      let id = arrivals.names[index].id
      let content = arrivals.items[index].content
      if standing?.id != id {
        let isKnown = known.contains(id)
        guard isKnown, let number = try number(of: id), let item = try item(at: number) else {
          fates[index] = isKnown ? .awaited : .new
          standing = (id, content)
          continue
        }
        standing = (id, item.content)
      }
      fates[index] = standing?.content == content ? .had : .refused
    }
    var tally = ImportTally()
    for (item, fate) in zip(arrivals.items, fates) {
      switch fate {
      case .new, .awaited: tally.new += 1
      case .had: tally.had += 1
      case .refused: tally.refused.append(Self.refusal(item.externalID))
      }
    }
    return (tally, fates)
  }

  private func append(_ arrivals: Arrivals, _ fates: [Arrivals.Fate]) throws {
    var shown = BatchPacker(dataset: arrivals.dataset)
    var hidden = BatchPacker(dataset: arrivals.dataset)
    for index in arrivals.items.indices where fates[index] == .new || fates[index] == .awaited {
      let item = arrivals.items[index]
      let name = PreparedItem(
        id: arrivals.names[index].id, at: 0, shuffleKey: arrivals.names[index].shuffleKey,
        isNew: fates[index] == .new)
      if let full = shown.add(name, item.externalID, try inline(item.content)) {
        try append(full, to: .pub)
      }
      guard let secret = item.hidden else { continue }
      if let full = hidden.add(name, item.externalID, try inline(secret)) {
        // Hidden fields follow their items, so that items are numbered in one order.
        if let rest = shown.take() { try append(rest, to: .pub) }
        try append(full, to: .rev)
      }
    }
    if let rest = shown.take() { try append(rest, to: .pub) }
    if let rest = hidden.take() { try append(rest, to: .rev) }
  }

  /// What stands in a batch for a content: itself, or the name of the blob that holds it.
  private func inline(_ content: [UInt8]) throws -> BatchPacker.Content {
    content.count > BatchPacker.largestInline
      ? .blob(try ledger.putBlob(content)) : .text(content)
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

  private static func refusal(_ externalID: String) -> ImportTally.Refusal {
    ImportTally.Refusal(
      externalID: externalID,
      why: "An item with this id and other content is in the project already, so this one was "
        + "left out. Give it another id, or revise the item with gloss publish.")
  }
}
