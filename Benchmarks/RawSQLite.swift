import GRDB
import GRDBSQLite

/// SQLite as its C interface gives it: the reference for everything durable.
final class RawSQLite {
  private var handle: OpaquePointer?
  private var prepared: [String: OpaquePointer] = [:]

  enum Value {
    case integer(Int64)
    case blob([UInt8])
    case null
  }

  init(_ path: String) throws {
    guard sqlite3_open(path, &handle) == SQLITE_OK else {
      throw Workshop.Refusal(description: "SQLite cannot open \(path).")
    }
  }

  deinit { close() }

  func close() {
    for statement in prepared.values { sqlite3_finalize(statement) }
    prepared = [:]
    sqlite3_close(handle)
    handle = nil
  }

  /// Write-ahead log, and a commit that is on the disk when it returns; read back.
  func makeDurable() throws {
    try execute("PRAGMA journal_mode=WAL")
    try execute("PRAGMA synchronous=FULL")
    guard try rows("PRAGMA synchronous", { $0.integer(0) }) == [2] else {
      throw Workshop.Refusal(description: "SQLite did not take synchronous=FULL.")
    }
  }

  func execute(_ sql: String) throws {
    guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else { throw failure(sql) }
  }

  /// Runs one prepared statement that is kept.
  func run(_ sql: String, _ values: Value...) throws {
    let statement = try statement(sql)
    for (index, value) in values.enumerated() {
      let place = Int32(index + 1)
      switch value {
      case .integer(let number): sqlite3_bind_int64(statement, place, number)
      case .blob(let bytes):
        sqlite3_bind_blob(
          statement, place, bytes, Int32(bytes.count),
          unsafeBitCast(-1, to: sqlite3_destructor_type.self))
      case .null: sqlite3_bind_null(statement, place)
      }
    }
    let code = sqlite3_step(statement)
    sqlite3_reset(statement)
    guard code == SQLITE_DONE || code == SQLITE_ROW else { throw failure(sql) }
  }

  struct Row {
    fileprivate let statement: OpaquePointer
    func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(statement, column) }
    func blob(_ column: Int32) -> [UInt8] {
      guard let start = sqlite3_column_blob(statement, column) else { return [] }
      return Array(
        UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, column))))
    }
  }

  func rows<Result>(_ sql: String, _ take: (Row) -> Result) throws -> [Result] {
    let statement = try statement(sql)
    defer { sqlite3_reset(statement) }
    var results: [Result] = []
    while sqlite3_step(statement) == SQLITE_ROW { results.append(take(Row(statement: statement))) }
    return results
  }

  private func statement(_ sql: String) throws -> OpaquePointer {
    if let known = prepared[sql] { return known }
    var statement: OpaquePointer?
    guard sqlite3_prepare_v2(handle, sql, -1, &statement, nil) == SQLITE_OK, let statement else {
      throw failure(sql)
    }
    prepared[sql] = statement
    return statement
  }

  private func failure(_ sql: String) -> Workshop.Refusal {
    Workshop.Refusal(description: "\(sql): \(String(cString: sqlite3_errmsg(handle)))")
  }
}
