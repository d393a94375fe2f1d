import Terminal
import Testing

@Suite struct KeymapTests {
  func keys(_ names: String) -> [Key] {
    names.split(separator: " ").compactMap { Key(name: String($0)) }
  }

  let sample = """
    # what everybody has
    bind everywhere ? help
    bind judging u undo            # takes back
    bind judging Backspace undo
    bind judging . n note-previous
    bind judging c 4 confidence-4
    bind judging # line-numbers
    bind text Ctrl+J newline

    """

  @Test func keysGiveTheCommandOfTheInnermostContext() throws {
    let (map, faults) = Keymap.parse(sample + "bind text ? type-it\n", file: "k")
    #expect(faults.isEmpty)
    #expect(map.command(for: keys("u"), in: ["judging", "everywhere"]) == .command("undo"))
    #expect(map.command(for: keys("?"), in: ["judging", "everywhere"]) == .command("help"))
    #expect(map.command(for: keys("?"), in: ["text", "everywhere"]) == .command("type-it"))
    #expect(map.command(for: keys("u"), in: ["text"]) == .none)
    #expect(map.command(for: keys("#"), in: ["judging"]) == .command("line-numbers"))
    #expect(map.command(for: [], in: ["judging"]) == .none)
  }

  @Test func sequencesWaitForTheirLastKey() {
    let map = Keymap.parse(sample, file: "k").0
    #expect(map.command(for: keys("."), in: ["judging"]) == .prefix)
    #expect(map.command(for: keys(". n"), in: ["judging"]) == .command("note-previous"))
    #expect(map.command(for: keys(". x"), in: ["judging"]) == .none)
    #expect(map.command(for: keys("c 4"), in: ["judging"]) == .command("confidence-4"))
  }

  @Test func helpFindsTheKeysOfACommand() {
    let map = Keymap.parse(sample, file: "k").0
    #expect(map.keys(for: "undo", in: "judging") == [keys("u"), keys("Backspace")])
    #expect(map.keys(for: "undo", in: "text").isEmpty)
    #expect(map.contexts == ["everywhere", "judging", "text"])
    #expect(map.bindings(in: "judging").map(\.keyNames) == ["u", "Backspace", ". n", "c 4", "#"])
  }

  @Test func aMapIsReadBackFromItsText() {
    let more = "bind judging x # no\nbind judging z Hash y\nunbind judging Ctrl+K # gone\n"
    let (map, faults) = Keymap.parse(sample + more, file: "k")
    #expect(
      faults.map(\.message) == [
        "The line ends too early; it should read bind CONTEXT KEYS COMMAND."
      ])
    #expect(map.removals == [Keymap.Removal(keys: keys("Ctrl+K"), context: "judging")])
    let (again, none) = Keymap.parse(map.text, file: "k")
    #expect(again == map && none.isEmpty)
  }

  @Test func everyFaultIsReportedWithItsPlace() {
    let text = """
      \u{FEFF}bnid judging u undo
      bind judging u
      bind jugding u undo
      \tbind judging Ctlr+Up undo
      bind judging u udno\r
      bind judging c confidence
      bind judging c 4 undo
      bind judging c help
      unbind judging
      bind judging \u{1B}[ undo
      bind judging y help
      """
    let (map, faults) = Keymap.parse(
      text, file: "my.keys", commands: ["undo", "help", "confidence"], contexts: ["judging"])
    #expect(map.bindings.map(\.command) == ["confidence", "help"])
    #expect(
      faults.map(\.description) == [
        "my.keys:1:1: A line begins with bind or unbind, not “bnid”. Did you mean bind?",
        "my.keys:2:15: The line ends too early; it should read bind CONTEXT KEYS COMMAND.",
        "my.keys:3:6: There is no context “jugding”. Did you mean judging?",
        "my.keys:4:15: There is no key “Ctlr+Up”.",
        "my.keys:5:16: There is no command “udno”. Did you mean undo?",
        "my.keys:7:14: c 4 and c cannot both be pressed, for one begins the other: see line 6. "
          + "Remove one of the two.",
        "my.keys:8:14: c is bound already: see line 6. Remove one of the two.",
        "my.keys:9:15: The line ends too early; it should read unbind CONTEXT KEYS.",
        "my.keys:10:14: There is no key “‹U+001B›[”.",
      ])
  }

  @Test func anOverlayKnowsBetter() {
    let base = Keymap.parse(sample, file: "k").0
    let other = Keymap.parse(
      """
      unbind judging Backspace
      bind judging u unlabel
      bind judging c count
      bind judging ? n new
      bind text . dot
      """, file: "k"
    ).0
    let map = base.overlaid(by: other)
    #expect(map.command(for: keys("Backspace"), in: ["judging"]) == .none)
    #expect(map.command(for: keys("u"), in: ["judging"]) == .command("unlabel"))
    #expect(map.command(for: keys("c"), in: ["judging"]) == .command("count"))
    #expect(map.command(for: keys("c 4"), in: ["judging"]) == .none)
    #expect(map.command(for: keys(". n"), in: ["judging"]) == .command("note-previous"))
    #expect(map.command(for: keys("?"), in: ["judging", "everywhere"]) == .prefix)
    #expect(map.bindings.map(\.command).prefix(2) == ["help", "unlabel"])
    #expect(base.overlaid(by: Keymap()) == base)
    #expect(Keymap().overlaid(by: base) == base)
    #expect(map.overlaid(by: other) == map)
  }
}
