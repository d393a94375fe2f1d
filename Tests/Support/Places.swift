#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Where tests find files that are not their own.
package enum Places {
  /// The folder that holds `Package.swift`, found upwards from this source file.
  package static let repositoryRoot: String = {
    var folder = parent(of: #filePath)
    while folder != "/", access(folder + "/Package.swift", F_OK) != 0 {
      folder = parent(of: folder)
    }
    return folder
  }()

  /// The folder of real annotation data, or `nil` where this checkout has none beside it.
  ///
  /// `GLOSS_SHARED` names its parent; else it is `../shared/data` from the repository's root.
  package static let sharedData: String? = {
    let shared = environment("GLOSS_SHARED") ?? parent(of: repositoryRoot) + "/shared"
    let data = shared + "/data"
    return access(data, R_OK) == 0 ? data : nil
  }()

  /// The folder of built products: that of the running test program on Linux.
  package static let products: String = {
    #if os(Linux)
      var buffer = [CChar](repeating: 0, count: 4096)
      let count = readlink("/proc/self/exe", &buffer, buffer.count)
      if count > 0 {
        let path = buffer.prefix(count).map { UInt8(bitPattern: $0) }
        return parent(of: String(decoding: path, as: UTF8.self))
      }
    #endif
    return repositoryRoot + "/.build/debug"
  }()

  /// Returns a variable of the environment, or `nil` where it is unset or empty.
  package static func environment(_ name: String) -> String? {
    guard let value = getenv(name) else { return nil }
    let text = String(cString: value)
    return text.isEmpty ? nil : text
  }

  private static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "/" }
    return String(path[..<slash])
  }
}
