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
  static func lines(
    _ keymap: Keymap, contexts: [String], columns: Int, widths: Widths
  ) -> [Line] {
    var lines: [Line] = []
    for group in CommandGroup.allCases {
      let rows = Commands.all.filter { $0.group == group }.compactMap { command -> (String, String)? in
        let keys = contexts.flatMap { keymap.keys(for: command.name, in: $0) }
          .map { $0.map(\.name).joined(separator: " ") }
        return keys.isEmpty ? nil : (keys.joined(separator: ", "), command.summary)
      }
      if rows.isEmpty { continue }
      if !lines.isEmpty { lines.append(.empty) }
      lines.append(Line(group.rawValue, Style.title.bolded))
      for (keys, summary) in rows {
        let line = Line([Span("  "), Span(keys, Style.key.bolded)])
        let padded = line.padded(to: 24, widths: widths)
        lines += wrap(
          padded + Line(" \(summary)"), columns: columns, widths: widths, hangingIndent: 25)
      }
    }
    if contexts.contains("judging") {
      lines.append(.empty)
      lines += wrap(
        Line(
          "Labels have the keys that stand beside them. Every judgment is on the disk before the next key is read; unfinished answers are kept as a draft.",
          .muted), columns: columns, widths: widths)
    }
    return lines
  }
}
