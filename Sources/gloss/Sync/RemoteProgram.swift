import Foundation
import Items
import Sync

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A program at the near end of a remote: the system's ssh, or a helper.
///
/// It gets its arguments as they are, without any shell on this side.
final class RemoteProgram {
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  /// Where its errors are kept; nil where they go where this program's errors go.
  private let errors: FileHandle?
  let pipe: DescriptorPipe

  /// Starts a program that is looked for on the path, with a pipe to it; what it says as errors
  /// goes where this program's errors go, or is kept unless it `speaks`.
  init(_ program: String, _ arguments: [String], name: String, speaks: Bool = true) throws {
    guard let path = Self.find(program) else {
      throw Refusal(
        "There is no program \(program) on the path, and \(name) needs it.",
        remedy: "Install it, or exchange over a folder.")
    }
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.standardInput = input
    process.standardOutput = output
    errors = speaks ? nil : Self.scratchFile()
    if !speaks { process.standardError = errors ?? FileHandle.nullDevice }
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

  /// The last line of what it said as errors, made safe; empty where it said nothing.
  var said: String {
    guard let errors else { return "" }
    let length = (try? errors.seekToEnd()) ?? 0
    try? errors.seek(toOffset: length - min(length, 4096))
    let bytes = (try? errors.readToEnd()) ?? Data()
    let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
    guard let last = lines.last(where: { $0.contains { !$0.isWhitespace } }) else { return "" }
    return Quoted(last, limit: 200).safe
  }

  /// A file without a name: a pipe that nobody empties would stop the program.
  private static func scratchFile() -> FileHandle? {
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("gloss-\(UUID().uuidString)").path
    let file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { return nil }
    unlink(path)
    return FileHandle(fileDescriptor: file, closeOnDealloc: true)
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
