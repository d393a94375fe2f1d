import Items
import Judgments

/// The file that says which project a remote is for: its founding operation under the root's
/// signature.
enum ProjectCard: Equatable {
  case missing
  case of(ProjectID)
  /// Whole, and not a card that this version can check.
  case other

  private static let magic = Array("NPRJ1".utf8)

  static func state(at remote: any Remote) throws(RemoteFault) -> ProjectCard {
    guard let bytes = try remote.read(.project) else { return .missing }
    do throws(FileFault) {
      guard let founding = try founding(in: bytes) else { return .other }
      return .of(ProjectID.founded(by: founding.hash))
    } catch .newer {
      return .other
    } catch {
      // Still arriving, or broken; segments name their project themselves.
      return .missing
    }
  }

  /// The founding operation of a whole card; nil where its signature is not the root's.
  static func founding(in bytes: [UInt8]) throws(FileFault) -> Operation? {
    var parts = PartReader(bytes, in: try SealedFile.body(of: bytes, magic: magic))
    let envelope = try parts.next(atMost: Operation.sizeLimit)
    let payload = try parts.next(atMost: Operation.sizeLimit)
    let signed = try parts.checkpoint()
    try parts.finish()
    guard let operation = try? Operation(receiving: envelope, payload: payload),
      let key = rootKey(of: operation), signed.checkpoint.deviceKey == key,
      signed.checkpoint.head == operation.hash, signed.isValid
    else { return nil }
    return operation
  }

  /// The card of the store's project; nil where the root's key or the founding is not here.
  static func make(for store: any OperationPublisher) throws -> [UInt8]? {
    for own in try store.chainsOfItsDevices() where own.scope == .pub {
      guard let first = try store.storedBytes(of: own.chain, after: 0, limit: 1).first,
        let payload = first.payload,
        let operation = try? Operation(receiving: first.envelope, payload: payload),
        rootKey(of: operation) == own.deviceKey
      else { continue }
      let checkpoint = Checkpoint(
        project: store.project, chain: own.chain, seq: 1, head: operation.hash,
        hlc: operation.envelope.hlc, deviceKey: own.deviceKey, haveDigest: .zero)
      guard let signed = store.sign(checkpoint) else { return nil }
      var body: [UInt8] = []
      body.appendPart(first.envelope)
      body.appendPart(payload)
      body.appendPart(checkpoint.encoded)
      body.appendPart(signed.signature)
      return SealedFile.seal(body, magic: magic)
    }
    return nil
  }

  /// The root's public key, from the founding operation; nil for any other.
  static func rootKey(of operation: Operation) -> [UInt8]? {
    guard operation.envelope.kind == .projectGenesis, let map = operation.map,
      let payload = try? Payload(kind: .projectGenesis, schemaVersion: 1, map: map),
      case .genesis(let genesis) = payload
    else { return nil }
    return genesis.rootKey
  }
}
