import ArgumentParser
import Items
import Judgments
import Storage
import Sync

/// `gloss people …`: who takes part.
struct PeopleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "people", abstract: "Adds people, invites, admits, removes and lists them.",
    subcommands: [
      PeopleListCommand.self, PeopleAddCommand.self, PeopleInviteCommand.self,
      PeopleAdmitCommand.self, PeopleRevokeCommand.self,
    ])
}

/// `gloss people add STORE NAME --store FILE`: a store for somebody, holding what they may hold.
struct PeopleAddCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Makes a store for somebody, with what they may hold.",
    discussion: """
      Hand over FILE and FILE.key together and in confidence: the key moves into the person's \
      state folder when the store is first opened. A name that is there already gets a second \
      device. Only a lead may do this.
      """)

  @Argument(help: "The lead's store.", completion: .file())
  var store: String

  @Argument(help: "The person's name in the project.")
  var name: String

  @Option(
    help: "annotator, reviewer (also annotates) or lead (all three); annotator unless given.",
    completion: .list(RoleName.all.map(\.name)))
  var role: String?

  @Option(name: .customLong("store"), help: "The store to make.", completion: .file())
  var file: String

  @Option(
    help: "What the device is called where its judgments stand beside another's; FILE's name.")
  var label: String?

  @Flag(help: "Say what would be made, and make nothing.")
  var dryRun = false

  func validate() throws { try RoleName.check(role) }

  func run() throws {
    try Handle.check(name)
    for path in [file, file + ".key"] where StoreFile.surroundings.places.look(at: path) != nil {
      throw Refusal(
        "There is a file at \(path) already, and it is left as it is.",
        remedy: "Choose another name.")
    }
    let open = dryRun ? StoreFile.reading as Opening : StoreFile.writing
    try open(store) { store in
      let known = store.people.first { $0.handle == name && !$0.isRemoved }
      try RoleName.checkUnchanged(of: known, wanted: role)
      let roles = known?.roles ?? RoleName.granted(role ?? "annotator") ?? .annotator
      if dryRun {
        try TextOutput.standard.line(
          "\(Quoted(name).safe) would get "
            + (known == nil ? "a store as \(RoleName.text(roles))" : "a second device")
            + " in \(Quoted(file, limit: 400).safe).")
        return
      }
      try make(from: store, roles: roles, isKnown: known != nil)
    }
  }

  private typealias Opening = (String, (Store) throws -> Void) throws -> Void

  /// The last part of a path, without what all stores end in.
  private static func name(of path: String) -> String {
    let last = path.split(separator: "/").last ?? "store"
    return String((last.hasSuffix(".gloss") ? last.dropLast(6) : last).prefix(40))
  }

  private func make(from store: Store, roles: Roles, isKnown: Bool) throws {
    let surroundings = StoreFile.surroundings
    let grant = try store.grant(handle: name, roles: roles, label: label ?? Self.name(of: file))
    let granted = try Store.create(path: file, for: grant, surroundings: surroundings)
    do {
      let signer = LocalSigner(surroundings: surroundings)
      // Merged, and so built of nothing but the scopes that the person may hold.
      try StoreFile.using(granted) { granted in
        _ = try Merge(from: store, named: store.path, into: granted, sign: signer.sign).run()
      }
    } catch {
      StoreFile.discard(file)
      try? surroundings.disk.remove(file + ".key")
      throw error
    }
    let shown = Quoted(file, limit: 400).safe
    try TextOutput.standard.line(
      isKnown
        ? "\(shown): a second device of \(Quoted(name).safe)."
        : "\(shown): \(Quoted(name).safe), \(RoleName.text(roles)).")
    try TextOutput.standard.line(
      "Hand over \(shown) and \(shown).key together; whoever has the key signs as this person.")
  }
}

/// `gloss people list STORE`: the roster.
struct PeopleListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Lists who takes part, with their roles.")

  @Argument(help: "The store; it is only read.", completion: .file())
  var store: String

  @Flag(help: "Print one JSON document.")
  var json = false

  func run() throws {
    try StoreFile.reading(store) { store in
      let people = store.people.sorted {
        $0.handle.utf8.lexicographicallyPrecedes($1.handle.utf8)
      }
      if json {
        return try TextOutput.standard.json(.array(people.map(Self.json)))
      }
      var table = TextTable()
      for person in people {
        table.row(
          person.handle, person.isRemoved ? "removed" : RoleName.text(person.roles),
          person.id == store.me.id ? "you" : "")
      }
      for line in table.lines { try TextOutput.standard.line(line) }
    }
  }

  private static func json(_ person: Person) -> JSON {
    let roles = RoleName.all.filter { person.roles.contains($0.role) }
    return [
      "person": .string(person.handle), "id": .string(person.id.hex),
      "roles": .array(roles.map { .string($0.name) }), "removed": .bool(person.isRemoved),
    ]
  }
}
