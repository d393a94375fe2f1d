import Items
import Judgments
import Support
import Testing

@Suite struct Envelopes {
  private static func envelope(_ made: inout RandomPayload) -> Envelope {
    let seq = max(1, made.number() >> 1)
    let bases = Set((0..<Int.random(in: 0..<4, using: &made.random)).map { _ in made.hash() })
    return Envelope(
      chain: made.id(), seq: seq, prev: seq == 1 ? .zero : made.hash(), hlc: made.number() >> 1,
      kind: OperationKind(rawValue: UInt16(truncatingIfNeeded: made.number())),
      schemaVersion: made.number(), cell: made.flag() ? made.id() : nil, bases: bases.sorted(),
      payloadLength: made.number(), payloadHash: made.hash())
  }

  @Test func anEnvelopeComesBackAsItWas() throws {
    for seed in UInt64(1)...2000 {
      var made = RandomPayload(seed: seed)
      let envelope = Self.envelope(&made)
      #expect(try Envelope(decoding: envelope.encoded) == envelope, "seed \(seed)")
    }
  }

  @Test func whatIsAcceptedReadsBackToTheSameBytes() throws {
    var accepted = 0
    for seed in UInt64(1)...20_000 {
      var made = RandomPayload(seed: seed % 50)
      var random = SplitMix64(seed: seed)
      let bytes = Mutation.mutated(Self.envelope(&made).encoded, &random)
      if let envelope = try? Envelope(decoding: bytes) {
        accepted += 1
        #expect(envelope.encoded == bytes, "seed \(seed)")
      }
    }
    #expect(accepted > 1000)
  }

  private static let parts: [CBOR] = [
    .unsigned(1), .bytes(Array(repeating: 1, count: 16)), .unsigned(2),
    .bytes(Array(repeating: 2, count: 32)), .unsigned(3), .unsigned(0x1007), .unsigned(1),
    .bytes([]), .array([]), .unsigned(17), .bytes(Array(repeating: 3, count: 32)),
  ]

  @Test(arguments: [
    (0, CBOR.unsigned(2), "its format is not 1"),
    (1, .bytes([1]), "its chain is not 16 bytes"),
    (2, .unsigned(0), "its seq is out of range"),
    (2, .unsigned(1 << 63), "its seq is out of range"),
    (2, .unsigned(1), "only the first operation of a chain has no prev"),
    (3, .bytes(Array(repeating: 0, count: 32)), "only the first operation of a chain has no prev"),
    (3, .bytes(Array(repeating: 2, count: 31)), "its prev is not 32 bytes"),
    (4, .unsigned(1 << 63), "its time is out of range"),
    (5, .unsigned(65_536), "its kind is beyond 16 bits"),
    (7, .bytes([1, 2]), "its cell is neither 16 bytes nor none"),
    (8, .array([.bytes([1])]), "a base is not 32 bytes"),
    (
      8, .array([2, 1].map { .bytes(Array(repeating: $0, count: 32)) }),
      "its bases are not sorted, or one occurs twice"
    ),
    (
      8, .array([1, 1].map { .bytes(Array(repeating: $0, count: 32)) }),
      "its bases are not sorted, or one occurs twice"
    ),
    (10, .bytes([]), "its payload hash is not 32 bytes"),
  ])
  func aMalformedFieldIsNamed(_ index: Int, _ value: CBOR, _ why: String) throws {
    #expect(throws: Never.self) { try Envelope(decoding: CBOR.array(Self.parts).encoded) }
    var parts = Self.parts
    parts[index] = value
    let fault = OperationFault.envelope(why)
    #expect(throws: fault) { try Envelope(decoding: CBOR.array(parts).encoded) }
    #expect(fault.message == "The envelope cannot be read: \(why)")
  }

  @Test(arguments: 0..<11)
  func aFieldOfAnotherTypeIsRefused(_ index: Int) {
    var parts = Self.parts
    parts[index] = .text("")
    #expect(throws: OperationFault.self) { try Envelope(decoding: CBOR.array(parts).encoded) }
  }

  @Test func anEnvelopeHasElevenPartsAndNothingBehind() {
    let parts = Self.parts
    for wrong in [
      CBOR.array(Array(parts.dropLast())).encoded, CBOR.array(parts + [.null]).encoded,
      CBOR.array(parts).encoded + [0], CBOR.map([]).encoded, [],
    ] {
      #expect(throws: OperationFault.self) { try Envelope(decoding: wrong) }
    }
  }
}
