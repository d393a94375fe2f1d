import Foundation
import Support
import Testing

extension ProgramTests {
  @Suite("Pasting and editing")
  struct Typing {
    private let begin = "\u{1B}[200~"
    private let end = "\u{1B}[201~"

    @Test func tenKilobytesPastedOnAnItemChooseNothingAndSaySo() throws {
      let scratch = try Scratch()
      let store = try scratch.makeStore(items: 300)
      let terminal = try scratch.terminal("work", store, "--guard", "0")
      try terminal.wait(forSaved: 0)
      let text = String(repeating: "1 2\t3 q\n", count: 1280)
      try terminal.send(begin + text + end)
      try terminal.wait(forText: "Paste ignored: no text field is open.")
      #expect(terminal.screen.saved == 0)
      #expect(terminal.screen.shows("item 1 of 300"))
      try terminal.send("1")
      try terminal.wait(forSaved: 1)
      #expect(try terminal.leave() == .exited(0))
      #expect(try scratch.status("judged", of: store) == 1)
    }

    @Test func aPasteIntoATextAnswerIsText() throws {
      let scratch = try Scratch()
      let store = try scratch.makeStore(items: 3, questions: Workshop.withText)
      let terminal = try scratch.terminal("work", store, "--guard", "0")
      try terminal.wait(forSaved: 0)
      try terminal.type("1", until: "Why?")
      try terminal.send("A: " + begin + "née \u{4F5C} 1 2 3 q" + end + ".")
      try terminal.wait(forText: "A: née 作 1 2 3 q.")
      #expect(terminal.screen.saved == 0)
      try terminal.send("\r")
      try terminal.wait(forSaved: 1)
      terminal.finish()
      #expect(try scratch.gloss("export", store).output.contains("\"A: née 作 1 2 3 q.\""))
    }

    @Test func aPasteCannotEndItselfAndTypeOn() throws {
      let scratch = try Scratch()
      let store = try scratch.makeStore(items: 300)
      let terminal = try scratch.terminal("work", store, "--guard", "0")
      try terminal.wait(forSaved: 0)
      // A clipboard with the end mark's parts: alone, doubled and cut.
      try terminal.send(begin + "1\u{1B}1[201~1\u{1B}\u{1B}[20\u{1B}[31m3\u{9B}201~2" + end)
      try terminal.wait(forText: "Paste ignored")
      #expect(terminal.screen.saved == 0)
      #expect(try terminal.leave() == .exited(0))
      #expect(try scratch.status("judged", of: store) == 0)
      #expect(try scratch.status("drafts", of: store) == 0)
    }

    @Test func controlsInAPastedTextAreShownAndNeverActedOn() throws {
      let scratch = try Scratch()
      let store = try scratch.makeStore(items: 3, questions: Workshop.withText)
      let terminal = try scratch.terminal("work", store, "--guard", "0")
      try terminal.wait(forSaved: 0)
      try terminal.type("1", until: "Why?")
      try terminal.send(begin + "red\u{1B}[31m bell\u{7} end" + end + "!")
      try terminal.wait(forText: " end!")
      #expect(terminal.screen.shows("red"))
      #expect(TerminalStream.fault(in: terminal.output) == nil)
      #expect(try terminal.leaveText() == .exited(0))
    }

    /// A project whose item waits for a text, with an editor that a script plays.
    private func editing(_ script: String, in scratch: Scratch) throws -> (PseudoTerminal, String) {
      let editor = try scratch.write("#!/bin/sh\n" + script, to: "my editor.sh")
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: editor)
      let store = try scratch.makeStore(items: 3, questions: Workshop.withText)
      let terminal = try scratch.terminal(
        "work", store, "--guard", "0", environment: ["VISUAL": "'\(editor)' --wait"])
      try terminal.wait(forSaved: 0)
      try terminal.type("1", until: "Why?")
      try terminal.type("first", until: "first")
      return (terminal, store)
    }

    @Test func theEditorGetsTheTextAndATerminalAsItWasAndGivesTheTextBack() throws {
      let scratch = try Scratch()
      let (terminal, store) = try editing(
        """
        [ "$1" = --wait ] || exit 3
        stty -a > "\(scratch.path("modes"))"
        ls -l "$2" > "\(scratch.path("listing"))"
        echo "in the editor"; read line
        printf '%s, then %s\\n' "$(cat "$2")" "$line" > "$2"
        """, in: scratch)
      try terminal.send("\u{18}")
      try terminal.wait(for: "the editor") { !$0.isAlternate && $0.shows("in the editor") }
      // An unfinished form is on the disk before another program has the terminal.
      #expect(try scratch.status("drafts", of: store) == 1)
      try terminal.send("second\n")
      try terminal.wait(for: "the text") { $0.isAlternate && $0.shows("first, then second") }
      #expect(terminal.pasteMode == true)
      let modes = try String(contentsOfFile: scratch.path("modes"), encoding: .utf8)
      #expect(modes.contains(" icanon") && modes.contains(" echo "))
      let listing = try String(contentsOfFile: scratch.path("listing"), encoding: .utf8)
      #expect(listing.hasPrefix("-rw-------"))
      #expect(try scratch.leftovers().isEmpty)
      try terminal.send("\r")
      try terminal.wait(forSaved: 1)
      terminal.finish()
      #expect(try scratch.gloss("export", store).output.contains("\"why\":\"first, then second\""))
    }

    @Test func anEditorThatFailsChangesNothingAndSaysSo() throws {
      let scratch = try Scratch()
      let (terminal, _) = try editing("echo broken >&2; exit 1\n", in: scratch)
      try terminal.send("\u{18}")
      try terminal.wait(for: "a reason") { $0.words.contains("ended with status 1.") }
      #expect(terminal.screen.shows("first"))
      #expect(try terminal.leaveText() == .exited(0))
    }

    @Test func controlCInTheEditorIsTheEditorsAlone() throws {
      let scratch = try Scratch()
      let (terminal, _) = try editing(
        "trap 'echo caught' INT; echo ready; read line; read line; printf x > \"$2\"\n",
        in: scratch)
      try terminal.send("\u{18}")
      try terminal.wait(forText: "ready")
      try terminal.send("\u{3}")
      try terminal.wait(forText: "caught")
      try terminal.send("\n\n")
      try terminal.wait(for: "the screen") { $0.isAlternate && $0.saved == 0 }
      #expect(try terminal.leaveText() == .exited(0))
    }
  }
}

extension PseudoTerminal {
  /// Leaves a text that is being typed, and then the program.
  func leaveText() throws -> Ending {
    try type("\u{3}", until: "Left the text")
    return try leave()
  }
}
