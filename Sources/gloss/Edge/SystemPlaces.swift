import CSystem
import Storage
import Synchronization

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What the machine's file systems say of files.
struct SystemPlaces: Places {
  func absolute(_ path: String) -> String {
    if let real = resolved(path) { return real }
    let folder = SystemDisk.folder(of: path)
    let name = path.split(separator: "/").last.map(String.init) ?? path
    guard let real = resolved(folder) else { return path }
    return real == "/" ? "/" + name : real + "/" + name
  }

  func look(at path: String) -> FileFacts? {
    var facts = stat()
    guard stat(path, &facts) == 0 else { return nil }
    return FileFacts(
      device: UInt64(truncatingIfNeeded: facts.st_dev), inode: UInt64(facts.st_ino),
      size: Int64(facts.st_size),
      isWritable: access(path, W_OK) == 0 && access(SystemDisk.folder(of: path), W_OK) == 0)
  }

  func volume(of path: String) -> Volume {
    let place = look(at: path) == nil ? SystemDisk.folder(of: path) : path
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { name in
      name.initialize(repeating: 0)
      let kind: Volume.Kind =
        switch cs_file_system(place, name.baseAddress, name.count) {
        case CS_FILE_SYSTEM_LOCAL: .local
        case CS_FILE_SYSTEM_MEMORY: .memory
        case CS_FILE_SYSTEM_NETWORK: .network
        case CS_FILE_SYSTEM_PROGRAM: .program
        default: .unknown
        }
      return Volume(kind: kind, name: name.baseAddress.map { String(cString: $0) } ?? "")
    }
  }

  func lock(_ path: String) throws -> LockOutcome {
    while true {
      let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
      guard file >= 0 else { throw SystemFault.of(errno, path: path) }
      var holder: Int32 = 0
      let code = cs_lock(file, &holder)
      if code == -EWOULDBLOCK {
        close(file)
        return .taken(process: holder == 0 ? nil : holder)
      }
      guard code >= 0 else {
        close(file)
        throw SystemFault.of(-code, path: path)
      }
      // The holder before may have removed the file between the opening and the lock.
      var device: UInt64 = 0
      var inode: UInt64 = 0
      if let facts = look(at: path), cs_identity_of(file, &device, &inode) == 0,
        facts.device == device, facts.inode == inode
      {
        return .held(SystemLock(file: file))
      }
      close(file)
    }
  }

  private func resolved(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }
}

/// An advisory lock that ends with the process at the latest.
private final class SystemLock: HeldLock {
  private let file: Mutex<Int32>

  init(file: Int32) {
    self.file = Mutex(file)
  }

  deinit { release() }

  func release() {
    file.withLock { file in
      if file >= 0 { close(file) }
      file = -1
    }
  }
}
