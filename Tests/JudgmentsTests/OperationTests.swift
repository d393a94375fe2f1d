import Items
import Judgments
import Support
import Testing

@Suite struct Operations {
  private static let salt = Array(repeating: UInt8(9), count: 16)

  private static func operation(_ payload: [UInt8], length: UInt64? = nil) -> Operation {
    Operation(
      envelope: Envelope(
        chain: .zero, seq: 1, prev: .zero, hlc: 1, kind: .judgePut,
        payloadLength: length ?? UInt64(payload.count),
        payloadHash: Operation.payloadHash(payload)),
      payload: payload)
  }

  @Test func whatWasMadeIsReceivedAsItIs() throws {
    for seed in UInt64(1)...200 {
      var made = RandomPayload(seed: seed)
      let operation = Self.operation(Self.salt + made.judgment().map.encoded)
      let received = try Operation(
        receiving: operation.envelopeBytes, payload: operation.payload)
      #expect(received == operation, "seed \(seed)")
      #expect(received.map?.encoded == operation.payload.map { Array($0.dropFirst(16)) })
      let erased = try Operation(receiving: operation.envelopeBytes, payload: nil)
      #expect(erased.hash == operation.hash)
      #expect(erased.map == nil)
    }
  }

  @Test func aPayloadThatItsEnvelopeDoesNotNameIsRefused() throws {
    let payload = Self.salt + [0xA0]
    let operation = Self.operation(payload)
    for index in payload.indices {
      var wrong = payload
      wrong[index] ^= 1
      #expect(throws: OperationFault.payloadMismatch) {
        try Operation(receiving: operation.envelopeBytes, payload: wrong)
      }
    }
    for wrong in [payload + [0], Array(payload.dropLast()), []] {
      #expect(throws: OperationFault.payloadMismatch) {
        try Operation(receiving: operation.envelopeBytes, payload: wrong)
      }
    }
    let lying = Self.operation(payload, length: 18)
    #expect(throws: OperationFault.payloadMismatch) {
      try Operation(receiving: lying.envelopeBytes, payload: payload)
    }
  }

  @Test(
    arguments: [
      ([], "it is too short"),
      ([0x80], "it is not a map"),
      (
        [0xA1, 0x01],
        "The CBOR is not canonical at byte 1: the input ends in the middle of a value."
      ),
      ([0xA0, 0x00], "The CBOR is not canonical at byte 1: bytes follow the value."),
    ] as [([UInt8], String)])
  func aPayloadThatIsNoMapIsRefused(_ map: [UInt8], _ why: String) {
    let operation = Self.operation(Self.salt + map)
    #expect(throws: OperationFault.payload(why)) {
      try Operation(receiving: operation.envelopeBytes, payload: operation.payload)
    }
  }

  /// Else stores that hold the payload would refuse what stores without it accept.
  @Test func aTooShortPayloadIsRefusedWhereItIsNotHereToo() {
    let operation = Self.operation(Self.salt)
    #expect(throws: OperationFault.payload("it is too short")) {
      try Operation(receiving: operation.envelopeBytes, payload: nil)
    }
  }

  @Test func anOperationHoldsSixtyFourKibibytesAndNotOneByteMore() throws {
    for (size, fits) in [(65_536, true), (65_537, false)] {
      let rest = size - Self.operation(Self.salt + [0xA0]).envelopeBytes.count
      // The head of the payload's length is part of the envelope, so the fit is looked for.
      let payload = (rest - 8...rest).lazy.map { count in
        Self.salt
          + CBOR.map([
            CBORPair(key: 0, value: .bytes(Array(repeating: 1, count: count - 16 - 5)))
          ]).encoded
      }.first { Self.operation($0).envelopeBytes.count + $0.count == size }
      let operation = Self.operation(try #require(payload))
      if fits {
        #expect(throws: Never.self) {
          try Operation(receiving: operation.envelopeBytes, payload: operation.payload)
        }
      } else {
        #expect(throws: OperationFault.tooLarge) {
          try Operation(receiving: operation.envelopeBytes, payload: operation.payload)
        }
      }
    }
    let boundless = Self.operation(Self.salt, length: .max)
    #expect(throws: OperationFault.tooLarge) {
      try Operation(receiving: boundless.envelopeBytes, payload: nil)
    }
  }

  @Test func theNameCoversEveryByteOfTheEnvelope() {
    let bytes = Self.operation(Self.salt + [0xA0]).envelopeBytes
    var names: Set<Hash> = [Operation.hash(ofEnvelope: bytes)]
    for index in bytes.indices {
      var changed = bytes
      changed[index] ^= 0x40
      names.insert(Operation.hash(ofEnvelope: changed))
    }
    #expect(names.count == bytes.count + 1)
  }
}
