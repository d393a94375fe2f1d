import Items
import Storage

/// What became of the lines of some files.
struct IntakeTally: Equatable {
  var new = 0
  var had = 0
  /// Items whose id has other content already.
  var refused = 0
  /// Lines that are no items.
  var unread = 0

  var read: Int { new + had + refused }

  static func += (sum: inout IntakeTally, other: IntakeTally) {
    sum.new += other.new
    sum.had += other.had
    sum.refused += other.refused
    sum.unread += other.unread
  }
}

/// Streams the items of files into a store, in parts that are each one durable transaction.
struct ItemIntake {
  let store: Store
  let shape: ItemShape
  let dataset: String
  let isDryRun: Bool
  private(set) var complaints = Complaints()
  private(set) var disputes: [Dispute] = []

  init(_ store: Store, shape: ItemShape, dataset: String = "", isDryRun: Bool = false) {
    self.store = store
    self.shape = shape
    self.dataset = dataset
    self.isDryRun = isDryRun
  }

  /// Adds the items of one file; a bad line never stops the good ones.
  mutating func add(_ file: DataFile) throws -> IntakeTally {
    let reader = PartReader(file, shape: shape)
    defer { reader.giveUp() }
    var tally = IntakeTally()
    var progress = Progress("Importing \(Progress.title(file.path))", total: nil)
    defer { progress.end() }
    while let part = try reader.next() {
      tally.unread += part.problems.count
      for problem in part.problems { complaints.add(problem) }
      try hand(part, to: &tally)
      progress.total = part.size
      progress.advance(to: part.position, Plural.text(tally.read, "item"))
    }
    return tally
  }

  private mutating func hand(_ part: Part, to tally: inout IntakeTally) throws {
    guard !part.items.isEmpty else { return }
    let result = try store.importItems(part.items, dataset: dataset, isDryRun: isDryRun)
    tally.new += result.new
    tally.had += result.had
    tally.refused += result.refused.count
    if !result.refused.isEmpty { try dispute(result.refused, part) }
  }

  /// Finds the lines of the items that were not taken: those whose content is not what the store
  /// has under their id.
  private mutating func dispute(_ refused: [ImportTally.Refusal], _ part: Part) throws {
    var counts: [String: Int] = [:]
    for refusal in refused { counts[refusal.externalID, default: 0] += 1 }
    var first: [String: [UInt8]] = [:]
    for (item, place) in zip(part.items, part.places) {
      guard let count = counts[item.externalID], count > 0 else { continue }
      let id = item.externalID
      if first[id] == nil {
        let known = try store.find(externalID: id, dataset: dataset).flatMap(store.item(at:))
        // In a dry run the first of the file stands for what would be in the store.
        first[id] = known?.content ?? item.content
      }
      guard first[id] != item.content else { continue }
      counts[id] = count - 1
      if disputes.count < Complaints.limit { disputes.append(Dispute(externalID: id, at: place)) }
    }
  }
}

/// An item that was not taken because its id has other content.
struct Dispute: Equatable {
  var externalID: String
  var at: Place
}
