import Foundation
import Storage

/// Opens stores for commands and closes them on every way out.
enum StoreFile {
  /// The world in which this program's stores are.
  static let surroundings = Surroundings.system(
    program: "gloss \(GlossVersion.text)", environment: ProcessInfo.processInfo.environment)

  /// Reads a store, which may lie on a read-only disk or be open elsewhere.
  static func reading<Result>(_ path: String, _ body: (Store) throws -> Result) throws -> Result {
    let store: Store
    do {
      store = try Store.open(path: path, access: .read, surroundings: surroundings)
    } catch StoreFault.failed where JournalledCopy.isNeeded(path) {
      let copy = try JournalledCopy(of: path)
      defer { copy.remove() }
      return try using(
        try Store.open(path: copy.path, access: .read, surroundings: surroundings), body)
    }
    return try using(store, body)
  }

  /// Opens a store for writing.
  static func writing<Result>(_ path: String, _ body: (Store) throws -> Result) throws -> Result {
    try using(
      try Store.open(path: path, access: .write(takeOver: false), surroundings: surroundings),
      body)
  }

  /// Uses an open store, and closes it whatever happens.
  static func using<Result>(_ store: Store, _ body: (Store) throws -> Result) throws -> Result {
    let result: Result
    do {
      result = try body(store)
    } catch {
      // The first failure is the one to tell.
      try? store.close()
      throw error
    }
    try store.close()
    return result
  }

  /// Removes a store that was not finished, with the files beside it.
  static func discard(_ path: String) {
    for suffix in ["", "-wal", "-shm", "-journal", ".lock", ".ballast"] {
      try? surroundings.disk.remove(path + suffix)
    }
  }
}
