import CTestVFS
import Foundation
import Sync
import Synchronization

/// A folder of a recorded disk as a remote's files, call by call as on the machine's disks.
final class RecordedFolder: RemoteDisk {
  let disk: RecordedDisk
  let root: String
  private let seed: UInt64
  private let count = Mutex(UInt64(0))

  /// `seed` keeps the names of two sittings apart.
  init(_ disk: RecordedDisk, root: String, seed: UInt64) {
    self.disk = disk
    self.root = root
    self.seed = seed
  }

  private func full(_ path: String) -> String { path.isEmpty ? root : "\(root)/\(path)" }

  private func fault<T>(
    _ path: String, wanting count: Int = 0, _ work: () throws(DiskError) -> T
  ) throws(RemoteFault) -> T {
    do throws(DiskError) {
      return try work()
    } catch {
      throw error.code == ENOSPC ? .full(root, missing: count) : .failed(path, error.text)
    }
  }

  func names(in folder: String) throws(RemoteFault) -> [String]? {
    try fault(folder) { () throws(DiskError) in
      try RecordedDisk.check(cv_disk_look(disk.number))
      return disk.list(full(folder))
    }
  }

  func read(_ path: String, atMost limit: Int) throws(RemoteFault) -> [UInt8]? {
    try fault(path) { () throws(DiskError) in
      try disk.content(full(path), atMost: limit).get()
    }
  }

  func makeFolder(_ path: String) throws(RemoteFault) {
    try fault(path) { () throws(DiskError) in
      var made = root
      for part in path.split(separator: "/") {
        made += "/" + part
        try RecordedDisk.check(cv_disk_make_folder(disk.number, made), unless: EEXIST)
      }
    }
  }

  func create(_ path: String, _ bytes: [UInt8]) throws(RemoteFault) {
    try fault(path, wanting: bytes.count) { () throws(DiskError) in
      try RecordedDisk.check(cv_disk_create(disk.number, full(path), 1))
      try disk.write(all: bytes, to: full(path))
      try RecordedDisk.check(cv_disk_sync(disk.number, full(path)))
    }
  }

  func rename(_ path: String, to name: String) throws(RemoteFault) -> Bool {
    try fault(name) { () throws(DiskError) in
      let code = cv_disk_rename(disk.number, full(path), full(name), 0)
      if code == -EEXIST { return false }
      try RecordedDisk.check(code)
      return true
    }
  }

  func replace(_ path: String, with interim: String) throws(RemoteFault) {
    try fault(path) { () throws(DiskError) in
      try RecordedDisk.check(cv_disk_rename(disk.number, full(interim), full(path), 1))
    }
  }

  func remove(_ path: String) throws(RemoteFault) {
    try fault(path) { () throws(DiskError) in
      try RecordedDisk.check(cv_disk_remove(disk.number, full(path)), unless: ENOENT)
    }
  }

  func settle(_ folder: String) { _ = cv_disk_sync_folder(disk.number, full(folder)) }

  func freshName() -> String {
    let number = count.withLock { count in
      count += 1
      return count
    }
    return "\(String(seed, radix: 16))-\(number)"
  }
}
