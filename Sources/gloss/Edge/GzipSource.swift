import Foundation
import Items

/// A compressed file's bytes, through the system's `gzip`, a piece at a time.
final class GzipSource: ByteSource {
  private let path: String
  private let process = Process()
  private let output = Pipe()
  private let errors = Pipe()
  private var state = State.reading

  private enum State {
    case reading
    case failed(Refusal)
    case ended
  }

  init(_ path: String) throws {
    self.path = path
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    // Behind "--" no name is taken for an option; the path is an argument, never a shell's text.
    process.arguments = ["gzip", "-dc", "--", path]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = errors
    do {
      try process.run()
    } catch {
      throw Refusal(
        "\(path) cannot be decompressed: gzip could not be started.",
        remedy: "Install gzip, or decompress the file first.")
    }
  }

  deinit {
    // Whoever stops reading early leaves a gzip that waits for ever.
    if process.isRunning { process.terminate() }
  }

  func next() throws -> [UInt8]? {
    switch state {
    case .ended: return nil
    case .failed(let refusal):
      state = .ended
      throw refusal
    case .reading: break
    }
    var bytes: [UInt8] = []
    // A pipe holds 64 KiB; what is there is gathered so that readers get few, large pieces.
    while bytes.count < FileSource.piece {
      let data = output.fileHandleForReading.availableData
      if data.isEmpty {
        state = finish()
        break
      }
      bytes.append(contentsOf: data)
    }
    return bytes.isEmpty ? try next() : bytes
  }

  private func finish() -> State {
    let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus != 0 else { return .ended }
    let line = said.split(separator: "\n").first { !$0.allSatisfy(\.isWhitespace) }
    return .failed(
      Refusal(
        "\(path) cannot be decompressed to its end (\(line.map(String.init) ?? "gzip failed")).",
        remedy: "The file is cut off or damaged, or gzip is not installed: look at it with gzip -t."
      ))
  }
}
