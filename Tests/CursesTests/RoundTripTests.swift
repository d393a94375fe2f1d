import Curses
import Support
import Terminal
import Testing

extension ScreenTests {
  @Suite("Frames through ncurses, a pty and libvterm")
  struct RoundTrip {
    @Test(arguments: ["xterm-256color", "tmux-256color", "screen", "linux", "vt100"])
    func everyFrameArrivesCellByCell(type: String) throws {
      for seed in UInt64(1)...6 {
        var random = SplitMix64(seed: seed)
        let size = random.pick([
          Size(columns: 80, rows: 24), Size(columns: 120, rows: 40), Size(columns: 60, rows: 16),
        ])
        let policy = random.pick([ColourPolicy.standard, .standard, .none, .highContrast])
        let pty = try PtyPair(columns: size.columns, rows: size.rows)
        let terminal = try CursesTerminal(
          input: pty.terminal, output: pty.terminal, errors: -1, type: type, colours: policy)
        #expect(terminal.viewport.size == size)
        let theme = Theme(colours: colours(of: type), policy: policy)
        var frame = Frame(terminal.viewport)
        for step in 0..<12 {
          if random.chance(1, in: 4) {
            frame = randomFrame(terminal.viewport, &random)
          } else {
            scribble(on: &frame, times: Int.random(in: 1...5, using: &random), &random)
          }
          terminal.present(frame)
          try pty.drain()
          let note = "\(type), seed \(seed), step \(step), \(policy)"
          try compare(pty.screen, frame, type, theme, note)
        }
        terminal.redraw()
        try pty.drain()
        try compare(
          pty.screen, frame, type, theme, "\(type), seed \(seed), after redraw, \(policy)")
        terminal.close()
      }
    }

    @Test(arguments: ["xterm-256color", "tmux-256color", "screen", "linux", "vt100"])
    func theBottomRightCornerIsDrawnWhateverStandsBeforeIt(type: String) throws {
      let pty = try PtyPair(columns: 20, rows: 3)
      let terminal = try CursesTerminal(
        input: pty.terminal, output: pty.terminal, errors: -1, type: type)
      defer { terminal.close() }
      for end in ["xyz", "作x", "x作", "作…", "作ё", "語x", "ab", "", "作 ", "字作", "字\u{301}x"] {
        var frame = Frame(terminal.viewport)
        let start = 20 - Widths.ofTerminal.width(of: end)
        frame.put(end, at: Point(row: 2, column: start), style: .focus)
        terminal.present(frame)
        try pty.drain()
        let picture = expected(frame, type)
        try expectPicture(pty.screen.picture, equals: picture, "\(type) \(end)")
        terminal.redraw()
        try pty.drain()
        try expectPicture(pty.screen.picture, equals: picture, "\(type) \(end), redrawn")
      }
    }

    private func colours(of type: String) -> Int {
      switch type {
      case "vt100": 0
      case "screen", "linux": 8
      default: 256
      }
    }

    /// screen's entry writes standout for italic, linux's drops underline where there is colour.
    private func looksAreShown(by type: String) -> Bool {
      type == "xterm-256color" || type == "tmux-256color"
    }

    private func compare(
      _ screen: VirtualScreen, _ frame: Frame, _ type: String, _ theme: Theme, _ note: String
    ) throws {
      try expectPicture(screen.picture, equals: expected(frame, type), note)
      var wrong: [String] = []
      for row in 0..<frame.size.rows {
        for column in 0..<frame.size.columns {
          let cell = frame[row, column]
          let shown = screen.cell(row: row, column: column)
          // libvterm keeps the look of a wide character in its left half only.
          guard cell.width > 0, !isBeforeLostCorner(row, column, frame, type) else { continue }
          if shown.text != cell.text || shown.width != Int(cell.width) {
            wrong.append("\(row):\(column) is \(shown.text), not \(cell.text)")
          }
          if looksAreShown(by: type), let fault = look(of: shown, differsFrom: cell, theme) {
            wrong.append("\(row):\(column) \(cell.text): \(fault)")
          }
        }
      }
      #expect(wrong.isEmpty, "\(note): \(wrong.prefix(5))")
      // A VT100 cannot hide its cursor.
      if type != "vt100" {
        #expect(screen.cursorIsVisible == (frame.cursor != nil), "\(note)")
      }
      if let cursor = frame.cursor {
        #expect(screen.cursor == (cursor.row, cursor.column), "\(note)")
      }
    }

    /// On tmux and screen ncurses cannot draw the bottom right corner behind a wide character, so
    /// that character is visibly replaced.
    private func isBeforeLostCorner(
      _ row: Int, _ column: Int, _ frame: Frame, _ type: String
    ) -> Bool {
      ["tmux-256color", "screen"].contains(type) && row == frame.size.rows - 1
        && column == frame.size.columns - 3 && frame[row, column].width == 2
    }

    private func expected(_ frame: Frame, _ type: String) -> String {
      let row = frame.size.rows - 1
      let column = frame.size.columns - 3
      guard isBeforeLostCorner(row, column, frame, type) else { return frame.picture }
      let lines = frame.picture.split(separator: "\n", omittingEmptySubsequences: false)
      let last = (0..<frame.size.columns).reduce(into: "") { text, place in
        text += place == column ? "\u{FFFD}\u{FFFD}" : frame[row, place].text
      }
      return lines.dropLast().map { $0 + "\n" }.joined() + last
    }

    private func look(
      of shown: VirtualCell, differsFrom cell: Cell, _ theme: Theme
    ) -> String? {
      let look = theme[cell.style.role]
      let own = Attributes(cell.style)
      let all = look.attributes.union(own)
      let reverse = look.attributes.contains(.reverse) != own.contains(.reverse)
      if shown.reverse != reverse { return "reverse is \(shown.reverse)" }
      if shown.underline != all.contains(.underline) { return "underline is \(shown.underline)" }
      if shown.paper != look.paper.map(Int.init) {
        return "paper is \(shown.paper.map(String.init) ?? "none")"
      }
      // The ink of a blank cannot be seen, and ncurses leaves it as it happens to be.
      if cell.isBlank, !reverse { return nil }
      if shown.ink != look.ink.map(Int.init) {
        return "ink is \(shown.ink.map(String.init) ?? "none")"
      }
      if cell.isBlank { return nil }
      if shown.bold != all.contains(.bold) { return "bold is \(shown.bold)" }
      if shown.italic != all.contains(.italic) { return "italic is \(shown.italic)" }
      return nil
    }
  }
}
