import Foundation

/// Real data beside the repository; tests that need it are skipped where it is not.
enum SharedData {
  /// `../shared` of the repository, or the folder that GLOSS_SHARED names.
  static let root: URL? = {
    if let path = ProcessInfo.processInfo.environment["GLOSS_SHARED"] {
      return URL(fileURLWithPath: path)
    }
    var folder = URL(fileURLWithPath: #filePath)
    while folder.path != "/" {
      folder.deleteLastPathComponent()
      let shared = folder.deletingLastPathComponent().appendingPathComponent("shared")
      let isRepository = FileManager.default.fileExists(
        atPath: folder.appendingPathComponent("Package.swift").path)
      if isRepository { return FileManager.default.fileExists(atPath: shared.path) ? shared : nil }
    }
    return nil
  }()

  static func bytes(_ path: String) throws -> [UInt8] {
    guard let root else { throw CocoaError(.fileNoSuchFile) }
    return [UInt8](try Data(contentsOf: root.appendingPathComponent(path)))
  }

  static var hasCases: Bool { (try? bytes("quality/vectors-open.json")) != nil }
}
