import Foundation
import Guidelines
import Items
import Project

/// A project's folder as commands need it.
enum ProjectFolder {
  /// Refuses a path that is no folder.
  static func require(_ folder: String) throws {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder) else {
      throw Refusal(
        "There is no folder \(folder).", remedy: "Check the path, or make one with gloss new.")
    }
    guard isFolder.boolValue else {
      throw Refusal("\(folder) is a file.", remedy: "Name the folder that holds project.yaml.")
    }
  }

  /// A problem whose place begins with the folder, so that an editor finds it.
  static func text(_ problem: Problem, in folder: String) -> String {
    var problem = problem
    if let place = problem.place {
      problem.place?.file = FolderTree.join(folder, place.file)
      return problem.message
    }
    return "\(Quoted(folder, limit: 400).safe): \(problem.message)"
  }

  /// A project without problems; refused with all of them when there are any.
  static func sound(_ folder: String) throws -> SoundProject {
    try require(folder)
    let tree = FolderTree(folder)
    let check = ProjectCheck.run(tree, reservedKeys: KeyTables.reservedKeys)
    guard let definition = check.project, check.problems.isEmpty else {
      for problem in check.problems { Complaint.write(text(problem, in: folder)) }
      throw Refusal(
        "The project in \(folder) has \(Plural.text(check.problems.count, "problem")), so nothing "
          + "was done with it.", remedy: "Mend what is listed above; gloss check lists it again.")
    }
    var lead: [UInt8]?
    if (tree.names(in: "") ?? []).contains("lead.yaml") { lead = try tree.read("lead.yaml") }
    return SoundProject(
      tree: tree, definition: definition, handbook: check.handbook, lead: lead,
      items: check.counts.items)
  }
}

/// A project that was checked and has no problems.
struct SoundProject {
  let tree: FolderTree
  let definition: ProjectDefinition
  let handbook: Handbook?
  /// The bytes of `lead.yaml`.
  let lead: [UInt8]?
  /// How many items stand in its files.
  let items: Int

  /// What only leads may know, for the scope that leads hold.
  func leadPolicy() throws -> [UInt8]? {
    let policy = lead.flatMap { LeadPolicy.read(yaml: $0, file: "lead.yaml").0 }
    return StoredLeadPolicy.bytes(policy, hide: definition.hide)
  }

  /// The paths of the item files, in the order of their names.
  var itemFiles: [String] { (tree.names(in: "items") ?? []).map { "items/" + $0 } }
}
