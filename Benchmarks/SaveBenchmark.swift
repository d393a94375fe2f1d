import Items
import Judgments
import Questions
import Storage

/// The durable save beside a raw commit of the same rows on the same file system.
struct SaveBenchmark {
  let place: Workshop
  let judgments: Int
  let runs: Int

  private static let items = 5000

  func run() throws {
    var (medians, tails) = ((Samples(), Samples()), (Samples(), Samples()))
    for run in 0..<runs {
      let (mine, theirs) = try measure(run)
      medians.0.values.append(mine.median)
      medians.1.values.append(theirs.median)
      tails.0.values.append(mine.quantile(0.99))
      tails.1.values.append(theirs.quantile(0.99))
    }
    Report.ratio(
      "save one judgment, p50", medians.0, medians.1, unit: "ms", scale: 1e3, digits: 3,
      goal: "≤ 1.25× raw SQLite FULL commit of the same rows")
    Report.ratio(
      "save one judgment, p99", tails.0, tails.1, unit: "ms", scale: 1e3, digits: 3,
      goal: "≤ 1.25×, and ≤ 2 ms")
  }

  /// Saves and raw commits by turns, a few at a time, so that a busy disk slows both alike.
  private func measure(_ run: Int) throws -> (ours: Samples, raw: Samples) {
    let (path, copy) = (place.path("save-\(run).gloss"), place.path("save-\(run).raw"))
    let store = try BenchStore.create(place, path)
    _ = try store.importItems(BenchStore.items(Self.items))
    // The reference begins with the store as it was before the judgments.
    try store.backup(to: copy)
    let source = try RawSQLite(path)
    defer { source.close() }
    let raw = try RawSQLite(copy)
    defer { raw.close() }
    try raw.makeDurable()
    var (ours, theirs) = (Samples(), Samples())
    while ours.values.count < judgments {
      for _ in 0..<min(20, judgments - ours.values.count) {
        let number = ours.values.count
        let judgment = BenchStore.judgment(
          store.project, number * 7 % Self.items, label: number % 3)
        ours.values.append(try Stopwatch.seconds { _ = try store.save(judgment) })
      }
      theirs.values += try Self.rawCommits(from: source, behind: theirs.values.count, to: raw)
        .values
    }
    try store.close()
    return (ours, theirs)
  }

  /// Writes the rows that the store wrote once more, each judgment in a transaction of its own.
  private static func rawCommits(
    from source: RawSQLite, behind count: Int, to raw: RawSQLite
  ) throws -> Samples {
    let kind = Int64(OperationKind.judgePut.rawValue)
    let rows = try source.rows(
      """
      SELECT o.cid, o.seq, o.hash, o.prev, o.hlc, o.kind, o.cell, o.env, p.bytes, c.ino, c.pno
      FROM op o JOIN payload p ON p.id = o.payload
      JOIN cellop c ON c.fam = 7 AND c.cid = o.cid AND c.seq = o.seq AND c.hash = o.hash
      WHERE o.kind = \(kind) ORDER BY o.cid, o.seq LIMIT -1 OFFSET \(count)
      """
    ) { row in
      (
        integers: [0, 1, 4, 5, 9, 10].map { row.integer($0) },
        blobs: [2, 3, 6, 7, 8].map { row.blob($0) }
      )
    }
    var samples = Samples()
    for row in rows {
      let (numbers, blobs) = (row.integers, row.blobs)
      let seconds = try Stopwatch.seconds {
        try raw.run("BEGIN IMMEDIATE")
        try raw.run("DELETE FROM requeue WHERE ino = ?", .integer(numbers[4]))
        try raw.run("DELETE FROM draft WHERE ino = ?", .integer(numbers[4]))
        try raw.run("INSERT INTO payload(bytes) VALUES(?)", .blob(blobs[4]))
        try raw.run(
          "INSERT INTO op VALUES(?, ?, ?, ?, ?, ?, ?, ?, last_insert_rowid(), 0)",
          .integer(numbers[0]), .integer(numbers[1]), .blob(blobs[0]), .blob(blobs[1]),
          .integer(numbers[2]), .integer(numbers[3]), .blob(blobs[2]), .blob(blobs[3]))
        try raw.run(
          "INSERT INTO cellop VALUES(7, ?, 0, ?, ?, ?, ?, 1)", .integer(numbers[4]),
          .integer(numbers[5]), .integer(numbers[0]), .integer(numbers[1]), .blob(blobs[0]))
        try raw.run("DELETE FROM frontier WHERE cid = ?", .integer(numbers[0]))
        try raw.run(
          "INSERT INTO frontier VALUES(?, ?, ?, ?)", .integer(numbers[0]), .integer(numbers[1]),
          .blob(blobs[0]), .integer(numbers[2]))
        try raw.run(
          "UPDATE item SET hlc = hlc WHERE ino = ?", .integer(numbers[4]))
        try raw.run(
          """
          UPDATE place SET state = state | 2 WHERE ino = ?1
            AND (ord, sub) = (SELECT ord, sub FROM item WHERE ino = ?1)
          """, .integer(numbers[4]))
        try raw.run(
          """
          UPDATE stretch SET judged = judged + 1, open = open - 1 WHERE (ord, sub, ino) = (
            SELECT s.ord, s.sub, s.ino FROM stretch s JOIN item i ON i.ino = ?1
            WHERE (s.ord, s.sub, s.ino) <= (i.ord, i.sub, i.ino)
            ORDER BY s.ord DESC, s.sub DESC, s.ino DESC LIMIT 1)
          """, .integer(numbers[4]))
        try raw.run(
          "UPDATE tally SET operations = operations + 1, judged = judged + 1, hlc = ?",
          .integer(numbers[2]))
        try raw.run("COMMIT")
      }
      samples.values.append(seconds)
    }
    return samples
  }
}

/// Stores with items and judgments of the sizes that people meet.
enum BenchStore {
  static let publicForm = Array(
    #"{"name":"bench","questions":[],"version":1,"work":{"order":"listed"}}"#.utf8)

  static func create(_ place: Workshop, _ path: String) throws -> Store {
    try Store.create(
      path: path,
      founding: Founding(
        projectName: "bench", schemaLabel: "v1", publicForm: publicForm,
        handbook: Array("# Handbook\n".utf8)),
      handle: "ada", surroundings: place.surroundings)
  }

  static func items(_ count: Int) -> [CanonicalItem] {
    (0..<count).map { number in
      CanonicalItem(
        externalID: "q-\(number)", content: Array(content(number).utf8), hidden: nil)
    }
  }

  /// A short text that differs from one item to the next, as canonical JSON.
  static func content(_ number: Int) -> String {
    let words = [1, 7, 31, 113].map { clauses[(number * $0 + number / $0) % clauses.count] }
    return "{\"text\":\"Item \(number): \(words.joined(separator: " "))\"}"
  }

  private static let clauses = [
    "The parcel came late.", "The clerk was kind about it.", "Nobody answered the phone.",
    "It works as promised, so far.", "I would buy it again.", "The box was open!",
    "My second one, after the first broke.", "Great, another update that breaks everything.",
    "Cheap, and it feels cheap.", "The colour is not the one shown.", "Quick refund.",
  ]

  static func judgment(_ project: ProjectID, _ number: Int, label: Int) -> Judgment {
    Judgment(
      item: Item.identity(project: project, dataset: "", externalID: "q-\(number)"),
      answers: [
        Answered("sentiment", .text(["positive", "negative", "mixed"][label])),
        Answered("why", .texts(["service", "delivery"])),
      ], confidence: 4, activeMilliseconds: 18_250,
      presented: [Presented(question: "sentiment", fields: ["text"])],
      read: [FieldRead(field: "text", permille: 1000)])
  }
}
