package import Guidelines
package import Items
import Questions

/// Finds every problem in a project's folder: the project, its handbook, items, gold and what only
/// leads may know.
package struct ProjectCheck {
  /// How much was read.
  package struct Counts: Hashable, Sendable {
    package var questions = 0
    package var rules = 0
    package var items = 0
    /// Items that stand there a second time with the same content, which harms nothing.
    package var repeated = 0
    package var gold = 0

    package init() {}
  }

  /// How many problems of one sort are told one by one in items and gold, before only their number.
  static let told = 20

  let tree: any FileTree
  var problems: [Problem] = []
  var counts = Counts()

  /// Reads everything and gives back what could be read, with every problem in the order of files
  /// and places.
  ///
  /// The definition and the handbook are there also when they have problems; a project is sound
  /// if and only if there are none.
  package static func run(
    _ tree: any FileTree, reservedKeys: Set<Character>
  ) -> (
    project: ProjectDefinition?, handbook: Handbook?, problems: [Problem], counts: Counts
  ) {
    var check = ProjectCheck(tree: tree)
    let lead = check.readLead()
    guard let project = check.readProject(reservedKeys) else {
      return (nil, nil, check.problems, check.counts)
    }
    check.counts.questions = project.questions.count
    let handbook = check.readHandbook(project)
    check.checkRules(project, handbook)
    let items = check.readItems(project)
    check.readGold(project, handbook, items: items, lead: lead)
    return (project, handbook, Problem.inOrder(check.problems), check.counts)
  }

  init(tree: any FileTree) { self.tree = tree }

  mutating func report(
    _ place: Place?, _ what: String, why: String = "", remedy: String = ""
  ) {
    problems.append(Problem(place: place, what: what, why: why, remedy: remedy))
  }

  /// The bytes of a file; nil with a problem when it cannot be read.
  mutating func bytes(of path: String, at place: Place? = nil) -> [UInt8]? {
    do {
      return try tree.read(path)
    } catch {
      report(
        place, "The file \(Quoted(path)) cannot be read.",
        why: "The reason given is \(Quoted("\(error)", limit: 200)).")
      return nil
    }
  }

  private mutating func readProject(_ reservedKeys: Set<Character>) -> ProjectDefinition? {
    let names = tree.names(in: "") ?? []
    guard names.contains("project.yaml") else {
      let near = NearestWord.find("project.yaml", among: names)
      report(
        nil, "There is no \"project.yaml\" in this folder.",
        why: near.map { "There is a \(Quoted($0))." } ?? "",
        remedy: near == nil
          ? "Is it the right folder? \"gloss new\" makes a project to start from." : "Rename it.")
      return nil
    }
    guard let bytes = bytes(of: "project.yaml") else { return nil }
    let (project, found) = ProjectDefinition.read(
      yaml: bytes, file: "project.yaml", reservedKeys: reservedKeys)
    problems += found
    return project
  }

  private mutating func readLead() -> LeadPolicy? {
    guard (tree.names(in: "") ?? []).contains("lead.yaml"), let bytes = bytes(of: "lead.yaml")
    else { return nil }
    let (lead, found) = LeadPolicy.read(yaml: bytes, file: "lead.yaml")
    problems += found
    return lead
  }

  private mutating func readHandbook(_ project: ProjectDefinition) -> Handbook? {
    guard let path = project.guidelines else { return nil }
    let (folder, name) = Self.split(path)
    let names = tree.names(in: folder) ?? []
    guard names.contains(name) else {
      report(
        project.guidelinesPlace, "The handbook \(Quoted(path)) does not exist.",
        remedy: NearestWord.find(name, among: names).map { "Perhaps \(Quoted($0)) was meant." }
          ?? "Write it, or remove \"guidelines\".")
      return nil
    }
    guard let bytes = bytes(of: path, at: project.guidelinesPlace) else { return nil }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      report(
        SourcePosition.ofInvalidUTF8(in: bytes, file: path), "The handbook is not UTF-8 here.",
        remedy: "Save it as UTF-8.")
      return nil
    }
    let (handbook, found) = Handbook.read(text)
    for problem in found {
      report(Place(file: path, line: problem.line, column: problem.column), problem.message)
    }
    counts.rules = handbook.rules.count
    return handbook
  }

  private static func split(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return ("", path) }
    return (String(path[..<slash]), String(path[path.index(after: slash)...]))
  }

  private mutating func checkRules(_ project: ProjectDefinition, _ handbook: Handbook?) {
    // Without its handbook every rule would be missing, and the reason is told already.
    if handbook == nil, project.guidelines != nil { return }
    for rule in project.rules where handbook?.rule(rule.word) == nil {
      guard let handbook else {
        report(
          rule.place, "The rule \(Quoted(rule.word)) is mentioned, but there is no handbook.",
          remedy: "Name the handbook as \"guidelines\", or remove the rule.")
        continue
      }
      report(
        rule.place, "The handbook has no rule \(Quoted(rule.word)).",
        remedy: nearest(rule.word, handbook))
    }
  }

  func nearest(_ rule: String, _ handbook: Handbook) -> String {
    NearestWord.find(rule, among: handbook.rules.map(\.id)).map {
      "Perhaps \(Quoted($0)) was meant."
    }
      ?? "Add a heading with {#\(Quoted(rule).safe)} to it."
  }
}
