import Items
import Judgments
import Storage
import Sync
import Testing

/// The far end and what a hostile near end can do to it.
@Suite struct ServiceTests {
  @Test func bytesThatAreNoSessionChangeNothing() throws {
    let crew = try FolderTests.Crew(seed: 501)
    try Exchanges.sync(crew.lead, crew.stick)
    let files = crew.stick.files
    let greeting = Array("NGLOSS1\n".utf8)
    var random = SplitMix64(seed: 501)
    for round in 0..<2000 {
      var input = round % 4 == 0 ? [] : greeting
      if round % 4 > 1 { input += Self.frame(Self.hello(crew.lead.project)) }
      for _ in 0..<Int(random.next() % 4) {
        let junk = (0..<Int(random.next() % 60)).map { _ in
          UInt8(truncatingIfNeeded: random.next())
        }
        input += round % 2 == 0 ? junk : Self.frame(junk)
      }
      let pipe = ScriptedPipe(input)
      try? Self.service(crew, pipe).run()
      #expect(crew.stick.files == files, "round \(round)")
    }
  }

  @Test func aFrameThatAnnouncesMoreThanAMebibyteEndsTheSession() throws {
    let crew = try FolderTests.Crew(seed: 502)
    let pipe = ScriptedPipe(
      Array("NGLOSS1\n".utf8) + Self.frame(Self.hello(crew.lead.project)) + [0xFF, 0, 0, 0])
    #expect(throws: RemoteFault.self) { try Self.service(crew, pipe).run() }
    #expect(pipe.largestRead < 1 << 20)
  }

  @Test func framesThatMayBeIgnoredAreIgnored() throws {
    let crew = try FolderTests.Crew(seed: 503)
    let pipe = ScriptedPipe(
      Array("NGLOSS1\n".utf8) + Self.frame(Self.hello(crew.lead.project))
        + Self.frame(CBOR.array([.unsigned(200), .text("from a later gloss")]).encoded)
        + Self.frame(CBOR.array([.unsigned(7)]).encoded))
    try Self.service(crew, pipe).run()
    let critical = ScriptedPipe(
      Array("NGLOSS1\n".utf8) + Self.frame(Self.hello(crew.lead.project))
        + Self.frame(CBOR.array([.unsigned(99)]).encoded))
    #expect(throws: RemoteFault.self) { try Self.service(crew, critical).run() }
  }

  @Test func aPersonReadsAndWritesOnlyWhatIsTheirs() throws {
    let crew = try FolderTests.Crew(seed: 504)
    for store in crew.all { _ = try store.save(World.judgment(store, "q-1", "good")) }
    for store in crew.all { try Exchanges.sync(store, crew.stick) }
    let files = crew.stick.files
    let bob = crew.bob.me.id
    let foreign = try #require(
      files.keys.first { $0.hasPrefix("from/\(crew.carol.me.id.hex)/") && $0.hasSuffix(".nseg") })
    let parts = foreign.split(separator: "/").map(String.init)
    let name = try #require(SegmentName(parts[3]))
    let file = CBOR.array([
      .unsigned(1), .text("from/\(parts[1])"),
      .bytes(try #require(ChainID(hex: parts[2])).bytes), .unsigned(name.first),
      .unsigned(name.last), .bytes(name.head.bytes),
    ])
    let asked = ScriptedPipe(
      Array("NGLOSS1\n".utf8) + Self.frame(Self.hello(crew.lead.project))
        + Self.frame(CBOR.array([.unsigned(3), file]).encoded))
    #expect(throws: RemoteFault.self) { try Self.service(crew, asked, as: "bob").run() }
    let listed = ScriptedPipe(
      Array("NGLOSS1\n".utf8) + Self.frame(Self.hello(crew.lead.project))
        + Self.frame(CBOR.array([.unsigned(1)]).encoded))
    try Self.service(crew, listed, as: "bob").run()
    let said = String(decoding: listed.written, as: UTF8.self)
    #expect(said.contains("from/\(bob.hex)"))
    #expect(!said.contains(parts[1]), "Carol's work is nothing that Bob hears of")
    // Carol's own file, offered by Bob for Carol and under his own name.
    for scope in [parts[1], bob.hex] {
      let offered = CBOR.array([
        .unsigned(4),
        .array([
          .unsigned(1), .text("from/\(scope)"),
          .bytes(try #require(ChainID(hex: parts[2])).bytes), .unsigned(name.first),
          .unsigned(name.last), .bytes(name.head.bytes),
        ]), .bytes(files[foreign] ?? []), .bool(true),
      ])
      let pipe = ScriptedPipe(
        Array("NGLOSS1\n".utf8) + Self.frame(Self.hello(crew.lead.project))
          + Self.frame(offered.encoded))
      #expect(throws: RemoteFault.self) { try Self.service(crew, pipe, as: "bob").run() }
      #expect(crew.stick.files == files)
    }
  }

  @Test func nobodyUnknownIsServed() throws {
    let crew = try FolderTests.Crew(seed: 505)
    #expect(throws: RemoteFault.self) {
      _ = try RemoteGate(
        handle: "bob", at: FolderRemote(name: "far", disk: crew.stick))
    }
    try Exchanges.sync(crew.lead, crew.stick)
    _ = try RemoteGate(handle: "bob", at: FolderRemote(name: "far", disk: crew.stick))
    #expect(throws: RemoteFault.self) {
      _ = try RemoteGate(handle: "mallory", at: FolderRemote(name: "far", disk: crew.stick))
    }
  }

  static func hello(_ project: ProjectID) -> [UInt8] {
    CBOR.array([
      .unsigned(0), .array([.unsigned(1)]), .text("test"), .bytes(project.bytes),
    ]).encoded
  }

  static func frame(_ body: [UInt8]) -> [UInt8] {
    (0..<4).reversed().map { UInt8(truncatingIfNeeded: body.count >> ($0 * 8)) } + body
  }

  static func service(
    _ crew: FolderTests.Crew, _ pipe: ScriptedPipe, as handle: String? = nil
  ) throws -> RemoteService {
    let folder = FolderRemote(name: "far", disk: crew.stick)
    return RemoteService(
      folder: folder, gate: try handle.map { try RemoteGate(handle: $0, at: folder) },
      program: "test", pipe: pipe)
  }
}

/// A near end that says what it says, whatever it hears.
final class ScriptedPipe: FramePipe {
  private let input: [UInt8]
  private var position = 0
  private(set) var written: [UInt8] = []
  private(set) var largestRead = 0

  init(_ input: [UInt8]) {
    self.input = input
  }

  func read(_ count: Int) throws(RemoteFault) -> [UInt8] {
    largestRead = max(largestRead, count)
    let part = Array(input[position..<min(input.count, position + count)])
    position += part.count
    return part
  }

  func write(_ bytes: [UInt8]) throws(RemoteFault) { written += bytes }
}
