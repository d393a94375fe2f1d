import Storage

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What the system said about a file, sorted into what a person can act on.
enum SystemFault {
  /// The fault of a failed call on a path, by its error number.
  static func of(_ code: Int32, path: String) -> StoreFault {
    switch code {
    case ENOSPC, EDQUOT: .diskFull(path: path)
    case EROFS, EACCES, EPERM: .readOnly(path: path)
    default: .failed(path: path, detail: text(code))
    }
  }

  /// An error number in the system's own words, such as "No such file or directory".
  static func text(_ code: Int32) -> String {
    guard let text = strerror(code) else { return "error \(code)" }
    return String(cString: text)
  }
}

/// Repeats a call that a signal interrupted.
func retrying(_ call: () -> Int) -> Int {
  while true {
    let result = call()
    if result >= 0 || errno != EINTR { return result }
  }
}
