import CSystem
import Dispatch
import Synchronization

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Both ends of a pseudo-terminal in this process: code under test has the terminal, the test the
/// other side.
///
/// A thread of its own reads what is written, since a terminal that nobody reads blocks its writer.
package final class PtyPair {
  /// Why the pair could not be made, or did not answer.
  package struct Failure: Error, CustomStringConvertible {
    package let description: String
  }

  /// The terminal, for the code under test.
  package let terminal: Int32
  /// What the terminal shows, up to the last `drain()`.
  package let screen: VirtualScreen
  private let reader: PtyReader
  private var marks = 0

  /// Makes a pair.
  package init(columns: Int = 80, rows: Int = 24) throws(Failure) {
    var slave: Int32 = -1
    let master = cs_open_pty(Int32(columns), Int32(rows), &slave)
    guard master >= 0 else {
      throw Failure(description: "No pseudo-terminal: \(String(cString: strerror(-master))).")
    }
    terminal = slave
    screen = VirtualScreen(columns: columns, rows: rows)
    // Until a program takes over, nothing may be echoed or translated.
    var modes = termios()
    tcgetattr(slave, &modes)
    modes.c_oflag &= ~tcflag_t(OPOST)
    modes.c_lflag &= ~tcflag_t(ECHO | ICANON)
    tcsetattr(slave, TCSANOW, &modes)
    reader = PtyReader(master)
  }

  deinit {
    close(terminal)
    reader.end()
  }

  /// Types bytes, as fast as the code under test reads them, and returns at once.
  package func send(_ bytes: some Sequence<UInt8>) { reader.send(Array(bytes)) }

  /// Types a text.
  package func send(_ text: String) { send(text.utf8) }

  /// Returns all that was written since the last call, and shows it on the screen.
  ///
  /// A mark is sent through the terminal after it; what comes before the mark is complete.
  @discardableResult
  package func drain() throws(Failure) -> [UInt8] {
    marks += 1
    let mark = Array("\u{1B}_mark \(marks)\u{1B}\\".utf8)
    _ = mark.withUnsafeBytes { write(terminal, $0.baseAddress, $0.count) }
    guard let bytes = reader.take(before: mark) else {
      throw Failure(description: "What was written did not come out of the terminal in 20 s.")
    }
    screen.feed(bytes)
    return bytes
  }

  /// Changes the terminal's size.
  ///
  /// There is no SIGWINCH, since no program has it as its own terminal.
  package func resize(columns: Int, rows: Int) {
    screen.resize(columns: columns, rows: rows)
    _ = cs_set_window_size(reader.master, Int32(columns), Int32(rows))
  }

  /// Closes the test's side, as a lost connection does.
  package func hangUp() { reader.end() }
}

/// The thread that reads and writes the master end.
private final class PtyReader: Sendable {
  let master: Int32
  private let bytes = Mutex<[UInt8]>([])
  private let typed = Mutex<[UInt8]>([])
  private let isOver = Mutex(false)
  private let arrived = DispatchSemaphore(value: 0)
  private let stopped = DispatchSemaphore(value: 0)

  init(_ master: Int32) {
    self.master = master
    _ = fcntl(master, F_SETFL, O_NONBLOCK)
    DispatchQueue(label: "pty-reader").async { [self] in run() }
  }

  private func run() {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while !isOver.withLock({ $0 }) {
      let isTyping = writeTyped()
      var watched = pollfd(
        fd: master, events: Int16(POLLIN | (isTyping ? POLLOUT : 0)), revents: 0)
      guard poll(&watched, 1, 10) > 0 else { continue }
      let count = read(master, &buffer, buffer.count)
      if count < 0, errno == EAGAIN { continue }
      guard count > 0 else { break }
      bytes.withLock { $0 += buffer[..<count] }
      arrived.signal()
    }
    close(master)
    stopped.signal()
  }

  func send(_ more: [UInt8]) {
    typed.withLock { $0 += more }
    _ = writeTyped()
  }

  /// Writes what the terminal takes now, and says whether anything is left.
  private func writeTyped() -> Bool {
    typed.withLock { typed in
      let count = typed.withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
      if count > 0 { typed.removeFirst(count) }
      return !typed.isEmpty
    }
  }

  /// Ends the thread and closes the master end; returns when both are done.
  func end() {
    let wasOver = isOver.withLock { over in
      defer { over = true }
      return over
    }
    if !wasOver { stopped.wait() }
  }

  func take(before mark: [UInt8]) -> [UInt8]? {
    let deadline = DispatchTime.now() + .seconds(20)
    while true {
      let found: [UInt8]? = bytes.withLock { bytes in
        guard let start = position(of: mark, in: bytes) else { return nil }
        defer { bytes.removeFirst(start + mark.count) }
        return Array(bytes[..<start])
      }
      if let found { return found }
      guard arrived.wait(timeout: deadline) == .success else { return nil }
    }
  }

  private func position(of mark: [UInt8], in bytes: [UInt8]) -> Int? {
    guard bytes.count >= mark.count else { return nil }
    return (0...bytes.count - mark.count).first { bytes[$0...].starts(with: mark) }
  }
}
