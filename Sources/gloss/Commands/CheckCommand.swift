import ArgumentParser
import Items
import Project

/// `gloss check DIR…`: every problem in projects, with places.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Finds every problem in a project's files, with places.",
    discussion: """
      Reads project.yaml, the handbook, items, gold and lead.yaml of each folder. Problems go to \
      standard error, one a line, and the exit status is 1 when there are any.
      """)

  @Argument(help: "The projects' folders.", completion: .directory)
  var folders: [String]

  @Flag(help: "Print one JSON document.")
  var json = false

  func validate() throws {
    if folders.isEmpty { throw ValidationError("Name a project's folder.") }
  }

  func run() throws {
    var reports: [JSON] = []
    var isSound = true
    for folder in folders {
      try ProjectFolder.require(folder)
      let check = ProjectCheck.run(
        FolderTree(folder), reservedKeys: KeyTables.reservedKeys)
      isSound = isSound && check.problems.isEmpty
      if json {
        reports.append(Self.report(folder, check.problems, check.counts))
        continue
      }
      for problem in check.problems { Complaint.write(ProjectFolder.text(problem, in: folder)) }
      try TextOutput.standard.line(Self.summary(folder, check.problems, check.counts))
    }
    if json { try TextOutput.standard.json(reports.count == 1 ? reports[0] : .array(reports)) }
    if !isSound { throw ExitCode(1) }
  }

  static func summary(
    _ folder: String, _ problems: [Problem], _ counts: ProjectCheck.Counts
  ) -> String {
    let found = problems.isEmpty ? "no problems" : Plural.text(problems.count, "problem")
    var parts = [
      Plural.text(counts.questions, "question"), Plural.text(counts.rules, "rule"),
      Plural.text(counts.items, "item"),
    ]
    if counts.repeated > 0 { parts.append("\(counts.repeated) repeated") }
    parts.append("\(counts.gold) gold")
    return "\(Quoted(folder, limit: 400).safe): \(found) (\(parts.joined(separator: ", ")))"
  }

  private static func report(
    _ folder: String, _ problems: [Problem], _ counts: ProjectCheck.Counts
  ) -> JSON {
    [
      "folder": .string(folder), "ok": .bool(problems.isEmpty),
      "questions": .integer(counts.questions), "rules": .integer(counts.rules),
      "items": .integer(counts.items), "repeated": .integer(counts.repeated),
      "gold": .integer(counts.gold), "problems": .array(problems.map(Self.json)),
    ]
  }

  private static func json(_ problem: Problem) -> JSON {
    [
      "file": problem.place.map { .string($0.file) } ?? .null,
      "line": problem.place.map { .integer($0.line) } ?? .null,
      "column": problem.place.map { .integer($0.column) } ?? .null,
      "what": .string(problem.what), "why": .string(problem.why),
      "remedy": .string(problem.remedy),
    ]
  }
}
