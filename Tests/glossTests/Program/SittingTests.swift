import Support
import Testing

extension ProgramTests {
  @Suite("A sitting")
  struct Sitting {
    @Test func tenJudgmentsTwoUndoneLaterAreEightInEveryCount() throws {
      let scratch = try Scratch()
      let store = try scratch.makeStore(items: 12)
      let first = try scratch.terminal("work", store, "--guard", "0")
      try first.wait(forSaved: 0)
      for number in 1...10 {
        try first.wait(forText: Workshop.text(number))
        try first.send("\(number % 3 + 1)")
        try first.wait(forSaved: number)
        try first.wait(forText: "item \(number + 1) of 12")
      }
      #expect(try first.leave() == .exited(0))
      #expect(try scratch.status("judged", of: store) == 10)

      let second = try scratch.terminal("work", store, "--guard", "0")
      try second.wait(forSaved: 10)
      try second.wait(forText: Workshop.text(11))
      try second.type("u", until: "Took back the judgment")
      try second.wait(forSaved: 9)
      try second.wait(forText: Workshop.text(10))
      // The first u after an undo stops at the item's edge; the next one goes on.
      try second.type("u", until: "Nothing is left to undo here")
      try second.send("u")
      try second.wait(forSaved: 8)
      try second.wait(forText: Workshop.text(9))
      #expect(try second.leave() == .exited(0))

      #expect(try scratch.status("judged", of: store) == 8)
      let exported = try scratch.gloss("export", store)
      #expect(exported.lines.count == 8)
      for line in exported.lines {
        let number = try #require((1...8).first { line.contains("\"r\($0)\"") })
        let label = ["good", "bad", "mixed"][number % 3]
        #expect(line.contains("\"answers\":{\"mood\":\"\(label)\"}"), "\(line)")
      }
      let verified = try scratch.gloss("verify", store)
      #expect(verified.status == 0, "\(verified.output)\(verified.errors)")
    }

    @Test func theLastItemLeadsToAPageAndEnterLeaves() throws {
      let scratch = try Scratch()
      let store = try scratch.makeStore(items: 2)
      let terminal = try scratch.terminal("work", store, "--guard", "0")
      try terminal.wait(forSaved: 0)
      try terminal.type("1", until: "item 2 of 2")
      try terminal.type("2", until: "Nothing is left to judge")
      try terminal.send("\r")
      #expect(try terminal.waitForEnd() == .exited(0))
    }

    @Test func aDecisionBeforeTheFrameIsRefusedWithAWord() throws {
      let scratch = try Scratch()
      let store = try scratch.makeStore(items: 20)
      // No machine is so slow that ten minutes pass here.
      let terminal = try scratch.terminal("work", store, "--guard", "600000")
      try terminal.wait(forSaved: 0)
      try terminal.type("1231231", until: "Too early")
      #expect(terminal.screen.saved == 0)
      #expect(try terminal.leave() == .exited(0))
      #expect(try scratch.status("judged", of: store) == 0)
    }

    @Test func lineModeSavesWhatTheScreensSave() throws {
      let scratch = try Scratch()
      let store = try scratch.makeStore(items: 4)
      let outcome = try scratch.gloss("work", store, "--plain", input: "1\n2\nu\n3\n")
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.output.contains("Took back the last one."))
      let exported = try scratch.gloss("export", store)
      #expect(exported.lines.count == 2)
      #expect(exported.lines.last?.contains("mixed") == true, "\(exported.output)")
    }
  }
}
