import Foundation

/// automerge doing the same work, where a Python can import it.
struct AutomergePeer {
  let count: Int

  struct Figures: Decodable {
    var seconds: Double
    var bytes: Double
  }

  /// Makes two documents, and measures loading, merging and saving; nil where it is not installed.
  func run() throws -> Figures? {
    let python = ProcessInfo.processInfo.environment["GLOSS_PYTHON"] ?? "python3"
    guard try call([python, "-c", "import automerge"]) != nil else { return nil }
    guard
      let printed = try call([python, "Benchmarks/automerge_peer.py", String(count)])
    else { throw Workshop.Refusal(description: "Benchmarks/automerge_peer.py failed.") }
    return try JSONDecoder().decode(Figures.self, from: printed)
  }

  /// What a program prints; nil where it fails.
  private func call(_ arguments: [String]) throws -> Data? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let printed = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return process.terminationStatus == 0 ? printed : nil
  }
}
