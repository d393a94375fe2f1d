/// One thing a key can do: keys, help, palette and documentation are made from these.
package struct Command: Hashable, Sendable {
  /// The name in keymaps, such as `undo`.
  package var name: String
  /// One or two words for the hint row.
  package var hint: String
  /// What it does, as a sentence without its period.
  package var summary: String
  package var group: CommandGroup
  /// Where it does something; the palette offers it there, bound or not.
  package var contexts: [String]
  /// Whether a label may have its key, which then answers; the command has other ways.
  package var givesWayToLabels: Bool

  package init(
    _ name: String, _ hint: String, _ summary: String, _ group: CommandGroup,
    in contexts: [String] = ["judging"], givesWayToLabels: Bool = false
  ) {
    self.name = name
    self.hint = hint
    self.summary = summary
    self.group = group
    self.contexts = contexts
    self.givesWayToLabels = givesWayToLabels
  }
}

/// The sections of the help, in order.
package enum CommandGroup: String, Hashable, Sendable, CaseIterable {
  case judge = "Judging"
  case read = "Reading"
  case move = "Moving"
  case record = "Saying more"
  case lists = "Lists"
  case other = "Everything else"
}
