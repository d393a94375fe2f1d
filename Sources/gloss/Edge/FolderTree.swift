import Foundation
import Items
import Project

/// A project's folder on the disk.
struct FolderTree: FileTree {
  /// The folder as people know it; its paths begin every place in messages.
  let root: String

  /// The most bytes of a file that is read at once, such as `project.yaml` or a handbook.
  static let largestFile = 16 << 20

  init(_ root: String) {
    self.root = root
  }

  func names(in folder: String) -> [String]? {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: path(folder)) else {
      return nil
    }
    return names.filter { name in
      var isFolder: ObjCBool = false
      let path = self.path(folder.isEmpty ? name : folder + "/" + name)
      return !name.hasPrefix(".")
        && FileManager.default.fileExists(
          atPath: path, isDirectory: &isFolder)
        && !isFolder.boolValue
    }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  func read(_ path: String) throws -> [UInt8] {
    let source = try FileSource(self.path(path))
    var bytes: [UInt8] = []
    while let piece = try source.next() {
      bytes += piece
      guard bytes.count <= Self.largestFile else {
        throw Refusal(
          "\(self.path(path)) is larger than \(Self.largestFile >> 20) MiB.",
          remedy: "Split it, or move what is not needed elsewhere.")
      }
    }
    return bytes
  }

  func source(_ path: String) throws -> any ByteSource { try InputFile.source(self.path(path)) }

  private func path(_ path: String) -> String { Self.join(root, path) }

  /// A path below a folder; the folder itself for an empty one.
  static func join(_ folder: String, _ path: String) -> String {
    if path.isEmpty { return folder }
    return folder.hasSuffix("/") ? folder + path : folder + "/" + path
  }
}
