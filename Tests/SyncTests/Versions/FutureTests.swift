import Items
import Judgments
import Questions
import Storage
import Sync
import Synchronization
import Testing

/// What a program of the future writes: it is kept, handed on and counted, and what cannot be
/// understood is not edited.
@Suite struct FutureTests {
  /// Somebody's newer program, going on with a chain of theirs.
  struct Later {
    let store: Store
    let mirror: Mirror
    private var tip: Frontier
    private(set) var names: [OperationReference] = []

    init(_ store: Store, scope: Scope) throws {
      self.store = store
      mirror = Mirror(store)
      let ends = try store.haveVector().frontiers
      tip = try #require(ends.last { try store.scope(of: $0.chain) == scope })
    }

    mutating func say(
      _ kind: UInt16, _ map: CBOR, version: UInt64 = 1, cell: CellID? = nil, bases: [Hash] = []
    ) throws {
      let payload = [UInt8](repeating: UInt8(names.count), count: 16) + map.encoded
      let operation = Operation(
        envelope: Envelope(
          chain: tip.chain, seq: tip.seq + 1, prev: tip.hash,
          hlc: 1_800_000_000_000 << 16 + UInt64(names.count),
          kind: OperationKind(rawValue: kind), schemaVersion: version, cell: cell, bases: bases,
          payloadLength: UInt64(payload.count), payloadHash: Operation.payloadHash(payload)),
        payload: payload)
      tip = Frontier(chain: tip.chain, seq: operation.envelope.seq, hash: operation.hash)
      names.append(operation.reference)
      mirror.added.append(operation)
      let signed = try #require(
        store.sign(
          Checkpoint(
            project: store.project, chain: tip.chain, seq: tip.seq, head: tip.hash,
            hlc: operation.envelope.hlc, deviceKey: store.deviceKey, haveDigest: .zero)))
      mirror.statements = [signed]
    }
  }

  private static let cell = CellID(firstBytesOf: Hash.sha256(Array("later".utf8)))

  /// A lead, Bob, and what Bob's newer program has written of every class.
  private static func team(seed: UInt64) throws -> (FolderTests.Crew, Later) {
    let crew = try FolderTests.Crew(seed: seed)
    _ = try crew.bob.save(World.judgment(crew.bob, "q-1", "good"))
    try crew.bob.signCheckpoints()
    var later = try Later(crew.bob, scope: .from(crew.bob.me.id))
    for kind in [0x0042, 0x1042, 0x2042, 0x3042, 0x7042, 0xE001, 0xF001] as [UInt16] {
      try later.say(
        kind, .map([CBORPair(key: 0, value: .text("later"))]),
        cell: kind == 0x1042 ? cell : nil)
    }
    return (crew, later)
  }

  @Test func operationsOfUnknownKindsAreKeptCountedAndHandedOn() throws {
    let (crew, later) = try Self.team(seed: 701)
    let before = try crew.lead.counts.operations
    let report = try Merge(from: later.mirror, named: "bob", into: crew.lead).run()
    #expect(report.new == 2 + later.names.count)
    #expect(report.quarantined == 0)
    #expect(try crew.lead.counts.operations == before + report.new)
    let places = try crew.lead.accounting()
    #expect(places.reduce(0) { $0 + $1.count } == before + report.new)
    let unknown = try crew.lead.uncounted().first { $0.status == .unknownKind }
    #expect(unknown?.count == later.names.count)
    let problems = try crew.lead.verify().problems
    #expect(problems == [])
    // From the lead they go on to Bob's other device, byte for byte.
    _ = try Merge(from: crew.lead, named: "lead", into: crew.desk).run()
    for name in later.names {
      #expect(try crew.desk.holds(name.chain, seq: name.seq, hash: name.hash), "\(name.seq)")
    }
    let more = try crew.desk.verify().problems
    #expect(more == [])
    // And work goes on beside them.
    _ = try crew.desk.save(World.judgment(crew.desk, "q-2", "good"))
    #expect(try crew.desk.counts.judged == 2)
  }

  @Test func theyTravelOverAFolderToo() throws {
    let (crew, later) = try Self.team(seed: 702)
    // Bob's older program on the same machine takes in what the newer one wrote, and publishes.
    _ = try Merge(from: later.mirror, named: "newer", into: crew.bob).run()
    for store in [crew.lead, crew.bob, crew.lead, crew.desk] {
      let report = try Exchanges.sync(store, crew.stick)
      #expect(report.problems == [])
      #expect(report.damaged == [])
    }
    for store in [crew.lead, crew.desk] {
      for name in later.names {
        #expect(try store.holds(name.chain, seq: name.seq, hash: name.hash), "\(name.seq)")
      }
    }
  }

  @Test func aJudgmentOfANewerFormIsShownAndBlockedForEditing() throws {
    let crew = try FolderTests.Crew(seed: 703)
    _ = try crew.bob.save(World.judgment(crew.bob, "q-1", "good"))
    try crew.bob.signCheckpoints()
    let ino = try #require(try crew.bob.find(externalID: "q-1"))
    let head = try #require(try crew.bob.judgment(of: ino)?.reference)
    var later = try Later(crew.bob, scope: .from(crew.bob.me.id))
    let judgment = World.judgment(crew.bob, "q-1", "bad")
    guard case .map(let pairs) = judgment.map else { return }
    try later.say(
      OperationKind.judgePut.rawValue, .map(pairs + [CBORPair(key: 200, value: .unsigned(1))]),
      version: 2, cell: Cell.judgment(item: judgment.item, person: crew.bob.me.id),
      bases: [head.hash])
    for store in [crew.bob, crew.lead, crew.desk] {
      _ = try Merge(from: later.mirror, named: "newer", into: store).run()
      let problems = try store.verify().problems
      #expect(problems == [])
    }
    let mine = try #require(try crew.desk.judgment(of: ino))
    #expect(mine.standing == .blocked)
    let before = try crew.desk.haveVector()
    #expect(throws: StoreFault.self) {
      try crew.desk.save(World.judgment(crew.desk, "q-1", "good"))
    }
    #expect(try crew.desk.haveVector() == before)
    _ = try crew.desk.save(World.judgment(crew.desk, "q-2", "good"))
    #expect(try crew.desk.counts.judged >= 1)
  }

  @Test func keysOfALaterVersionAreCarriedOrDroppedByTheirNumbers() throws {
    let crew = try FolderTests.Crew(seed: 704)
    _ = try crew.bob.save(World.judgment(crew.bob, "q-1", "good"))
    try crew.bob.signCheckpoints()
    let ino = try #require(try crew.bob.find(externalID: "q-1"))
    let head = try #require(try crew.bob.judgment(of: ino)?.reference)
    var later = try Later(crew.bob, scope: .from(crew.bob.me.id))
    let judgment = World.judgment(crew.bob, "q-1", "bad")
    guard case .map(let pairs) = judgment.map else { return }
    let news: [CBORPair] = [
      CBORPair(key: 64, value: .text("carry")), CBORPair(key: 127, value: .array([.unsigned(1)])),
      CBORPair(key: 128, value: .text("drop")), CBORPair(key: 255, value: .bool(true)),
    ]
    try later.say(
      OperationKind.judgePut.rawValue, .map(pairs + news),
      cell: Cell.judgment(item: judgment.item, person: crew.bob.me.id), bases: [head.hash])
    _ = try Merge(from: later.mirror, named: "newer", into: crew.desk).run()
    var edited = try #require(try crew.desk.judgment(of: ino)?.judgment)
    #expect(edited.answers == judgment.answers)
    edited.answers = [Answered("label", .text("mixed"))]
    let saved = try crew.desk.save(edited).reference
    let stored = try #require(
      try crew.desk.operations(of: saved.chain, after: saved.seq - 1, limit: 1).first)
    guard case .map(let written)? = stored.map else {
      Issue.record("the edit has no map")
      return
    }
    #expect(written.first { $0.key == 64 }?.value == .text("carry"))
    #expect(written.first { $0.key == 127 }?.value == .array([.unsigned(1)]))
    #expect(!written.contains { $0.key >= 128 })
    let problems = try crew.desk.verify().problems
    #expect(problems == [])
  }

  @Test func anUnknownRuleOfALeadStopsNobodysWork() throws {
    let crew = try FolderTests.Crew(seed: 705)
    var later = try Later(crew.lead, scope: .pub)
    try later.say(0x3042, .map([CBORPair(key: 0, value: .text("a rule of tomorrow"))]))
    _ = try Merge(from: later.mirror, named: "lead", into: crew.bob).run()
    #expect(try crew.bob.uncounted().first { $0.status == .unknownKind }?.count == 1)
    #expect(crew.bob.me.roles == .annotator)
    _ = try crew.bob.save(World.judgment(crew.bob, "q-1", "good"))
    _ = try crew.lead.importItems(World.items(30..<35))
    try Exchanges.sync(crew.lead, crew.stick)
    // He receives; whether he may still write, this program cannot know, so it says so.
    let report = try Exchanges.sync(crew.bob, crew.stick)
    #expect(report.received > 0)
    #expect(try crew.bob.counts.items == 35)
    #expect(report.sent == 0)
    #expect(report.problems.first?.contains("Update gloss") == true)
    #expect(try crew.bob.counts.judged == 1)
    let problems = try Exchanges.problems([crew.bob, crew.lead])
    #expect(problems == [])
  }

  @Test func segmentsOfANewerFormAreLeftAloneAndTheRestIsTaken() throws {
    let crew = try FolderTests.Crew(seed: 706)
    _ = try crew.bob.save(World.judgment(crew.bob, "q-1", "good"))
    try Exchanges.sync(crew.lead, crew.stick)
    try Exchanges.sync(crew.bob, crew.stick)
    _ = try crew.carol.save(World.judgment(crew.carol, "q-1", "good"))
    try Exchanges.sync(crew.carol, crew.stick)
    let path = try #require(
      crew.stick.segments.first { $0.hasPrefix("from/\(crew.bob.me.id.hex)/") })
    let segment = try Segment(decoding: try #require(crew.stick.files[path]))
    for (place, value) in [(0, CBOR.unsigned(2)), (7, .unsigned(2)), (7, .unsigned(1 << 40))] {
      let newer = Self.file(segment, with: value, at: place)
      #expect(throws: FileFault.self) { _ = try Segment(decoding: newer) }
      crew.stick.state.withLock { $0.files[path] = newer }
      let reader = try Team.add("lee", to: crew.lead, crew.world, name: "lee-\(place)-\(value)")
      _ = try Exchanges.sync(reader, crew.stick)
      let report = try Exchanges.sync(crew.lead, crew.stick, isDryRun: true)
      #expect(report.newer == [path])
      #expect(report.damaged == [])
      #expect(report.received == 2, "Carol's work arrives all the same")
      #expect(crew.stick.files[path] == newer)
      #expect(report.remarks.contains { $0.contains("newer gloss") })
    }
  }

  /// A segment whose header says something else in one place.
  private static func file(_ segment: Segment, with value: CBOR, at place: Int) -> [UInt8] {
    let header = segment.header
    var words: [CBOR] = [
      .unsigned(1), .bytes(header.project.bytes), .bytes(header.chain.bytes),
      .text(header.scope.text), .unsigned(header.first), .unsigned(header.last),
      .bytes(header.prev.bytes), .unsigned(0), .array([]),
    ]
    words[place] = value
    var parts = [CBOR.array(words).encoded]
    for operation in segment.operations { parts += [operation.envelope, operation.payload ?? []] }
    parts += [segment.signed.checkpoint.encoded, segment.signed.signature]
    let body = parts.flatMap { part -> [UInt8] in
      let count = UInt32(part.count)
      return (0..<4).reversed().map { UInt8(truncatingIfNeeded: count >> UInt32($0 * 8)) } + part
    }
    return SealedFile.seal(body, magic: Segment.magic)
  }

  @Test func framesOfALaterVersionAreIgnoredOrEndTheSessionByTheirNumbers() throws {
    let crew = try FolderTests.Crew(seed: 707)
    try Exchanges.sync(crew.lead, crew.stick)
    let greeting = Array("NGLOSS1\n".utf8)
    let hello = ServiceTests.frame(ServiceTests.hello(crew.lead.project))
    // What a client asks for at once: the card, the digest, and then what there is.
    let answers: [CBOR] = [
      .array([.unsigned(4), .array([.unsigned(0)]), .null, .bool(true)]),
      .array([.unsigned(9), .bytes(Hash.zero.bytes)]),
      .array([
        .unsigned(2), .array([.text("pub")]), .array([]), .array([]), .array([]), .bool(true),
      ]),
    ]
    let answered = answers.flatMap { ServiceTests.frame($0.encoded) }
    for (type, isIgnored) in [(128, true), (200, true), (1 << 40, true), (99, false), (127, false)]
    {
      let news = ServiceTests.frame(
        CBOR.array([.unsigned(UInt64(type)), .text("from tomorrow")]).encoded)
      // Said to a server, before it is asked what it has.
      let pipe = ScriptedPipe(
        greeting + hello + news + ServiceTests.frame(CBOR.array([.unsigned(1)]).encoded)
          + ServiceTests.frame(CBOR.array([.unsigned(7)]).encoded))
      let served = (try? ServiceTests.service(crew, pipe).run()) != nil
      #expect(served == isIgnored, "type \(type) at the server")
      // Said by a server, before it answers.
      let remote = try FrameRemote(
        name: "far", pipe: ScriptedPipe(greeting + hello + news + answered), program: "test",
        project: crew.lead.project)
      let scopes = try? remote.scopes()
      #expect((scopes == [.pub]) == isIgnored, "type \(type) at the client")
    }
    // A server that speaks several versions is one that can be spoken to.
    let many = CBOR.array([
      .unsigned(0), .array([.unsigned(1), .unsigned(2), .unsigned(9)]), .text("gloss 9"),
      .bytes(crew.lead.project.bytes),
    ]).encoded
    _ = try FrameRemote(
      name: "far", pipe: ScriptedPipe(greeting + ServiceTests.frame(many)), program: "test",
      project: crew.lead.project)
  }
}
