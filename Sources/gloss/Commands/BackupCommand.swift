import ArgumentParser
import Foundation
import Items
import Storage

/// `gloss backup STORE FILE`: a consistent copy, with its checksum beside it.
struct BackupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Makes a consistent copy of a store, also while it is open.",
    discussion: """
      FILE.sha256 beside it holds the checksum (sha256sum -c FILE.sha256) and says in comments \
      what the copy holds. Keys are not in a store: back up the state folder too. A copy that is \
      opened again starts new chains, so that it can never contradict the original.
      """)

  @Argument(help: "The store; it is only read.", completion: .file())
  var store: String

  @Argument(help: "The copy to make.", completion: .file())
  var file: String

  func run() throws {
    let manifest = file + ".sha256"
    guard !FileManager.default.fileExists(atPath: manifest) else {
      throw Refusal(
        "There is a file at \(manifest) already, and it is left as it is.",
        remedy: "Choose another name for the copy.")
    }
    let facts = try StoreFile.reading(store) { store in
      try store.backup(to: file)
      return [
        "# gloss backup of the project \(Quoted(store.projectName)), "
          + "store of \(Quoted(store.me.handle))",
        "# project \(store.project.hex)", "# device \(store.device.hex)",
      ]
    }
    // Counted in the copy itself: the store may have grown meanwhile.
    let counts = try StoreFile.reading(file) { copy in
      (operations: try copy.counts.operations, digest: try copy.projectionDigest())
    }
    let (size, hash) = try Self.checksum(file)
    let lines =
      facts + [
        "# operations \(counts.operations)", "# digest \(counts.digest.hex)", "# bytes \(size)",
        "# made \(Timestamp.text(milliseconds: SystemClock().wallMilliseconds())) "
          + "by gloss \(GlossVersion.text)",
        "\(hash.hex)  \(URL(fileURLWithPath: file).lastPathComponent)",
      ]
    try OutputFile.write(to: manifest) { output in
      for line in lines { try output.line(line) }
    }
    try TextOutput.standard.line(
      "\(Quoted(file, limit: 400).safe): \(Plural.text(counts.operations, "operation")), "
        + "SHA-256 \(hash.hex)")
  }

  private static func checksum(_ path: String) throws -> (size: Int, hash: Hash) {
    let source = try FileSource(path)
    var progress = HashInProgress()
    var size = 0
    while let piece = try source.next() {
      progress.update(piece)
      size += piece.count
    }
    return (size, progress.finished())
  }
}
