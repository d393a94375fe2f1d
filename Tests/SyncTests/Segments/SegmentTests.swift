import Items
import Judgments
import Storage
import Sync
import Testing

@Suite struct SegmentTests {
  @Test func aSegmentGivesBackWhatWasPutIn() throws {
    let segment = try Cuttings(seed: 1).segment()
    let read = try Segment(decoding: segment.encoded)
    #expect(read.header == segment.header)
    #expect(read.operations == segment.operations)
    #expect(read.signed == segment.signed)
    #expect(try read.verify().count == segment.operations.count)
  }

  @Test func anErasedPayloadStaysErased() throws {
    let segment = try Cuttings(seed: 2).segment { $0.payload = nil }
    let read = try Segment(decoding: segment.encoded)
    #expect(read.operations.allSatisfy { $0.payload == nil })
    #expect(try read.verify().count == segment.operations.count)
  }

  @Test func everySingleBitThatFlipsIsFoundOut() throws {
    let bytes = Array(try Cuttings(seed: 3).segment(size: 4096).encoded)
    #expect(bytes.count >= 4096)
    var taken: [Int] = []
    var damaged = bytes
    for bit in 0..<(bytes.count * 8) {
      damaged[bit / 8] ^= 1 << UInt8(bit % 8)
      if (try? Segment(decoding: damaged)) != nil { taken.append(bit) }
      damaged[bit / 8] = bytes[bit / 8]
    }
    #expect(taken == [], "flipped bits that were not found out")
  }

  @Test func aCopyThatEndsAnywhereIsIncompleteAndNothingWorse() throws {
    let bytes = try Cuttings(seed: 4).segment().encoded
    for length in 0..<bytes.count {
      #expect(throws: FileFault.incomplete, "\(length) of \(bytes.count) bytes") {
        _ = try Segment(decoding: Array(bytes.prefix(length)))
      }
    }
  }

  @Test func roomThatIsNotFilledYetIsIncomplete() throws {
    let bytes = try Cuttings(seed: 5).segment().encoded
    let zeros = [UInt8](repeating: 0, count: bytes.count)
    for filled in stride(from: 0, to: bytes.count, by: 97) {
      let arriving = Array(bytes.prefix(filled)) + zeros.dropFirst(filled)
      #expect(throws: FileFault.incomplete) { _ = try Segment(decoding: arriving) }
    }
  }

  @Test func concatenationsAndSwapsAreRefused() throws {
    let bytes = try Cuttings(seed: 6).segment().encoded
    let other = try Cuttings(seed: 7).segment().encoded
    for mixed in [
      bytes + bytes, bytes + other, bytes + [0], [0] + bytes,
      Array(bytes.prefix(bytes.count / 2)) + other.suffix(other.count / 2),
    ] {
      #expect(throws: FileFault.self) { _ = try Segment(decoding: mixed) }
    }
  }

  @Test func countsThatLieAreRefusedBeforeRoomIsMade() throws {
    let cuttings = try Cuttings(seed: 8)
    let segment = try cuttings.segment()
    for last in [UInt64(20_000), 4_000_000_000, UInt64(Int64.max)] {
      var header = segment.header
      header.last = last
      let body = Lies.body(header, segment)
      let bytes = SealedFile.seal(body, magic: Segment.magic)
      #expect(throws: FileFault.self) { _ = try Segment(decoding: bytes) }
    }
    let long = [UInt8](repeating: 0xFF, count: 4) + [1, 2, 3]
    #expect(throws: FileFault.damaged("a part is longer than it may be")) {
      _ = try Segment(decoding: SealedFile.seal(long, magic: Segment.magic))
    }
  }

  @Test func aSegmentOfAnotherEndOrOrderFailsItsCheck() throws {
    let segment = try Cuttings(seed: 9).segment()
    var swapped = segment.operations
    swapped.swapAt(1, 2)
    let bytes = SealedFile.seal(
      Lies.body(segment.header, operations: swapped, segment.signed), magic: Segment.magic)
    let read = try Segment(decoding: bytes)
    #expect(throws: FileFault.damaged("operation 2 does not follow the one before")) {
      _ = try read.verify()
    }
    var forged = segment.signed
    forged.signature[10] ^= 1
    let other = try Segment(
      decoding: SealedFile.seal(
        Lies.body(segment.header, operations: segment.operations, forged), magic: Segment.magic))
    #expect(throws: FileFault.damaged("the signature of its end is wrong")) {
      _ = try other.verify()
    }
  }

  @Test func headsTellTheirChainsEndAndNoFlippedBitIsTaken() throws {
    let signed = try Cuttings(seed: 10).segment().signed
    let bytes = HeadFile.encoded(signed)
    #expect(try HeadFile.decode(bytes) == signed)
    var damaged = bytes
    for bit in 0..<(bytes.count * 8) {
      damaged[bit / 8] ^= 1 << UInt8(bit % 8)
      #expect((try? HeadFile.decode(damaged)) == nil, "bit \(bit)")
      damaged[bit / 8] = bytes[bit / 8]
    }
    for length in 0..<bytes.count {
      #expect(throws: FileFault.incomplete) {
        _ = try HeadFile.decode(Array(bytes.prefix(length)))
      }
    }
  }

  @Test func namesHaveOneFormOnly() throws {
    let head = try #require(HeadPrefix(hex: String(repeating: "0a", count: 16)))
    let name = SegmentName(first: 3, last: 20, head: head)
    #expect(name.text == "0000000003-0000000020-0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a.nseg")
    #expect(SegmentName(name.text) == name)
    #expect(name.text.utf8.count < 120)
    let headName = HeadName(seq: 20, head: head)
    #expect(HeadName(headName.text) == headName)
    for wrong in [
      "", ".nseg", "3-20-0a.nseg", name.text + ".nseg", name.text.uppercased(),
      "../" + name.text, name.text.replacing("0a0a0a0a.nseg", with: "0A0A0A0A.nseg"),
      name.text.replacing("0000000003", with: "0000000021"),
      name.text.replacing("0000000003", with: "0000000000"),
      name.text.replacing(".nseg", with: ".sync-conflict-20260101-101010-ABCDEFG.nseg"),
      name.text + "\0",
    ] {
      #expect(SegmentName(wrong) == nil, "\(wrong)")
    }
    #expect(HeadName(name.text) == nil)
    #expect(SegmentName(headName.text) == nil)
    let copy = name.text.replacing(".nseg", with: ".sync-conflict-20260101-101010-ABCDEFG.nseg")
    #expect(SegmentName(beginning: copy) == name)
  }
}

/// Segments of real operations.
struct Cuttings {
  let world: World
  let store: Store

  init(seed: UInt64, judgments: Int = 20) throws {
    world = World(seed: seed)
    store = try world.create()
    _ = try store.importItems(World.items(0..<judgments))
    for number in 0..<judgments {
      _ = try store.save(World.judgment(store, "q-\(number)", "good", note: "Because \(number)."))
    }
    try store.signCheckpoints()
  }

  /// The judgments' chain as one segment of about `size` bytes; nil takes all.
  func segment(
    size: Int? = nil, change: (inout OperationBytes) -> Void = { _ in }
  ) throws -> Segment {
    let scope = Scope.from(store.me.id)
    let chain = try #require(
      try store.haveVector().frontiers.map(\.chain).first { try store.scope(of: $0) == scope })
    var operations: [OperationBytes] = []
    var count = 0
    for bytes in try store.storedBytes(of: chain, after: 0, limit: 10_000) {
      if let size, count > size { break }
      operations.append(bytes)
      count += bytes.envelope.count + (bytes.payload?.count ?? 0)
    }
    for index in operations.indices { change(&operations[index]) }
    let last = try #require(operations.last)
    let key = try #require(try store.checkpoints(of: chain).first).checkpoint.deviceKey
    let signed = try #require(
      store.sign(
        Checkpoint(
          project: store.project, chain: chain, seq: last.seq, head: last.hash, hlc: 1,
          deviceKey: key, haveDigest: .zero)))
    return try #require(
      Segment(project: store.project, scope: scope, operations: operations, signed: signed))
  }
}

/// Files that no honest program writes.
enum Lies {
  static func body(_ header: SegmentHeader, _ segment: Segment) -> [UInt8] {
    body(header, operations: segment.operations, segment.signed)
  }

  static func body(
    _ header: SegmentHeader, operations: [OperationBytes], _ signed: SignedCheckpoint
  ) -> [UInt8] {
    let words = CBOR.array([
      .unsigned(1), .bytes(header.project.bytes), .bytes(header.chain.bytes),
      .text(header.scope.text), .unsigned(header.first), .unsigned(header.last),
      .bytes(header.prev.bytes), .unsigned(0), .array([]),
    ])
    var parts = [words.encoded]
    for operation in operations { parts += [operation.envelope, operation.payload ?? []] }
    parts += [signed.checkpoint.encoded, signed.signature]
    return parts.flatMap { part -> [UInt8] in
      let count = UInt32(part.count)
      return (0..<4).reversed().map { UInt8(truncatingIfNeeded: count >> UInt32($0 * 8)) } + part
    }
  }
}
