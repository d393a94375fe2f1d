import Screens
import Terminal

/// Whether the keys make sense.
enum KeyFindings {
  static func all(_ choice: KeymapChoice) -> [Finding] {
    let keymap: Keymap
    do {
      keymap = try choice.map
    } catch {
      return [
        Finding(
          topic: "keys", grade: .broken, text: "the keymap cannot be used",
          remedy: Fault.text(of: error) ?? "\(error)")
      ]
    }
    return of(keymap)
  }

  /// Bindings to commands that do not exist, and what cannot be reached without a key.
  static func of(_ keymap: Keymap) -> [Finding] {
    let unknown = keymap.bindings.filter { Commands.named($0.command) == nil }
    let needed = ["quit", "undo", "submit", "help"]
    let missing = needed.filter { keymap.keys(for: $0, in: "judging").isEmpty }
    var findings: [Finding] = []
    if !unknown.isEmpty {
      findings.append(
        Finding(
          topic: "keys", grade: .broken,
          text: "commands that do not exist: " + unknown.map(\.command).joined(separator: ", "),
          remedy: "gloss keys has the names of all commands."))
    }
    if !missing.isEmpty {
      findings.append(
        Finding(
          topic: "keys", grade: .doubtful,
          text: "no key for " + missing.joined(separator: ", "),
          remedy: "The palette still reaches them; bind a key in the keymap file."))
    }
    if findings.isEmpty {
      findings.append(
        Finding(
          topic: "keys", grade: .fine, text: "\(keymap.bindings.count) bindings, all of them known")
      )
    }
    return findings
  }
}
