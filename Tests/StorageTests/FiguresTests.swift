import Foundation
import GRDB
import Items
import Judgments
import Storage
import Testing

/// Figures for people, printed and never asserted; run with GLOSS_FIGURES=1 in a release build.
@Suite(.serialized, .enabled(if: ProcessInfo.processInfo.environment["GLOSS_FIGURES"] != nil))
struct FiguresTests {
  @Test func printTheFigures() throws {
    let world = World(seed: 1)
    let clock = ContinuousClock()
    let store = try world.create(order: "shuffled")
    let count = 1_000_000
    let items = World.items(0..<count)
    let imported = try clock.measure {
      for start in stride(from: 0, to: count, by: 250_000) {
        _ = try store.importItems(items[start..<start + 250_000])
      }
    }
    print("import of \(count) items: \(imported)")
    try store.close()
    var opened: Store?
    let opening = try clock.measure { opened = try world.open() }
    print("opening at \(count) items: \(opening)")
    guard let again = opened else { return }
    let raw = try RawCommits(path: world.path("raw.db"))
    var saves: [Duration] = []
    var rawSaves: [Duration] = []
    var ino = try again.first(filter: .unjudged)
    for step in 0..<4000 {
      guard let current = ino, let item = try again.item(at: current) else { break }
      let judgment = World.judgment(again, item.externalID, step % 3 == 0 ? "good" : "bad")
      saves.append(try clock.measure { _ = try again.save(judgment) })
      rawSaves.append(try clock.measure { try raw.commit(step) })
      ino = try again.next(after: current, filter: .unjudged)
    }
    for (name, durations) in [("save", saves.sorted()), ("raw FULL commit", rawSaves.sorted())] {
      print(
        "\(name): p50 \(durations[durations.count / 2]), p99 \(durations[durations.count * 99 / 100])"
      )
    }
    let middle = try again.first(filter: .judged) ?? 1
    print(
      "next unjudged: \(try clock.measure { _ = try again.next(after: middle, filter: .unjudged) })"
    )
    print("position: \(try clock.measure { _ = try again.position(of: middle) })")
    print("undo: \(try clock.measure { _ = try again.undo() })")
    print("verify: \(try clock.measure { print(try again.verify().problems) })")
    try again.close()
  }
}

/// The rows of a save, written by prepared statements alone.
final class RawCommits {
  private let queue: DatabaseQueue

  init(path: String) throws {
    var configuration = Configuration()
    configuration.journalMode = .wal
    queue = try DatabaseQueue(path: path, configuration: configuration)
    try queue.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=0")
      try db.execute(
        sql: """
          CREATE TABLE op(a INTEGER, b INTEGER, c BLOB, d BLOB, e INTEGER, f INTEGER, g BLOB, h BLOB,
            i INTEGER, j INTEGER, PRIMARY KEY(a, b, c)) WITHOUT ROWID;
          CREATE TABLE payload(id INTEGER PRIMARY KEY, bytes BLOB NOT NULL);
          CREATE TABLE cellop(a INTEGER, b INTEGER, c INTEGER, d INTEGER, e INTEGER, f INTEGER,
            g BLOB, h INTEGER, PRIMARY KEY(a, b, c, d, e, f, g)) WITHOUT ROWID;
          CREATE TABLE frontier(a INTEGER, b INTEGER, c BLOB, PRIMARY KEY(a, c)) WITHOUT ROWID;
          CREATE TABLE place(a INTEGER, b INTEGER, c INTEGER, d INTEGER, PRIMARY KEY(a, b, c))
            WITHOUT ROWID;
          CREATE TABLE stretch(a INTEGER PRIMARY KEY, b INTEGER);
          CREATE TABLE tally(a INTEGER PRIMARY KEY, b INTEGER);
          INSERT INTO tally VALUES(1, 0);
          """)
      try db.inTransaction {
        for row in 0..<200_000 {
          let statement = try db.cachedStatement(sql: "INSERT INTO place VALUES(?, 0, ?, 1)")
          try statement.execute(arguments: [row, row])
        }
        for row in 0..<1000 {
          try db.execute(sql: "INSERT INTO stretch VALUES(?, 0)", arguments: [row])
        }
        return .commit
      }
    }
  }

  func commit(_ step: Int) throws {
    let hash = Data((0..<32).map { UInt8(truncatingIfNeeded: $0 &+ step) })
    let envelope = Data(repeating: 7, count: 170)
    let payload = Data(repeating: 8, count: 110)
    try queue.writeWithoutTransaction { db in
      try db.inTransaction(.immediate) {
        func run(_ sql: String, _ arguments: StatementArguments) throws {
          try db.cachedStatement(sql: sql).execute(arguments: arguments)
        }
        try run("INSERT INTO payload(bytes) VALUES(?)", [payload])
        try run(
          "INSERT INTO op VALUES(1, ?, ?, ?, 1, 1, ?, ?, 1, 0)",
          [step, hash, hash, hash.prefix(16), envelope])
        try run("INSERT INTO cellop VALUES(7, ?, 0, 1, 1, ?, ?, 1)", [step, step, hash])
        try run("DELETE FROM frontier WHERE a = 1", [])
        try run("INSERT INTO frontier VALUES(1, ?, ?)", [step, hash])
        try run("UPDATE place SET d = 2 WHERE a = ? AND b = 0", [step * 50 % 200_000])
        try run("UPDATE stretch SET b = b + 1 WHERE a = ?", [step % 1000])
        try run("UPDATE tally SET b = b + 1 WHERE a = 1", [])
        return .commit
      }
    }
  }
}
