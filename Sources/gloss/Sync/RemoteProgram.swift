import Foundation
import Sync

/// A program at the near end of a remote: the system's ssh, or a helper.
///
/// It gets its arguments as they are, without any shell on this side.
final class RemoteProgram {
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  let pipe: DescriptorPipe

  /// Starts a program that is looked for on the path, with a pipe to it; what it says as errors
  /// goes where this program's errors go.
  init(_ program: String, _ arguments: [String], name: String) throws {
    guard let path = Self.find(program) else {
      throw Refusal(
        "There is no program \(program) on the path, and \(name) needs it.",
        remedy: "Install it, or exchange over a folder.")
    }
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.standardInput = input
    process.standardOutput = output
    pipe = DescriptorPipe(
      name: name, input: output.fileHandleForReading.fileDescriptor,
      output: input.fileHandleForWriting.fileDescriptor)
    do {
      try process.run()
    } catch {
      throw Refusal(
        "\(program) could not be started: \(error.localizedDescription).",
        remedy: "Check that it can be run.")
    }
    // The child has its own copies; with ours open, its end would never be seen.
    try? input.fileHandleForReading.close()
    try? output.fileHandleForWriting.close()
  }

  /// Hangs up and waits until the program is gone.
  func end() {
    try? input.fileHandleForWriting.close()
    try? output.fileHandleForReading.close()
    process.waitUntilExit()
  }

  /// A program's path: as it is when it has a slash, else looked for in `PATH`.
  static func find(_ program: String) -> String? {
    if program.contains("/") {
      return FileManager.default.isExecutableFile(atPath: program) ? program : nil
    }
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return path.split(separator: ":").map { "\($0)/\(program)" }
      .first { $0.hasPrefix("/") && FileManager.default.isExecutableFile(atPath: $0) }
  }
}
