import ArgumentParser
import Items
import Storage

/// `gloss people revoke STORE NAME`: takes somebody off the roster.
struct PeopleRevokeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "revoke",
    abstract: "Takes somebody off the roster, and trusts their devices no more.",
    discussion: """
      What they did and has arrived here stays and counts. What arrives later is kept, listed as \
      late, and can be admitted. It is final: whoever comes back is added anew. A stolen device is \
      another matter: gloss device revoke. Only a lead may do this.
      """)

  @Argument(help: "The lead's store.", completion: .file())
  var store: String

  @Argument(help: "The person's name in the project.")
  var name: String

  @Flag(help: "Say what would be revoked, and revoke nothing.")
  var dryRun = false

  func run() throws {
    let open = dryRun ? StoreFile.reading as Opening : StoreFile.writing
    try open(store) { store in
      guard let person = store.people.first(where: { $0.handle == name && !$0.isRemoved }) else {
        throw Refusal(
          "\(Quoted(name).safe) is nobody on the roster of this store.",
          remedy: "See gloss people list \(self.store).")
      }
      let devices = try store.devices().filter {
        $0.person.id == person.id && $0.revoked == nil
      }
      if !dryRun { try store.remove(person) }
      try TextOutput.standard.line(
        "\(Quoted(name).safe) \(dryRun ? "would be" : "is") removed, and "
          + "\(Plural.text(devices.count, "device")) revoked. "
          + "What has arrived stays. Others learn of it by the next sync.")
    }
  }

  private typealias Opening = (String, (Store) throws -> Void) throws -> Void
}
