import Items
import Judgments
import Support
import Testing

/// Project Wycheproof's signatures, which wrong verifiers take or refuse, and changed statements.
@Suite struct WycheproofTests {
  @Test func everyVectorComesOutAsStated() throws {
    let vectors = try SignatureVector.all()
    #expect(vectors.count == 150)
    #expect(vectors.count(where: \.isValid) == 88)
    for vector in vectors {
      #expect(
        DeviceKey.verify(vector.signature, of: vector.message, by: vector.key) == vector.isValid,
        "vector \(vector.number): \(vector.comment)")
    }
    print("T21: \(vectors.count) Wycheproof vectors")
  }

  /// A chain of a few operations and a signed statement about its end.
  private static func chain() throws -> (operations: [Operation], signed: SignedCheckpoint) {
    let key = try #require(DeviceKey(secret: Array(repeating: 3, count: 32)))
    var operations: [Operation] = []
    var made = RandomPayload(seed: 21)
    for seq in UInt64(1)...4 {
      let payload = Array(repeating: UInt8(seq), count: 16) + made.judgment().map.encoded
      let envelope = Envelope(
        chain: .zero, seq: seq, prev: operations.last?.hash ?? .zero, hlc: seq, kind: .judgePut,
        payloadLength: UInt64(payload.count), payloadHash: Operation.payloadHash(payload))
      operations.append(Operation(envelope: envelope, payload: payload))
    }
    let end = try #require(operations.last)
    let checkpoint = Checkpoint(
      project: try #require(ProjectID(bytes: 0..<16)), chain: .zero, seq: 4, head: end.hash,
      hlc: 4, deviceKey: key.publicKey, haveDigest: .zero)
    let signature = try #require(key.sign(checkpoint.signedBytes))
    return (operations, SignedCheckpoint(checkpoint: checkpoint, signature: signature))
  }

  /// Whether operations are a chain that ends at what a valid statement signs.
  private static func isCovered(
    _ bytes: [(envelope: [UInt8], payload: [UInt8])], _ signed: SignedCheckpoint
  ) -> Bool {
    guard signed.isValid else { return false }
    var before = Hash.zero
    for (envelope, payload) in bytes {
      guard let operation = try? Operation(receiving: envelope, payload: payload),
        operation.envelope.prev == before
      else { return false }
      before = operation.hash
    }
    return before == signed.checkpoint.head
  }

  @Test func noFlippedByteOfAnOperationIsUnderTheSignature() throws {
    let (operations, signed) = try Self.chain()
    let whole = operations.map { (envelope: $0.envelopeBytes, payload: $0.payload ?? []) }
    #expect(Self.isCovered(whole, signed))
    var flipped = 0
    for (index, operation) in whole.enumerated() {
      for mask in [UInt8(0x01), 0x80, 0xFF] {
        for place in operation.envelope.indices {
          var changed = whole
          changed[index].envelope[place] ^= mask
          flipped += 1
          #expect(!Self.isCovered(changed, signed), "operation \(index), envelope byte \(place)")
        }
        for place in operation.payload.indices {
          var changed = whole
          changed[index].payload[place] ^= mask
          flipped += 1
          #expect(!Self.isCovered(changed, signed), "operation \(index), payload byte \(place)")
        }
      }
    }
    print("T21: \(flipped) flipped bytes of operations")
  }

  /// Every part of a statement that another value stands in, under the old signature.
  @Test func aStatementThatSaysSomethingElseIsNotSigned() throws {
    let signed = try Self.chain().signed
    let other = try #require(Hash(bytes: Array(repeating: 9, count: 32)))
    let changes: [(String, (inout Checkpoint) -> Void)] = [
      ("project", { $0.project = .zero }),
      ("chain", { $0.chain = ChainID(firstBytesOf: other) }),
      ("position", { $0.seq += 1 }), ("earlier position", { $0.seq -= 1 }),
      ("head", { $0.head = other }), ("time", { $0.hlc += 1 }),
      ("device", { $0.deviceKey[31] ^= 1 }), ("digest", { $0.haveDigest = other }),
    ]
    for (name, change) in changes {
      var changed = signed
      change(&changed.checkpoint)
      #expect(!changed.isValid, "\(name)")
    }
    var random = SplitMix64(seed: 210)
    var readable = 0
    for round in 0..<Soak.times(20_000) {
      let bytes = Mutation.mutated(signed.checkpoint.encoded, &random)
      guard bytes != signed.checkpoint.encoded, let checkpoint = Checkpoint(decoding: bytes) else {
        continue
      }
      readable += 1
      let forged = SignedCheckpoint(checkpoint: checkpoint, signature: signed.signature)
      #expect(!forged.isValid, "seed 210, round \(round)")
    }
    #expect(readable > 500)
    print("T21: \(readable) changed statements, none signed")
  }
}
