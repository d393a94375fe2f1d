extension Queue {
  /// Visits places in order from a key on.
  func walk(
    from key: PlaceKey, isIncluded: Bool, each: (Place) throws -> Connection.Step
  ) throws {
    try db.rows(
      """
      SELECT ord, sub, ino, state FROM place WHERE (ord, sub, ino) >= (?, ?, ?)
      ORDER BY ord, sub, ino
      """, .integer(key.ord), .integer(key.sub), .integer(key.ino)
    ) { row in
      let place = Place(reading: row)
      return !isIncluded && place.key == key ? .more : try each(place)
    }
  }

  /// The next place with a flag (or any, for nil) behind a key.
  func next(after key: PlaceKey, having flag: ItemFlags?) throws -> Place? {
    guard let flag else { return try step(after: key, until: .last, having: nil) }
    let runs = try stretches()
    let index = max(0, (runs.firstIndex { $0.start > key } ?? runs.count) - 1)
    for (offset, run) in runs.enumerated().dropFirst(index) where run.tally[flag] > 0 {
      let end = offset + 1 < runs.count ? runs[offset + 1].start : PlaceKey.last
      let from = run.start > key ? nil : key
      if let found = try step(after: from, from: run.start, until: end, having: flag) {
        return found
      }
    }
    return nil
  }

  /// The last place with a flag (or any, for nil) before a key.
  func previous(before key: PlaceKey, having flag: ItemFlags?) throws -> Place? {
    guard let flag else { return try stepBack(before: key, from: .first, having: nil) }
    let runs = try stretches()
    for run in runs.reversed() where run.start < key && run.tally[flag] > 0 {
      let index = runs.firstIndex(of: run) ?? 0
      let end = index + 1 < runs.count ? min(runs[index + 1].start, key) : key
      if let found = try stepBack(before: end, from: run.start, having: flag) { return found }
    }
    return nil
  }

  /// How many places with a flag stand before a key.
  func rank(of key: PlaceKey, having flag: ItemFlags?) throws -> Int {
    var rank = 0
    var start = PlaceKey.first
    for run in try stretches() {
      if run.start > key { break }
      rank += run.tally[flag ?? []]
      start = run.start
    }
    var later = 0
    var inside = 0
    try walk(from: start, isIncluded: true) { place in
      if place.key >= key { return .enough }
      if flag.map({ place.flags.contains($0) }) ?? true { inside += 1 }
      return .more
    }
    if let run = try stretch(holding: key) { later = run.tally[flag ?? []] }
    return rank - later + inside
  }

  func stretches() throws -> [Stretch] {
    try db.all(
      """
      SELECT ord, sub, ino, items, open, judged, aside, asked, drafts, conflicts, again
      FROM stretch ORDER BY ord, sub, ino
      """, read: Stretch.init(reading:))
  }

  func stretch(holding key: PlaceKey) throws -> Stretch? {
    try db.one(
      """
      SELECT ord, sub, ino, items, open, judged, aside, asked, drafts, conflicts, again
      FROM stretch WHERE (ord, sub, ino) <= (?, ?, ?) ORDER BY ord DESC, sub DESC, ino DESC LIMIT 1
      """, .integer(key.ord), .integer(key.sub), .integer(key.ino), read: Stretch.init(reading:))
  }

  func insert(_ run: Stretch) throws {
    try db.run(
      """
      INSERT OR REPLACE INTO stretch(ord, sub, ino, items, open, judged, aside, asked, drafts,
        conflicts, again) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, .integer(run.start.ord), .integer(run.start.sub), .integer(run.start.ino),
      .integer(run.tally[0]), .integer(run.tally[1]), .integer(run.tally[2]),
      .integer(run.tally[3]), .integer(run.tally[4]), .integer(run.tally[5]),
      .integer(run.tally[6]), .integer(run.tally[7]))
  }

  func write(_ run: Stretch) throws { try insert(run) }

  private func step(
    after key: PlaceKey?, from start: PlaceKey = .first, until end: PlaceKey,
    having flag: ItemFlags?
  ) throws -> Place? {
    var found: Place?
    try walk(from: key ?? start, isIncluded: key == nil) { place in
      if place.key >= end { return .enough }
      if let flag, !place.flags.contains(flag) { return .more }
      found = place
      return .enough
    }
    return found
  }

  private func stepBack(
    before key: PlaceKey, from start: PlaceKey, having flag: ItemFlags?
  ) throws -> Place? {
    var found: Place?
    try db.rows(
      """
      SELECT ord, sub, ino, state FROM place WHERE (ord, sub, ino) < (?, ?, ?)
      ORDER BY ord DESC, sub DESC, ino DESC
      """, .integer(key.ord), .integer(key.sub), .integer(key.ino)
    ) { row in
      let place = Place(reading: row)
      if place.key < start { return .enough }
      if let flag, !place.flags.contains(flag) { return .more }
      found = place
      return .enough
    }
    return found
  }
}

extension Place {
  init(reading row: Row) {
    key = PlaceKey(ord: row.integer(0), sub: row.integer(1), ino: row.integer(2))
    flags = ItemFlags(rawValue: row.int(3))
  }
}

extension Stretch {
  init(reading row: Row) {
    start = PlaceKey(ord: row.integer(0), sub: row.integer(1), ino: row.integer(2))
    for index in 0..<ItemTally.count { tally[index] = row.int(Int32(index) + 3) }
  }
}
