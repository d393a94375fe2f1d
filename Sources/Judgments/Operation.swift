package import Items

/// One immutable, hash-named record of one user action.
package struct Operation: Hashable, Sendable {
  package let envelope: Envelope
  /// The envelope as it was received; these bytes are hashed, stored and relayed.
  package let envelopeBytes: [UInt8]
  /// Sixteen salt bytes and a CBOR map; nil when it was erased.
  package let payload: [UInt8]?
  package let hash: Hash
  /// What a judgment is about, read along with the check of its form; nil for any other kind.
  package let outline: JudgmentOutline?

  /// The number of salt bytes before the payload's map.
  package static let saltLength = 16
  /// The most bytes of an operation, envelope and payload together.
  package static let sizeLimit = 65_536

  /// Takes bytes from elsewhere: canonical form, limits and hashes are checked.
  package init(receiving envelopeBytes: [UInt8], payload: [UInt8]?) throws(OperationFault) {
    let envelope = try Envelope(decoding: envelopeBytes)
    let size = UInt64(envelopeBytes.count).addingReportingOverflow(envelope.payloadLength)
    guard !size.overflow, size.partialValue <= UInt64(Self.sizeLimit) else { throw .tooLarge }
    guard envelope.payloadLength > UInt64(Self.saltLength) else {
      throw .payload("it is too short")
    }
    if let payload {
      guard UInt64(payload.count) == envelope.payloadLength,
        Self.payloadHash(payload) == envelope.payloadHash
      else { throw .payloadMismatch }
    }
    outline = payload.flatMap { JudgmentOutline(kind: envelope.kind, payload: $0) }
    // What has the form of a judgment is canonical, so one walk over its bytes says both.
    if let payload, outline == nil { try Self.checkForm(of: payload) }
    self.envelope = envelope
    self.envelopeBytes = envelopeBytes
    self.payload = payload
    hash = Self.hash(ofEnvelope: envelopeBytes)
  }

  /// Makes the operation of an envelope and the payload that it names.
  package init(envelope: Envelope, payload: [UInt8]) {
    self.envelope = envelope
    envelopeBytes = envelope.encoded
    self.payload = payload
    outline = JudgmentOutline(kind: envelope.kind, payload: payload)
    hash = Self.hash(ofEnvelope: envelopeBytes)
  }

  private static func checkForm(of payload: [UInt8]) throws(OperationFault) {
    let isMap: Bool
    do throws(CBORFault) {
      var reader = try CBORReader(payload, from: saltLength)
      isMap = reader.isAtMap
      try reader.skip()
      try reader.finish()
    } catch {
      throw .payload(error.message)
    }
    guard isMap else { throw .payload("it is not a map") }
  }

  /// The name of an operation.
  package static func hash(ofEnvelope bytes: [UInt8]) -> Hash { .sha256(operationTag, bytes) }

  /// What an envelope says of its payload.
  package static func payloadHash(_ payload: [UInt8]) -> Hash { .sha256(payloadTag, payload) }

  /// Where the operation stands.
  package var reference: OperationReference {
    OperationReference(chain: envelope.chain, seq: envelope.seq, hash: hash)
  }

  /// The payload's map, decoded; nil when it was erased.
  package var map: CBOR? {
    payload.flatMap(Self.map(ofPayload:))
  }

  /// The map behind a payload's salt; nil where there is none.
  package static func map(ofPayload payload: [UInt8]) -> CBOR? {
    guard payload.count > saltLength else { return nil }
    return try? CBOR(decoding: Array(payload[saltLength...]))
  }

  private static let operationTag = Array("gloss-op-1\0".utf8)
  private static let payloadTag = Array("gloss-pl-1\0".utf8)
}

/// The place of an operation in a chain, and its name.
package struct OperationReference: Hashable, Comparable, Sendable {
  package var chain: ChainID
  package var seq: UInt64
  package var hash: Hash

  package init(chain: ChainID, seq: UInt64, hash: Hash) {
    self.chain = chain
    self.seq = seq
    self.hash = hash
  }

  package static func < (left: Self, right: Self) -> Bool {
    (left.chain, left.seq, left.hash) < (right.chain, right.seq, right.hash)
  }
}

/// Why bytes are not an operation.
package enum OperationFault: Error, Hashable, Sendable {
  case envelope(String)
  case payload(String)
  case payloadMismatch
  case tooLarge

  /// The fault as a sentence.
  package var message: String {
    switch self {
    case .envelope(let why): "The envelope cannot be read: \(why)"
    case .payload(let why): "The payload cannot be read: \(why)"
    case .payloadMismatch: "The payload's length or hash is not the one its envelope names."
    case .tooLarge: "The operation is larger than 64 KiB."
    }
  }
}
