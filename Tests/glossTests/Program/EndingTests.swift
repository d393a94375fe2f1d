import Foundation
import Support
import Testing

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

extension ProgramTests {
  @Suite("Signals, hang-ups and crashes")
  struct Endings {
    /// A program with a half-filled form: one answer, and a text that is being written.
    private func unfinished(
      _ scratch: Scratch, text: String = "clean rooms"
    ) throws -> (terminal: PseudoTerminal, store: String) {
      let store = try scratch.makeStore(items: 5, questions: Workshop.withText)
      let terminal = try scratch.terminal("work", store, "--guard", "0")
      try terminal.wait(forSaved: 0)
      try terminal.type("1", until: "Why?")
      try terminal.type(text, until: text)
      return (terminal, store)
    }

    /// Opens the store again and expects the answers where they were left.
    private func expectDraft(
      _ store: String, _ scratch: Scratch, text: String = "clean rooms"
    ) throws {
      #expect(try scratch.status("drafts", of: store) == 1)
      #expect(try scratch.status("judged", of: store) == 0)
      let terminal = try scratch.terminal("work", store, "--guard", "0")
      try terminal.wait(forText: "Your unfinished answers are back")
      #expect(terminal.screen.shows(text))
      try terminal.send("\r")
      try terminal.wait(forSaved: 1)
      terminal.signal(SIGTERM)
      #expect(try terminal.waitForEnd() == .exited(143))
      let exported = try scratch.gloss("export", store).output
      #expect(exported.contains("\"mood\":\"good\""), "\(exported)")
      #expect(exported.contains("\"why\":\"\(text)\""), "\(exported)")
      #expect(try scratch.gloss("verify", store).status == 0)
    }

    @Test(arguments: [SIGTERM, SIGHUP, SIGINT, SIGQUIT])
    func aSignalKeepsTheDraftAndGivesTheTerminalBack(signal: Int32) throws {
      let scratch = try Scratch()
      let (terminal, store) = try unfinished(scratch)
      terminal.signal(signal)
      #expect(try terminal.waitForEnd() == .exited(128 + signal))
      if signal != SIGHUP {
        #expect(!terminal.screen.isAlternate)
        #expect(terminal.screen.cursorIsVisible)
        #expect(terminal.pasteMode == false)
      }
      try expectDraft(store, scratch)
    }

    @Test func aLostConnectionKeepsTheDraft() throws {
      let scratch = try Scratch()
      let (terminal, store) = try unfinished(scratch)
      terminal.hangUp()
      #expect(try terminal.waitForEnd() == .exited(129))
      try expectDraft(store, scratch)
    }

    @Test func aLostConnectionRightAfterAKeyKeepsThatKey() throws {
      let scratch = try Scratch()
      let (terminal, store) = try unfinished(scratch)
      try terminal.send("!")
      try terminal.wait(forText: "clean rooms!")
      terminal.hangUp()
      #expect(try terminal.waitForEnd() == .exited(129))
      try expectDraft(store, scratch, text: "clean rooms!")
    }

    @Test func aDraftIsOnTheDiskSoonAfterItsLastChangeEvenWhenKilled() throws {
      let scratch = try Scratch()
      let (terminal, store) = try unfinished(scratch)
      // Three tenths of a second of silence are the promise; status reads beside the program.
      try terminal.awaiting("the draft") { try scratch.status("drafts", of: store) == 1 }
      terminal.signal(SIGKILL)
      #expect(try terminal.waitForEnd() == .killed(SIGKILL))
      // What was typed last may have been committed in two steps; the answer is in the first.
      #expect(try scratch.status("drafts", of: store) == 1)
    }

    @Test func leavingKeepsTheDraft() throws {
      let scratch = try Scratch()
      let store = try scratch.makeStore(items: 5, questions: Workshop.withText)
      let terminal = try scratch.terminal("work", store, "--guard", "0")
      try terminal.wait(forSaved: 0)
      try terminal.type("1", until: "Why?")
      // Ctrl+C leaves the text and never the program.
      try terminal.type("fine\u{3}", until: "Left the text")
      #expect(try terminal.leave() == .exited(0))
      try expectDraft(store, scratch, text: "fine")
    }

    @Test func controlCAndControlBackslashAreKeysThatNeverQuit() throws {
      let scratch = try Scratch()
      let store = try scratch.makeStore(items: 2)
      let terminal = try scratch.terminal("work", store, "--guard", "0")
      try terminal.wait(forSaved: 0)
      try terminal.type("\u{3}", until: "Nothing is being typed")
      try terminal.type("\u{1C}", until: "does nothing here")
      try terminal.type("1", until: "item 2 of 2")
      #expect(try terminal.leave() == .exited(0))
    }

    @Test func aStreamOfSignalsIsSurvivedUntilTheOneThatEnds() throws {
      let scratch = try Scratch()
      let store = try scratch.makeStore(items: 5)
      let terminal = try scratch.terminal("work", store, "--guard", "0")
      try terminal.wait(forSaved: 0)
      for _ in 0..<200 {
        terminal.signal(SIGWINCH)
        terminal.signal(SIGCONT)
      }
      try terminal.send("1")
      try terminal.wait(forSaved: 1)
      #expect(try terminal.leave() == .exited(0))
    }

    @Test(arguments: [SIGSEGV, SIGABRT, SIGILL, SIGBUS, SIGFPE, SIGTRAP])
    func aCrashGivesTheTerminalBackAndLosesNothing(signal: Int32) throws {
      let scratch = try Scratch()
      let store = try scratch.makeStore(items: 3)
      let shell = try scratch.terminal(
        running: "/bin/sh",
        [
          "-c",
          """
          read go; sh -c 'echo $$ > pid; exec "$1" work "$2" --guard 0' sh "$1" "$2"
          echo "status $?"; read end
          """, "sh", Scratch.program, store,
        ])
      let before = shell.modes
      try shell.send("\n")
      try shell.wait(forSaved: 0)
      try shell.send("1")
      try shell.wait(forSaved: 1)
      let text = try String(contentsOfFile: scratch.path("pid"), encoding: .utf8)
      let pid = try #require(Int32(text.filter(\.isNumber)))
      kill(pid, signal)
      try shell.wait(forText: "status \(128 + signal)")
      #expect(!shell.screen.isAlternate)
      #expect(shell.screen.cursorIsVisible)
      #expect(shell.pasteMode == false)
      #expect(shell.modes == before)
      #expect(try scratch.status("judged", of: store) == 1)
      #expect(try scratch.gloss("verify", store).status == 0)
    }
  }
}
