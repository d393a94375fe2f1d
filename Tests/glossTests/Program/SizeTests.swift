import Foundation
import Support
import Testing

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

extension ProgramTests {
  @Suite("Sizes, suspending and coming back")
  struct Sizes {
    private func start(_ scratch: Scratch) throws -> PseudoTerminal {
      let store = try scratch.makeStore(items: 9)
      let terminal = try scratch.terminal("work", store, "--guard", "0")
      try terminal.wait(forSaved: 0)
      return terminal
    }

    /// Whether the frame fills the screen: its first row reaches the right edge.
    private func isWhole(_ screen: VirtualScreen) -> Bool {
      screen.text(row: 0).hasPrefix(" reviews") && screen.text(row: 0).contains("· ada")
        && screen.text(row: 1).hasPrefix("──") && screen.text(row: 1).hasSuffix("──")
        && screen.lastRow.contains("keys")
        && screen.text(row: screen.rows - 1).contains("keys")
    }

    @Test func everySizeIsTakenOverInTheMiddleOfAnItem() throws {
      let scratch = try Scratch()
      let terminal = try start(scratch)
      for (columns, rows) in [(120, 40), (60, 16), (200, 50), (80, 24)] {
        terminal.resize(columns: columns, rows: rows)
        try terminal.wait(for: "a frame of \(columns)×\(rows)") { isWhole($0) }
        #expect(terminal.screen.shows(Workshop.text(1)))
      }
      try terminal.send("1")
      try terminal.wait(forSaved: 1)
      #expect(try terminal.leave() == .exited(0))
    }

    @Test func aStormOfResizesEndsInOneWholeFrame() throws {
      let seed = UInt64.random(in: 0..<1_000_000)
      var random = SplitMix64(seed: seed)
      let scratch = try Scratch()
      let terminal = try start(scratch)
      for number in 0..<50 {
        // Below 60 × 16 nothing can be read, so that a key there is refused, and rightly.
        terminal.resize(
          columns: Int.random(in: 60...220, using: &random),
          rows: Int.random(in: 16...60, using: &random))
        if number == 25 { try terminal.send("1") }
        terminal.receive(for: 0)
      }
      terminal.resize(columns: 100, rows: 30)
      try terminal.wait(for: "a whole frame (seed \(seed))") { isWhole($0) && $0.saved == 1 }
      try terminal.wait(forText: Workshop.text(2))
      #expect(try terminal.leave() == .exited(0), "seed \(seed)")
    }

    @Test func aTerminalThatIsTooSmallSaysSoPolitelyAndKeepsItsPlace() throws {
      let scratch = try Scratch()
      let terminal = try start(scratch)
      terminal.resize(columns: 20, rows: 5)
      try terminal.wait(for: "a sentence") { $0.text(row: 0).hasPrefix(" Please make this") }
      terminal.readUntilSilent()
      let words = terminal.screen.picture.split { $0 == "\n" || $0 == " " }.joined(separator: " ")
      #expect(words.hasPrefix("Please make this window at least 60 × 16"), "\(words)")
      terminal.resize(columns: 80, rows: 24)
      try terminal.wait(for: "the item again") { isWhole($0) && $0.shows(Workshop.text(1)) }
      #expect(terminal.screen.saved == 0)
      terminal.resize(columns: 1, rows: 1)
      terminal.readUntilSilent()
      terminal.resize(columns: 60, rows: 16)
      try terminal.wait(for: "the item again") { isWhole($0) && $0.shows(Workshop.text(1)) }
      #expect(try terminal.leave() == .exited(0))
    }

    @Test func aStartInASmallTerminalWaitsForRoom() throws {
      let scratch = try Scratch()
      let store = try scratch.makeStore(items: 2)
      let terminal = try scratch.terminal("work", store, "--guard", "0", columns: 20, rows: 5)
      try terminal.wait(forText: "Please make this")
      terminal.resize(columns: 80, rows: 24)
      try terminal.wait(for: "the item") { isWhole($0) && $0.shows(Workshop.text(1)) }
      #expect(try terminal.leave() == .exited(0))
    }

    /// A shell with job control that has started the program in its foreground.
    private func shell(_ scratch: Scratch, _ store: String) throws -> PseudoTerminal {
      let shell = try scratch.terminal(
        running: "/bin/bash", ["--norc", "--noprofile", "--noediting", "-i"],
        environment: ["PS1": "shell> ", "INPUTRC": "/dev/null", "HISTFILE": ""])
      try shell.wait(forText: "shell>")
      try shell.send("\(Scratch.program) work \(store) --guard 0\n")
      try shell.wait(forSaved: 0)
      return shell
    }

    @Test func controlZGivesTheShellItsTerminalAndFgTheScreenBack() throws {
      let scratch = try Scratch()
      let store = try scratch.makeStore(items: 5, questions: Workshop.withText)
      let shell = try shell(scratch, store)
      let inside = shell.modes
      try shell.type("1", until: "Why?")
      try shell.type("half a text", until: "half a text")
      try shell.send("\u{1A}")
      try shell.wait(for: "the shell") { !$0.isAlternate && $0.shows("Stopped") }
      #expect(shell.screen.cursorIsVisible)
      #expect(shell.pasteMode == false)
      #expect(shell.modes != inside)
      // What was unfinished is on the disk before the program stops: nobody knows for how long.
      #expect(try scratch.status("drafts", of: store) == 1)
      shell.resize(columns: 100, rows: 30)
      try shell.send("echo still $((40 + 2)) here\n")
      try shell.wait(forText: "still 42 here")
      try shell.send("fg\n")
      try shell.wait(for: "the screen") {
        $0.isAlternate && $0.shows("half a text") && $0.text(row: 0).hasSuffix("ada ")
      }
      #expect(shell.pasteMode == true)
      #expect(shell.modes == inside)
      try shell.send(" more\r")
      try shell.wait(forSaved: 1)
      try shell.send("\u{3}q")
      try shell.wait(for: "the shell") { !$0.isAlternate }
      try shell.send("exit\n")
      try shell.waitForEnd()
      let exported = try scratch.gloss("export", store).output
      #expect(exported.contains("\"why\":\"half a text more\""), "\(exported)")
    }

    @Test func aStopFromOutsideIsLikeControlZ() throws {
      let scratch = try Scratch()
      let store = try scratch.makeStore(items: 5)
      let shell = try scratch.terminal(
        running: "/bin/bash", ["--norc", "--noprofile", "--noediting", "-i"],
        environment: ["PS1": "shell> ", "HISTFILE": ""])
      try shell.wait(forText: "shell>")
      try shell.send("sh -c 'echo $$ > pid; exec \(Scratch.program) work \(store) --guard 0'\n")
      try shell.wait(forSaved: 0)
      let text = try String(contentsOfFile: scratch.path("pid"), encoding: .utf8)
      let pid = try #require(Int32(text.filter(\.isNumber)))
      for _ in 0..<3 {
        kill(pid, SIGTSTP)
        try shell.wait(for: "the shell") { !$0.isAlternate && $0.shows("Stopped") }
        try shell.send("clear; fg\n")
        try shell.wait(for: "the screen") { $0.isAlternate && isWhole($0) }
      }
      try shell.send("1")
      try shell.wait(forSaved: 1)
      try shell.send("q")
      try shell.wait(for: "the shell") { !$0.isAlternate }
      shell.signal(SIGHUP)
      try shell.waitForEnd()
    }
  }
}
