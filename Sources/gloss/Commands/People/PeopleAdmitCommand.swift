import ArgumentParser
import CSystem
import Items
import Judgments
import Storage
import Sync

/// `gloss people admit STORE NAME`: grants a device that asked to join, or late work.
struct PeopleAdmitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "admit",
    abstract: "Admits the device of somebody who was invited, or their late work.",
    discussion: """
      The person reads you four words, by voice: they are those of the key on their machine. Only \
      when they are the same is it theirs. With --late, work that was written after a revocation \
      counts after all. Only a lead may do this.
      """)

  @Argument(help: "The lead's store.", completion: .file())
  var store: String

  @Argument(help: "The person's name in the project.")
  var name: String

  @Option(help: "The remote at which the request lies; all remembered ones unless given.")
  var remote: String?

  @Option(help: "The four words that the person has read to you; asked for unless given.")
  var words: String?

  @Flag(help: "Admit the person's late work instead.")
  var late = false

  @Option(help: "With --late: only work on this item; may be repeated.")
  var item: [String] = []

  @Flag(help: "Say what would be admitted, and admit nothing.")
  var dryRun = false

  func validate() throws {
    if !item.isEmpty, !late { throw ValidationError("--item goes with --late.") }
    if late, words != nil || remote != nil {
      throw ValidationError("--late goes with neither --words nor --remote.")
    }
  }

  func run() throws {
    let open = dryRun ? StoreFile.reading as Opening : StoreFile.writing
    try open(store) { store in
      guard let person = store.people.first(where: { $0.handle == name && !$0.isRemoved }) else {
        throw Refusal(
          "\(Quoted(name).safe) is nobody on the roster of this store.",
          remedy: "Invite them first: gloss people invite \(self.store) NAME.")
      }
      if late { try admitLate(person, store) } else { try admitDevices(person, store) }
    }
  }

  private typealias Opening = (String, (Store) throws -> Void) throws -> Void

  // MARK: Devices

  private func admitDevices(_ person: Person, _ store: Store) throws {
    let places = try remote.map { [try RemotePlace.named($0)] } ?? store.remotes()
    let invitations = try store.invitations()
    let known = Set(try store.devices().map(\.device))
    var (admitted, unproven) = (0, 0)
    for place in places {
      try RemotePlace.using(place, project: store.project) { remote in
        let requests = try JoinRequests(
          at: remote,
          invitations: invitations.map {
            (Invitation(project: store.project, code: $0.code), $0.person)
          }, isKnown: known.contains)
        unproven += requests.unproven.count { $0.person == person.id }
        let mine = requests.proven.filter { $0.request.person == person.id }
        let asked = mine.filter { request, _ in
          words.map { Fingerprint(of: request.device).isSaid(in: $0) } ?? true
        }
        if !mine.isEmpty, asked.isEmpty { tellOfOtherWords(mine.count) }
        let granted = try asked.filter { request, index in
          try admit(request, invitations[index], person, store)
        }
        admitted += granted.count
        guard !granted.isEmpty, !dryRun else { return }
        let report = try Exchange(store: store, remote: remote).run()
        for remark in report.remarks { Complaint.write(remark) }
      }
    }
    if unproven > 0 {
      Complaint.write(
        "\(Plural.text(unproven, "request")) for \(Quoted(name).safe) cannot be admitted: without "
          + "the secret of an open invitation of this store nobody knows whose it is. An invitation "
          + "admits one device; for another one, invite the person anew.")
    }
    if admitted == 0 {
      throw Refusal(
        "Nobody was admitted: no device of \(Quoted(name).safe) was confirmed.",
        remedy: "They join first, with gloss join; then say this again.")
    }
  }

  /// True when the device was granted, or would be.
  private func admit(
    _ request: JoinRequest, _ invitation: InvitationEntry, _ person: Person, _ store: Store
  ) throws -> Bool {
    let fingerprint = Fingerprint(of: request.device)
    let what = "the device \(Quoted(request.label).safe) of \(Quoted(name).safe)"
    if dryRun {
      try TextOutput.standard.line("would admit \(what): \(fingerprint.text)")
      return true
    }
    guard try isConfirmed(fingerprint, what) else { return false }
    try store.grant(
      person, key: request.deviceKey, sealingKey: request.sealingKey, label: request.label)
    try store.withdraw(invitation)
    try TextOutput.standard.line("\(Quoted(name).safe) is admitted: \(fingerprint.text)")
    return true
  }

  private func tellOfOtherWords(_ count: Int) {
    Complaint.write(
      "Those are not the words of the device that asks to join as \(Quoted(name).safe)"
        + (count > 1 ? ", nor of another of the \(count)" : "")
        + ". Nothing was admitted: it may be somebody else's.")
  }

  /// Whether the person's words are those of the device; given ones have been compared already.
  private func isConfirmed(_ fingerprint: Fingerprint, _ what: String) throws -> Bool {
    if words != nil { return true }
    guard cs_is_terminal(0) == 1 else {
      throw Refusal(
        "\(what) asks to join, and nobody is there to compare its four words.",
        remedy: "Say --words \"…\" with the words that the person has read to you.")
    }
    let answer = try Prompt.line(
      "\(what) asks to join. Let the person read you four words, by voice. Are they\n\n    "
        + "\(fingerprint.text)\n\nyes or no? ")
    return ["y", "yes"].contains(answer.lowercased())
  }

  // MARK: Late work

  private func admitLate(_ person: Person, _ store: Store) throws {
    let all = try store.late().filter { $0.person == person.id }
    let chosen = item.isEmpty ? all : all.filter { $0.item.map(item.contains) ?? false }
    guard !chosen.isEmpty else {
      throw Refusal(
        "\(Quoted(name).safe) has no late work here"
          + (item.isEmpty ? "." : " on what --item names."),
        remedy: "What is late is listed by gloss device list.")
    }
    if dryRun {
      var table = TextTable()
      let project = try StoredProject(store)
      for entry in chosen {
        let answers = entry.judgment.map { judgment in
          PrintedJSON.text(
            .object(project.answers(of: judgment).map { JSONMember($0.question, $0.value) }))
        }
        table.row(
          Timestamp.text(milliseconds: entry.at), entry.kind.name, entry.item ?? "",
          String(entry.device.hex.prefix(8)), answers ?? "")
      }
      for line in table.lines { try TextOutput.standard.line(line) }
      return
    }
    try store.admit(chosen)
    try TextOutput.standard.line(
      "\(Plural.text(chosen.count, "operation")) of \(Quoted(name).safe) admitted. "
        + "Others learn of it by the next sync.")
  }
}
