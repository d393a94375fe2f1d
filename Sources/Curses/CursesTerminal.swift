import CCurses
package import Terminal

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The real terminal, through ncurses.
///
/// There is one at a time, and one thread owns it. Opening it takes over the screen, the keys, the
/// signals and standard error; `close()` gives all of them back.
///
/// The loop is: `present` a frame, `wait` for events, update the state, again. A frame is compared
/// with the one before it, and ncurses sends only what differs.
package final class CursesTerminal {
  private let handle: OpaquePointer
  private var isOpen = true
  private var isGone = false
  private var size: Size
  private var shown: Frame?
  private var decoder = InputDecoder()
  private var waiting: [TerminalEvent] = []

  /// Takes a terminal over.
  ///
  /// - Parameters:
  ///   - input: The descriptor that keys are read from.
  ///   - output: The descriptor that frames are written to.
  ///   - errors: Standard error; where it is a terminal its text is kept off the screen and
  ///     collected in `captured`.
  ///   - type: The terminal's type; `nil` means the environment's `TERM`.
  ///   - colours: The colours that the user wants.
  /// - Throws: The reason for which the terminal was left as it is.
  package init(
    input: Int32 = 0, output: Int32 = 1, errors: Int32 = 2, type: String? = nil,
    colours: ColourPolicy = .standard
  ) throws(TerminalFailure) {
    var fault: Int32 = 0
    let coloured: Int32 = colours == .none ? 0 : 1
    guard let handle = cc_open(input, output, errors, type, coloured, &fault) else {
      let environment = getenv("TERM").map { String(cString: $0) }
      throw TerminalFailure(fault: fault, type: type ?? environment ?? "")
    }
    self.handle = handle
    size = sizeOf(handle)
    let theme = Theme(colours: Int(cc_colours(handle)), policy: colours)
    for role in Role.allCases {
      let look = theme[role]
      cc_theme(
        handle, Int32(role.rawValue), look.ink ?? -1, look.paper ?? -1, look.attributes.rawValue)
    }
  }

  deinit { close() }

  /// The size now, and the widths that ncurses itself goes by.
  package var viewport: Viewport { Viewport(size: size, widths: .ofTerminal) }

  /// Shows a frame; does nothing where it is on the screen already.
  package func present(_ frame: Frame) {
    guard isOpen, !isGone, frame != shown else { return }
    paint(frame)
  }

  /// Repaints everything, as after another program wrote on the screen.
  package func redraw() {
    guard isOpen, !isGone else { return }
    cc_repaint(handle)
    cc_update(handle)
  }

  /// Stops the program and its process group, as Ctrl-Z does; returns when the shell goes on.
  ///
  /// Save first: nobody knows when that will be.
  package func suspend() {
    guard isOpen else { return }
    cc_suspend(handle)
    comeBack()
  }

  /// Leaves curses mode while `body` runs, for an editor or a shell, and comes back.
  package func outside<Result>(_ body: () throws -> Result) rethrows -> Result {
    guard isOpen else { return try body() }
    cc_leave(handle)
    defer {
      cc_enter(handle)
      comeBack()
    }
    return try body()
  }

  /// The newest text written to standard error while the screen was up, at most 64 KiB, raw.
  package var captured: String {
    guard isOpen else { return "" }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = Int(cc_captured(handle, &bytes, bytes.count))
    return String(decoding: bytes.prefix(count), as: UTF8.self)
  }

  /// Gives the terminal back and then copies the captured errors to it; more calls do nothing.
  package func close() {
    guard isOpen else { return }
    isOpen = false
    cc_close(handle)
  }
}

extension CursesTerminal {
  private func paint(_ frame: Frame) {
    let old: Frame
    if let shown, shown.size == frame.size {
      old = shown
    } else {
      cc_erase(handle)
      old = Frame(frame.viewport)
    }
    Presenter.paint(from: old, to: frame) { run in
      var text = run.text
      text.withUTF8 { bytes in
        cc_put(
          handle, Int32(run.row), Int32(run.column), bytes.baseAddress, run.lengths, run.widths,
          Int32(run.lengths.count), Int32(run.style.role.rawValue),
          Attributes(run.style).rawValue)
      }
    }
    let cursor = frame.cursor
    cc_cursor(
      handle, Int32(cursor?.row ?? 0), Int32(cursor?.column ?? 0), cursor == nil ? 0 : 1)
    cc_update(handle)
    shown = frame
  }

  /// Shows the last frame again on a screen that holds anything, and takes the size over.
  private func comeBack() {
    takeSize()
    let last = shown
    shown = nil
    if let last { paint(last) }
  }

  private func takeSize() {
    let now = sizeOf(handle)
    guard now != size else { return }
    size = now
    waiting.removeAll { if case .resized = $0 { true } else { false } }
    waiting.append(.resized(now))
  }
}

extension CursesTerminal {
  /// Waits for events and returns all that are there.
  ///
  /// SIGHUP, the end of the input and a terminal that is gone are `.hangup`, and nothing is drawn
  /// after it. SIGTSTP comes as `.signal`: save, then call `suspend()`.
  ///
  /// - Parameters:
  ///   - milliseconds: The longest time to wait; `nil` waits for ever.
  ///   - descriptor: One more descriptor to watch for reading.
  /// - Returns: The events; none after the timeout, or where `descriptor` can be read.
  package func wait(
    timeout milliseconds: Int? = nil, alsoWatching descriptor: Int32? = nil
  ) -> [TerminalEvent] {
    guard isOpen else { return [] }
    let clock = ContinuousClock()
    let deadline = milliseconds.map { clock.now + .milliseconds($0) }
    while true {
      let patience = isGone || !waiting.isEmpty ? 0 : remaining(until: deadline, clock)
      let silent = decoder.isPending ? Int(cc_escape_delay()) : nil
      let timeout = [patience, silent].compactMap { $0 }.min() ?? -1
      let ready = cc_poll(handle, Int32(clamping: timeout), descriptor ?? -1)
      if ready & CC_READY_SIGNAL != 0 { takeSignals() }
      if ready & CC_READY_INPUT != 0 { takeInput() }
      if ready & CC_READY_HANGUP != 0 { hangUp() }
      if ready == 0, let silent, timeout == silent { waiting += decoder.silence() }
      if isGone, !waiting.contains(.hangup) { waiting.append(.hangup) }
      let isTimedOut = deadline.map { clock.now >= $0 } ?? false
      if !waiting.isEmpty || ready & CC_READY_OTHER != 0 || isTimedOut {
        defer { waiting = [] }
        return waiting
      }
    }
  }

  private func remaining(
    until deadline: ContinuousClock.Instant?, _ clock: ContinuousClock
  ) -> Int? {
    guard let deadline else { return nil }
    let left = max(.zero, deadline - clock.now)
    // Rounded up, or the last part of a millisecond would be spent turning round.
    let (seconds, attoseconds) = left.components
    return Int(seconds) * 1000 + Int((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
  }

  private func takeInput() {
    // Bounded, so that a terminal that never stops sending cannot keep the loop from its work.
    for _ in 0..<(1 << 16) {
      let code = cc_read(handle)
      guard code >= 0 else { break }
      decoder.feed(code)
    }
    waiting += decoder.endOfRead()
  }

  private func takeSignals() {
    var isResized = false
    while true {
      let number = cc_take_signal(handle)
      switch number {
      case 0:
        if isResized { takeResize() }
        return
      case SIGWINCH: isResized = true
      case SIGHUP: hangUp()
      case SIGCONT:
        cc_resume(handle)
        comeBack()
      default: waiting.append(.signal(number))
      }
    }
  }

  private func takeResize() {
    cc_resize(handle)
    // The next frame is painted whole; the screens draw it for the new size.
    shown = nil
    takeSize()
  }

  private func hangUp() {
    isGone = true
  }
}

extension Widths {
  /// The C library's `wcwidth`, by which ncurses moves the cursor; right once a terminal is open.
  package static let ofTerminal = Widths { Int(cc_width($0.value)) }
}

private func sizeOf(_ handle: OpaquePointer) -> Size {
  var columns: Int32 = 0
  var rows: Int32 = 0
  cc_size(handle, &columns, &rows)
  return Size(columns: Int(columns), rows: Int(rows))
}
