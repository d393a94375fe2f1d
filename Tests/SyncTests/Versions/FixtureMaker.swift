import Foundation
import Items
import Judgments
import Questions
import Storage
import Support
import Sync
import Synchronization
import Testing

/// Makes the files of a version about to be released; `GLOSS_WRITE_FIXTURE` names it.
///
/// `GLOSS_WRITE_FIXTURE=0.2 swift test --filter FixtureMaker` writes `Tests/Fixtures/0.2` and the
/// beginnings of the fuzzing corpora. It is run once a version, before its release.
@Suite struct FixtureMaker {
  private static let version = Places.environment("GLOSS_WRITE_FIXTURE")
  private static let names = ["lead", "rita", "bob", "desk", "carol"]

  @Test(.enabled(if: version != nil, "GLOSS_WRITE_FIXTURE names no version."))
  func writesTheFilesOfAVersion() throws {
    let fixture = Fixture(version: Self.version ?? "", world: World(seed: 900))
    let (stores, stick) = try Self.people(fixture.world)
    for (index, store) in stores.enumerated() {
      // Conflicts and drafts stay, so that a later version must read them too.
      #expect(try store.verify().problems == [], "\(Self.names[index])")
    }
    let segments = stick.files.keys.count { $0.hasSuffix(".nseg") }
    let merged = try fixture.fresh("merged", like: stores[0], key: 201)
    for store in stores { _ = try Merge(from: store, named: store.path, into: merged).run() }
    let received = try fixture.fresh("received", like: stores[2], key: 202)
    try Exchanges.sync(received, stick)
    let expected = Fixture.Expected(
      stores: Dictionary(
        uniqueKeysWithValues: try zip(Self.names, stores).map { ($0, try Fixture.Standing(of: $1)) }
      ), merged: try Fixture.Standing(of: merged), received: try Fixture.Standing(of: received),
      segments: segments, heads: stick.files.keys.count { $0.hasSuffix(".nhead") },
      contents: stick.files.keys.count { $0.hasSuffix(".nblob") })
    #expect(expected.stores["bob"]?.digest == expected.received.digest)
    for store in stores + [merged, received] { try store.close() }
    try Self.pack(fixture, stick)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    try encoder.encode(expected).write(to: URL(fileURLWithPath: fixture.expectation))
    try Self.writeCorpora(stick, stores[0].project)
  }

  /// A lead, a reviewer, Bob on two devices that disagree, and Carol, who have met.
  private static func people(_ world: World) throws -> ([Store], MemoryStick) {
    let lead = try world.create("lead.gloss", handle: "ada")
    _ = try lead.importItems(World.items(0..<10))
    _ = try lead.importItems(World.items(10..<12, hidden: "model-seven"))
    let stores = [
      lead, try Team.add("rita", roles: [.annotator, .reviewer], to: lead, world),
      try Team.add("bob", to: lead, world), try Team.add("bob", to: lead, world, name: "desk"),
      try Team.add("carol", to: lead, world),
    ]
    let (bob, desk, carol) = (stores[2], stores[3], stores[4])
    let stick = MemoryStick()
    stick.state.withLock { _ = $0.folders.insert("rev") }
    for number in 0..<4 {
      world.clock.advance(30_000)
      _ = try bob.save(World.judgment(bob, "q-\(number)", "good", note: "Because \(number)."))
      _ = try carol.save(World.judgment(carol, "q-\(number)", number < 2 ? "good" : "bad"))
    }
    try Exchanges.settle(stores, stick)
    // One conflict, one twin, one judgment changed and one taken back.
    _ = try bob.save(World.judgment(bob, "q-0", "bad"))
    _ = try desk.save(World.judgment(desk, "q-0", "mixed"))
    _ = try bob.save(World.judgment(bob, "q-4", "good"))
    _ = try desk.save(World.judgment(desk, "q-4", "good"))
    _ = try bob.save(World.judgment(bob, "q-1", "mixed"))
    _ = try bob.save(World.judgment(bob, "q-5", "good"))
    _ = try bob.undo()
    var aside = World.judgment(carol, "q-6", "good")
    (aside.answers, aside.aside) = ([], .brokenItem)
    _ = try carol.save(aside)
    if let ino = try carol.find(externalID: "q-7") {
      _ = try carol.ask(ino, text: "What does it mean?", rule: "overall")
      _ = try carol.note(ino, text: "A remark — with \u{202E}odd\u{202C} text.")
      if let entry = try carol.remarks(on: ino).last { try carol.remove(entry) }
    }
    if let ino = try bob.find(externalID: "q-8") {
      try bob.saveDraft(ino, Draft(answers: [Answered("note", .text("half a thought"))]))
    }
    world.clock.advance(30_000)
    try Exchanges.settle(stores, stick)
    return (stores, stick)
  }

  private static func pack(_ fixture: Fixture, _ stick: MemoryStick) throws {
    let folder = fixture.world.folder
    var files = stick.files.map { ("meet/\($0.key)", $0.value) }
    let keys = fixture.world.path("state/keys/")
    files += fixture.world.disk.files.withLock { all in
      all.filter { $0.key.hasPrefix(keys) }.map {
        ("state/keys/" + $0.key.dropFirst(keys.count), $0.value)
      }
    }
    for (path, bytes) in files {
      let target = URL(fileURLWithPath: "\(folder)/\(path)")
      try FileManager.default.createDirectory(
        at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(bytes).write(to: target)
    }
    try FileManager.default.createDirectory(
      atPath: "\(Fixture.folder)/\(fixture.version)", withIntermediateDirectories: true)
    try Fixture.tar(
      [
        "--sort=name", "--owner=0", "--group=0", "--numeric-owner", "--mtime=2026-01-05", "-C",
        folder, "-czf", fixture.packed,
      ] + names.map { $0 + ".gloss" } + ["meet", "state/keys"])
  }

  // MARK: Fuzzing

  private static func writeCorpora(_ stick: MemoryStick, _ project: ProjectID) throws {
    func write(_ decoder: String, _ name: String, _ bytes: [UInt8]) throws {
      let folder = Places.repositoryRoot + "/Tests/Fuzz/Corpus/\(decoder)"
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
      try Data(bytes).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
    }
    func body(_ file: [UInt8]) -> [UInt8] { Array(file[5..<(file.count - 45)]) }
    let segments = stick.segments.compactMap { stick.files[$0] }.sorted { $0.count < $1.count }
    let segment = try Segment(decoding: try #require(segments.first))
    try write("segment", "small", body(segment.encoded))
    try write("checkpoint", "small", segment.signed.checkpoint.encoded)
    try write("head", "small", body(HeadFile.encoded(segment.signed)))
    try write("card", "small", body(try #require(stick.files["PROJECT.cbor"])))
    let frames = try DecoderMutationTests.session(
      project, stick.files.filter { $0.value == segment.encoded })
    try write("frame", "session", frames.flatMap(ServiceTests.frame))
    let name = SegmentName(
      first: segment.header.first, last: segment.header.last,
      head: HeadPrefix(firstBytesOf: segment.head))
    let have = CBOR.array([
      .unsigned(2), .array([.text("pub")]),
      .array([
        .array([
          .text(segment.header.scope.text), .bytes(segment.header.chain.bytes),
          .array([
            .array([.unsigned(name.first), .unsigned(name.last), .bytes(name.head.bytes)])
          ]), .array([]),
        ])
      ]), .array([]), .array([]), .bool(true),
    ]).encoded
    // What a client asks for at once comes before what there is.
    let card = CBOR.array([.unsigned(4), .array([.unsigned(0)]), .null, .bool(true)]).encoded
    let digest = CBOR.array([.unsigned(9), .bytes(Hash.zero.bytes)]).encoded
    try write(
      "answer", "listing",
      [ServiceTests.hello(.zero), card, digest, have].flatMap(ServiceTests.frame))
    let invitation = Invitation(
      project: project, code: [UInt8](repeating: 5, count: Invitation.codeLength))
    try write("invitation", "whole", Array(invitation.text.utf8))
    let key = try #require(DeviceKey(secret: [UInt8](repeating: 9, count: 32)))
    let request = try #require(
      JoinRequest(
        invitation: invitation, person: PersonID(firstBytesOf: Hash.sha256([1])), key: key,
        label: "laptop"))
    try write("request", "whole", body(request.encoded))
    try write("address", "whole", Array("ssh://ada@lab.example:2222/srv/project".utf8))
    try write("address", "six", Array("ssh://[fe80::1%eth0]:22/x".utf8))
    try write("address", "asked", Array("gloss serve --stdio --root /srv/project".utf8))
  }
}
