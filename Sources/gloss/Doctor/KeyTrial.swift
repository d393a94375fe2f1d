import Curses
import Terminal

/// Shows what each pressed key is read as and what it does.
struct KeyTrial {
  let keymap: Keymap

  func run() throws {
    let terminal = try CursesTerminal()
    defer { terminal.close() }
    var lines: [String] = []
    var quits = 0
    while quits < 2 {
      terminal.present(frame(lines, in: terminal.viewport))
      for event in terminal.wait(timeout: nil) {
        switch event {
        case .key(let key):
          quits = key.name == "q" ? quits + 1 : 0
          lines.append(Self.line(key, in: keymap))
        case .paste(let text):
          lines.append("a paste of \(Plural.text(text.unicodeScalars.count, "character"))")
        case .resized(let size): lines.append("resized to \(size.columns)x\(size.rows)")
        case .signal(let number) where number == TerminalSignal.stop: terminal.suspend()
        case .signal, .hangup: return
        }
      }
    }
  }

  static func line(_ key: Key, in keymap: Keymap) -> String {
    let meanings = keymap.contexts.compactMap { context -> String? in
      switch keymap.command(for: [key], in: [context]) {
      case .none: nil
      case .prefix: "\(context): begins a longer one"
      case .command(let command): "\(context): \(command)"
      }
    }
    return "\(key.name)   " + (meanings.isEmpty ? "no command" : meanings.joined(separator: " · "))
  }

  private func frame(_ lines: [String], in viewport: Viewport) -> Frame {
    var frame = Frame(viewport)
    let columns = viewport.size.columns
    _ = frame.put(
      " Press keys to see what they are read as; q twice leaves.", at: Point(row: 0, column: 0),
      style: .title, columns: columns)
    let room = max(0, viewport.size.rows - 2)
    for (row, line) in lines.suffix(room).enumerated() {
      _ = frame.put(line, at: Point(row: row + 2, column: 1), style: .body, columns: columns - 2)
    }
    return frame
  }
}
