import ArgumentParser
import Items
import Judgments
import Storage
import Sync

/// `gloss join REMOTE STORE --as NAME`: a store of one's own, by invitation.
struct JoinCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "join",
    abstract: "Makes your own store for a project that a lead has invited you to.",
    discussion: """
      The key of this device is made here and never leaves it. What everybody may know is received \
      at once. You judge as soon as the lead has compared four words with you and admitted the \
      device with gloss people admit, and gloss sync has brought that here.
      """)

  @Argument(help: "Where the project's people exchange: a folder or ssh://USER@HOST/FOLDER.")
  var remote: String

  @Argument(help: "The store to make.", completion: .file())
  var store: String

  @Option(name: .customLong("as"), help: "Your name in the project.")
  var name: String

  @Option(help: "The invitation, gloss-…; it is asked for when it is left out.")
  var invitation: String?

  @Option(help: "What this device is called, for the lead; its host name unless given.")
  var label: String?

  func run() throws {
    try Handle.check(name)
    let surroundings = StoreFile.surroundings
    if surroundings.places.look(at: store) != nil { throw StoreFault.exists(path: store) }
    let invitation = try readInvitation()
    let place = try RemotePlace.named(remote)
    try RemotePlace.using(place, project: invitation.project) { remote in
      let roster = try RemoteRoster(at: remote)
      guard roster.project == invitation.project else { throw RemoteFault.otherProject(place) }
      let person = try roster.person(named: name)
      let grant = Grant(
        person: person.person, key: try Store.makeDeviceKey(surroundings),
        project: roster.project, rootKey: roster.rootKey)
      let request = JoinRequest(
        invitation: invitation, person: person.person, key: grant.key,
        label: label ?? surroundings.machine.hostName)
      guard let request else {
        throw Refusal("Nothing can be signed on this machine.", remedy: "Check its randomness.")
      }
      try join(as: grant, request, at: remote, place: place)
    }
  }

  private func join(
    as grant: Grant, _ request: JoinRequest, at remote: any Remote, place: String
  ) throws {
    do {
      try StoreFile.using(
        try Store.join(path: store, as: grant, surroundings: StoreFile.surroundings)
      ) { store in
        var progress = Progress("Receiving", total: nil)
        defer { progress.end() }
        let report = try Exchange(store: store, remote: remote).run { report in
          progress.advance(
            to: report.received, "\(Plural.number(report.received)) operations received")
        }
        try remote.write(
          request.encoded, as: .joinRequest(request.device), replacing: false)
        try store.remember(remote: place)
        progress.end()
        try tell(store, received: report.received, request)
      }
    } catch {
      StoreFile.discard(store)
      throw error
    }
  }

  private func tell(_ store: Store, received: Int, _ request: JoinRequest) throws {
    let shown = Quoted(self.store, limit: 400).safe
    let output = TextOutput.standard
    try output.line(
      "\(shown): \(Quoted(store.projectName).safe), "
        + "\(Plural.text(try store.counts.items, "item")), as \(Quoted(name).safe).")
    try output.line("Read these four words to your lead, by voice:")
    try output.line("")
    try output.line("    \(Fingerprint(of: request.device).text)")
    try output.line("")
    try output.line(
      "Once you are admitted: gloss sync \(shown), and then gloss work \(shown).")
  }

  private func readInvitation() throws -> Invitation {
    let text =
      try invitation
      ?? Prompt.line("The invitation (gloss-…), as the lead has given it to you: ")
    guard let invitation = Invitation(text: text) else {
      throw Refusal(
        "This is no invitation, or a letter of it is wrong.",
        remedy: "Copy the whole of it: gloss- and nine groups of five letters and digits.")
    }
    return invitation
  }
}

/// Asks a person at the terminal for a line.
enum Prompt {
  /// The line, without its end.
  static func line(_ question: String) throws -> String {
    Complaint.write(question)
    guard let line = readLine(strippingNewline: true) else {
      throw Refusal("Nothing was answered.", remedy: "Say it as an option; see --help.")
    }
    return line
  }
}
