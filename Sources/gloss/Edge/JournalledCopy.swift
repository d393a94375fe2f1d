import Foundation
import Storage

/// A copy of a store whose journal was not folded in, for reading where nothing can be written.
///
/// SQLite reads a journal only with a file of shared memory beside it. On a read-only disk that
/// file cannot be made, as when a store was copied off after a crash.
struct JournalledCopy {
  private let folder: String

  var path: String { folder + "/store" }

  /// Whether a store has a journal and lies where no file can be made.
  static func isNeeded(_ path: String) -> Bool {
    let files = FileManager.default
    let journal = (try? files.attributesOfItem(atPath: path + "-wal")[.size]) as? NSNumber
    return (journal?.intValue ?? 0) > 0
      && !files.isWritableFile(atPath: SystemDisk.folder(of: path))
  }

  init(of original: String) throws {
    let files = FileManager.default
    folder = files.temporaryDirectory.appendingPathComponent("gloss-\(UUID().uuidString)").path
    do {
      try files.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      for suffix in ["", "-wal"] {
        try files.copyItem(atPath: original + suffix, toPath: path + suffix)
        try files.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path + suffix)
      }
    } catch {
      try? files.removeItem(atPath: folder)
      throw Refusal(
        "\(original) was not closed properly and could not be copied to be read.",
        remedy: "Free some room for temporary files, or copy it and its -wal file elsewhere.")
    }
  }

  func remove() { try? FileManager.default.removeItem(atPath: folder) }
}
