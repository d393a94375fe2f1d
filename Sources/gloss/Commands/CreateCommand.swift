import ArgumentParser
import Guidelines
import Items
import Project
import Storage

/// `gloss create DIR STORE --as NAME`: a store for a project, whose creator is its lead.
struct CreateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create",
    abstract: "Makes a store for a project, with its handbook and items.",
    discussion: """
      Whoever creates a project's first store is its lead. Everybody else gets a store of their \
      own by gloss people add; a copy of the file is not one.
      """)

  @Argument(help: "The project's folder.", completion: .directory)
  var folder: String

  @Argument(help: "The store to make.", completion: .file())
  var store: String

  @Option(name: .customLong("as"), help: "Your name in the project.")
  var name: String

  @Flag(help: "Say what would be made, and make nothing.")
  var dryRun = false

  @Flag(
    help: """
      Make it also on a network disk or in a synchronised folder, where a saved judgment is not \
      safe.
      """)
  var allowAnyDisk = false

  func run() throws {
    try Handle.check(name)
    let project = try ProjectFolder.sound(folder)
    if dryRun {
      try TextOutput.standard.line(
        "\(Plural.text(project.items, "item")) and "
          + "\(Plural.text(project.definition.questions.count, "question")) would go into "
          + "\(Quoted(store, limit: 400).safe).")
      return
    }
    let made = try Store.create(
      path: store, founding: try Self.founding(project), handle: name,
      surroundings: StoreFile.surroundings, allowAnyDisk: allowAnyDisk)
    let tally: IntakeTally
    do {
      tally = try StoreFile.using(made) { try Self.fill($0, from: project) }
    } catch {
      // A store with a part of the items would look like the whole.
      StoreFile.discard(store)
      throw error
    }
    try TextOutput.standard.line(
      "\(Quoted(store, limit: 400).safe): \(Plural.text(tally.new, "item")), "
        + "\(Plural.text(project.definition.questions.count, "question")). "
        + "\(Quoted(name).safe) is its lead.")
    try TextOutput.standard.line("Next: gloss work \(Quoted(store, limit: 400).safe)")
  }

  static func founding(_ project: SoundProject) throws -> Founding {
    let definition = project.definition
    return Founding(
      projectName: definition.name, schemaLabel: "v1",
      publicForm: definition.publicForm.canonicalBytes,
      handbook: project.handbook.map { Array($0.source.utf8) },
      leadPolicy: try project.leadPolicy())
  }

  static func fill(_ store: Store, from project: SoundProject) throws -> IntakeTally {
    var intake = ItemIntake(store, shape: project.definition.shape)
    var tally = IntakeTally()
    for path in project.itemFiles {
      tally += try intake.add(
        try DataFile(FolderTree.join(project.tree.root, path)))
    }
    return tally
  }
}

/// Names of people.
enum Handle {
  /// Refuses a name that could not be shown as it is.
  static func check(_ name: String) throws {
    guard !name.isEmpty, name.utf8.count <= 64, Quoted(name).safe == name,
      name.first != " ", name.last != " "
    else {
      throw Refusal(
        "\(Quoted(name)) cannot be a person's name.",
        remedy: "A name has 1 to 64 bytes of visible characters, such as \"ada\".")
    }
  }
}
