import ArgumentParser
import Screens
import Terminal

/// `gloss keys`: the key tables, made from the declarations that the screens use.
struct KeysCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys",
    abstract: "Prints the keys of every screen.",
    discussion: """
      Key names are those of keymap files and of work --keys. Keys of labels are declared by each \
      project and are not listed.
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text
    case markdown
    case keymap
  }

  @Option(help: "How to print them: text, markdown, or a keymap file to change.")
  var format = Format.text

  @OptionGroup var choice: KeymapChoice

  func run() throws {
    let keymap = try choice.map
    switch format {
    case .text: for line in KeyTables.text(keymap) { try TextOutput.standard.line(line) }
    case .markdown:
      for line in KeyTables.markdown(keymap, profile: choice.profile) {
        try TextOutput.standard.line(line)
      }
    case .keymap: try TextOutput.standard.bytes(Array(keymap.text.utf8))
    }
  }
}

/// Which keys are meant.
struct KeymapChoice: ParsableArguments {
  @Option(
    help: "A key profile: \(KeyProfiles.all.map(\.name).joined(separator: ", ")).",
    completion: .list(KeyProfiles.all.map(\.name)))
  var profile = "default"

  @Option(help: "A keymap file that changes the profile's keys.", completion: .file())
  var keymap: String?

  var map: Keymap {
    get throws { try Profiles.keymap(profile, overlay: keymap) }
  }
}
