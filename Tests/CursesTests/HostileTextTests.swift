import CCurses
import Curses
import Support
import Terminal
import Testing

extension ScreenTests {
  @Suite("Hostile text")
  struct HostileText {
    private static let famous = [
      "\u{1B}[31mred", "\u{1B}]0;title\u{7}", "\u{1B}]52;c;aGk=\u{1B}\\", "\u{9B}31m",
      "\u{90}q\u{9C}",
      "a\u{202E}b\u{202C}", "zero\u{200B}width", "\u{2066}iso\u{2069}", "\u{61C}\u{200E}\u{200F}",
      "tag\u{E0041}\u{E0042}\u{E007F}", "K\rZ", "a\nb", "a\tb", "\u{8}\u{8}x", "\u{7F}",
      "\u{FEFF}bom",
      "\u{2028}\u{2029}", "\u{FFF9}a\u{FFFA}b\u{FFFB}", "👨‍👩‍👧‍👦", "❤️", "\u{E000}", "\u{378}",
    ]

    /// What ncurses sends on its own: cursor, erase, insert and delete, colours, modes, charsets.
    private func unsafeBytes(in bytes: [UInt8]) -> String? {
      let text = String(decoding: bytes, as: UTF8.self)
      var scalars = text.unicodeScalars.makeIterator()
      while let scalar = scalars.next() {
        switch scalar.value {
        case 0x1B:
          guard let next = scalars.next() else { return "a lone ESC" }
          switch next {
          case "[":
            var final = scalars.next()
            while let byte = final, (0x20...0x3F).contains(byte.value) { final = scalars.next() }
            // t saves and restores the window's title, as xterm's entry does on its own.
            guard let final, "@ABCDGHIJKLMPSTXZbdhlmrt".unicodeScalars.contains(final) else {
              return "CSI \(final.map(String.init) ?? "")"
            }
          case "(", ")": _ = scalars.next()
          case "=", ">", "7", "8", "M": break
          default: return "ESC \(next)"
          }
        case 0x08, 0x09, 0x0A, 0x0D, 0x20...0x7E: break
        default:
          if cc_is_unsafe(scalar.value) == 1 {
            return "U+" + String(scalar.value, radix: 16, uppercase: true)
          }
        }
      }
      return nil
    }

    private func hostileText(_ random: inout SplitMix64) -> String {
      (0..<Int.random(in: 1...12, using: &random)).reduce(into: "") { text, _ in
        switch Int.random(in: 0..<4, using: &random) {
        case 0: text += random.pick(Self.famous)
        case 1: text.unicodeScalars.append(random.scalar())
        case 2:
          text.unicodeScalars.append(
            Unicode.Scalar(UInt8.random(in: 0...0xFF, using: &random)))
        default: text += "abc"
        }
      }
    }

    @Test func nothingThatATextSaysReachesTheTerminalAsAControl() throws {
      for seed in UInt64(1)...20 {
        var random = SplitMix64(seed: seed)
        let pty = try PtyPair()
        let terminal = try CursesTerminal(
          input: pty.terminal, output: pty.terminal, errors: -1, type: "xterm-256color")
        var bytes: [UInt8] = []
        for _ in 0..<20 {
          var frame = Frame(terminal.viewport)
          for row in 0..<24 { frame.put(hostileText(&random), at: Point(row: row, column: 0)) }
          terminal.present(frame)
          bytes += try pty.drain()
        }
        terminal.close()
        bytes += try pty.drain()
        #expect(unsafeBytes(in: bytes) == nil, "seed \(seed)")
      }
    }

    @Test func theLastDefenceHoldsAgainstOurOwnMistakes() throws {
      // Straight into the C function, past DisplayText: any bytes, any widths, any lengths.
      for seed in UInt64(1)...20 {
        var random = SplitMix64(seed: seed)
        let pty = try PtyPair()
        var fault: Int32 = 0
        let handle = cc_open(pty.terminal, pty.terminal, -1, "xterm-256color", 1, &fault)
        guard let handle else {
          Issue.record("fault \(fault)")
          return
        }
        var bytes: [UInt8] = []
        for _ in 0..<200 {
          var text: [UInt8] = []
          var lengths: [UInt8] = []
          var widths: [UInt8] = []
          for _ in 0..<Int.random(in: 1...30, using: &random) {
            var cell = Array(hostileText(&random).utf8.prefix(255))
            if random.chance(1, in: 3) { cell.append(UInt8.random(in: 0...255, using: &random)) }
            if random.chance(1, in: 20) { cell = [] }
            cell = Array(cell.prefix(255))
            text += cell
            lengths.append(UInt8(cell.count))
            widths.append(UInt8.random(in: 0...3, using: &random))
          }
          cc_put(
            handle, Int32.random(in: -2...26, using: &random),
            Int32.random(in: -2...85, using: &random), text, lengths, widths,
            Int32(lengths.count), Int32.random(in: -1...60, using: &random),
            UInt32.random(in: 0...31, using: &random))
          cc_update(handle)
          bytes += try pty.drain()
        }
        cc_close(handle)
        bytes += try pty.drain()
        #expect(unsafeBytes(in: bytes) == nil, "seed \(seed)")
      }
    }

    @Test func theCheckItselfFindsWhatItLooksFor() {
      for text in Self.famous.prefix(10) {
        #expect(unsafeBytes(in: Array(text.utf8)) != nil || text.hasPrefix("\u{1B}[31m"))
      }
    }
  }
}
