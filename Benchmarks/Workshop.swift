import CSystem
import Foundation
import Judgments
import Storage

/// A folder on a disk in which everything is made, and the program that is measured.
struct Workshop {
  /// Why nothing can be measured.
  struct Refusal: Error, CustomStringConvertible {
    var description: String
  }

  let folder: String
  let gloss: String
  /// The file system's name.
  let volume: String

  init(under parent: String, gloss: String?) throws {
    var name = [CChar](repeating: 0, count: 64)
    let kind = cs_file_system(parent, &name, name.count)
    volume = String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    guard kind != CS_FILE_SYSTEM_MEMORY else {
      throw Refusal(
        description: "The folder \(parent) lies in memory (\(volume)), where a durable commit "
          + "costs nothing. Name one on a disk with --folder.")
    }
    let base = URL(fileURLWithPath: parent).standardizedFileURL
    folder = base.appendingPathComponent("gloss-bench-\(getpid())").path
    let own = URL(fileURLWithPath: CommandLine.arguments[0]).standardizedFileURL
    self.gloss =
      gloss.map { URL(fileURLWithPath: $0).standardizedFileURL.path }
      ?? own.deletingLastPathComponent().appendingPathComponent("gloss").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  func path(_ name: String) -> String { folder + "/" + name }

  func remove() { try? FileManager.default.removeItem(atPath: folder) }

  var environment: [String: String] {
    [
      "HOME": folder, "XDG_STATE_HOME": folder + "/state", "TERM": "xterm-256color",
      "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin",
    ]
  }

  var surroundings: Surroundings {
    Surroundings(
      clock: BenchClock(), randomness: BenchRandomness(), disk: BenchDisk(),
      places: BenchPlaces(), machine: BenchMachine(), stateFolder: folder + "/state/gloss",
      program: "gloss bench")
  }

  /// Runs a program to its end; returns the seconds it took and its greatest resident size.
  func run(_ path: String, _ arguments: [String]) throws -> (seconds: Double, bytes: Int) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    var bytes = 0
    let seconds = try Stopwatch.seconds {
      try process.run()
      while process.isRunning {
        bytes = max(bytes, Self.peak(of: process.processIdentifier))
        _ = poll(nil, 0, 5)
      }
      process.waitUntilExit()
    }
    guard process.terminationStatus == 0 else {
      throw Refusal(description: "\(path) \(arguments.joined(separator: " ")) failed.")
    }
    return (seconds, bytes)
  }

  /// The most memory that a program had resident so far, in bytes; 0 where the system tells none.
  static func peak(of process: Int32) -> Int {
    let status = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
    let line = status?.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return (line?.split(separator: " ").compactMap { Int($0) }.first ?? 0) * 1024
  }
}
