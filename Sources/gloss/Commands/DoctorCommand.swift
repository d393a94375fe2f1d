import ArgumentParser
import CSystem
import Items

/// `gloss doctor`: terminal, locale, store and key diagnosis.
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Looks at terminal, locale, keys and store, and resets a broken terminal.",
    discussion: """
      On a terminal it first gives back what a program that died may have taken: echo, the cursor, \
      the normal screen, colours. The exit status is 1 when something would keep gloss from working.
      """)

  @Argument(help: "A store to look at; it is only read.", completion: .file())
  var store: String?

  @Flag(help: "Show what each key that you press is read as, until q is pressed twice.")
  var keys = false

  @OptionGroup var choice: KeymapChoice

  @Flag(help: "Print one JSON document.")
  var json = false

  func run() throws {
    if cs_is_terminal(1) == 1, !json { TerminalReset.run() }
    if keys { return try KeyTrial(keymap: choice.map).run() }
    var findings = TerminalFindings.all()
    findings += KeyFindings.all(choice)
    findings += StateFindings.all()
    if let store { findings += StoreFindings.all(store) }
    if json {
      try TextOutput.standard.json([
        "ok": .bool(!findings.contains { $0.grade == .broken }),
        "findings": .array(findings.map(\.json)),
      ])
    } else {
      try print(findings)
    }
    if findings.contains(where: { $0.grade == .broken }) { throw ExitCode(1) }
  }

  private func print(_ findings: [Finding]) throws {
    var table = TextTable()
    for finding in findings {
      table.row(finding.grade.mark, finding.topic, finding.text)
    }
    for line in table.lines { try TextOutput.standard.line(line) }
    for finding in findings where finding.grade != .fine && !finding.remedy.isEmpty {
      try TextOutput.standard.line("")
      try TextOutput.standard.line("\(finding.topic): \(finding.remedy)")
    }
  }
}

/// One thing that was looked at.
struct Finding: Equatable {
  enum Grade: String {
    case fine
    case doubtful
    case broken

    /// A sign that needs no colour.
    var mark: String {
      switch self {
      case .fine: "ok"
      case .doubtful: "!"
      case .broken: "✗"
      }
    }
  }

  var topic: String
  var grade: Grade
  var text: String
  var remedy = ""

  var json: JSON {
    [
      "topic": .string(topic), "grade": .string(grade.rawValue), "text": .string(text),
      "remedy": .string(remedy),
    ]
  }
}
