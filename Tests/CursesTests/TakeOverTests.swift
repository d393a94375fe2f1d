import CCurses
import Curses
import Support
import Terminal
import Testing

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

// The suite has functions of its own by the C library's names.
private func openNull() -> Int32 { open("/dev/null", O_RDWR) }
private func closeFile(_ file: Int32) { close(file) }

extension ScreenTests {
  @Suite("Taking a terminal over and giving it back")
  struct TakeOver {
    private func open(_ pty: PtyPair, type: String = "xterm-256color") throws -> CursesTerminal {
      try CursesTerminal(input: pty.terminal, output: pty.terminal, errors: -1, type: type)
    }

    private func modes(of pty: PtyPair) -> [UInt32] {
      var modes = termios()
      tcgetattr(pty.terminal, &modes)
      return [modes.c_iflag, modes.c_oflag, modes.c_cflag, modes.c_lflag].map { UInt32($0) }
    }

    private func failure(type: String, input: Int32? = nil) throws -> TerminalFailure? {
      let pty = try PtyPair()
      do throws(TerminalFailure) {
        _ = try CursesTerminal(
          input: input ?? pty.terminal, output: pty.terminal, errors: -1, type: type)
        return nil
      } catch {
        return error
      }
    }

    @Test func anUnknownTypeIsASentenceAndChangesNothing() throws {
      let found = try failure(type: "no-such-\u{1B}term")
      #expect(found == .unknownType("no-such-\u{1B}term"))
      let text = found.map { "\($0)" } ?? ""
      #expect(text.contains("is not known to this system"))
      #expect(text.contains("TERM=xterm-256color"))
      #expect(!text.unicodeScalars.contains("\u{1B}"))
      #expect(try failure(type: "") == .unknownType(""))
      #expect(try failure(type: "xterm-256color") == nil)
    }

    @Test func aTypeWithoutCursorMovementIsRefused() throws {
      #expect(try failure(type: "dumb") == .poorType("dumb"))
    }

    @Test func aFileIsNoTerminal() throws {
      let null = openNull()
      defer { closeFile(null) }
      #expect(try failure(type: "xterm", input: null) == .inputIsNoTerminal)
    }

    @Test func onlyOneTerminalIsOpenAtATime() throws {
      let pty = try PtyPair()
      let terminal = try open(pty)
      #expect(throws: TerminalFailure.alreadyOpen) { try open(pty) }
      terminal.close()
      try open(pty).close()
    }

    @Test func closingRestoresTheScreenTheModesAndTheCursor() throws {
      let pty = try PtyPair()
      let before = modes(of: pty)
      let terminal = try open(pty)
      #expect(modes(of: pty) != before)
      var frame = Frame(terminal.viewport)
      frame.put("hello", at: Point(row: 3, column: 4))
      terminal.present(frame)
      let opened = try pty.drain()
      #expect(pty.screen.isAlternate)
      #expect(!pty.screen.cursorIsVisible)
      #expect(String(decoding: opened, as: UTF8.self).contains("\u{1B}[?2004h"))
      terminal.close()
      terminal.close()
      let closed = try pty.drain()
      #expect(!pty.screen.isAlternate)
      #expect(pty.screen.cursorIsVisible)
      #expect(String(decoding: closed, as: UTF8.self).contains("\u{1B}[?2004l"))
      #expect(modes(of: pty) == before)
    }

    @Test func outsideGivesTheTerminalToAnotherProgramAndComesBack() throws {
      let pty = try PtyPair()
      let before = modes(of: pty)
      let terminal = try open(pty)
      var frame = Frame(terminal.viewport)
      frame.put("the screen", at: Point(row: 0, column: 0))
      terminal.present(frame)
      try pty.drain()
      let inside = modes(of: pty)
      let answer = try terminal.outside { () throws -> Int in
        try pty.drain()
        #expect(!pty.screen.isAlternate)
        #expect(modes(of: pty) == before)
        pty.resize(columns: 100, rows: 30)
        return 42
      }
      #expect(answer == 42)
      try pty.drain()
      #expect(pty.screen.isAlternate)
      #expect(modes(of: pty) == inside)
      #expect(pty.screen.text(row: 0).hasPrefix("the screen"))
      #expect(terminal.wait(timeout: 0) == [.resized(Size(columns: 100, rows: 30))])
      #expect(terminal.viewport.size == Size(columns: 100, rows: 30))
      terminal.close()
    }

    @Test func errorsAreKeptOffTheScreenAndShownAfterwards() throws {
      let pty = try PtyPair()
      let errors = dup(pty.terminal)
      defer { closeFile(errors) }
      let terminal = try CursesTerminal(
        input: pty.terminal, output: pty.terminal, errors: errors, type: "xterm-256color")
      var frame = Frame(terminal.viewport)
      frame.put("calm", at: Point(row: 0, column: 0))
      terminal.present(frame)
      try pty.drain()
      let text = "Fatal error: é\u{1B}[31m \u{202E}x\n"
      _ = Array(text.utf8).withUnsafeBytes { write(errors, $0.baseAddress, $0.count) }
      try pty.drain()
      try expectPicture(pty.screen.picture, equals: "calm")
      #expect(terminal.captured == text)
      terminal.close()
      let shown = String(decoding: try pty.drain(), as: UTF8.self)
      #expect(shown.contains("Fatal error: é?[31m ?x"))
      #expect(!shown.contains("\u{1B}[31m"))
    }

    @Test func aLongErrorTextComesBackWhole() throws {
      let pty = try PtyPair()
      let errors = dup(pty.terminal)
      defer { closeFile(errors) }
      let terminal = try CursesTerminal(
        input: pty.terminal, output: pty.terminal, errors: errors, type: "xterm-256color")
      let text = String(repeating: "x作é\u{1F600}y", count: 2000)
      _ = Array(text.utf8).withUnsafeBytes { write(errors, $0.baseAddress, $0.count) }
      try pty.drain()
      terminal.close()
      #expect(String(decoding: try pty.drain(), as: UTF8.self).contains(text))
    }

    @Test func aCrashGivesTheTerminalBackAndThenMeetsTheOldHandler() throws {
      let pty = try PtyPair()
      let before = modes(of: pty)
      let errors = dup(pty.terminal)
      defer { closeFile(errors) }
      let old = signal(SIGFPE) { _ in _ = write(2, "", 0) }
      defer { signal(SIGFPE, old) }
      let terminal = try CursesTerminal(
        input: pty.terminal, output: pty.terminal, errors: errors, type: "xterm-256color")
      terminal.present(Frame(terminal.viewport))
      try pty.drain()
      _ = Array("Fatal error: out of range\n".utf8).withUnsafeBytes {
        write(errors, $0.baseAddress, $0.count)
      }
      raise(SIGFPE)
      let bytes = String(decoding: try pty.drain(), as: UTF8.self)
      #expect(!pty.screen.isAlternate)
      #expect(pty.screen.cursorIsVisible)
      #expect(modes(of: pty) == before)
      #expect(bytes.contains("\u{1B}[?2004l"))
      // Standard error is itself again, and what was said before the crash comes first.
      #expect(bytes.contains("Fatal error: out of range"))
      #expect(isatty(errors) == 1)
      terminal.close()
    }
  }
}
