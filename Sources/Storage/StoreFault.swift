import GRDBSQLite

/// Why a store could not do what it was asked: what happened, why, and what to do.
package enum StoreFault: Error, Equatable, Sendable {
  case missing(path: String)
  case exists(path: String)
  case notAStore(path: String)
  case damaged(path: String, detail: String)
  case newer(path: String, version: Int)
  case openElsewhere(path: String, opening: Opening)
  case takenOver(path: String, opening: Opening)
  case networkDisk(path: String, fileSystem: String)
  case syncedFolder(path: String, marker: String)
  case readOnly(path: String)
  case diskFull(path: String)
  case busy(path: String)
  case notDurable(path: String, level: Int)
  case noKey(device: String, folder: String)
  case notAllowed(String)
  case unknownItem(String)
  case tooLarge(String)
  case invalid(String)
  case failed(path: String, detail: String)
  /// The commit itself failed, so the outcome is unknown until the file is read again.
  indirect case commit(StoreFault)

  /// Sorts SQLite's result codes into what a person can act on.
  static func sqlite(_ extended: Int32, _ message: String, path: String) -> StoreFault {
    switch extended & 0xFF {
    case SQLITE_FULL: .diskFull(path: path)
    // The memory that connections share lies in a file too, for which there is no room.
    case SQLITE_IOERR where extended == SQLITE_IOERR | 19 << 8: .diskFull(path: path)
    case SQLITE_READONLY: .readOnly(path: path)
    case SQLITE_CORRUPT: .damaged(path: path, detail: message)
    case SQLITE_NOTADB: .notAStore(path: path)
    case SQLITE_BUSY, SQLITE_LOCKED: .busy(path: path)
    case SQLITE_CANTOPEN: .failed(path: path, detail: "the file cannot be opened")
    default: .failed(path: path, detail: "\(message) (SQLite code \(extended))")
    }
  }

  /// The path of the store it is about, where it names one.
  var path: String {
    switch self {
    case .missing(let path), .exists(let path), .notAStore(let path), .damaged(let path, _),
      .newer(let path, _), .openElsewhere(let path, _), .takenOver(let path, _),
      .networkDisk(let path, _), .syncedFolder(let path, _), .readOnly(let path),
      .diskFull(let path), .busy(let path), .notDurable(let path, _), .failed(let path, _):
      path
    case .noKey, .notAllowed, .unknownItem, .tooLarge, .invalid: ""
    case .commit(let fault): fault.path
    }
  }

  /// The whole message, as full sentences.
  package var message: String {
    switch self {
    case .missing(let path):
      "There is no store at \(path). Make one with gloss create, or check the path."
    case .exists(let path):
      "There is a file at \(path) already, and it is left as it is. Choose another name."
    case .notAStore(let path):
      "\(path) is not a store of gloss: it is another kind of file. Check the path. If it was a "
        + "store and was damaged, gloss recover saves what is whole in it."
    case .damaged(let path, let detail):
      "The store at \(path) is damaged (\(detail)). Nothing was written to it. Save what is whole "
        + "in it with gloss recover \(path); what others hold comes back by gloss sync or gloss "
        + "merge."
    case .newer(let path, let version):
      "The store at \(path) was written by a newer gloss (format \(version)), which this one does "
        + "not know. Nothing was changed. Install the newer version and open it again."
    case .openElsewhere(let path, let opening):
      "The store at \(path) is open \(opening.phrase). Two programs would write over each other. "
        + "Close it there, or take it over with gloss work --take-over."
    case .takenOver(let path, let opening):
      "The store at \(path) was taken over by the program that opened it \(opening.phrase). This "
        + "one writes nothing any more. Go on there, or take over here."
    case .networkDisk(let path, let fileSystem):
      "The store at \(path) lies on a network or program-served disk (\(fileSystem)), where a saved "
        + "judgment is not safe. Keep the store on a local disk, such as under ~/gloss, and "
        + "exchange by gloss sync or gloss merge."
    case .syncedFolder(let path, let marker):
      "The store at \(path) lies in a folder that a synchronising program watches (\(marker)), "
        + "which can damage it while it is open. Move the store to a folder outside, such as "
        + "~/gloss, and exchange by gloss sync or gloss merge."
    case .readOnly(let path):
      "The store at \(path) cannot be written to: the file, its folder or the disk is read-only. "
        + "Nothing was saved. Change the permissions, or copy the store to another disk."
    case .diskFull(let path):
      "The disk of \(path) is full. What you see is not saved yet. Free some room and save again; "
        + "everything saved before is safe."
    case .busy(let path):
      "The store at \(path) is being written by another program and did not become free within "
        + "five seconds. Try again when that program is done."
    case .notDurable(let path, let level):
      "SQLite would not promise to sync every save of \(path) (synchronous is \(level), not 2). "
        + "The store was not opened. Check which SQLite library is installed."
    case .noKey(let device, let folder):
      "The key of this store's device (\(device)) is not in \(folder), so nothing can be signed "
        + "here. Open the store where it was made, or ask a lead for a store of your own with "
        + "gloss people add."
    case .notAllowed(let what), .tooLarge(let what), .invalid(let what): what
    case .unknownItem(let item):
      "This store has no item \(item). Check its name with gloss export or press b to browse."
    case .failed(let path, let detail):
      "The store at \(path) could not be used: \(detail). Nothing was saved. Check the disk and "
        + "the permissions, then try again."
    case .commit(let fault): fault.message
    }
  }
}

/// Since when and where a store is open.
package struct Opening: Equatable, Sendable {
  /// Milliseconds since 1970.
  package var since: UInt64
  package var host: String
  package var process: Int32

  package init(since: UInt64, host: String, process: Int32) {
    self.since = since
    self.host = host
    self.process = process
  }

  /// The opening as the middle of a sentence.
  package var phrase: String {
    guard since > 0 else { return "in another program" }
    return "since \(Timestamp.text(milliseconds: since)) on \(host), process \(process)"
  }
}
