import CSystem
import Foundation

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A program in a pseudo-terminal, with a virtual screen to look at.
///
/// Nothing here sleeps: every wait is for bytes or for the end of the program, up to a deadline,
/// and a missed deadline throws with a picture of the screen.
package final class PseudoTerminal {
  /// How a program ended.
  package enum Ending: Hashable, Sendable {
    case exited(Int32)
    case killed(Int32)
  }

  /// Why a wait ended without what it waited for.
  package struct Failure: Error, CustomStringConvertible {
    package let description: String
  }

  private let master: Int32
  /// The program's process id.
  package let processID: Int32
  /// What the program's terminal shows.
  package let screen: VirtualScreen
  /// Everything the program wrote so far.
  package private(set) var output: [UInt8] = []
  /// How the program ended, once that is known.
  package private(set) var ending: Ending?
  private var isClosed = false

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - path: The program's file; `PATH` is not searched.
  ///   - arguments: What follows the program's name.
  ///   - environment: All of its environment. `TERM`, `LC_ALL` and `SWIFT_BACKTRACE` have fixed
  ///     values where they are not given, and `PATH` and `HOME` those of the tests.
  ///   - directory: The folder it starts in; `nil` is the tests' own.
  ///   - columns: The terminal's width.
  ///   - rows: The terminal's height.
  /// - Throws: The reason for which it could not be run.
  package init(
    _ path: String, _ arguments: [String] = [], environment: [String: String] = [:],
    directory: String? = nil, columns: Int = 80, rows: Int = 24
  ) throws(Failure) {
    var all = [
      "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "SWIFT_BACKTRACE": "interactive=no,color=no",
    ]
    for name in ["PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH"] {
      all[name] = Places.environment(name)
    }
    all.merge(environment) { $1 }
    let variables = all.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    var pid: Int32 = 0
    let fd = withCStrings([path] + arguments) { argv in
      withCStrings(variables) { environment in
        cs_spawn_pty(path, argv, environment, directory, Int32(columns), Int32(rows), &pid)
      }
    }
    guard fd >= 0 else {
      throw Failure(description: "\(path) could not be run: \(String(cString: strerror(-fd))).")
    }
    master = fd
    processID = pid
    screen = VirtualScreen(columns: columns, rows: rows)
    _ = fcntl(fd, F_SETFL, O_NONBLOCK)
  }

  deinit { finish() }

  /// Types bytes, reading what the program writes meanwhile, so that neither waits for the other.
  package func send(
    _ bytes: some Sequence<UInt8>, withinSeconds seconds: Double = 20
  ) throws(Failure) {
    var rest = Array(bytes)[...]
    let deadline = now() + seconds
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if count < 0, errno != EAGAIN, errno != EINTR {
        throw failure("The terminal took no more input")
      } else {
        guard now() < deadline else { throw failure("The program did not read its input") }
        _ = receive(for: 20, writing: true)
      }
    }
  }

  /// Types a text.
  package func send(_ text: String) throws(Failure) { try send(text.utf8) }

  /// Reads until the screen shows what is waited for.
  package func wait(
    for what: String = "the awaited screen", withinSeconds seconds: Double = 20,
    until isThere: (VirtualScreen) -> Bool
  ) throws(Failure) {
    let deadline = now() + seconds
    while !isThere(screen) {
      guard now() < deadline else { throw failure("\(what) did not come in \(seconds) s") }
      if !receive(for: 50) {
        if isThere(screen) { return }
        throw failure("The program ended before \(what) came")
      }
    }
  }

  /// Reads until a line of the screen contains a text.
  package func wait(forText text: String, withinSeconds seconds: Double = 20) throws(Failure) {
    try wait(for: "the text \"\(text)\"", withinSeconds: seconds) { $0.shows(text) }
  }

  /// Reads until something outside the terminal is so.
  package func awaiting(
    _ what: String, withinSeconds seconds: Double = 20, until isSo: () throws -> Bool
  ) throws {
    let deadline = now() + seconds
    while try !isSo() {
      guard now() < deadline else { throw failure("\(what) did not come in \(seconds) s") }
      receive(for: 10)
    }
  }

  /// Reads until the program ends, and returns how it did.
  @discardableResult
  package func waitForEnd(withinSeconds seconds: Double = 20) throws(Failure) -> Ending {
    let deadline = now() + seconds
    while true {
      // Once the output has ended there is nothing left to poll for but the program itself.
      if !receive(for: 10) { _ = poll(nil, 0, 1) }
      if let ending = ask(blocking: false) { return ending }
      guard now() < deadline else { throw failure("The program did not end in \(seconds) s") }
    }
  }

  /// Sends the program a signal.
  package func signal(_ number: Int32) {
    if ending == nil { kill(processID, number) }
  }

  /// Changes the terminal's size, which tells the program by SIGWINCH.
  package func resize(columns: Int, rows: Int) {
    screen.resize(columns: columns, rows: rows)
    _ = cs_set_window_size(master, Int32(columns), Int32(rows))
  }

  /// The terminal's line settings as four words: input, output, control and local modes.
  package var modes: [UInt] {
    var modes = termios()
    guard tcgetattr(master, &modes) == 0 else { return [] }
    return [modes.c_iflag, modes.c_oflag, modes.c_cflag, modes.c_lflag].map { UInt($0) }
  }

  /// Whether the program asked last for bracketed paste, or for its end; `nil` where for neither.
  package var pasteMode: Bool? {
    let text = String(decoding: output, as: UTF8.self)
    return text.split(separator: "\u{1B}[?2004").dropFirst().last.map { $0.hasPrefix("h") }
  }

  /// Reads until the program has been silent for so many milliseconds, and says how many bytes came.
  ///
  /// One that is about to run, or waits for the disk, is not silent yet: on a machine with much to
  /// do its answer to one key would count for the next.
  @discardableResult
  package func readUntilSilent(for milliseconds: Int32 = 30) -> Int {
    let start = output.count
    var before = -1
    var patience = 400
    while before != output.count || (isBusy && patience > 0) {
      before = output.count
      patience -= 1
      receive(for: milliseconds)
    }
    return output.count - start
  }

  /// Whether the program is running or waiting for the disk, where the system tells.
  private var isBusy: Bool {
    guard ending == nil,
      let facts = try? String(contentsOfFile: "/proc/\(processID)/stat", encoding: .utf8),
      let state = facts.split(separator: ")").last?.split(separator: " ").first
    else { return false }
    return state == "R" || state == "D"
  }

  /// Closes the terminal under the program, as a lost connection does.
  package func hangUp() {
    guard !isClosed else { return }
    isClosed = true
    close(master)
  }

  /// Kills the program where it still runs, waits for it and closes the terminal.
  package func finish() {
    if ending == nil {
      kill(processID, SIGKILL)
      _ = ask(blocking: true)
    }
    hangUp()
  }

  /// Reads what is there, waiting for at most `milliseconds`; returns false at the end of output.
  @discardableResult
  package func receive(for milliseconds: Int32, writing: Bool = false) -> Bool {
    guard !isClosed else { return false }
    var watched = pollfd(fd: master, events: Int16(POLLIN | (writing ? POLLOUT : 0)), revents: 0)
    guard poll(&watched, 1, milliseconds) > 0 else { return true }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(master, &buffer, buffer.count)
      if count > 0 {
        output += buffer[..<count]
        screen.feed(buffer[..<count])
        let replies = screen.takeReplies()
        _ = replies.withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
      } else if count < 0, errno == EINTR {
        continue
      } else {
        // Linux reports a terminal whose last program is gone as EIO.
        return count < 0 && errno == EAGAIN
      }
    }
  }

  private func ask(blocking: Bool) -> Ending? {
    if let ending { return ending }
    var code: Int32 = 0
    var number: Int32 = 0
    guard cs_wait(processID, blocking ? 1 : 0, &code, &number) == 1 else { return nil }
    let result: Ending = number == 0 ? .exited(code) : .killed(number)
    ending = result
    return result
  }

  private func failure(_ what: String) -> Failure {
    Failure(description: "\(what). The screen shows:\n\(screen.picture)")
  }

  private func now() -> Double { Double(cs_monotonic_ns()) / 1e9 }
}

/// Calls `body` with C strings and a final NULL.
private func withCStrings<Result>(
  _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
) -> Result {
  var pointers: [UnsafeMutablePointer<CChar>?] = strings.map { strdup($0) }
  pointers.append(nil)
  defer { for pointer in pointers { free(pointer) } }
  return body(pointers)
}
