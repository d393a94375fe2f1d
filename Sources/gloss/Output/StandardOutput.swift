import Items
import Synchronization
import Terminal

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What a command prints: standard output or a file, in large pieces.
///
/// Nobody reading any more (`| head`) ends the program quietly with the status that the shell
/// gives a closed pipe; every other failure is told.
final class TextOutput: Sendable {
  private let number: Int32
  private let name: String
  // Commands print from one thread; the lock is what lets the type say so.
  private let buffer = Mutex<[UInt8]>([])

  static let piece = 1 << 16

  /// Prints to standard output.
  static let standard = TextOutput(1, name: "standard output")

  init(_ number: Int32, name: String) {
    self.number = number
    self.name = name
  }

  /// Prints a line.
  func line(_ text: String = "") throws { try bytes(Array(text.utf8) + [0x0A]) }

  /// Prints a document and ends its line.
  func json(_ json: JSON) throws { try line(PrintedJSON.text(json)) }

  /// Prints bytes as they are.
  func bytes(_ bytes: some Sequence<UInt8>) throws {
    let isFull = buffer.withLock { buffer in
      buffer.append(contentsOf: bytes)
      return buffer.count >= Self.piece
    }
    if isFull { try flush() }
  }

  /// Hands over what is kept.
  func flush() throws {
    let bytes = buffer.withLock { buffer in
      defer { buffer.removeAll(keepingCapacity: true) }
      return buffer
    }
    guard !bytes.isEmpty else { return }
    do {
      try FileDescriptor.write(bytes, to: number)
    } catch {
      if error.isClosedPipe { throw OutputClosed() }
      throw Refusal(
        "\(name) could not be written: \(error).", remedy: "Free some room, or write elsewhere.")
    }
  }
}

/// Nobody reads the output any more.
struct OutputClosed: Error {
  /// 128 and the number of SIGPIPE.
  static let status: Int32 = 128 + SIGPIPE
}

/// What a command says beside its output.
enum Complaint {
  /// Writes lines to standard error; nothing in them can act on a terminal.
  static func write(_ text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
      DisplayText.safe(String($0), limit: 4000)
    }
    // When standard error is closed too, there is nowhere left to say so.
    try? FileDescriptor.write(Array((lines.joined(separator: "\n") + "\n").utf8), to: 2)
  }
}
