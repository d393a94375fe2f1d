import Foundation
import Support

/// A folder of its own for one test, in which the built program runs as a new user.
///
/// Its state folder, home and temporary folder lie in it, so that no test meets another one or the
/// person who runs them. It is removed with the value.
final class Scratch {
  /// The folder, as an absolute path.
  let folder: String

  /// What a run that was waited for gave.
  struct Outcome {
    /// The exit status; 128 and the signal's number where one killed it.
    var status: Int32
    var output: String
    var errors: String

    /// The lines of the output.
    var lines: [String] { output.split(separator: "\n").map(String.init) }
  }

  /// The built program; `GLOSS_PROGRAM` names another one, such as an installed one.
  static let program = Places.environment("GLOSS_PROGRAM") ?? Places.products + "/gloss"

  init() throws {
    // The real path: a store tells its own with every link resolved.
    let base = URL(fileURLWithPath: NSTemporaryDirectory()).resolvingSymlinksInPath().path
    folder = base + "/gloss-tests-\(UUID().uuidString)"
    for part in ["", "/home", "/state", "/tmp"] {
      try FileManager.default.createDirectory(
        atPath: folder + part, withIntermediateDirectories: true)
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// A path inside the folder.
  func path(_ name: String) -> String { folder + "/" + name }

  /// Writes a file, with the folders that it needs, and gives its path.
  @discardableResult
  func write(_ text: String, to name: String) throws -> String {
    let path = path(name)
    try FileManager.default.createDirectory(
      atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return path
  }

  /// What runs left behind in the temporary folder.
  func leftovers() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path("tmp"))
  }

  /// The environment of every run.
  var environment: [String: String] {
    var all = [
      "XDG_STATE_HOME": path("state"), "HOME": path("home"), "TMPDIR": path("tmp"),
      "LC_ALL": "C.UTF-8", "SWIFT_BACKTRACE": "enable=no",
    ]
    for name in ["PATH", "LD_LIBRARY_PATH"] { all[name] = Places.environment(name) }
    return all
  }

  /// Runs the program to its end, without a terminal.
  @discardableResult
  func gloss(
    _ arguments: String..., input: String = "", environment more: [String: String] = [:]
  ) throws -> Outcome {
    try run(Self.program, arguments, input: input, environment: more)
  }

  /// Runs any program to its end, without a terminal, in the scratch folder.
  func run(
    _ program: String, _ arguments: [String], input: String = "",
    environment more: [String: String] = [:]
  ) throws -> Outcome {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.environment = environment.merging(more) { $1 }
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    // Files instead of pipes: no reader is needed, and no output is ever too long for them.
    let name = "tmp/\(UUID().uuidString)"
    func file(_ kind: String, _ text: String = "") throws -> FileHandle {
      let path = try write(text, to: name + kind)
      return try FileHandle(forUpdating: URL(fileURLWithPath: path))
    }
    let (stdin, stdout, stderr) = try (file(".in", input), file(".out"), file(".err"))
    process.standardInput = stdin
    process.standardOutput = stdout
    process.standardError = stderr
    try process.run()
    process.waitUntilExit()
    defer {
      for kind in [".in", ".out", ".err"] {
        try? FileManager.default.removeItem(atPath: path(name + kind))
      }
    }
    func text(_ kind: String) -> String {
      String(
        decoding: FileManager.default.contents(atPath: path(name + kind)) ?? Data(), as: UTF8.self)
    }
    let signal = process.terminationReason == .uncaughtSignal
    return Outcome(
      status: process.terminationStatus + (signal ? 128 : 0), output: text(".out"),
      errors: text(".err"))
  }

  /// Starts the program in a terminal.
  func terminal(
    _ arguments: String..., columns: Int = 80, rows: Int = 24,
    environment more: [String: String] = [:]
  ) throws -> PseudoTerminal {
    try terminal(
      running: Self.program, arguments, columns: columns, rows: rows, environment: more)
  }

  /// Starts any program in a terminal, in the scratch folder.
  func terminal(
    running program: String, _ arguments: [String], columns: Int = 80, rows: Int = 24,
    environment more: [String: String] = [:]
  ) throws -> PseudoTerminal {
    try PseudoTerminal(
      program, arguments, environment: environment.merging(more) { $1 }, directory: folder,
      columns: columns, rows: rows)
  }
}
