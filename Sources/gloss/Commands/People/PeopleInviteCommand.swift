import ArgumentParser
import Items
import Judgments
import Storage
import Sync

/// `gloss people invite STORE NAME`: lets somebody join with a device of their own.
struct PeopleInviteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "invite",
    abstract: "Prints an invitation, with which somebody joins from their own machine.",
    discussion: """
      The invitation names the project and holds a secret that admits one device. Hand it over in \
      confidence. The key of that device is made on the other machine and never leaves it. Only a \
      lead may do this.
      """)

  @Argument(help: "The lead's store.", completion: .file())
  var store: String

  @Argument(help: "The person's name in the project.")
  var name: String

  @Argument(
    help: "The remote at which to meet; the first remembered one when it is left out.",
    completion: .directory)
  var remote: String?

  @Option(
    help: "annotator, reviewer (also annotates) or lead (all three); annotator unless given.",
    completion: .list(RoleName.all.map(\.name)))
  var role: String?

  func validate() throws { try RoleName.check(role) }

  func run() throws {
    try Handle.check(name)
    try StoreFile.writing(store) { store in
      let known = store.people.first { $0.handle == name && !$0.isRemoved }
      try RoleName.checkUnchanged(of: known, wanted: role)
      guard let place = try remote.map(RemotePlace.named) ?? store.remotes().first else {
        throw Refusal(
          "An invitation needs a place to meet, and this store has exchanged nowhere yet.",
          remedy: "Name it: gloss people invite \(self.store) \(name) REMOTE.")
      }
      let roles = known?.roles ?? RoleName.granted(role ?? "annotator") ?? .annotator
      let person = try store.enrol(handle: name, roles: roles)
      let invitation = Invitation(
        project: store.project,
        code: try store.invite(person, codeLength: Invitation.codeLength))
      // The roster must lie there before anybody can find their name on it.
      let isThere = try publish(store, at: place)
      try tell(invitation, roles, place, isThere: isThere)
    }
  }

  private func publish(_ store: Store, at place: String) throws -> Bool {
    do {
      let report = try RemotePlace.using(place, project: store.project) { remote in
        try Exchange(store: store, remote: remote).run()
      }
      try store.remember(remote: place)
      for remark in report.remarks { Complaint.write(remark) }
      return report.problems.isEmpty
    } catch let fault as RemoteFault {
      Complaint.write(fault.message)
      return false
    }
  }

  private func tell(
    _ invitation: Invitation, _ roles: Roles, _ place: String, isThere: Bool
  ) throws {
    let output = TextOutput.standard
    let who = Quoted(name).safe
    try output.line("\(who) is invited as \(RoleName.text(roles)). Hand this over in confidence:")
    try output.line("")
    try output.line("    gloss join \(Quoted(place, limit: 400).safe) mine.gloss --as \(who)")
    try output.line("    \(invitation.text)")
    try output.line("")
    if !isThere {
      try output.line("Sync first, so that \(who) is known at the remote: gloss sync \(store)")
    }
    try output.line("When \(who) has joined: gloss people admit \(store) \(who)")
  }
}
