import Screens
import Terminal

/// The keys of every screen, from the declarations that the screens themselves use.
enum KeyTables {
  /// The characters that commands have while an item is on the screen, which no label may take.
  static let reservedKeys: Set<Character> = {
    var keys: Set<Character> = []
    let standard = Keymap.parse(DefaultKeymap.text, file: "the default keymap").0
    for binding in standard.bindings(in: "judging") {
      guard let first = binding.keys.first, !first.control, !first.alt,
        case .character(let character) = first.code,
        Commands.named(binding.command)?.givesWayToLabels != true
      else { continue }
      keys.insert(character)
    }
    return keys
  }()

  /// One row of a table: what a command does in a context, and its keys.
  struct Row: Equatable {
    var keys: [String]
    var command: String
    var summary: String
  }

  /// The commands of a context that have keys, by group, in the order of their declaration.
  static func sections(
    of context: String, in keymap: Keymap
  ) -> [(group: CommandGroup, rows: [Row])] {
    CommandGroup.allCases.compactMap { group in
      let rows = Commands.all.filter { $0.group == group }.compactMap { command -> Row? in
        let keys = keymap.keys(for: command.name, in: context)
        guard !keys.isEmpty else { return nil }
        return Row(
          keys: keys.map { $0.map(\.name).joined(separator: " ") }, command: command.name,
          summary: command.summary)
      }
      return rows.isEmpty ? nil : (group, rows)
    }
  }

  /// The tables for people.
  static func text(_ keymap: Keymap) -> [String] {
    var lines: [String] = []
    for context in Commands.contexts {
      let sections = sections(of: context.name, in: keymap)
      if sections.isEmpty { continue }
      if !lines.isEmpty { lines.append("") }
      lines.append("\(context.name.uppercased()) — \(context.summary)")
      for (group, rows) in sections {
        lines.append("")
        lines.append("  \(group.rawValue)")
        var table = TextTable()
        for row in rows {
          table.row("    " + row.keys.joined(separator: "  "), row.command, row.summary)
        }
        lines += table.lines
      }
    }
    return lines
  }

  /// The tables as a document.
  static func markdown(_ keymap: Keymap, profile: String) -> [String] {
    var lines = [
      "# Keys", "",
      "Made by `gloss keys --format markdown` from the declarations that the screens use.",
      "The keys of labels are those that each project declares.",
    ]
    if profile != "default" { lines += ["", "The profile is `\(profile)`."] }
    for context in Commands.contexts {
      let sections = sections(of: context.name, in: keymap)
      if sections.isEmpty { continue }
      lines += ["", "## \(context.name.capitalizedFirst): \(context.summary)"]
      for (group, rows) in sections {
        lines += [
          "", "### \(group.rawValue)", "", "| keys | command | what it does |", "|---|---|---|",
        ]
        for row in rows {
          let keys = row.keys.map { "`\($0 == "|" ? "\\|" : $0)`" }.joined(separator: " ")
          lines.append("| \(keys) | `\(row.command)` | \(row.summary). |")
        }
      }
    }
    return lines
  }
}

extension String {
  /// The text with a capital first letter.
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
