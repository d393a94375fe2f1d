import Foundation
import Items
import Support
import Testing

/// What every command has in common.
@Suite struct CommandLineTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func shell(_ script: String) throws -> Scratch.Outcome {
    try scratch.run("/bin/bash", ["-c", script.replacing("gloss ", with: "\(Scratch.program) ")])
  }

  /// Every command with its options, from the program's own description of itself.
  private func commands() throws -> [(path: String, options: [String])] {
    let text = try scratch.gloss("--experimental-dump-help").output
    var found: [(path: String, options: [String])] = []
    func visit(_ command: JSON, _ path: [String]) {
      guard let name = command["commandName"]?.stringValue, name != "help" else { return }
      let here = path + [name]
      let options = (command["arguments"]?.elements ?? []).flatMap { argument in
        (argument["names"]?.elements ?? []).compactMap { name -> String? in
          guard let word = name["name"]?.stringValue else { return nil }
          return name["kind"]?.stringValue == "short" ? "-" + word : "--" + word
        }
      }
      found.append((here.joined(separator: " "), options))
      for inner in command["subcommands"]?.elements ?? [] { visit(inner, here) }
    }
    visit(try JSON(text: text)["command"] ?? .null, [])
    return found
  }

  @Test func theManPageHasEveryCommandAndEveryOption() throws {
    let path = Places.repositoryRoot + "/Documentation/gloss.1"
    let page = try String(contentsOfFile: path, encoding: .utf8).replacing("\\-", with: "-")
    let commands = try commands()
    #expect(commands.count > 15)
    for command in commands where command.path != "gloss" {
      let isThere = page.contains(".SS \(command.path)\n")
      #expect(isThere, "\(command.path) is not in gloss.1")
      let section = page.components(separatedBy: ".SS \(command.path)\n").last ?? ""
      let body = section.components(separatedBy: "\n.S")[0]
      for option in command.options where !["-h", "--help", "--version"].contains(option) {
        let isExplained = body.contains(option)
        #expect(isExplained, "\(option) of \(command.path) is not in gloss.1")
      }
    }
  }

  @Test func everyCommandExplainsItself() throws {
    for command in try commands() {
      let words = command.path.split(separator: " ").dropFirst().map(String.init)
      let outcome = try scratch.run(Scratch.program, words + ["--help"])
      #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(command.path)")
      #expect(outcome.output.contains("USAGE:"), "\(command.path)")
    }
  }

  @Test func usageErrorsExitWith64AndNameTheNearestWord() throws {
    let unknown = try scratch.gloss("exprot")
    #expect(unknown.status == 64 && unknown.errors.contains("Did you mean 'export'?"))
    #expect(try scratch.gloss("status").status == 64)
    #expect(try scratch.gloss("status", "a", "--nonsense").status == 64)
    #expect(try scratch.gloss("create", "a", "b").status == 64)
    #expect(try scratch.gloss("people", "add", "a", "b").status == 64)
  }

  @Test func aClosedPipeEndsACommandQuietly() throws {
    let store = try scratch.store()
    let outcome = try shell(
      "gloss dump '\(store)' | true; echo ${PIPESTATUS[0]}; gloss keys | head -1")
    #expect(outcome.errors.isEmpty)
    let status = try #require(outcome.lines.first.flatMap { Int($0) })
    #expect(status == 0 || status == 141)
    #expect(outcome.lines.count == 2)
  }

  @Test func closedDescriptorsAreNoPlaceToWriteAStoreTo() throws {
    let store = try scratch.store()
    let before = try scratch.gloss("export", store).status
    let outcome = try shell("gloss status '\(store)' >&-; echo $?")
    #expect(outcome.lines == ["1"] && outcome.errors.contains("could not be written"))
    _ = try shell("gloss verify '\(store)' <&- >&- 2>&-")
    #expect(before == 0)
    #expect(try scratch.gloss("verify", store).status == 0)
  }

  @Test func theVersionIsSaid() throws {
    let outcome = try scratch.gloss("--version")
    #expect(outcome.status == 0 && outcome.output.hasPrefix("gloss "))
  }

  @Test func hostileNamesAreShownButNeverActedOn() throws {
    let name = "x\u{1B}]0;owned\u{07}\u{202E}.gloss"
    for command in ["status", "verify", "export", "dump"] {
      let outcome = try scratch.gloss(command, name)
      #expect(outcome.status == 1)
      for hostile in ["\u{1B}", "\u{07}", "\u{202E}"] {
        #expect(!outcome.errors.contains(hostile), "\(command)")
      }
    }
    try scratch.gloss("new", "p", "--kind", "choice")
    let made = try scratch.gloss("create", "p", "p.gloss", "--as", "a\u{1B}[2Jb")
    #expect(made.status == 1 && !made.errors.contains("\u{1B}"))
  }

  @Test func theKeysInTheDocumentationAreThoseOfTheProgram() throws {
    let printed = try scratch.gloss("keys", "--format", "markdown").output
    let path = Places.repositoryRoot + "/Documentation/keys.md"
    #expect(try String(contentsOfFile: path, encoding: .utf8) == printed)
  }

  @Test func aKeymapFileThatKeysPrintsIsRead() throws {
    let printed = try scratch.gloss("keys", "--format", "keymap").output
    let file = try scratch.write(printed, to: "mine.keymap")
    #expect(
      try scratch.gloss("keys", "--keymap", file).output == scratch.gloss("keys").output)
    #expect(try scratch.gloss("keys", "--profile", "emacs").status == 1)
  }

  @Test func theDoctorFindsAKeyThatIsNotHere() throws {
    let store = try scratch.store()
    let well = try scratch.gloss("doctor", store)
    #expect(well.status == 0, "\(well.output)")
    let ill = try scratch.gloss(
      "doctor", store, "--json", environment: ["XDG_STATE_HOME": scratch.path("elsewhere")])
    #expect(ill.status == 1)
    let findings = try JSON(text: ill.output)["findings"]?.elements ?? []
    let key = findings.first { $0["topic"]?.stringValue == "device key" }
    #expect(key?["grade"]?.stringValue == "broken")
  }

  @Test func theDoctorGivesATerminalBack() throws {
    let terminal = try scratch.terminal("doctor")
    defer { terminal.finish() }
    #expect(try terminal.waitForEnd() == .exited(0))
    let output = String(decoding: terminal.output, as: UTF8.self)
    #expect(output.contains("\u{1B}[?1049l") && output.contains("\u{1B}[?25h"))
  }
}
