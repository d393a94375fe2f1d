import Curses
import Support
import Terminal
import Testing

extension ScreenTests {
  @Suite("Bytes on the wire")
  struct Wire {
    private static let words =
      "the reply keeps every change staged and names an exact command that undoes it safely"
      .split(separator: " ").map(String.init)

    /// A judging screen as a session of it looks: bars, two columns of text, a verdict row, keys.
    private func screen(_ viewport: Viewport, item: Int, choice: Int?, saved: Int) -> Frame {
      var random = SplitMix64(seed: UInt64(item))
      var frame = Frame(viewport)
      let (columns, rows) = (viewport.size.columns, viewport.size.rows)
      frame.put(
        " helpful-replies   item \(item) of 240   handbook v4", at: Point(row: 0, column: 0),
        style: .title)
      frame.put("saved \(saved) · ada", at: Point(row: 0, column: columns - 16), style: .muted)
      frame.rule(row: 1, from: 0, columns: columns)
      let half = columns / 2
      for side in 0..<2 {
        for row in 3..<rows - 6 {
          var text = ""
          while text.count < half - 14 { text += random.pick(Self.words) + " " }
          frame.put(text, at: Point(row: row, column: side * half + 1), columns: half - 3)
        }
      }
      frame.rule(row: rows - 5, from: 0, columns: columns)
      frame.put("Which reply is better overall?", at: Point(row: rows - 4, column: 1))
      for (index, name) in ["A much", "A better", "tie", "B better", "B much"].enumerated() {
        frame.put(
          "\(index + 1) \(name)", at: Point(row: rows - 3, column: 2 + index * 13),
          style: index == choice ? .selected : .body)
      }
      frame.put("u undo   - aside   ? keys", at: Point(row: rows - 1, column: 1), style: .key)
      return frame
    }

    @Test(arguments: [Size(columns: 80, rows: 24), Size(columns: 120, rows: 40)])
    func aKeyAndAnItemStayWithinTheirBudgets(size: Size) throws {
      let pty = try PtyPair(columns: size.columns, rows: size.rows)
      let terminal = try CursesTerminal(
        input: pty.terminal, output: pty.terminal, errors: -1, type: "xterm-256color")
      defer { terminal.close() }
      func cost(_ frame: Frame) throws -> Int {
        terminal.present(frame)
        return try pty.drain().count
      }
      let first = try cost(screen(terminal.viewport, item: 1, choice: nil, saved: 0))
      var keys: [Int] = []
      var items: [Int] = []
      for item in 1...40 {
        for choice in 0..<5 {
          keys.append(
            try cost(screen(terminal.viewport, item: item, choice: choice, saved: item)))
        }
        items.append(
          try cost(screen(terminal.viewport, item: item + 1, choice: nil, saved: item + 1)))
      }
      keys.sort()
      items.sort()
      print(
        """
        bytes at \(size.columns)x\(size.rows): first frame \(first), \
        key median \(keys[keys.count / 2]) max \(keys[keys.count - 1]), \
        item median \(items[items.count / 2]) max \(items[items.count - 1])
        """)
      #expect(keys[keys.count / 2] <= 300)
      #expect(keys[keys.count - 1] <= 2048)
      #expect(items[items.count - 1] <= 12 * 1024)
      #expect(try cost(screen(terminal.viewport, item: 41, choice: nil, saved: 41)) == 0)
    }
  }
}
