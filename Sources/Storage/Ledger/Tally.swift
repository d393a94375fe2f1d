/// The counts that are kept up in the writing transaction, so that opening counts nothing.
struct Tally: Equatable {
  var operations = 0
  /// The newest hybrid time given or taken note of.
  var hlc: UInt64 = 0
  var items = ItemTally()

  init() {}

  init(reading db: Connection) throws {
    let read = try db.one(
      """
      SELECT operations, hlc, items, open, judged, aside, asked, drafts, conflicts, again
      FROM tally WHERE id = 1
      """
    ) { row in
      var tally = Tally()
      tally.operations = row.int(0)
      tally.hlc = row.unsigned(1)
      for index in 0..<ItemTally.count { tally.items[index] = row.int(Int32(index) + 2) }
      return tally
    }
    guard let read else { throw StoreFault.damaged(path: "", detail: "the counts are missing") }
    self = read
  }

  func write(to db: Connection) throws {
    try db.run(
      """
      UPDATE tally SET operations = ?, hlc = ?, items = ?, open = ?, judged = ?, aside = ?,
        asked = ?, drafts = ?, conflicts = ?, again = ? WHERE id = 1
      """, .integer(operations), .integer(hlc), .integer(items[0]), .integer(items[1]),
      .integer(items[2]), .integer(items[3]), .integer(items[4]), .integer(items[5]),
      .integer(items[6]), .integer(items[7]))
  }
}

/// How many items of the queue there are in all, and in each state.
struct ItemTally: Equatable {
  /// All items, then one count a state, in the order of `ItemFlags.all`.
  static let count = 1 + ItemFlags.all.count

  // A vector, because thousands of runs are read for one step through the queue.
  private var counts = SIMD8<Int>.zero

  subscript(index: Int) -> Int {
    get { counts[index] }
    set { counts[index] = newValue }
  }

  /// The count of items with a flag.
  subscript(flag: ItemFlags) -> Int {
    guard let index = ItemFlags.all.firstIndex(of: flag) else { return counts[0] }
    return counts[index + 1]
  }

  mutating func add(_ flags: ItemFlags, _ amount: Int = 1) {
    counts[0] += amount
    counts &+= Self.ones(flags) &* amount
  }

  mutating func change(from old: ItemFlags, to new: ItemFlags) {
    counts &+= Self.ones(new) &- Self.ones(old)
  }

  mutating func add(_ other: ItemTally) {
    counts &+= other.counts
  }

  /// A one at each state that holds; states are numbered as their bits are.
  private static func ones(_ flags: ItemFlags) -> SIMD8<Int> {
    let bits = flags.rawValue
    return SIMD8(
      0, bits & 1, bits >> 1 & 1, bits >> 2 & 1, bits >> 3 & 1, bits >> 4 & 1, bits >> 5 & 1,
      bits >> 6 & 1)
  }
}

/// The states of an item for the store's person; several may hold.
struct ItemFlags: OptionSet, Hashable {
  var rawValue: Int

  /// Not judged and not put aside.
  static let open = ItemFlags(rawValue: 1)
  static let judged = ItemFlags(rawValue: 2)
  static let aside = ItemFlags(rawValue: 4)
  static let asked = ItemFlags(rawValue: 8)
  static let draft = ItemFlags(rawValue: 16)
  static let conflict = ItemFlags(rawValue: 32)
  static let again = ItemFlags(rawValue: 64)

  /// In the order of the columns of `stretch` and `tally`.
  static let all: [ItemFlags] = [.open, .judged, .aside, .asked, .draft, .conflict, .again]
}
