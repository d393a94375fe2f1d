import Curses
import Support
import Terminal
import Testing

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

extension ScreenTests {
  @Suite("Events from a real terminal")
  struct Events {
    private func withTerminal(
      type: String = "xterm-256color", _ body: (PtyPair, CursesTerminal) throws -> Void
    ) throws {
      let pty = try PtyPair()
      let terminal = try CursesTerminal(
        input: pty.terminal, output: pty.terminal, errors: -1, type: type)
      defer { terminal.close() }
      try body(pty, terminal)
    }

    /// Waits until as many events have come, for at most 20 seconds.
    private func events(_ terminal: CursesTerminal, count: Int) -> [TerminalEvent] {
      var all: [TerminalEvent] = []
      while all.count < count {
        let more = terminal.wait(timeout: 20_000)
        if more.isEmpty { return all }
        all += more
      }
      return all
    }

    private func keys(_ terminal: CursesTerminal, count: Int) -> [String] {
      events(terminal, count: count).map {
        if case .key(let key) = $0 { key.name } else { "\($0)" }
      }
    }

    @Test(arguments: ["xterm-256color", "tmux-256color", "screen", "linux", "vt100"])
    func theKeysOfAnXtermArriveWhateverTheTypeSays(type: String) throws {
      let sent: [(String, String)] = [
        ("a", "a"), ("\r", "Enter"), ("\n", "Ctrl+j"), ("\u{1B}[A", "Up"), ("\u{1B}OB", "Down"),
        ("\u{1B}[1;5C", "Ctrl+Right"), ("\u{1B}[1;2D", "Shift+Left"), ("\u{1B}[5~", "PgUp"),
        ("\u{1B}[3~", "Delete"), ("\u{1B}[1;3A", "Alt+Up"), ("\u{1B}[Z", "Shift+Tab"),
        ("\u{1B}x", "Alt+x"), ("\u{3}", "Ctrl+c"), ("\u{1A}", "Ctrl+z"), ("\u{1C}", "Ctrl+\\"),
        ("é", "é"), ("作", "作"), ("\u{7F}", "Backspace"),
      ]
      try withTerminal(type: type) { pty, terminal in
        for (bytes, name) in sent {
          pty.send(bytes)
          let canonical = Key(name: name)?.name ?? name
          #expect(keys(terminal, count: 1) == [canonical], "\(type): \(name)")
        }
      }
    }

    @Test func theExtendedKeysOfTheEntryAreNamed() throws {
      let sent: [(String, Key)] = [
        ("\u{1B}[1;2A", Key(.up, shift: true)), ("\u{1B}[1;2B", Key(.down, shift: true)),
        ("\u{1B}[1;6C", Key(.right, control: true, shift: true)),
        ("\u{1B}[1;7D", Key(.left, control: true, alt: true)),
        ("\u{1B}[1;5H", Key(.home, control: true)), ("\u{1B}[1;5F", Key(.end, control: true)),
        ("\u{1B}[5;5~", Key(.pageUp, control: true)), ("\u{1B}[6;2~", Key(.pageDown, shift: true)),
        ("\u{1B}[2;3~", Key(.insert, alt: true)), ("\u{1B}[3;5~", Key(.delete, control: true)),
        ("\u{1B}OP", Key(.function(1))), ("\u{1B}[24~", Key(.function(12))),
        ("\u{1B}[1;2P", Key(.function(1), shift: true)),
        ("\u{1B}[24;5~", Key(.function(12), control: true)),
      ]
      try withTerminal { pty, terminal in
        for (bytes, key) in sent {
          pty.send(bytes)
          #expect(events(terminal, count: 1) == [.key(key)], "\(key.name)")
        }
      }
    }

    @Test func escapeAloneComesByItself() throws {
      try withTerminal { pty, terminal in
        pty.send("\u{1B}")
        #expect(keys(terminal, count: 1) == ["Esc"])
        pty.send("x")
        #expect(keys(terminal, count: 1) == ["x"])
      }
    }

    @Test func fourHundredLettersAfterABadByteAllArrive() throws {
      let letters = (0..<400).map { UInt8(0x61 + $0 % 26) }
      try withTerminal { pty, terminal in
        for bad in [[0xFF], [0xE9], [0xC3]] as [[UInt8]] {
          pty.send(bad + letters)
          let names = keys(terminal, count: 401)
          #expect(names == ["\u{FFFD}"] + letters.map { String(Character(Unicode.Scalar($0))) })
        }
      }
    }

    @Test func halfACharacterIsGivenUpWithoutFurtherInput() throws {
      try withTerminal { pty, terminal in
        pty.send([0xE4, 0xBD])
        #expect(keys(terminal, count: 1) == ["\u{FFFD}"])
      }
    }

    @Test func aPasteOfTenKilobytesIsOneEventAndNoKey() throws {
      let text = String(repeating: "1 yes 2 no 作\n", count: 800)
      try withTerminal { pty, terminal in
        pty.send("a\u{1B}[200~" + text.replacing("\n", with: "\r") + "\u{1B}[201~b")
        #expect(
          events(terminal, count: 3) == [.key(Key("a")), .paste(text), .key(Key("b"))])
      }
    }

    @Test func aPasteCannotEndItselfByAnEscapeOfItsOwn() throws {
      try withTerminal { pty, terminal in
        pty.send("\u{1B}[200~x\u{1B}OAy\u{1B}[31mz\u{1B}[201~")
        #expect(events(terminal, count: 1) == [.paste("xy[31mz")])
      }
    }

    @Test func aChangeOfSizeIsOneEventAndTheNextFrameIsWhole() throws {
      try withTerminal { pty, terminal in
        terminal.present(Frame(terminal.viewport))
        try pty.drain()
        pty.resize(columns: 50, rows: 10)
        pty.resize(columns: 132, rows: 43)
        kill(getpid(), SIGWINCH)
        kill(getpid(), SIGWINCH)
        #expect(events(terminal, count: 1) == [.resized(Size(columns: 132, rows: 43))])
        var frame = Frame(terminal.viewport)
        frame.put("corner", at: Point(row: 42, column: 126))
        terminal.present(frame)
        try pty.drain()
        try expectPicture(pty.screen.picture, equals: frame.picture)
        #expect(terminal.wait(timeout: 0).isEmpty)
      }
    }

    @Test func signalsAreEventsAndEndNothing() throws {
      try withTerminal { _, terminal in
        kill(getpid(), SIGTERM)
        kill(getpid(), SIGINT)
        kill(getpid(), SIGTSTP)
        #expect(
          Set(events(terminal, count: 3)) == [
            .signal(SIGTERM), .signal(SIGINT), .signal(SIGTSTP),
          ])
      }
    }

    @Test func theOldSignalActionsComeBack() throws {
      var before = sigaction()
      sigaction(SIGTERM, nil, &before)
      try withTerminal { _, _ in
        var during = sigaction()
        sigaction(SIGTERM, nil, &during)
        #expect(address(during) != address(before))
      }
      var after = sigaction()
      sigaction(SIGTERM, nil, &after)
      #expect(address(after) == address(before))
    }

    private func address(_ action: sigaction) -> [UInt8] {
      withUnsafeBytes(of: action) { Array($0.prefix(MemoryLayout<Int>.size)) }
    }

    @Test func aLostTerminalIsAHangupAndNothingSpins() throws {
      try withTerminal { pty, terminal in
        pty.send("ab")
        #expect(keys(terminal, count: 2) == ["a", "b"])
        pty.hangUp()
        #expect(events(terminal, count: 1) == [.hangup])
        terminal.present(Frame(terminal.viewport))
        terminal.redraw()
      }
    }

    @Test func hangupBySignalIsTheSame() throws {
      try withTerminal { _, terminal in
        kill(getpid(), SIGHUP)
        #expect(events(terminal, count: 1) == [.hangup])
      }
    }

    @Test func waitingReturnsForAnotherDescriptorAndForTheTimeout() throws {
      try withTerminal { pty, terminal in
        #expect(terminal.wait(timeout: 0).isEmpty)
        #expect(terminal.wait(timeout: 1).isEmpty)
        var ends: [Int32] = [0, 0]
        pipe(&ends)
        defer { for end in ends { close(end) } }
        _ = write(ends[1], "x", 1)
        #expect(terminal.wait(timeout: nil, alsoWatching: ends[0]).isEmpty)
        pty.send("k")
        #expect(keys(terminal, count: 1) == ["k"])
      }
    }
  }
}
