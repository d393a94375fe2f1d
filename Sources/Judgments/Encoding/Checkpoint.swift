package import Items

/// A signed statement that a chain holds exactly the operations up to a head.
///
/// One verified head covers every operation under it, because each names the one before.
package struct Checkpoint: Hashable, Sendable {
  package static let format: UInt64 = 1
  /// Ed25519 over plain bytes.
  package static let suite: UInt64 = 1

  package var project: ProjectID
  package var chain: ChainID
  package var seq: UInt64
  package var head: Hash
  package var hlc: UInt64
  package var deviceKey: [UInt8]
  /// The digest of everything that the signing store held.
  package var haveDigest: Hash

  package init(
    project: ProjectID, chain: ChainID, seq: UInt64, head: Hash, hlc: UInt64, deviceKey: [UInt8],
    haveDigest: Hash
  ) {
    self.project = project
    self.chain = chain
    self.seq = seq
    self.head = head
    self.hlc = hlc
    self.deviceKey = deviceKey
    self.haveDigest = haveDigest
  }

  /// The canonical bytes.
  package var encoded: [UInt8] {
    CBOR.array([
      .unsigned(Self.format), .identifier(project), .identifier(chain), .unsigned(seq),
      .hash(head), .unsigned(hlc), .bytes(deviceKey), .hash(haveDigest), .unsigned(Self.suite),
    ]).encoded
  }

  /// Reads a checkpoint; nil when the bytes are none.
  package init?(decoding bytes: [UInt8]) {
    guard case .array(let parts)? = try? CBOR(decoding: bytes), parts.count == 9,
      parts[0] == .unsigned(Self.format), parts[8] == .unsigned(Self.suite),
      case .bytes(let project) = parts[1], let project = ProjectID(bytes: project),
      case .bytes(let chain) = parts[2], let chain = ChainID(bytes: chain),
      case .unsigned(let seq) = parts[3],
      case .bytes(let head) = parts[4], let head = Hash(bytes: head),
      case .unsigned(let hlc) = parts[5],
      case .bytes(let key) = parts[6], key.count == 32,
      case .bytes(let digest) = parts[7], let digest = Hash(bytes: digest)
    else { return nil }
    self.init(
      project: project, chain: chain, seq: seq, head: head, hlc: hlc, deviceKey: key,
      haveDigest: digest)
  }

  /// What is signed: a tag, so that no other signature of the key can stand for this one.
  package var signedBytes: [UInt8] { Array("gloss-cp-1\0".utf8) + encoded }
}

/// A checkpoint with its signature.
package struct SignedCheckpoint: Hashable, Sendable {
  package var checkpoint: Checkpoint
  package var signature: [UInt8]

  package init(checkpoint: Checkpoint, signature: [UInt8]) {
    self.checkpoint = checkpoint
    self.signature = signature
  }

  /// Whether the device named in the checkpoint signed it.
  package var isValid: Bool {
    DeviceKey.verify(signature, of: checkpoint.signedBytes, by: checkpoint.deviceKey)
  }
}
