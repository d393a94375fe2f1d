import Items
import Judgments
import Storage
import Support
import Sync
import Synchronization
import Testing

/// What strangers send, changed byte by byte: no decoder crashes, and what is taken is written
/// again as it was read.
@Suite struct DecoderMutationTests {
  @Test func mutatedSegmentsAreRefusedOrWrittenAlike() throws {
    let segment = try Cuttings(seed: 80, judgments: 3).segment()
    let body = Lies.body(segment.header, segment)
    var random = Support.SplitMix64(seed: 80)
    var (read, refused) = (0, 0)
    for round in 0..<Soak.times(4000) {
      // Under a right checksum, or nothing behind it would be reached.
      let file = SealedFile.seal(Mutation.mutated(body, &random), magic: Segment.magic)
      guard let found = try? Segment(decoding: file) else {
        refused += 1
        continue
      }
      read += 1
      #expect(found.encoded == file, "seed 80, round \(round)")
      if (try? found.verify()) != nil {
        #expect(found.operations == segment.operations, "seed 80, round \(round)")
      }
    }
    print("T11: segment, \(read) read and \(refused) refused")
    #expect(read > 100 && refused > 1000)
  }

  @Test func mutatedHeadsAreNeverTaken() throws {
    let signed = try Cuttings(seed: 81, judgments: 3).segment().signed
    let file = HeadFile.encoded(signed)
    let body = Array(file[HeadFile.magic.count..<(file.count - 40 - HeadFile.magic.count)])
    #expect(SealedFile.seal(body, magic: HeadFile.magic) == file)
    var random = Support.SplitMix64(seed: 81)
    for round in 0..<Soak.times(4000) {
      let mutated = Mutation.mutated(body, &random)
      guard mutated != body else { continue }
      let taken = try? HeadFile.decode(SealedFile.seal(mutated, magic: HeadFile.magic))
      #expect(taken == nil, "seed 81, round \(round)")
    }
    print("T11: head, \(Soak.times(4000)) mutations, none taken")
  }

  @Test func mutatedCardsLetNobodyIn() throws {
    let crew = try FolderTests.Crew(seed: 82)
    try Exchanges.sync(crew.lead, crew.stick)
    let card = try #require(crew.stick.files["PROJECT.cbor"])
    let magic = Array("NPRJ1".utf8)
    let body = Array(card[magic.count..<(card.count - 40 - magic.count)])
    #expect(SealedFile.seal(body, magic: magic) == card)
    let folder = FolderRemote(name: "far", disk: crew.stick)
    _ = try RemoteGate(handle: "bob", at: folder)
    var random = Support.SplitMix64(seed: 82)
    for round in 0..<Soak.times(1000) {
      let mutated = Mutation.mutated(body, &random)
      guard mutated != body else { continue }
      crew.stick.state.withLock {
        $0.files["PROJECT.cbor"] = SealedFile.seal(mutated, magic: magic)
      }
      #expect(throws: RemoteFault.self, "seed 82, round \(round)") {
        _ = try RemoteGate(handle: "bob", at: folder)
      }
    }
    print("T11: card, \(Soak.times(1000)) mutations, nobody let in")
  }

  /// A session that hands on a chain, changed anywhere: what the folder keeps is whole.
  @Test func mutatedSessionsLeaveOnlyWholeFiles() throws {
    let crew = try FolderTests.Crew(seed: 83)
    try Exchanges.sync(crew.lead, crew.stick)
    let before = crew.stick.files
    let other = MemoryStick()
    _ = try crew.bob.save(World.judgment(crew.bob, "q-1", "good"))
    try Exchanges.sync(crew.bob, other)
    let session = try Self.session(
      crew.lead.project, before.merging(other.files) { one, _ in one })
    let greeting = Array("NGLOSS1\n".utf8)
    try ServiceTests.service(crew, ScriptedPipe(greeting + session.flatMap(ServiceTests.frame)))
      .run()
    let after = crew.stick.files
    #expect(after.count > before.count, "the session as it is hands files on")
    var random = Support.SplitMix64(seed: 83)
    var (served, ended) = (0, 0)
    for round in 0..<Soak.times(600) {
      crew.stick.files = before
      var changed = session
      let place = Int.random(in: 0..<changed.count, using: &random)
      switch Int.random(in: 0..<6, using: &random) {
      case 0: changed.remove(at: place)
      case 1: changed.insert(changed[place], at: Int.random(in: 0..<changed.count, using: &random))
      case 2: changed.swapAt(place, Int.random(in: 0..<changed.count, using: &random))
      default: changed[place] = Mutation.mutated(changed[place], &random)
      }
      let pipe = ScriptedPipe(greeting + changed.flatMap(ServiceTests.frame))
      if (try? ServiceTests.service(crew, pipe).run()) != nil { served += 1 } else { ended += 1 }
      for (path, bytes) in crew.stick.files {
        #expect(bytes == before[path] ?? after[path], "seed 83, round \(round): \(path)")
      }
    }
    crew.stick.files = after
    print("T11: frames, \(served) sessions served and \(ended) ended, only whole files kept")
    #expect(served > 10 && ended > 100)
  }

  /// A near end that asks what there is, and asks for and hands on each of some files.
  static func session(_ project: ProjectID, _ files: [String: [UInt8]]) throws -> [[UInt8]] {
    var session = [ServiceTests.hello(project), CBOR.array([.unsigned(1)]).encoded]
    for path in files.keys.sorted() where path.hasSuffix(".nseg") || path.hasSuffix(".nhead") {
      let file = try #require(Self.file(path))
      session.append(CBOR.array([.unsigned(3), file]).encoded)
      session.append(
        CBOR.array([.unsigned(4), file, .bytes(files[path] ?? []), .bool(true)]).encoded)
    }
    return session + [CBOR.array([.unsigned(7)]).encoded]
  }

  /// A file's name as frames have it.
  private static func file(_ path: String) -> CBOR? {
    let parts = path.split(separator: "/").map(String.init)
    guard let text = parts.last, parts.count >= 3, let chain = ChainID(hex: parts[parts.count - 2])
    else { return nil }
    let scope = CBOR.text(parts.dropLast(2).joined(separator: "/"))
    if let name = SegmentName(text) {
      return .array([
        .unsigned(1), scope, .bytes(chain.bytes), .unsigned(name.first), .unsigned(name.last),
        .bytes(name.head.bytes),
      ])
    }
    return HeadName(text).map {
      .array([
        .unsigned(2), scope, .bytes(chain.bytes), .unsigned($0.seq), .bytes($0.head.bytes),
      ])
    }
  }

  @Test func mutatedAddressesAreAddressesOrRefused() throws {
    let valid = [
      "ssh://ada@lab.example:2222/srv/project", "ssh://[fe80::1%eth0]:22/x",
      "ssh://h/a.b_c-d+e,f=g@h",
      "gloss serve --stdio --root /srv/project",
    ].map { Array($0.utf8) }
    var random = Support.SplitMix64(seed: 84)
    var (read, refused) = (0, 0)
    let special = Set("\"'`$\\;&|<>(){}*?!#~\n\r\t\0".utf8)
    for round in 0..<Soak.times(20_000) {
      let text = String(decoding: Mutation.mutated(random.pick(valid), &random), as: UTF8.self)
      let isServed = OriginalCommand.isSync(text)
      guard let address = try? SSHAddress(text) else {
        refused += 1
        if isServed { #expect(special.isDisjoint(with: text.utf8), "seed 84, round \(round)") }
        continue
      }
      read += 1
      let last = address.arguments(farProgram: "gloss").last ?? ""
      #expect(OriginalCommand.isSync(last), "seed 84, round \(round): \(text)")
      #expect(special.isDisjoint(with: text.utf8), "seed 84, round \(round): \(text)")
      #expect(!address.host.hasPrefix("-") && address.user?.hasPrefix("-") != true)
      let user = address.user.map { $0 + "@" } ?? ""
      let host = text.contains("[") ? "[\(address.host)]" : address.host
      let port = address.port.map { ":\($0)" } ?? ""
      #expect("ssh://\(user)\(host)\(port)\(address.path)" == text, "seed 84, round \(round)")
    }
    print("T11: address, \(read) read and \(refused) refused")
    #expect(read > 1000 && refused > 1000)
  }

  @Test(arguments: [
    "ssh://host:+22/x", "ssh://host:022/x", "ssh://host:22 /x", "ssh://host:/x", "ssh://host:-1/x",
  ])
  func aPortHasOneSpelling(_ address: String) {
    #expect(throws: RemoteFault.self) { try SSHAddress(address) }
  }
}
