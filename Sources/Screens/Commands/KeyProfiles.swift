package import Terminal

/// A set of keys under a name, for fingers that know another tool.
package struct KeyProfile: Sendable {
  package var name: String
  package var summary: String
  /// What it changes of the default keys, in the form of a keymap file.
  package var text: String

  /// The whole keymap: the default keys with the changes.
  package var keymap: Keymap {
    let standard = Keymap.parse(DefaultKeymap.text, file: "the default keymap").0
    return text.isEmpty
      ? standard : standard.overlaid(by: Keymap.parse(text, file: "the \(name) keymap").0)
  }
}

/// Every key profile; a user's own keymap file adds more.
package enum KeyProfiles {
  package static let all: [KeyProfile] = [
    KeyProfile(name: "default", summary: "The keys of this program", text: ""),
    KeyProfile(name: "vim", summary: "Moving and undoing as in vi", text: vim),
    KeyProfile(name: "prodigy", summary: "Accept, reject and ignore as in Prodigy", text: prodigy),
    KeyProfile(name: "slate", summary: "Moving and labelling as in SLATE", text: slate),
    KeyProfile(
      name: "labelstudio", summary: "Tasks and regions as in Label Studio", text: labelStudio),
  ]

  /// A profile by its name.
  package static func named(_ name: String) -> KeyProfile? { all.first { $0.name == name } }

  private static let vim = """
    bind judging Ctrl+R redo
    bind judging Ctrl+D page-down
    bind judging Ctrl+F page-down
    bind judging Ctrl+U page-up
    unbind judging g
    bind judging g g top
    bind judging g / guidelines-find
    bind judging G bottom
    bind judging K guidelines
    bind judging H guidelines-full
    bind judging n find-next
    bind judging A note
    bind judging Ctrl+N next
    bind judging Ctrl+P previous
    bind judging Z Z quit
    bind list g g top
    bind list G bottom
    bind list Ctrl+D page-down
    bind list Ctrl+U page-up
    bind reading g g top
    bind reading G bottom
    bind reading Ctrl+D page-down
    bind reading Ctrl+U page-up

    """

  private static let prodigy = """
    bind judging a choose-1
    bind judging x choose-2
    bind judging Space aside-later
    bind judging Delete undo
    bind judging Ctrl+S submit
    bind judging h guidelines
    bind judging 1 choose-1
    bind judging 2 choose-2
    bind judging 3 choose-3
    bind judging 4 choose-4
    bind judging 5 choose-5
    bind judging 6 choose-6
    bind judging 7 choose-7
    bind judging 8 choose-8
    bind judging 9 choose-9
    bind judging 0 choose-10
    bind judging e read-on

    """

  private static let slate = """
    unbind judging <
    unbind judging >
    bind judging i line-up
    bind judging o line-down
    bind judging I top
    bind judging O bottom
    bind judging { page-up
    bind judging } page-down
    bind judging \\ find
    bind judging n find-next
    bind judging | cancel
    bind judging u clear
    bind judging s submit
    bind judging Q quit
    bind judging h help
    bind judging # raw
    bind judging t note
    bind judging Ctrl+U undo
    bind judging e inspect
    bind judging v layout
    bind judging > l guidelines
    bind judging > 1 keep-first
    bind judging > 2 keep-second

    """

  private static let labelStudio = """
    bind judging Ctrl+Right next
    bind judging Ctrl+Left previous
    bind judging Ctrl+Z undo
    bind judging Ctrl+Y redo
    bind judging u clear
    bind judging Esc cancel
    bind judging Ctrl+K palette
    bind judging Alt+m note
    bind judging Shift+Up browse
    bind judging Shift+Down browse

    """
}
