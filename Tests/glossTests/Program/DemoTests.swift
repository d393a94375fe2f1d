import Support
import Testing

extension ProgramTests {
  @Suite("Demo")
  struct Demo {
    /// Starts the demo below a shell, so that the terminal outlives it and can be looked at.
    private func start(_ scratch: Scratch, _ command: String) throws -> PseudoTerminal {
      try scratch.terminal(
        running: "/bin/sh",
        ["-c", "read go; \(command); echo \"status $?\"; read end", "sh", Scratch.program])
    }

    @Test func theDemoShowsAnItemTakesAJudgmentAndGivesTheTerminalBackAsItWas() throws {
      let scratch = try Scratch()
      let terminal = try start(scratch, "\"$1\" demo --guard 0")
      let before = terminal.modes
      try terminal.send("\n")
      try terminal.wait(forText: "item 1 of ")
      try terminal.wait(forSaved: 0)
      #expect(terminal.screen.isAlternate)
      #expect(!terminal.screen.cursorIsVisible)
      #expect(terminal.modes != before)
      // Putting aside is a judgment in every sample, whatever it asks.
      try terminal.type("-", until: "1 later")
      try terminal.send("1")
      try terminal.wait(forSaved: 1)
      try terminal.wait(forText: "item 2 of ")
      try terminal.type("q", until: "status 0")
      #expect(terminal.screen.shows("That was the demo."))
      #expect(!terminal.screen.isAlternate)
      #expect(terminal.screen.cursorIsVisible)
      #expect(terminal.modes == before)
      #expect(terminal.pasteMode == false)
      #expect(try scratch.leftovers().isEmpty)
    }

    @Test func theDemoInLineModeNeedsNoTerminal() throws {
      let scratch = try Scratch()
      let outcome = try scratch.gloss("demo", "--plain", input: "-\n1\nq\n")
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.output.contains("Item 1 of "))
      #expect(outcome.output.contains("Item 2 of "))
      #expect(outcome.output.contains("Saved 1."))
      #expect(outcome.lines.allSatisfy { $0.count <= 80 })
      #expect(!outcome.output.contains("\u{1B}"))
      #expect(try scratch.leftovers().isEmpty)
    }

    @Test func lineModeWorksOnADumbTerminal() throws {
      let scratch = try Scratch()
      let terminal = try scratch.terminal("demo", "--plain", environment: ["TERM": "dumb"])
      try terminal.wait(forText: "q leave")
      try terminal.send("-\n1\n")
      // The next item is longer than the terminal, so the line is looked for in what was written.
      try terminal.awaiting("a saved judgment") {
        String(decoding: terminal.output, as: UTF8.self).contains("Saved 1.")
      }
      try terminal.send("q\n")
      #expect(try terminal.waitForEnd() == .exited(0))
      #expect(!terminal.output.contains(0x1B))
    }

    @Test func aDumbTerminalIsToldOfLineMode() throws {
      let scratch = try Scratch()
      let terminal = try scratch.terminal("demo", environment: ["TERM": "dumb"])
      #expect(try terminal.waitForEnd() == .exited(1))
      #expect(terminal.screen.shows("--plain"))
      #expect(!terminal.output.contains(0x1B))
    }
  }
}
