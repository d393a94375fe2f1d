import CTestVFS
import Foundation
import Storage
import Sync
import Synchronization

/// A disk in memory that records every change and fails on demand: SQLite's files, the small files
/// beside a store, and the folder where people meet.
///
/// What the program's own disks do in several system calls is done in the same calls here, so that
/// a crash can come between any two.
final class RecordedDisk: Sendable {
  let number: Int32

  init() {
    cv_install()
    number = cv_disk_make()
  }

  /// What a crash of another disk has left.
  init(_ disk: RecordedDisk, after events: Int, keeping policy: Int32, seed: UInt64 = 0) {
    number = cv_disk_left(disk.number, Int32(events), policy, seed)
  }

  deinit { cv_disk_free(number) }

  /// Where SQLite finds a file.
  func path(_ name: String) -> String { "/cv-memory/\(number)/\(name)" }

  /// A path as the disk itself has it.
  static func name(_ path: String) -> String {
    guard path.hasPrefix("/cv-memory/") else { return path }
    return path.split(separator: "/").dropFirst(2).joined(separator: "/")
  }

  func record() { cv_disk_record(number) }

  var events: Int { Int(cv_disk_events(number)) }

  var digest: UInt64 { cv_disk_digest(number) }

  /// The names of all files.
  var files: [String] {
    var names: [String] = []
    var buffer = [CChar](repeating: 0, count: 1024)
    var index: Int32 = 0
    while true {
      let kind = cv_disk_entry(number, index, &buffer, Int32(buffer.count))
      if kind < 0 { return names }
      if kind == 0 { names.append(Self.text(buffer)) }
      index += 1
    }
  }

  /// The names in a folder; nil where there is none.
  func list(_ folder: String) -> [String]? {
    guard cv_disk_size(number, folder) == 0 else { return nil }
    var names: Set<String> = []
    var buffer = [CChar](repeating: 0, count: 1024)
    var index: Int32 = 0
    let start = folder.isEmpty ? "" : folder + "/"
    while cv_disk_entry(number, index, &buffer, Int32(buffer.count)) >= 0 {
      let path = Self.text(buffer)
      if path.hasPrefix(start), path != folder, !path.dropFirst(start.count).contains("/") {
        names.insert(String(path.dropFirst(start.count)))
      }
      index += 1
    }
    return names.sorted()
  }

  func content(_ name: String, atMost limit: Int = .max) -> Result<[UInt8]?, DiskError> {
    guard cv_disk_inode(number, name) >= 0 else { return .success(nil) }
    let count = min(limit, Int(cv_disk_size(number, name)))
    var bytes = [UInt8](repeating: 0, count: count)
    let done = cv_disk_read(number, name, &bytes, 0, Int32(count))
    return done < 0 ? .failure(DiskError(code: -done)) : .success(bytes)
  }

  private static func text(_ buffer: [CChar]) -> String {
    String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Throws what a call's negative result says.
  static func check(_ code: Int32, unless harmless: Int32...) throws(DiskError) {
    if code < 0, !harmless.contains(-code) { throw DiskError(code: -code) }
  }

  func write(all bytes: [UInt8], to name: String) throws(DiskError) {
    var done = 0
    while done < bytes.count {
      let part = Array(bytes[done...])
      let count = cv_disk_write(number, name, part, Int64(done), Int32(part.count))
      try Self.check(count)
      done += Int(count)
    }
  }
}

/// The number of an error of the disk.
struct DiskError: Error {
  var code: Int32

  var text: String { String(cString: strerror(code)) }
}

extension RecordedDisk: Disk {
  func read(_ path: String) throws -> [UInt8]? {
    try fault(path) { () throws(DiskError) in try content(Self.name(path)).get() }
  }

  func write(_ bytes: [UInt8], to path: String, manner: WriteManner) throws {
    let name = Self.name(path)
    try fault(path) { () throws(DiskError) in
      guard manner != .quickly else {
        try Self.check(cv_disk_create(number, name, 0))
        try write(all: bytes, to: name)
        return try Self.check(cv_disk_cut(number, name, Int64(bytes.count)))
      }
      let interim = name + ".new"
      _ = cv_disk_remove(number, interim)
      try Self.check(cv_disk_create(number, interim, 1))
      try write(all: bytes, to: interim)
      try Self.check(cv_disk_sync(number, interim))
      do throws(DiskError) {
        try Self.check(
          cv_disk_rename(number, interim, name, manner == .durably ? 1 : 0))
      } catch {
        _ = cv_disk_remove(number, interim)
        throw error
      }
      _ = cv_disk_sync_folder(number, Self.folder(of: name))
    }
  }

  func remove(_ path: String) throws {
    try fault(path) { () throws(DiskError) in
      try Self.check(cv_disk_remove(number, Self.name(path)), unless: ENOENT)
    }
  }

  func makeFolder(_ path: String) throws {
    try fault(path) { () throws(DiskError) in
      var made = ""
      for part in Self.name(path).split(separator: "/") {
        made += (made.isEmpty ? "" : "/") + part
        try Self.check(cv_disk_make_folder(number, made), unless: EEXIST)
      }
    }
  }

  func reserve(_ count: Int, at path: String) throws {
    // Room that nobody writes to: a few bytes stand for it.
    let name = Self.name(path)
    try fault(path) { () throws(DiskError) in
      try Self.check(cv_disk_create(number, name, 1))
      try Self.check(cv_disk_cut(number, name, 16))
    }
  }

  static func folder(of name: String) -> String {
    name.split(separator: "/").dropLast().joined(separator: "/")
  }

  private func fault<T>(_ path: String, _ work: () throws(DiskError) -> T) throws -> T {
    do throws(DiskError) {
      return try work()
    } catch {
      if error.code == ENOSPC { throw StoreFault.diskFull(path: path) }
      throw StoreFault.failed(path: path, detail: error.text)
    }
  }
}

/// Real facts of the recorded files, under names that outlive a crash.
struct RecordedPlaces: Places {
  let disk: RecordedDisk
  private let locks = RecordedLocks()

  func absolute(_ path: String) -> String { "/" + RecordedDisk.name(path) }

  func look(at path: String) -> FileFacts? {
    let name = RecordedDisk.name(path)
    let size = cv_disk_size(disk.number, name)
    guard size >= 0 else { return nil }
    // What was reserved is as large as was asked for.
    return FileFacts(
      device: 1, inode: UInt64(max(0, cv_disk_inode(disk.number, name))),
      size: name.hasSuffix(".ballast") ? 16 << 20 : size, isWritable: true)
  }

  func volume(of path: String) -> Volume { Volume(kind: .local, name: "recorded") }

  func lock(_ path: String) throws -> LockOutcome {
    // The lock is a file too.
    let code = cv_disk_create(disk.number, RecordedDisk.name(path), 0)
    if code < 0 { throw StoreFault.failed(path: path, detail: DiskError(code: -code).text) }
    return locks.take(path).map { .held($0) } ?? .taken(process: 4711)
  }
}

/// Which files somebody has locked; a lock ends with whoever holds it.
private final class RecordedLocks: Sendable {
  private let taken = Mutex<Set<String>>([])

  func take(_ path: String) -> RecordedLock? {
    guard taken.withLock({ $0.insert(path).inserted }) else { return nil }
    return RecordedLock { self.taken.withLock { _ = $0.remove(path) } }
  }
}

private final class RecordedLock: HeldLock {
  private let end: @Sendable () -> Void

  init(_ end: @escaping @Sendable () -> Void) {
    self.end = end
  }

  deinit { end() }

  func release() { end() }
}
