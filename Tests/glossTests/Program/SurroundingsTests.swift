import Foundation
import Support
import Testing

extension ProgramTests {
  @Suite("Terminals, locales and descriptors")
  struct Environment {
    /// The program's words on an environment in which no screen can be drawn.
    private func refusal(_ environment: [String: String]) throws -> String {
      let scratch = try Scratch()
      let store = try scratch.makeStore(items: 2)
      let terminal = try scratch.terminal("work", store, columns: 200, environment: environment)
      #expect(try terminal.waitForEnd() == .exited(1))
      #expect(!terminal.output.contains(0x1B))
      #expect(try scratch.status("judged", of: store) == 0)
      return terminal.screen.picture
    }

    @Test func anUnknownTerminalTypeIsASentenceThatSaysWhatToSet() throws {
      let words = try refusal(["TERM": "no-such-term"])
      #expect(words.contains("\"no-such-term\" is not known"))
      #expect(words.contains("TERM=xterm-256color"))
    }

    @Test func aHostileTerminalTypeIsQuotedSafely() throws {
      let words = try refusal(["TERM": "x\u{1B}]0;title\u{7}\u{202E}y"])
      #expect(words.contains("is not known"))
    }

    @Test func anEmptyTerminalTypeIsASentence() throws {
      #expect(try refusal(["TERM": ""]).contains("TERM is not set"))
    }

    @Test func anUnsetTerminalTypeIsASentence() throws {
      let scratch = try Scratch()
      let store = try scratch.makeStore(items: 2)
      let terminal = try scratch.terminal(
        running: "/usr/bin/env", ["-u", "TERM", Scratch.program, "work", store])
      #expect(try terminal.waitForEnd() == .exited(1))
      #expect(terminal.screen.picture.contains("TERM is not set"))
    }

    @Test(arguments: [
      ["LC_ALL": "C"], ["LC_ALL": "POSIX"], ["LC_ALL": "", "LANG": "C"],
      ["LC_ALL": "xx_YY.ISO-8859-1"],
    ])
    func aLocaleWithoutUnicodeStillShowsEveryCharacter(environment: [String: String]) throws {
      let scratch = try Scratch()
      let store = try scratch.makeStore(
        texts: [("r1", "Prix: 10 € — 作 é"), ("r2", "second")], questions: Workshop.withText)
      let terminal = try scratch.terminal("work", store, "--guard", "0", environment: environment)
      try terminal.wait(forText: "Prix: 10 € — 作 é")
      try terminal.type("1", until: "Why?")
      try terminal.type("naïve 作", until: "naïve 作")
      try terminal.send("\r")
      try terminal.wait(forSaved: 1)
      terminal.finish()
      #expect(try scratch.gloss("export", store).output.contains("\"why\":\"naïve 作\""))
    }

    /// Judges an item and gives what the terminal was sent.
    private func judged(_ environment: [String: String]) throws -> (text: String, picture: String) {
      let scratch = try Scratch()
      let store = try scratch.makeStore(items: 3)
      let terminal = try scratch.terminal("work", store, "--guard", "0", environment: environment)
      try terminal.wait(forSaved: 0)
      try terminal.send("1")
      try terminal.wait(forSaved: 1)
      try terminal.wait(forText: Workshop.text(2))
      terminal.readUntilSilent()
      let picture = terminal.screen.picture
      #expect(try terminal.leave() == .exited(0))
      return (String(decoding: terminal.output, as: UTF8.self), picture)
    }

    @Test func noColourMeansNoColourAndTheSameScreen() throws {
      let colour = /\x1B\[[0-9;]*(3[0-7]|4[0-7]|9[0-7]|38;5;\d+|48;5;\d+)[0-9;]*m/
      let usual = try judged([:])
      let plain = try judged(["NO_COLOR": "1"])
      #expect(usual.text.contains(colour))
      #expect(!plain.text.contains(colour))
      try expectPicture(plain.picture, equals: usual.picture)
    }

    @Test(arguments: ["vt100", "linux", "screen", "tmux-256color", "xterm", "vt220"])
    func everyUsualTerminalShowsTheSameScreen(type: String) throws {
      let known = FileManager.default.fileExists(
        atPath: "/lib/terminfo/\(type.prefix(1))/\(type)")
      let installed = FileManager.default.fileExists(
        atPath: "/usr/share/terminfo/\(type.prefix(1))/\(type)")
      guard known || installed else { return }
      let usual = try judged([:])
      let other = try judged(["TERM": type])
      try expectPicture(other.picture, equals: usual.picture, type)
    }

    @Test func aClosedInputIsASentence() throws {
      let scratch = try Scratch()
      let store = try scratch.makeStore(items: 2)
      for input in ["<&-", "< /dev/null"] {
        let terminal = try scratch.terminal(
          running: "/bin/sh",
          ["-c", "exec \"$1\" work \"$2\" \(input)", "sh", Scratch.program, store],
          columns: 200)
        #expect(try terminal.waitForEnd() == .exited(1))
        #expect(terminal.screen.shows("Standard input is not a terminal"), "\(input)")
        let plain = try scratch.run(
          "/bin/sh",
          ["-c", "exec \"$1\" work \"$2\" --plain \(input)", "sh", Scratch.program, store])
        #expect(plain.status == 0, "\(input): \(plain.errors)")
        #expect(plain.output.contains(Workshop.text(1)))
      }
      #expect(try scratch.gloss("verify", store).status == 0)
    }

    @Test func anOutputThatIsNoTerminalIsASentence() throws {
      let scratch = try Scratch()
      let store = try scratch.makeStore(items: 2)
      for output in ["> \(scratch.path("out"))", ">&-"] {
        let terminal = try scratch.terminal(
          running: "/bin/sh",
          ["-c", "exec \"$1\" work \"$2\" \(output)", "sh", Scratch.program, store], columns: 200)
        #expect(try terminal.waitForEnd() == .exited(1))
        #expect(terminal.screen.shows("Standard output is not a terminal"), "\(output)")
      }
      #expect(FileManager.default.contents(atPath: scratch.path("out")) == Data())
      #expect(try scratch.gloss("verify", store).status == 0)
    }

    @Test func closedErrorsAreNoReasonNotToWork() throws {
      let scratch = try Scratch()
      let store = try scratch.makeStore(items: 2)
      let terminal = try scratch.terminal(
        running: "/bin/sh",
        ["-c", "exec \"$1\" work \"$2\" --guard 0 2>&-", "sh", Scratch.program, store])
      try terminal.wait(forSaved: 0)
      try terminal.send("1")
      try terminal.wait(forSaved: 1)
      #expect(try terminal.leave() == .exited(0))
      #expect(try scratch.gloss("verify", store).status == 0)
    }
  }
}
