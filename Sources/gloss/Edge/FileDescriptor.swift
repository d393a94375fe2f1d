#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// An open file that closes when it is no longer needed.
struct FileDescriptor: ~Copyable {
  let number: Int32

  /// Opens a path.
  ///
  /// - Throws: The system's error number.
  init(opening path: String, _ flags: Int32, mode: mode_t = 0o600) throws(FileError) {
    let opened = retrying { Int(open(path, flags | O_CLOEXEC, mode)) }
    guard opened >= 0 else { throw FileError(code: errno) }
    number = Int32(opened)
  }

  /// Takes a second hold of an open file.
  init(duplicating other: Int32) throws(FileError) {
    let copy = fcntl(other, F_DUPFD_CLOEXEC, 3)
    guard copy >= 0 else { throw FileError(code: errno) }
    number = copy
  }

  deinit { close(number) }

  /// Reads at most `count` bytes; empty at the end.
  func read(_ count: Int) throws(FileError) -> [UInt8] {
    var failure: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      #if canImport(Darwin)
        let result = retrying { Darwin.read(number, buffer.baseAddress, count) }
      #else
        let result = retrying { Glibc.read(number, buffer.baseAddress, count) }
      #endif
      if result < 0 { failure = errno }
      filled = max(0, result)
    }
    guard failure == 0 else { throw FileError(code: failure) }
    return bytes
  }

  /// Writes all bytes.
  func write(_ bytes: some Sequence<UInt8>) throws(FileError) {
    try FileDescriptor.write(Array(bytes), to: number)
  }

  /// Writes all bytes to a descriptor that somebody else closes.
  static func write(_ bytes: [UInt8], to number: Int32) throws(FileError) {
    var failure: Int32 = 0
    bytes.withUnsafeBytes { buffer in
      var done = 0
      while done < buffer.count {
        let rest = UnsafeRawBufferPointer(rebasing: buffer[done...])
        #if canImport(Darwin)
          let result = retrying { Darwin.write(number, rest.baseAddress, rest.count) }
        #else
          let result = retrying { Glibc.write(number, rest.baseAddress, rest.count) }
        #endif
        guard result >= 0 else {
          failure = errno
          return
        }
        done += result
      }
    }
    guard failure == 0 else { throw FileError(code: failure) }
  }
}

/// An error number of the system.
struct FileError: Error, CustomStringConvertible {
  let code: Int32

  var isMissing: Bool { code == ENOENT || code == ENOTDIR }
  var isClosedPipe: Bool { code == EPIPE }
  var description: String { SystemFault.text(code) }
}
