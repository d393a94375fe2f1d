import Foundation
import Items
import Project
import Testing

/// The folder of this package.
private let root = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent()

/// A folder on the disk, with the handbooks of the samples under `guidelines/`.
private struct DiskTree: FileTree {
  let folder: URL

  private func url(_ path: String) -> URL {
    let handbooks = "guidelines/"
    return path.hasPrefix(handbooks) || path == "guidelines"
      ? root.appending(path: "Guidelines/" + path.dropFirst(handbooks.count))
      : folder.appending(path: path)
  }

  func names(in folder: String) -> [String]? {
    try? FileManager.default.contentsOfDirectory(atPath: url(folder).path).sorted()
  }

  func read(_ path: String) throws -> [UInt8] { Array(try Data(contentsOf: url(path))) }

  func source(_ path: String) throws -> any ByteSource { MemorySource(try read(path)) }
}

@Suite struct References {
  /// With `GLOSS_RECORD` set the page is written instead.
  @Test func theDocumentationIsWhatTheDeclarationsSay() throws {
    let page = root.appending(path: "Documentation/project.md")
    if ProcessInfo.processInfo.environment["GLOSS_RECORD"] != nil {
      try Data(ProjectReference.markdown.utf8).write(to: page)
    }
    let written = try String(contentsOf: page, encoding: .utf8)
    #expect(
      written == ProjectReference.markdown,
      "Run the tests once with GLOSS_RECORD=1 to write Documentation/project.md.")
  }

  @Test func everySampleProjectIsSound() throws {
    let samples = root.appending(path: "Samples")
    let names = try FileManager.default.contentsOfDirectory(atPath: samples.path).filter { name in
      FileManager.default.fileExists(atPath: samples.appending(path: "\(name)/project.yaml").path)
    }
    #expect(!names.isEmpty)
    let reserved = Set("u U-[]fncdRCgGib/S:lq?.w|jk ")
    for name in names.sorted() {
      let tree = DiskTree(folder: samples.appending(path: name))
      let result = ProjectCheck.run(tree, reservedKeys: reserved)
      #expect(
        result.problems.isEmpty,
        "\(name): \(result.problems.map(\.message).joined(separator: "\n"))")
      #expect(result.counts.items >= 40, "\(name)")
      #expect(result.counts.gold >= 8, "\(name)")
    }
  }

  @Test func pandaLMIsGuessedFromItsFirstLines() throws {
    let file = root.deletingLastPathComponent()
      .appending(path: "shared/data/pandalm-testset/testset.jsonl")
    guard let data = try? Data(contentsOf: file) else {
      print("skipped: \(file.path) is not there")
      return
    }
    let records = try data.split(separator: 0x0A).prefix(50).map {
      try JSON(parsing: Array($0), file: "testset.jsonl")
    }
    let guess = FieldGuess(from: records)
    #expect(guess.idField == "idx")
    #expect(guess.pair == ["response1", "response2"])
    #expect(guess.texts == ["instruction", "input"])
    #expect(guess.hide == ["cmp_key", "annotator1", "annotator2", "annotator3"])
  }
}
