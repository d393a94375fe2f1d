import Terminal

extension PageScreen {
  /// The keys that hold on the screen below, from the one declaration of commands.
  static func help(_ workplace: Workplace, contexts: [String]) -> PageScreen {
    let keymap = workplace.keymap
    return PageScreen(
      workplace,
      page: Page(title: "Keys") { columns, widths in
        HelpLines.lines(keymap, contexts: contexts, columns: columns, widths: widths)
      })
  }
}

/// The help as lines: groups of commands with all their keys.
enum HelpLines {
  /// How wide the keys are at most before they take a line of their own.
  private static let keyColumns = 22

  static func lines(
    _ keymap: Keymap, contexts: [String], columns: Int, widths: Widths
  ) -> [Line] {
    var lines: [Line] = []
    for group in CommandGroup.allCases {
      let rows = Commands.all.filter { $0.group == group }.compactMap {
        command -> (String, String)? in
        let keys = names(of: command, in: keymap, contexts: contexts)
        return keys.isEmpty ? nil : (keys.joined(separator: ", "), command.summary)
      }
      if rows.isEmpty { continue }
      if !lines.isEmpty { lines.append(.empty) }
      lines.append(Line(group.rawValue, Style.title.bolded))
      for (keys, summary) in rows {
        lines += row(keys, summary, columns: columns, widths: widths)
      }
    }
    guard contexts.contains("judging") else { return lines }
    lines.append(.empty)
    return lines
      + wrap(
        Line(
          "Labels have the keys that stand beside them; commands without a key are found in the palette. Every judgment is on the disk before the next key is read, and unfinished answers are kept as a draft.",
          .muted), columns: columns, widths: widths)
  }

  /// The keys of a command in some contexts, as people write them.
  static func names(of command: Command, in keymap: Keymap, contexts: [String]) -> [String] {
    contexts.flatMap { keymap.keys(for: command.name, in: $0) }
      .map { $0.map(\.name).joined(separator: " ") }
  }

  private static func row(
    _ keys: String, _ summary: String, columns: Int, widths: Widths
  ) -> [Line] {
    let name = Line([Span("  "), Span(keys, Style.key.bolded)])
    let text = wrap(
      Line(summary), columns: max(20, columns - keyColumns - 2), widths: widths, hangingIndent: 0)
    let isWide = name.width(widths) > keyColumns
    let blank = Line(String(repeating: " ", count: keyColumns + 2))
    let first = isWide ? [name.truncated(to: columns, widths: widths)] : []
    return first
      + text.enumerated().map { index, line in
        (index == 0 && !isWide ? name.padded(to: keyColumns + 2, widths: widths) : blank) + line
      }
  }
}
