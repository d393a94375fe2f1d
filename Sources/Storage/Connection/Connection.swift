import GRDB
import GRDBSQLite

/// One SQLite connection: GRDB opens and configures it, prepared statements do the work.
///
/// The hot paths bind and step by hand; GRDB's records would cost more than the rows.
/// A connection belongs to one thread at a time.
final class Connection {
  /// How a file is opened.
  enum Manner {
    case writing
    case reading
    /// For a disk that cannot be written to: no journal is looked for.
    case immutable
    /// A database that vanishes when it is closed.
    case temporary
    /// For disks whose shared memory cannot be trusted: a rollback journal, one process.
    case exclusive
  }

  let queue: DatabaseQueue
  private let handle: OpaquePointer
  private var statements: [UnsafeRawPointer: Statement] = [:]
  private(set) var isInTransaction = false
  /// Whether nothing can be asked of the connection any more.
  private(set) var isClosed = false

  /// Opens a file and changes nothing in it.
  init(path: String, manner: Manner) throws {
    var configuration = Configuration()
    configuration.busyMode = .timeout(5)
    configuration.label = "gloss"
    var address = path
    switch manner {
    case .writing, .exclusive: break
    case .reading: configuration.readonly = true
    case .immutable:
      configuration.readonly = true
      address = Connection.immutableAddress(path)
    case .temporary: address = ""
    }
    do {
      queue = try DatabaseQueue(path: address, configuration: configuration)
      let handle = queue.unsafeReentrantWrite { $0.sqliteConnection }
      guard let handle else {
        throw StoreFault.damaged(path: path, detail: "SQLite gave no connection")
      }
      self.handle = handle
      // GRDB's hooks expect its own dispatch queue; nobody observes transactions here.
      sqlite3_commit_hook(handle, nil, nil)
      sqlite3_rollback_hook(handle, nil, nil)
      // Nor does anybody ask which columns a statement reads, which costs more than preparing it.
      sqlite3_set_authorizer(handle, nil, nil)
    } catch let error as DatabaseError {
      throw StoreFault.sqlite(error.extendedResultCode.rawValue, error.message ?? "", path: path)
    }
    if case .temporary = manner {
      try execute("PRAGMA journal_mode=OFF")
      try execute("PRAGMA synchronous=OFF")
    }
  }

  /// Gets a file that is known to be a store, or new, ready for durable writing.
  ///
  /// The journal is turned on here and not by GRDB, whose way writes a transaction at every
  /// opening and sets `synchronous` to NORMAL, which would leave judgments unsynced.
  func prepareForWriting(_ manner: Manner, path: String) throws {
    if case .exclusive = manner {
      try execute("PRAGMA locking_mode=EXCLUSIVE")
      try execute("PRAGMA journal_mode=DELETE")
    } else {
      try execute("PRAGMA journal_mode=WAL")
      try execute("PRAGMA wal_autocheckpoint=0")
    }
    try execute("PRAGMA synchronous=FULL")
    try execute("PRAGMA fullfsync=1")
    try execute("PRAGMA secure_delete=ON")
    // SQLite's own 2 MB make a save in a large store read most of its pages from the file.
    try execute("PRAGMA cache_size=-16384")
    let level = try one("PRAGMA synchronous") { $0.int(0) }
    guard level == 2 else { throw StoreFault.notDurable(path: path, level: level ?? -1) }
  }

  /// Closes the connection; the last one of a file folds the journal into it.
  func close() throws {
    statements.removeAll()
    isClosed = true
    do {
      try queue.close()
    } catch let error as DatabaseError {
      throw StoreFault.sqlite(error.extendedResultCode.rawValue, error.message ?? "", path: "")
    }
  }

  private static func immutableAddress(_ path: String) -> String {
    var address = "file:"
    for byte in path.utf8 {
      switch byte {
      case UInt8(ascii: "?"), UInt8(ascii: "#"), UInt8(ascii: "%"), 0...0x20, 0x7F...0xFF:
        let digits = String(byte, radix: 16, uppercase: true)
        address += "%" + (digits.count == 1 ? "0" : "") + digits
      default: address.unicodeScalars.append(Unicode.Scalar(byte))
      }
    }
    return address + "?immutable=1"
  }
}

extension Connection {
  /// Runs SQL that changes with circumstances and is not worth keeping prepared.
  func execute(_ sql: String) throws {
    try requireOpen()
    let code = sqlite3_exec(handle, sql, nil, nil, nil)
    if code != SQLITE_OK { throw fault(code) }
  }

  /// Runs one prepared statement to its end.
  func run(_ sql: StaticString, _ values: SQLValue...) throws {
    let statement = try checkOut(sql)
    defer { checkIn(statement) }
    statement.bind(values)
    var code = statement.step()
    while code == SQLITE_ROW { code = statement.step() }
    if code != SQLITE_DONE { throw fault(code) }
  }

  /// Hands out a statement for a run of many rows; each is bound by hand and then finished.
  func repeating<T>(_ sql: StaticString, _ work: (Statement) throws -> T) throws -> T {
    let statement = try checkOut(sql)
    defer { checkIn(statement) }
    return try work(statement)
  }

  /// Runs a statement that gives no rows; what is bound to it stays for the next row.
  func finish(_ statement: Statement) throws {
    let code = statement.step()
    statement.rewind()
    if code != SQLITE_DONE { throw fault(code) }
  }

  /// Visits the rows of a query that was bound by hand; what is bound stays for the next question.
  func each(_ statement: Statement, _ visit: (Row) throws -> Void) throws {
    defer { statement.rewind() }
    while true {
      switch statement.step() {
      case SQLITE_ROW: try visit(statement.row)
      case SQLITE_DONE: return
      case let code: throw fault(code)
      }
    }
  }

  /// Whether a query has a first row; what is bound to it stays for the next question.
  func holds(_ statement: Statement) throws -> Bool {
    let code = statement.step()
    statement.rewind()
    guard code == SQLITE_ROW || code == SQLITE_DONE else { throw fault(code) }
    return code == SQLITE_ROW
  }

  /// Reads the first row of a query; nil when there is none.
  func one<T>(_ sql: StaticString, _ values: SQLValue..., read: (Row) throws -> T) throws -> T? {
    let statement = try checkOut(sql)
    defer { checkIn(statement) }
    statement.bind(values)
    switch statement.step() {
    case SQLITE_ROW: return try read(statement.row)
    case SQLITE_DONE: return nil
    case let code: throw fault(code)
    }
  }

  /// Reads the rows of a query until `each` says that it has seen enough.
  func rows(_ sql: StaticString, _ values: SQLValue..., each: (Row) throws -> Step) throws {
    let statement = try checkOut(sql)
    defer { checkIn(statement) }
    statement.bind(values)
    while true {
      switch statement.step() {
      case SQLITE_ROW: if try each(statement.row) == .enough { return }
      case SQLITE_DONE: return
      case let code: throw fault(code)
      }
    }
  }

  /// Reads all rows of a query that gives few.
  func all<T>(_ sql: StaticString, _ values: SQLValue..., read: (Row) throws -> T) throws -> [T] {
    let statement = try checkOut(sql)
    defer { checkIn(statement) }
    statement.bind(values)
    var found: [T] = []
    while true {
      switch statement.step() {
      case SQLITE_ROW: found.append(try read(statement.row))
      case SQLITE_DONE: return found
      case let code: throw fault(code)
      }
    }
  }

  /// Whether a walk over rows goes on.
  enum Step {
    case more
    case enough
  }

  /// The rows that the last statement changed.
  var changes: Int { Int(sqlite3_changes(handle)) }

  /// The rowid that the last insertion gave.
  var lastRow: Int64 { sqlite3_last_insert_rowid(handle) }

  /// Does a piece of work in one transaction that is on the disk when this returns.
  func transaction<T>(_ work: () throws -> T) throws -> T {
    try run("BEGIN IMMEDIATE")
    isInTransaction = true
    defer { isInTransaction = false }
    let result: T
    do {
      result = try work()
    } catch {
      rollBack()
      throw error
    }
    do {
      try run("COMMIT")
    } catch let fault as StoreFault {
      rollBack()
      throw StoreFault.commit(fault)
    }
    return result
  }

  /// A closed connection's handle leads nowhere.
  private func requireOpen() throws {
    guard !isClosed else {
      throw StoreFault.failed(path: "", detail: "the file is closed after a write that failed")
    }
  }

  private func rollBack() {
    // SQLite itself rolls back after some errors; then there is nothing left to do.
    if sqlite3_get_autocommit(handle) == 0 { try? run("ROLLBACK") }
  }

  private func checkOut(_ sql: StaticString) throws -> Statement {
    try requireOpen()
    let key = UnsafeRawPointer(sql.utf8Start)
    if let known = statements[key], !known.isBusy {
      known.isBusy = true
      return known
    }
    var prepared: OpaquePointer?
    let code = sql.withUTF8Buffer { text in
      text.withMemoryRebound(to: CChar.self) {
        sqlite3_prepare_v3(
          handle, $0.baseAddress, Int32($0.count), UInt32(SQLITE_PREPARE_PERSISTENT), &prepared,
          nil)
      }
    }
    guard code == SQLITE_OK, let prepared else { throw fault(code) }
    let statement = Statement(handle: prepared)
    statement.isBusy = true
    // A statement that is being stepped through keeps its place; this one lives for one call.
    if statements[key] == nil { statements[key] = statement }
    return statement
  }

  private func checkIn(_ statement: Statement) {
    statement.reset()
    statement.isBusy = false
  }

  private func fault(_ code: Int32) -> StoreFault {
    let message = sqlite3_errmsg(handle).map { String(cString: $0) } ?? ""
    let path = sqlite3_db_filename(handle, "main").map { String(cString: $0) } ?? ""
    let extended = sqlite3_extended_errcode(handle)
    return StoreFault.sqlite(extended == SQLITE_OK ? code : extended, message, path: path)
  }
}
