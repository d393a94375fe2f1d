import Screens
import Terminal
import Testing

@Suite struct Keymaps {
  static let standard = KeyProfiles.named("default")?.keymap ?? Keymap()

  @Test func theDefaultKeymapHasNoClashAndKnowsEveryCommand() {
    let (_, faults) = Keymap.parse(
      DefaultKeymap.text, file: "default", commands: Commands.all.map(\.name),
      contexts: Commands.contexts.map(\.name))
    #expect(faults.isEmpty)
  }

  @Test func everyCommandHasAKeyOrStandsInThePalette() {
    for command in Commands.all {
      let isBound = Self.standard.contexts.contains { context in
        !Self.standard.keys(for: command.name, in: context).isEmpty
      }
      #expect(isBound || !command.contexts.isEmpty, "\(command.name) cannot be reached.")
      #expect(
        command.contexts.allSatisfy { name in Commands.contexts.contains { $0.name == name } })
    }
    #expect(Set(Commands.all.map(\.name)).count == Commands.all.count)
  }

  @Test func aKeyIsBoundOnlyWhereItsCommandDoesSomething() {
    for profile in KeyProfiles.all {
      for binding in profile.keymap.bindings {
        let command = Commands.named(binding.command)
        #expect(
          command?.contexts.contains(binding.context) == true
            || (binding.context == "reading" && binding.command == "cancel"),
          "\(profile.name): \(binding.keyNames) gives \(binding.command) in \(binding.context).")
      }
    }
  }

  @Test(arguments: KeyProfiles.all.map(\.name))
  func everyLineOfAProfileIsUnderstood(_ name: String) {
    let profile = KeyProfiles.named(name)
    let (_, faults) = Keymap.parse(
      profile?.text ?? "", file: name, commands: Commands.all.map(\.name),
      contexts: Commands.contexts.map(\.name))
    #expect(faults.isEmpty)
  }

  @Test(arguments: KeyProfiles.all.map(\.name))
  func everyProfileCanUndoSaveAskForHelpAndLeave(_ name: String) {
    let keymap = KeyProfiles.named(name)?.keymap ?? Keymap()
    for command in ["undo", "submit", "help", "quit", "palette", "cancel", "redo", "read-on"] {
      #expect(!keymap.keys(for: command, in: "judging").isEmpty, "\(name) has no \(command).")
    }
    // Neither Ctrl with Enter nor Alt nor Esc alone may be the only way to anything.
    for command in Commands.all {
      let keys = keymap.keys(for: command.name, in: "judging")
      guard !keys.isEmpty else { continue }
      #expect(
        keys.contains { $0.allSatisfy { !$0.alt && $0.code != .escape } },
        "\(name): \(command.name) needs Alt or Esc.")
    }
  }

  @Test func noDigitIsACommandInTheDefaultKeymap() {
    for binding in Self.standard.bindings(in: "judging") {
      guard let typed = binding.keys.first?.typed else { continue }
      #expect(!typed.isNumber, "\(binding.keyNames)")
    }
  }
}
