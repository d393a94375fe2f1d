import CSystem
import Storage

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The small files beside a store, on the machine's disks.
struct SystemDisk: Disk {
  func read(_ path: String) throws -> [UInt8]? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else {
      if errno == ENOENT { return nil }
      throw SystemFault.of(errno, path: path)
    }
    defer { close(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = retrying { readBytes(file, &chunk) }
      if count < 0 { throw SystemFault.of(errno, path: path) }
      if count == 0 { return bytes }
      bytes += chunk.prefix(count)
    }
  }

  func write(_ bytes: [UInt8], to path: String, manner: WriteManner) throws {
    switch manner {
    case .quickly: try put(bytes, at: path, flags: O_WRONLY | O_CREAT, isSynced: false)
    case .durably, .durablyAndNew:
      let temporary = path + ".new-\(getpid())"
      unlink(temporary)
      try put(bytes, at: temporary, flags: O_WRONLY | O_CREAT | O_EXCL, isSynced: true)
      let code =
        manner == .durablyAndNew
        ? cs_rename_new(temporary, path) : (rename(temporary, path) == 0 ? 0 : -errno)
      if code < 0 {
        unlink(temporary)
        throw SystemFault.of(-code, path: path)
      }
      _ = cs_sync_folder(Self.folder(of: path))
    }
  }

  func remove(_ path: String) throws {
    if unlink(path) != 0, errno != ENOENT { throw SystemFault.of(errno, path: path) }
  }

  func makeFolder(_ path: String) throws {
    var made = ""
    for part in path.split(separator: "/", omittingEmptySubsequences: false) {
      made += made.isEmpty && part.isEmpty ? "/" : (made.hasSuffix("/") ? "" : "/") + part
      if !path.hasPrefix("/"), made.hasPrefix("/") { made.removeFirst() }
      if mkdir(made, 0o700) != 0, errno != EEXIST, errno != EISDIR, errno != EROFS {
        throw SystemFault.of(errno, path: made)
      }
    }
  }

  func reserve(_ count: Int, at path: String) throws {
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw SystemFault.of(errno, path: path) }
    defer { close(file) }
    let code = cs_allocate(file, 0, Int64(count))
    if code < 0 { throw SystemFault.of(-code, path: path) }
  }

  /// One write of the whole, so that a reader never meets half of a small file.
  private func put(_ bytes: [UInt8], at path: String, flags: Int32, isSynced: Bool) throws {
    let file = open(path, flags | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw SystemFault.of(errno, path: path) }
    defer { close(file) }
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        retrying {
          pwrite(
            file, buffer.baseAddress?.advanced(by: done), bytes.count - done, off_t(done))
        }
      }
      if count <= 0 { throw SystemFault.of(errno, path: path) }
      done += count
    }
    if ftruncate(file, off_t(bytes.count)) != 0 {
      throw SystemFault.of(errno, path: path)
    }
    if isSynced {
      let code = cs_sync_data(file)
      if code < 0 { throw SystemFault.of(-code, path: path) }
    }
  }

  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}

/// The system's `read` under a name that no method hides.
private func readBytes(_ file: Int32, _ buffer: inout [UInt8]) -> Int {
  read(file, &buffer, buffer.count)
}
