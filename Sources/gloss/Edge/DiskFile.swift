import Storage

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A file of which any part is read as far as the disk gives it.
final class DiskFile: RawFile {
  private let file: FileDescriptor
  let size: Int

  /// Opens a file; nil where there is none.
  init?(_ path: String) throws {
    do {
      file = try FileDescriptor(opening: path, O_RDONLY)
    } catch {
      if error.code == ENOENT { return nil }
      throw Refusal("\(path) cannot be read: \(error).", remedy: "Check the permissions.")
    }
    var facts = stat()
    guard fstat(file.number, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
      throw Refusal("\(path) is not a file.", remedy: "Name the damaged store.")
    }
    size = Int(facts.st_size)
  }

  func bytes(at offset: Int, count: Int) -> [UInt8] {
    guard offset >= 0, offset < size, count > 0 else { return [] }
    return [UInt8](unsafeUninitializedCapacity: min(count, size - offset)) { buffer, filled in
      filled = 0
      while filled < buffer.count {
        let part = retrying {
          pread(
            file.number, buffer.baseAddress?.advanced(by: filled), buffer.count - filled,
            off_t(offset + filled))
        }
        // A place that the disk cannot read any more is lost, and what stands elsewhere is not.
        if part <= 0 { break }
        filled += part
      }
    }
  }
}
