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
    guard let flag else { return try step(after: key, until: nil, having: nil) }
    let here = try stretch(holding: key)
    if let here, here.tally[flag] > 0 {
      let end = try start(RunQueries.next, key, nil)
      if let found = try step(after: key, until: end, having: flag) { return found }
    }
    // A run that counts the flag has a place with it, so the first such run is the last one read.
    guard let run = try start(RunQueries.next, key, flag) else { return nil }
    return try step(after: run, isIncluded: true, until: nil, having: flag)
  }

  /// The last place with a flag (or any, for nil) before a key.
  func previous(before key: PlaceKey, having flag: ItemFlags?) throws -> Place? {
    guard let flag else { return try stepBack(before: key, from: .first, having: nil) }
    let here = try start(RunQueries.previous, key, nil)
    if let here, let found = try stepBack(before: key, from: here, having: flag) { return found }
    guard let here, let run = try start(RunQueries.previous, here, flag) else { return nil }
    let end = try start(RunQueries.next, run, nil) ?? .last
    return try stepBack(before: end, from: run, having: flag)
  }

  /// How many places with a flag (or any, for nil) stand before a key.
  func rank(of key: PlaceKey, having flag: ItemFlags?) throws -> Int {
    guard let here = try stretch(holding: key) else { return 0 }
    let before =
      try db.one(
        RunQueries.sum(flag), .integer(here.start.ord), .integer(here.start.sub),
        .integer(here.start.ino)
      ) { $0.int(0) } ?? 0
    var inside = 0
    try walk(from: here.start, isIncluded: true) { place in
      if place.key >= key { return .enough }
      if flag.map({ place.flags.contains($0) }) ?? true { inside += 1 }
      return .more
    }
    return before + inside
  }

  func firstStart(after key: PlaceKey) throws -> PlaceKey? { try start(RunQueries.next, key, nil) }

  private func start(
    _ query: (ItemFlags?) -> StaticString, _ key: PlaceKey, _ flag: ItemFlags?
  ) throws -> PlaceKey? {
    try db.one(query(flag), .integer(key.ord), .integer(key.sub), .integer(key.ino)) {
      PlaceKey(ord: $0.integer(0), sub: $0.integer(1), ino: $0.integer(2))
    }
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
    after key: PlaceKey, isIncluded: Bool = false, until end: PlaceKey?, having flag: ItemFlags?
  ) throws -> Place? {
    var found: Place?
    try walk(from: key, isIncluded: isIncluded) { place in
      if let end, place.key >= end { return .enough }
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
