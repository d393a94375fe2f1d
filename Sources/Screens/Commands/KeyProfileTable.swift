/// What became of a key that another tool taught people's fingers.
package enum KeyHere: Hashable, Sendable {
  /// These keys give this command on the judging screen.
  case command(String, command: String)
  /// The answer itself takes the key, whatever the profile.
  case answer(String)
  /// It cannot be: why, and what to do instead.
  case impossible(String)
  /// It belongs to questions that mark spans of a text, and comes with that kind.
  case spans
}

/// One key of another tool and what it does here in the profile of that tool.
package struct KeyProfileRow: Hashable, Sendable {
  /// The keys as the tool's own documentation writes them.
  package var keys: String
  /// What they do there.
  package var there: String
  package var here: KeyHere

  init(_ keys: String, _ there: String, _ here: KeyHere) {
    self.keys = keys
    self.there = there
    self.here = here
  }
}

/// Every default key of SLATE, Prodigy and Label Studio, with what it does here.
package enum KeyProfileTable {
  /// The rows of the profile of that name.
  package static func rows(of profile: String) -> [KeyProfileRow] {
    switch profile {
    case "slate": slate
    case "prodigy": prodigy
    case "labelstudio": labelStudio
    default: []
    }
  }

  static let profiles: [(name: String, tool: String)] = [
    ("slate", "SLATE"), ("prodigy", "Prodigy"), ("labelstudio", "Label Studio"),
  ]

  private static let slate: [KeyProfileRow] = [
    KeyProfileRow("j, ←", "token before", .spans),
    KeyProfileRow(";, →", "next token", .spans),
    KeyProfileRow("i, ↑", "line up", .command("i", command: "line-up")),
    KeyProfileRow("o, ↓", "line down", .command("o", command: "line-down")),
    KeyProfileRow("J :, Shift+← Shift+→", "start or end of the line", .spans),
    KeyProfileRow("I, Shift+↑", "first line", .command("I", command: "top")),
    KeyProfileRow("O, Shift+↓", "last line", .command("O", command: "bottom")),
    KeyProfileRow("m, /", "extend the selection", .spans),
    KeyProfileRow("k, l", "contract the selection", .spans),
    KeyProfileRow("M ? K L", "extend or contract the linking item", .spans),
    KeyProfileRow(
      "Space, then a s d v", "toggle a label",
      .answer("The label's own key does it alone; Space reads on.")),
    KeyProfileRow("d, D", "make a link", .spans),
    KeyProfileRow("u", "remove all labels of this item", .command("u", command: "clear")),
    KeyProfileRow("digits", "repeat count of the next motion", .spans),
    KeyProfileRow("\\", "search", .command("\\", command: "find")),
    KeyProfileRow("n", "next match", .command("n", command: "find-next")),
    KeyProfileRow(
      "p, N, P", "match before, and matches of the linking item",
      .impossible("A search goes round: the next match leads to all of them.")),
    KeyProfileRow("|", "clear the search", .command("|", command: "cancel")),
    KeyProfileRow("t", "free-text label", .command("t", command: "note")),
    KeyProfileRow("]", "save and next file", .command("]", command: "next")),
    KeyProfileRow("[", "save and file before", .command("[", command: "previous")),
    KeyProfileRow("s", "save", .command("s", command: "submit")),
    KeyProfileRow("q", "save and quit", .command("q", command: "quit")),
    KeyProfileRow(
      "Q", "quit without saving or asking",
      .impossible("Nothing here can be left unsaved; Q leaves as q does.")),
    KeyProfileRow("#", "line numbers", .command("#", command: "raw")),
    KeyProfileRow("h", "help", .command("h", command: "help")),
    KeyProfileRow("{", "page up", .command("{", command: "page-up")),
    KeyProfileRow("}", "page down", .command("}", command: "page-down")),
    KeyProfileRow("> p", "progress", .impossible("The first row always shows it.")),
    KeyProfileRow("> l", "legend of the labels", .command("> l", command: "guidelines")),
    KeyProfileRow(
      "> m", "current marks", .impossible("The answers always stand in the rows below the text.")),
  ]

  private static let prodigy: [KeyProfileRow] = [
    KeyProfileRow("a", "accept", .command("a", command: "choose-1")),
    KeyProfileRow("x", "reject", .command("x", command: "choose-2")),
    KeyProfileRow("Space", "ignore", .command("Space", command: "aside-later")),
    KeyProfileRow("Backspace", "undo", .command("Backspace", command: "undo")),
    KeyProfileRow("Del", "undo", .command("Delete", command: "undo")),
    KeyProfileRow("Ctrl+S", "save", .command("Ctrl+S", command: "submit")),
    KeyProfileRow(
      "Cmd+S", "save on a Mac",
      .impossible(
        "The terminal program keeps Cmd for itself; Ctrl+S saves, and every answer is saved anyway."
      )),
    KeyProfileRow("f", "flag", .command("f", command: "ask")),
    KeyProfileRow("h", "instructions", .command("h", command: "guidelines")),
    KeyProfileRow("1–9, 0", "options 1 to 10", .command("1", command: "choose-1")),
    KeyProfileRow("0", "option 10", .command("0", command: "choose-10")),
    KeyProfileRow(
      "Shift+digit", "options 11 to 20",
      .impossible("What Shift makes of a digit differs between keyboards; l finds options by name.")
    ),
    KeyProfileRow(
      "Shift+Alt+digit", "options 21 to 30",
      .impossible("Terminals do not send it; l finds options by name.")),
    KeyProfileRow("Enter", "submit a text", .command("Enter", command: "submit")),
  ]

  private static let labelStudio: [KeyProfileRow] = [
    KeyProfileRow(
      "Ctrl+Enter", "submit",
      .impossible("Most terminals send a bare Enter, which submits here.")),
    KeyProfileRow(
      "Alt+Enter", "update",
      .impossible("Terminals keep it or send Esc and Enter; Enter saves a changed judgment too.")),
    KeyProfileRow(
      "Ctrl+Space", "skip",
      .impossible(
        "Terminals send NUL, and Macs change the keyboard; _ skips, - skips with a reason.")),
    KeyProfileRow("Ctrl+→", "next task", .command("Ctrl+Right", command: "next")),
    KeyProfileRow("Ctrl+←", "task before", .command("Ctrl+Left", command: "previous")),
    KeyProfileRow("Ctrl+Z", "undo", .command("Ctrl+Z", command: "undo")),
    KeyProfileRow(
      "Ctrl+Shift+Z", "redo",
      .impossible("Terminals do not tell it from Ctrl+Z; Ctrl+Y or U does it.")),
    KeyProfileRow(
      "1, 2, …, letters", "label n", .answer("The label's own key, which each project declares.")),
    KeyProfileRow("Backspace", "delete region", .spans),
    KeyProfileRow("Ctrl+Backspace", "delete all regions", .spans),
    KeyProfileRow("u", "unselect", .command("u", command: "clear")),
    KeyProfileRow("Esc", "exit relation", .command("Esc", command: "cancel")),
    KeyProfileRow("Alt+.", "cycle regions", .spans),
    KeyProfileRow("Alt+H", "hide region", .spans),
    KeyProfileRow("Alt+L", "lock region", .spans),
    KeyProfileRow("Alt+R", "relation", .spans),
    KeyProfileRow("Alt+M", "edit meta", .command("Alt+m", command: "note")),
    KeyProfileRow("Ctrl+D", "duplicate region", .spans),
    KeyProfileRow("Shift+↑ Shift+↓", "Data Manager", .command("Shift+Up", command: "browse")),
    KeyProfileRow("Ctrl+K", "command palette", .command("Ctrl+K", command: "palette")),
    KeyProfileRow(
      "Cmd+…", "the same on a Mac",
      .impossible("The terminal program keeps Cmd for itself; the Ctrl keys work.")),
  ]
}
