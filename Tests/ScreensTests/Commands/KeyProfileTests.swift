import Foundation
import Judgments
import Questions
import Screens
import Support
import Terminal
import Testing

@Suite struct KeyProfilesOfPeers {
  @Test(arguments: ["slate", "prodigy", "labelstudio"])
  func everyKeyOfThePeerDoesWhatTheTableSays(_ name: String) throws {
    let keymap = try #require(KeyProfiles.named(name)).keymap
    let rows = KeyProfileTable.rows(of: name)
    #expect(rows.count > 10)
    for row in rows {
      switch row.here {
      case .command(let names, let command):
        let keys = names.split(separator: " ").compactMap { Key(name: String($0)) }
        #expect(
          keymap.command(for: keys, in: ["judging"]) == .command(command),
          "\(name): \(row.keys) should give \(command).")
      case .answer(let words), .impossible(let words):
        #expect(words.hasSuffix("."), "\(name): \(row.keys) needs a sentence.")
      case .spans: break
      }
    }
  }

  @Test func prodigysDigitsChooseInOrder() throws {
    let keymap = try #require(KeyProfiles.named("prodigy")).keymap
    for (place, key) in "1234567890".enumerated() {
      #expect(
        keymap.command(for: [Key(key)], in: ["judging"]) == .command("choose-\(place + 1)"))
    }
  }

  @Test func prodigysAcceptAnswersAChoice() throws {
    let keymap = try #require(KeyProfiles.named("prodigy")).keymap
    var bench = try Bench(
      Sample.sentiment, items: [Sample.review, Sample.review], profile: keymap)
    bench.press("a")
    #expect(bench.standing(1)?.answers.first?.answer.textValue == "positive")
    bench.press("x")
    #expect(bench.standing(2)?.answers.first?.answer.textValue == "negative")
    bench.press("Backspace")
    #expect(bench.standing(2) == nil)
    bench.press("Space")
    #expect(bench.standing(2)?.aside == .later)
  }

  /// With `GLOSS_RECORD` set the page is written instead.
  @Test func theDocumentationIsWhatTheTablesSay() throws {
    let page = Places.repositoryRoot + "/Documentation/profiles.md"
    if ProcessInfo.processInfo.environment["GLOSS_RECORD"] != nil {
      try Data(ProfileReference.markdown.utf8).write(to: URL(filePath: page))
    }
    let written = try String(contentsOfFile: page, encoding: .utf8)
    #expect(
      written == ProfileReference.markdown,
      "Run the tests once with GLOSS_RECORD=1 to write Documentation/profiles.md.")
  }
}
