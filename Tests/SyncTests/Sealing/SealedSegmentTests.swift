import Items
import Judgments
import Storage
import Testing

@testable import Sync

/// What is sealed to one device, and what others can do to it.
@Suite struct SealedSegmentTests {
  private struct Keys: Unsealer {
    let key: DeviceKey

    init(_ seed: UInt8) throws {
      key = try #require(DeviceKey(secret: Array(repeating: seed, count: 32)))
    }

    func unseal(_ secrets: [SealedSecret], context: [UInt8]) -> [UInt8]? {
      secrets.first { $0.recipient == key.sealingKey }.flatMap { key.open($0, context: context) }
    }
  }

  private static func sealed(
    _ segment: Segment, to keys: [Keys]
  ) throws -> SealedSegment {
    let first = try #require(segment.operations.first)
    return try #require(SealedSegment(segment, to: keys.map(\.key.sealingKey), first: first))
  }

  /// The body of a file, without the frame that proves it.
  private static func body(_ file: [UInt8]) throws -> [UInt8] {
    Array(file[try SealedFile.body(of: file, magic: Segment.magic)])
  }

  @Test func aRecipientReadsItAndNobodyElse() throws {
    let segment = try Cuttings(seed: 1).segment()
    let (one, two, three) = (try Keys(1), try Keys(2), try Keys(3))
    let file = try Self.sealed(segment, to: [two, one]).encoded
    for keys in [one, two] {
      let read = try Segment(decoding: file, with: keys)
      #expect(read.operations == segment.operations)
      #expect(read.signed == segment.signed)
      #expect(try read.verify().count == segment.operations.count)
    }
    #expect(throws: FileFault.sealed) { _ = try Segment(decoding: file, with: three) }
    #expect(throws: FileFault.sealed) { _ = try Segment(decoding: file) }
    let operation = try #require(segment.operations.dropFirst().first)
    #expect(file.firstRange(of: operation.envelope) == nil)
  }

  @Test func everyByteThatIsChangedAndFramedAnewIsFoundOut() throws {
    let keys = try Keys(1)
    let body = try Self.body(
      Self.sealed(try Cuttings(seed: 2, judgments: 3).segment(), to: [keys]).encoded)
    var changed = body
    for index in body.indices {
      changed[index] ^= 0x10
      let file = SealedFile.seal(changed, magic: Segment.magic)
      #expect(throws: FileFault.self, "byte \(index)") {
        _ = try Segment(decoding: file, with: keys).verify()
      }
      changed[index] = body[index]
    }
  }

  @Test func aHeaderOrAContentOfAnotherFileIsFoundOut() throws {
    let keys = try Keys(1)
    let segment = try Cuttings(seed: 3).segment()
    let one = try Self.parts(Self.body(Self.sealed(segment, to: [keys]).encoded))
    let two = try Self.parts(Self.body(Self.sealed(segment, to: [keys, try Keys(2)]).encoded))
    #expect(one.count == 6)
    for index in one.indices where one[index] != two[index] {
      var mixed = one
      mixed[index] = two[index]
      #expect(throws: FileFault.damaged("what is sealed in it was changed"), "part \(index)") {
        _ = try Segment(decoding: Self.file(mixed), with: keys)
      }
    }
  }

  @Test func whatIsSealedToNobodyOrToWhatIsNoKeyIsNotMade() throws {
    let segment = try Cuttings(seed: 4, judgments: 2).segment()
    let first = try #require(segment.operations.first)
    #expect(SealedSegment(segment, to: [], first: first) == nil)
    #expect(SealedSegment(segment, to: [[1, 2, 3]], first: first) == nil)
    let last = try #require(segment.operations.last)
    #expect(SealedSegment(segment, to: [try Keys(1).key.sealingKey], first: last) == nil)
    let many = (0...Recipients.limit).map { number in
      Array(Hash.sha256(Array("\(number)".utf8)).bytes)
    }
    #expect(SealedSegment(segment, to: many, first: first) == nil)
    #expect(SealedSegment(segment, to: Array(many.dropLast()), first: first) != nil)
  }

  @Test func aContentIsReadByItsRecipientUnderItsOwnNameAlone() throws {
    let (one, two) = (try Keys(1), try Keys(2))
    let bytes = Array("What only some may read.".utf8)
    let name = Hash.sha256(bytes)
    let sealed = try #require(
      SealedContent(bytes, project: .zero, scope: .rev, to: [one.key.sealingKey]))
    let file = sealed.encoded
    #expect(try SealedContent.content(named: name, in: file, with: one) == bytes)
    #expect(try SealedContent.content(named: name, in: bytes, with: two) == bytes)
    #expect(throws: FileFault.sealed) {
      try SealedContent.content(named: name, in: file, with: two)
    }
    #expect(throws: FileFault.damaged("it is another content")) {
      try SealedContent.content(named: .sha256([1]), in: file, with: one)
    }
    let body = Array(file[try SealedFile.body(of: file, magic: SealedContent.magic)])
    var changed = body
    for index in body.indices {
      changed[index] ^= 1
      let other = SealedFile.seal(changed, magic: SealedContent.magic)
      #expect(throws: FileFault.self, "byte \(index)") {
        try SealedContent.content(named: name, in: other, with: one)
      }
      changed[index] = body[index]
    }
  }

  private static func parts(_ body: [UInt8]) throws -> [[UInt8]] {
    var reader = PartReader(body, in: 0..<body.count)
    var parts: [[UInt8]] = []
    while reader.left > 0 { parts.append(try reader.next(atMost: Segment.sizeLimit)) }
    return parts
  }

  private static func file(_ parts: [[UInt8]]) -> [UInt8] {
    var body: [UInt8] = []
    for part in parts { body.appendPart(part) }
    return SealedFile.seal(body, magic: Segment.magic)
  }
}
