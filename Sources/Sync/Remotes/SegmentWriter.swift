import Items
import Judgments

/// Makes the files of one chain and writes them to a remote.
struct SegmentWriter {
  let store: any OperationPublisher
  let remote: any Remote
  let chain: ChainID
  let scope: Scope
  /// The devices that may read the files; nil where all may.
  let readers: [[UInt8]]?

  /// Makes the file of operations up to what a checkpoint signs, and its name.
  func file(
    of operations: [OperationBytes], _ signed: SignedCheckpoint
  ) throws -> (name: SegmentName, bytes: [UInt8]) {
    guard
      let segment = Segment(
        project: store.project, scope: scope, operations: operations, signed: signed)
    else { throw HandoverFault.unreadable(remote.name) }
    let name = SegmentName(
      first: segment.header.first, last: segment.header.last,
      head: HeadPrefix(firstBytesOf: segment.head))
    guard let readers else { return (name, segment.encoded) }
    guard let first = try store.storedBytes(of: chain, after: 0, limit: 1).first,
      let sealed = SealedSegment(segment, to: readers, first: first)
    else { throw HandoverFault.unsealable(remote.name) }
    return (name, sealed.encoded)
  }

  /// A statement of the chain's own device about the last of some operations, with that one's time
  /// or, where it is later, the given one.
  func sign(
    _ operations: [OperationBytes], deviceKey: [UInt8], at milliseconds: UInt64 = 0
  ) throws -> SignedCheckpoint {
    guard let last = operations.last, let envelope = try? Envelope(decoding: last.envelope),
      let signed = store.sign(
        Checkpoint(
          project: store.project, chain: chain, seq: last.seq, head: last.hash,
          hlc: max(envelope.hlc, min(milliseconds, UInt64(1) << 46) << 16),
          deviceKey: deviceKey, haveDigest: .zero))
    else { throw HandoverFault.unreadable(remote.name) }
    return signed
  }
}

/// Why a store could not hand on what it holds.
package enum HandoverFault: Error, Hashable {
  case unreadable(String)
  case unsealable(String)

  /// The whole message, as full sentences.
  package var message: String {
    switch self {
    case .unreadable(let remote):
      "Operations of this store cannot be read, so they were not sent to \(remote). Check the "
        + "store with gloss verify."
    case .unsealable(let remote):
      "Nothing can be sealed for \(remote): nobody's device has a key that fits, or more than "
        + "\(Recipients.limit) devices may read the same. Give people new devices with gloss people "
        + "add, or exchange with --open."
    }
  }
}
