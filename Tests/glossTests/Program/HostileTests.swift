import Foundation
import Support
import Testing

extension ProgramTests {
  @Suite("Hostile text")
  struct Hostile {
    /// What no terminal may receive from data: commands, and text that hides or reorders text.
    private static let poison =
      "a\u{1B}[2J\u{1B}]52;c;aGk=\u{7}b\u{9B}31mc\u{202E}d\u{200B}e\u{E0041}\u{E007F}f\u{1B}[201~g"
      + "\u{90}q\u{9C}h\u{2066}i\u{8}\u{7F}j\u{FEFF}k\u{1B}]0;title\u{1B}\\l\rm"

    /// The same as YAML writes it, without what YAML itself refuses.
    private static let quoted =
      #"a\e[2J\e]52;c;aGk=\ab\x9B31mc\u202Ed\u200Be\U000E0041f\e[201~g\u2066i\x7Fj"#

    /// Goes through every screen that shows data.
    private func tour(_ terminal: PseudoTerminal) throws {
      try terminal.wait(forSaved: 0)
      for key in [
        "R", "q", "g", "G", "q", "?", "q", ":", "\u{3}", "i1", "b", "\r", "d", "l", "\u{3}",
      ] {
        try terminal.send(key)
        terminal.readUntilSilent(for: 20)
      }
      // A note and a question with pasted poison, and a search for it.
      for key in ["n", "f", "/"] {
        try terminal.send(key + "\u{1B}[200~" + Self.poison + "\u{1B}[201~")
        terminal.readUntilSilent(for: 20)
        try terminal.send("\r")
        terminal.readUntilSilent(for: 20)
      }
      try terminal.send("1")
      terminal.readUntilSilent(for: 20)
      try terminal.send("b")
      terminal.readUntilSilent(for: 20)
    }

    @Test func nothingThatDataSaysReachesTheTerminalAsACommand() throws {
      let scratch = try Scratch()
      let name = "s\u{1B}[31m\u{202E}x.gloss"
      let questions = """
        questions:
          - id: mood
            kind: choice
            ask: "\(Self.quoted)?"
            rule: first
            labels: [{id: good, name: "\(Self.quoted)", rule: first}, {id: bad, name: Bad}]

        """
      // A carriage return would end the heading before its id.
      let heading = Self.poison.replacingOccurrences(of: "\r", with: "")
      let handbook =
        "# Handbook \(heading)\n\n## First \(heading) {#first}\n\n\(Self.poison)\n"
      try scratch.write(handbook, to: "project/handbook.md")
      let project = Workshop.project(questions, more: "")
        .replacingOccurrences(of: "item:\n", with: "guidelines: handbook.md\nitem:\n")
      var store = try? scratch.makeHostile(project, Self.poison, name)
      if store == nil {
        // Where the check refuses such labels, it says so safely, and the rest is still judged.
        let check = try scratch.gloss("check", scratch.path("project"))
        #expect(check.status == 1)
        #expect(TerminalStream.fault(in: Array((check.output + check.errors).utf8)) == nil)
        let tame = project.replacingOccurrences(of: Self.quoted, with: "tame")
        store = try scratch.makeHostile(tame, Self.poison, name)
      }
      let path = try #require(store)
      for columns in [80, 120, 160] {
        let terminal = try scratch.terminal(
          "work", path, "--guard", "0", columns: columns, rows: 40)
        try tour(terminal)
        #expect(TerminalStream.fault(in: terminal.output) == nil, "\(columns) columns")
        terminal.finish()
        let undone = try scratch.terminal("work", path, "--guard", "0", columns: columns, rows: 40)
        try undone.wait(for: "the store") { $0.saved != nil }
        try undone.send("u")
        try undone.wait(forSaved: 0)
        #expect(TerminalStream.fault(in: undone.output) == nil, "\(columns) columns")
        undone.finish()
      }
      // The same on a terminal without windows titles and colours, and in words.
      let home = try scratch.terminal(environment: ["TERM": "vt220"])
      try home.wait(for: "Home") { $0.shows("reviews") }
      #expect(TerminalStream.fault(in: home.output) == nil)
      home.finish()
      for command in ["status", "verify", "history"] {
        let arguments =
          command == "history" ? [command, path, "r1\(Self.poison)"] : [command, path]
        let said = try scratch.run(Scratch.program, arguments)
        #expect(
          TerminalStream.fault(in: Array((said.output + said.errors).utf8)) == nil,
          "\(command): \(said.output.debugDescription) \(said.errors.debugDescription)")
      }
      let plain = try scratch.gloss("work", path, "--plain", input: "1\nq\n")
      #expect(TerminalStream.fault(in: Array((plain.output + plain.errors).utf8)) == nil)
    }

    @Test func errorsQuoteDataSafely() throws {
      let scratch = try Scratch()
      let store = try scratch.makeStore(items: 1)
      let file = "bad\u{1B}[31m\u{202E}.jsonl"
      try scratch.write("{\"id\": \"x\", \"text\": \(Self.poison)}\n{}\n\u{1B}[2J\n", to: file)
      for arguments in [
        ["import", store, scratch.path(file)], ["work", scratch.path("none\(Self.poison)")],
        ["work", store, "--profile", Self.poison], ["check", scratch.path(Self.poison)],
        ["create", scratch.path("project"), scratch.path("t.gloss"), "--as", Self.poison],
        ["history", store, Self.poison], [Self.poison], ["work", store, "--\(Self.poison)"],
      ] {
        let said = try scratch.run(Scratch.program, arguments)
        #expect(said.status != 0, "\(arguments)")
        #expect(
          TerminalStream.fault(in: Array((said.output + said.errors).utf8)) == nil,
          "\(arguments): \(said.errors.debugDescription)")
      }
    }

    @Test func loneSurrogatesAreRefusedWithTheirPlace() throws {
      let scratch = try Scratch()
      let store = try scratch.makeStore(items: 1)
      let lines = #"{"id":"a","text":"x\ud800y"}"# + "\n" + #"{"id":"b","text":"fine"}"# + "\n"
      let file = try scratch.write(lines, to: "lone.jsonl")
      let said = try scratch.gloss("import", store, file)
      #expect(said.status == 0)
      #expect(said.errors.contains("lone.jsonl:1:"), "\(said.errors)")
      #expect(try scratch.status("items", of: store) == 2)
    }
  }
}

extension Scratch {
  /// A store of two items whose ids and texts hold the same poison.
  func makeHostile(_ project: String, _ poison: String, _ name: String) throws -> String {
    try write(project, to: "project/project.yaml")
    let lines = try (1...2).map { number in
      let object = ["id": "r\(number)\(poison)", "text": "\(poison)\n\(poison)"]
      return String(decoding: try JSONEncoder().encode(object), as: UTF8.self) + "\n"
    }
    try write(lines.joined(), to: "project/items/reviews.jsonl")
    let made = try gloss("create", path("project"), path(name), "--as", "ada")
    guard made.status == 0 else { throw Broken(made.errors) }
    return path(name)
  }
}
