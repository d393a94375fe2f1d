import GRDBSQLite
import Items

/// A prepared statement, bound and stepped by hand.
final class Statement {
  private let handle: OpaquePointer
  /// Buffers by place, made when first needed.
  private var slots: [UnsafeMutableRawBufferPointer?] = []
  /// Whether somebody is stepping through it.
  var isBusy = false

  init(handle: OpaquePointer) {
    self.handle = handle
  }

  deinit {
    sqlite3_finalize(handle)
    for slot in slots { slot?.deallocate() }
  }

  func bind(_ values: [SQLValue]) {
    for (index, value) in values.enumerated() {
      let place = Int32(index + 1)
      switch value {
      case .null: sqlite3_bind_null(handle, place)
      case .integer(let number): sqlite3_bind_int64(handle, place, number)
      case .blob(let bytes):
        if bytes.isEmpty {
          // A null pointer would bind NULL.
          sqlite3_bind_zeroblob(handle, place, 0)
        } else {
          sqlite3_bind_blob(handle, place, bytes, Int32(bytes.count), Self.copied)
        }
      }
    }
  }

  func bind(_ place: Int32, _ value: Int64) { sqlite3_bind_int64(handle, place, value) }

  /// Binds bytes, of which there is at least one.
  func bind(_ place: Int32, _ bytes: [UInt8]) { bytes.withUnsafeBytes { lend(place, $0) } }

  func bind(_ place: Int32, _ hash: Hash) { hash.withBytes { lend(place, $0) } }

  func bind<Tag>(_ place: Int32, _ identifier: Identifier<Tag>) {
    identifier.withBytes { lend(place, $0) }
  }

  /// Binds bytes that stay in a buffer of the place, so that SQLite allocates nothing for them.
  private func lend(_ place: Int32, _ bytes: UnsafeRawBufferPointer) {
    guard bytes.count <= Self.slotSize else {
      sqlite3_bind_blob(handle, place, bytes.baseAddress, Int32(bytes.count), Self.copied)
      return
    }
    let index = Int(place)
    while slots.count <= index { slots.append(nil) }
    let slot =
      slots[index] ?? .allocate(byteCount: Self.slotSize, alignment: 1)
    slots[index] = slot
    slot.copyMemory(from: bytes)
    sqlite3_bind_blob(handle, place, slot.baseAddress, Int32(bytes.count), nil)
  }

  private static let slotSize = 1024

  /// Goes back before the first row and keeps what is bound.
  func rewind() { sqlite3_reset(handle) }

  /// The result code of the next step.
  func step() -> Int32 { sqlite3_step(handle) }

  func reset() {
    sqlite3_reset(handle)
    sqlite3_clear_bindings(handle)
  }

  var row: Row { Row(handle: handle) }

  /// SQLite's `SQLITE_TRANSIENT`: it makes a copy before the call returns.
  private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
}

/// The current row of a statement; valid until the next step.
struct Row {
  fileprivate let handle: OpaquePointer

  func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }

  func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

  func int(_ column: Int32) -> Int { Int(sqlite3_column_int64(handle, column)) }

  func unsigned(_ column: Int32) -> UInt64 {
    UInt64(bitPattern: sqlite3_column_int64(handle, column))
  }

  func bytes(_ column: Int32) -> [UInt8] {
    guard let start = sqlite3_column_blob(handle, column) else { return [] }
    let count = Int(sqlite3_column_bytes(handle, column))
    return Array(UnsafeRawBufferPointer(start: start, count: count))
  }

  /// A hash; nil for a value that is not 32 bytes.
  func hash(_ column: Int32) -> Hash? {
    guard let start = sqlite3_column_blob(handle, column) else { return nil }
    let count = Int(sqlite3_column_bytes(handle, column))
    return Hash(raw: UnsafeRawBufferPointer(start: start, count: count))
  }

  func text(_ column: Int32) -> String { String(decoding: bytes(column), as: UTF8.self) }
}
