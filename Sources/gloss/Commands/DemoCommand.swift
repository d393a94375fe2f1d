import ArgumentParser
import CSamples
import Foundation
import Screens
import Storage

/// `gloss demo`: the first thing a newcomer runs.
struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Opens a sample project in a throw-away store and starts judging.",
    discussion: "Nothing is left behind, unless --keep names a folder.")

  @OptionGroup var options: ScreenOptions

  @Flag(help: "Ask line by line, for screen readers and terminals that cannot be drawn on.")
  var plain = false

  @Option(help: "Keep the project and its store in this new folder.", completion: .directory)
  var keep: String?

  func run() throws {
    let folder = try keep.map(Self.newFolder) ?? Self.temporaryFolder()
    defer { if keep == nil { try? FileManager.default.removeItem(atPath: folder) } }
    try Self.unpack(into: folder)
    let store = folder + "/demo.gloss"
    let project = try ProjectFolder.sound(folder)
    let made = try Store.create(
      path: store, founding: try CreateCommand.founding(project), handle: "you",
      surroundings: StoreFile.surroundings)
    _ = try StoreFile.using(made) { try CreateCommand.fill($0, from: project) }
    do {
      try WorkSession(
        path: store, options: options, start: .next(after: nil, .unjudged), isPlain: plain
      ).run()
    } catch let ended as EndedBySignal {
      if keep == nil { try? FileManager.default.removeItem(atPath: folder) }
      throw ended
    }
    if keep != nil {
      try TextOutput.standard.line("Your judgments are in \(store); gloss export prints them.")
    } else {
      try TextOutput.standard.line(
        "That was the demo. gloss new DIR --from FILE makes a project of your own data.")
    }
  }

  private static func newFolder(_ path: String) throws -> String {
    guard !FileManager.default.fileExists(atPath: path) else {
      throw Refusal("\(path) exists already.", remedy: "Name a folder that does not exist yet.")
    }
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return path
  }

  private static func temporaryFolder() throws -> String {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("gloss-demo-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: url, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    return url.path
  }

  /// Writes the embedded sample's files, so that no folder is needed beside the program.
  private static func unpack(into folder: String) throws {
    var count = 0
    guard let files = csm_files(&count) else { return }
    for file in UnsafeBufferPointer(start: files, count: count) {
      let url = URL(fileURLWithPath: folder).appendingPathComponent(String(cString: file.path))
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(bytes: file.bytes, count: file.size).write(to: url)
    }
  }
}
