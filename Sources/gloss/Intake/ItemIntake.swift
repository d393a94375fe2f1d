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
  /// The most items of a part: the store holds a part in memory and writes its trees once.
  static let partCount = 100_000
  /// The most bytes of a part.
  static let partSize = 96 << 20

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
    let input = try InputFile(file.path)
    return try add(
      file.reader(of: input.source, shape: shape), named: file.path, input: input)
  }

  /// Adds the items that a reader finds.
  mutating func add(
    _ reader: any RecordReader, named name: String, input: InputFile? = nil
  ) throws -> IntakeTally {
    var reader = reader
    var tally = IntakeTally()
    var part = Part()
    var progress = Progress("Importing \(Progress.title(name))", total: input?.plain?.size)
    defer { progress.end() }
    while let record = try reader.next() {
      switch record {
      case .problem(let problem):
        tally.unread += 1
        complaints.add(problem)
      case .item(let item, let place):
        part.add(item, at: place)
        if part.isFull { try hand(&part, to: &tally) }
        if (part.items.count & 0xFFF) == 0 {
          progress.advance(
            to: input?.plain?.position ?? 0, Plural.text(tally.read + part.items.count, "item"))
        }
      }
    }
    try hand(&part, to: &tally)
    return tally
  }

  private mutating func hand(_ part: inout Part, to tally: inout IntakeTally) throws {
    guard !part.items.isEmpty else { return }
    let result = try store.importItems(part.items, dataset: dataset, isDryRun: isDryRun)
    tally.new += result.new
    tally.had += result.had
    tally.refused += result.refused.count
    if !result.refused.isEmpty { try dispute(result.refused, part) }
    part = Part()
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

/// Items on their way into a store.
private struct Part {
  var items: [CanonicalItem] = []
  var places: [Place] = []
  private var size = 0

  var isFull: Bool { items.count >= ItemIntake.partCount || size >= ItemIntake.partSize }

  mutating func add(_ item: CanonicalItem, at place: Place) {
    items.append(item)
    places.append(place)
    size += item.content.count + (item.hidden?.count ?? 0)
  }
}
