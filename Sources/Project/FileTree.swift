package import Items

/// A project's folder, wherever it is.
///
/// Paths are relative, with `/` between their parts.
package protocol FileTree: Sendable {
  /// The names of the files in a folder in a fixed order; nil when there is no such folder.
  func names(in folder: String) -> [String]?
  /// The bytes of a small file.
  func read(_ path: String) throws -> [UInt8]
  /// The bytes of a file piece by piece, decompressed.
  func source(_ path: String) throws -> any ByteSource
}

/// A project's folder in memory.
package struct MemoryTree: FileTree {
  private let files: [String: [UInt8]]

  package init(_ files: [String: [UInt8]]) { self.files = files }

  package init(texts: [String: String]) { files = texts.mapValues { Array($0.utf8) } }

  /// Why there is nothing to read.
  package struct Missing: Error, CustomStringConvertible {
    package let description: String
  }

  package func names(in folder: String) -> [String]? {
    let prefix = folder.isEmpty ? "" : folder + "/"
    let inside = files.keys.filter { $0.hasPrefix(prefix) }.map { $0.dropFirst(prefix.count) }
    if inside.isEmpty { return folder.isEmpty ? [] : nil }
    return inside.filter { !$0.contains("/") }.map { String($0) }.sorted()
  }

  package func read(_ path: String) throws -> [UInt8] {
    guard let bytes = files[path] else { throw Missing(description: "there is no such file") }
    return bytes
  }

  package func source(_ path: String) throws -> any ByteSource { MemorySource(try read(path)) }
}
