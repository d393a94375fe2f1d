import Items
import Judgments
import Storage
import Sync
import Testing

/// Somebody joins with a device of their own, from the invitation to the judgment that counts.
@Suite struct JoinTests {
  @Test func whoeverIsInvitedJudgesAtOnceAndCountsOnceAdmitted() throws {
    let crew = try FolderTests.Crew(seed: 911)
    let far = World(seed: 912, machine: "machine-2")
    let dora = try join("dora", crew, far)
    #expect(try dora.counts.items == 30, "everybody may read the items")
    _ = try dora.save(World.judgment(dora, "q-3", "good"))
    try Exchanges.sync(dora, crew.stick)
    try Exchanges.sync(crew.lead, crew.stick)
    let ino = try #require(try crew.lead.find(externalID: "q-3"))
    #expect(try crew.lead.versions(of: ino).isEmpty, "nobody has compared the words yet")
    #expect(try crew.lead.standings().uncounted[.pending] == 2)
    let requests = try requests(crew)
    #expect(requests.proven.map(\.request.device) == [dora.device])
    #expect(requests.unproven == [])
    try admit(requests, crew)
    #expect(try crew.lead.versions(of: ino).count == 1)
    #expect(try crew.lead.standings().uncounted == [:])
    try Exchanges.settle([crew.lead, dora], crew.stick)
    #expect(dora.isGranted)
    #expect(try dora.standings().uncounted == [:])
    #expect(try self.requests(crew).proven.isEmpty, "a device that is known asks no more")
    let problems = try Exchanges.problems([crew.lead, dora])
    #expect(problems == [])
  }

  @Test func whoeverHasNotTheCodeIsNamedApart() throws {
    let crew = try FolderTests.Crew(seed: 913)
    let far = World(seed: 914, machine: "machine-2")
    let mallory = try join("dora", crew, far, code: Array(repeating: 7, count: 10))
    let requests = try requests(crew)
    #expect(requests.proven.isEmpty)
    #expect(requests.unproven.map(\.device) == [mallory.device])
    _ = try mallory.save(World.judgment(mallory, "q-3", "bad"))
    try Exchanges.sync(mallory, crew.stick)
    try Exchanges.sync(crew.lead, crew.stick)
    #expect(try crew.lead.standings().uncounted[.pending] == 2)
    #expect(try crew.lead.verify().problems == [])
  }

  @Test func aConfinedSessionAsksForItsOwnPersonAlone() throws {
    let crew = try FolderTests.Crew(seed: 915)
    let far = World(seed: 916, machine: "machine-2")
    let person = try crew.lead.enrol(handle: "dora", roles: .annotator)
    try Exchanges.sync(crew.lead, crew.stick)
    let invitation = Invitation(
      project: crew.lead.project, code: try crew.lead.invite(person, codeLength: 10))
    let key = try Store.makeDeviceKey(far.surroundings)
    let request = try #require(
      JoinRequest(invitation: invitation, person: person, key: key, label: "laptop"))
    let file = CBOR.array([
      .unsigned(4), .array([.unsigned(4), .bytes(request.device.bytes)]),
      .bytes(request.encoded), .bool(true),
    ])
    func offer(as handle: String) throws {
      let pipe = ScriptedPipe(
        Array("NGLOSS1\n".utf8) + ServiceTests.frame(ServiceTests.hello(crew.lead.project))
          + ServiceTests.frame(file.encoded))
      try ServiceTests.service(crew, pipe, as: handle).run()
    }
    #expect(throws: RemoteFault.self) { try offer(as: "bob") }
    #expect(!crew.stick.files.keys.contains { $0.hasPrefix("join/") })
    try offer(as: "dora")
    #expect(try requests(crew).proven.map(\.request.device) == [request.device])
    // What another asks is for leads to read.
    let asked = ScriptedPipe(
      Array("NGLOSS1\n".utf8) + ServiceTests.frame(ServiceTests.hello(crew.lead.project))
        + ServiceTests.frame(
          CBOR.array([
            .unsigned(3), .array([.unsigned(4), .bytes(request.device.bytes)]),
          ]).encoded))
    #expect(throws: RemoteFault.self) { try ServiceTests.service(crew, asked, as: "bob").run() }
  }

  /// Does what `gloss join` does.
  private func join(
    _ handle: String, _ crew: FolderTests.Crew, _ far: World, code: [UInt8]? = nil
  ) throws -> Store {
    let person = try crew.lead.enrol(handle: handle, roles: .annotator)
    let made = try crew.lead.invite(person, codeLength: Invitation.codeLength)
    try Exchanges.sync(crew.lead, crew.stick)
    let remote = FolderRemote(name: "stick", disk: crew.stick)
    let invitation = try #require(
      Invitation(text: Invitation(project: crew.lead.project, code: code ?? made).text))
    let roster = try RemoteRoster(at: remote)
    #expect(roster.project == invitation.project)
    let grant = Grant(
      person: try roster.person(named: handle).person,
      key: try Store.makeDeviceKey(far.surroundings), project: roster.project,
      rootKey: roster.rootKey)
    let request = try #require(
      JoinRequest(
        invitation: invitation, person: grant.person, key: grant.key, label: "laptop"))
    let store = try Store.join(
      path: far.path("\(handle).gloss"), as: grant, surroundings: far.surroundings)
    try Exchanges.sync(store, crew.stick)
    try remote.write(request.encoded, as: .joinRequest(request.device), replacing: false)
    return store
  }

  private func requests(_ crew: FolderTests.Crew) throws -> JoinRequests {
    let known = Set(try crew.lead.devices().map(\.device))
    return try JoinRequests(
      at: FolderRemote(name: "stick", disk: crew.stick),
      invitations: try crew.lead.invitations().map {
        (Invitation(project: crew.lead.project, code: $0.code), $0.person)
      }, isKnown: known.contains)
  }

  private func admit(_ requests: JoinRequests, _ crew: FolderTests.Crew) throws {
    for (request, index) in requests.proven {
      let person = try #require(crew.lead.people.first { $0.id == request.person })
      try crew.lead.grant(
        person, key: request.deviceKey, sealingKey: request.sealingKey, label: request.label)
      try crew.lead.withdraw(crew.lead.invitations()[index])
    }
    #expect(try crew.lead.invitations().isEmpty)
  }
}
