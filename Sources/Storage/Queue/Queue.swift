/// The items of the store's person in order, with their states.
///
/// `place` has one row an item in order; `stretch` counts the states in runs of at most
/// `Queue.longest` places. A walk to the next item of a state, and the position of an item,
/// read the runs and one run's places: never more than a few thousand small rows of a million.
final class Queue {
  let db: Connection
  /// Places that are written together at the end of the transaction, in their order.
  private var added: [Place] = []
  /// Places whose states are written then too; new ones may be among them.
  private var changed: [PlaceKey: ItemFlags] = [:]
  var tally = ItemTally()

  /// The most places of a run; a longer one is cut.
  private static let longest = 512

  init(db: Connection) {
    self.db = db
  }

  func forget() {
    added = []
    changed = [:]
  }

  func add(_ place: Place) { added.append(place) }

  /// Takes an item out of the order.
  func remove(_ key: PlaceKey) throws {
    try flush()
    guard let old = try flags(at: key) else { return }
    try db.run(
      "DELETE FROM place WHERE ord = ? AND sub = ? AND ino = ?", .integer(key.ord),
      .integer(key.sub), .integer(key.ino))
    if var run = try stretch(holding: key) {
      run.tally.add(old, -1)
      try write(run)
    }
    tally.add(old, -1)
  }

  /// Gives an item its states, and a place where it has none.
  func put(_ flags: ItemFlags, at key: PlaceKey) { changed[key] = flags }

  func flags(at key: PlaceKey) throws -> ItemFlags? {
    try db.one(
      "SELECT state FROM place WHERE ord = ? AND sub = ? AND ino = ?", .integer(key.ord),
      .integer(key.sub), .integer(key.ino)
    ) { ItemFlags(rawValue: $0.int(0)) }
  }

  /// Writes the places that were added or changed.
  func flush() throws {
    try writeAdded()
    guard !changed.isEmpty else { return }
    let places = changed.map { Place(key: $0.key, flags: $0.value) }.sorted { $0.key < $1.key }
    changed = [:]
    try write(places)
    try writeAdded()
  }

  /// Gives places their states; those that are not there are left to be added.
  private func write(_ places: [Place]) throws {
    // Read once where most of them are touched, else one by one.
    var runs = places.count < 32 ? [] : try stretches()
    var index = 0
    var touched: [Int] = []
    for place in places {
      guard let old = try flags(at: place.key) else {
        added.append(place)
        continue
      }
      if old == place.flags { continue }
      let key = place.key
      try db.run(
        "UPDATE place SET state = ? WHERE ord = ? AND sub = ? AND ino = ?",
        .integer(place.flags.rawValue), .integer(key.ord), .integer(key.sub), .integer(key.ino))
      tally.change(from: old, to: place.flags)
      if runs.isEmpty {
        guard var run = try stretch(holding: key) else { continue }
        run.tally.change(from: old, to: place.flags)
        try write(run)
      } else {
        while index + 1 < runs.count, runs[index + 1].start <= key { index += 1 }
        runs[index].tally.change(from: old, to: place.flags)
        if touched.last != index { touched.append(index) }
      }
    }
    for index in touched { try write(runs[index]) }
  }

  private func writeAdded() throws {
    guard !added.isEmpty else { return }
    // Sorted, so that a shuffled order costs each page of the tree once.
    added.sort { $0.key < $1.key }
    defer { added = [] }
    if added.count < 32, try insertFew() { return }
    var runs = try stretches()
    if runs.isEmpty {
      runs = [Stretch(start: .first)]
      try insert(runs[0])
    }
    try insert(added)
    var touched: [Int] = []
    var index = 0
    for place in added {
      while index + 1 < runs.count, runs[index + 1].start <= place.key { index += 1 }
      runs[index].tally.add(place.flags)
      tally.add(place.flags)
      if touched.last != index { touched.append(index) }
    }
    for index in touched {
      if runs[index].tally[0] > Self.longest {
        try cut(runs[index], before: index + 1 < runs.count ? runs[index + 1].start : nil)
      } else {
        try write(runs[index])
      }
    }
  }

  /// Adds a few places, each to its run; false where there is no run yet.
  private func insertFew() throws -> Bool {
    guard try stretch(holding: .last) != nil else { return false }
    for place in added {
      guard var run = try stretch(holding: place.key) else { return false }
      try insert([place])
      run.tally.add(place.flags)
      tally.add(place.flags)
      if run.tally[0] > Self.longest {
        try cut(run, before: try firstStart(after: run.start))
      } else {
        try write(run)
      }
    }
    return true
  }

  private func insert(_ places: [Place]) throws {
    try db.repeating("INSERT INTO place(ord, sub, ino, state) VALUES(?, ?, ?, ?)") { statement in
      for place in places {
        statement.bind(1, place.key.ord)
        statement.bind(2, place.key.sub)
        statement.bind(3, place.key.ino)
        statement.bind(4, Int64(place.flags.rawValue))
        try db.finish(statement)
      }
    }
  }

  /// Cuts a run that has grown too long into halves of the longest.
  private func cut(_ run: Stretch, before end: PlaceKey?) throws {
    try db.run(
      "DELETE FROM stretch WHERE ord = ? AND sub = ? AND ino = ?", .integer(run.start.ord),
      .integer(run.start.sub), .integer(run.start.ino))
    var current = Stretch(start: run.start)
    try walk(from: run.start, isIncluded: true) { place in
      if let end, place.key >= end { return .enough }
      if current.tally[0] == Self.longest / 2 {
        try insert(current)
        current = Stretch(start: place.key)
      }
      current.tally.add(place.flags)
      return .more
    }
    try insert(current)
  }
}

/// Where an item stands in the order.
struct PlaceKey: Hashable, Comparable {
  var ord: Int64
  var sub: Int64
  var ino: Int64

  static let first = PlaceKey(ord: .min, sub: .min, ino: .min)
  static let last = PlaceKey(ord: .max, sub: .max, ino: .max)

  static func < (left: Self, right: Self) -> Bool {
    (left.ord, left.sub, left.ino) < (right.ord, right.sub, right.ino)
  }
}

/// An item's place and states.
struct Place: Hashable {
  var key: PlaceKey
  var flags: ItemFlags
}

/// A run of places with its counts.
struct Stretch: Equatable {
  var start: PlaceKey
  var tally = ItemTally()
}
