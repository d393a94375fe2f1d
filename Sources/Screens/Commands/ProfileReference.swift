/// The key profiles as a document, made from the tables that the tests check.
package enum ProfileReference {
  /// The document in Markdown.
  package static var markdown: String {
    var lines = [
      "# Key profiles", "",
      "`gloss work --profile NAME` takes the keys of another tool; the choice is remembered.",
      "`gloss keys --profile NAME` prints all keys of a profile.",
      "A keymap file given with `--keymap` changes any of them.", "",
      "| profile | for |", "|---|---|",
    ]
    for profile in KeyProfiles.all { lines.append("| `\(profile.name)` | \(profile.summary). |") }
    for profile in KeyProfileTable.profiles {
      lines += [
        "", "## \(profile.tool)", "", "| keys there | do there | here |", "|---|---|---|",
      ]
      for row in KeyProfileTable.rows(of: profile.name) {
        lines.append("| \(cell(row.keys)) | \(cell(row.there)) | \(cell(words(row.here))) |")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func words(_ here: KeyHere) -> String {
    switch here {
    case .command(let keys, let command):
      let summary = Commands.named(command)?.summary ?? command
      return "`\(keys)`: \(summary)"
    case .answer(let how): return how
    case .impossible(let why): return "*not here:* \(why)"
    case .spans: return "*with questions that mark spans*"
    }
  }

  private static func cell(_ text: String) -> String {
    text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
  }
}
