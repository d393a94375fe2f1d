import Items
import Judgments

/// A segment whose operations only some devices can read.
///
/// In clear it tells what a name and a head tell, and the chain's first operation, so that whoever
/// keeps a folder can see whose file it is without reading it.
struct SealedSegment {
  let header: SegmentHeader
  /// The first operation of the chain, in clear.
  let first: OperationBytes
  let opening: SegmentOpening
  let signed: SignedCheckpoint
  private let content: [UInt8]

  /// Seals a segment to devices; nil where that cannot be done.
  init?(_ segment: Segment, to devices: [[UInt8]], first: OperationBytes) {
    guard let opening = SegmentOpening(of: first, in: segment.header.chain) else { return nil }
    let key = ContentKey()
    var header = segment.header
    guard let recipients = Recipients(key, for: devices, context: header.sealingContext) else {
      return nil
    }
    header.recipients = recipients
    var operations: [UInt8] = []
    segment.appendOperations(to: &operations)
    let clear = Self.clear(header, first, segment.signed)
    guard let content = key.seal(operations, beside: clear) else { return nil }
    self.header = header
    self.first = first
    self.opening = opening
    self.signed = segment.signed
    self.content = content
  }

  /// Reads what follows a header; checks everything that can be checked without a key.
  init(_ header: SegmentHeader, _ parts: inout PartReader) throws(FileFault) {
    let envelope = try parts.next(atMost: Operation.sizeLimit)
    let payload = try parts.next(atMost: Operation.sizeLimit)
    first = OperationBytes(
      seq: 1, hash: Operation.hash(ofEnvelope: envelope), envelope: envelope, payload: payload)
    content = try parts.next(atMost: Segment.sizeLimit)
    signed = try parts.checkpoint()
    try parts.finish()
    guard let opening = SegmentOpening(of: first, in: header.chain), opening.scope == header.scope
    else { throw .damaged("its chain's first operation is another chain's") }
    guard header.count <= Segment.countLimit, header.count <= content.count / 8 else {
      throw .damaged("it has not the \(header.count) operations that it announces")
    }
    guard header.isEnded(by: signed.checkpoint), signed.checkpoint.deviceKey == opening.deviceKey
    else { throw .damaged("its signed end is not its last operation") }
    self.header = header
    self.opening = opening
  }

  /// The file.
  var encoded: [UInt8] {
    var body: [UInt8] = []
    body.reserveCapacity(content.count + 2048 + header.recipients.secrets.count * 128)
    body.appendPart(header.encoded)
    body.appendPart(first.envelope)
    body.appendPart(first.payload ?? [])
    body.appendPart(content)
    body.appendPart(signed.checkpoint.encoded)
    body.appendPart(signed.signature)
    return SealedFile.seal(body, magic: Segment.magic)
  }

  /// The segment, with the key of a device that it is for.
  func opened(with keys: any Unsealer) throws(FileFault) -> Segment {
    guard let secret = keys.unseal(header.recipients.secrets, context: header.sealingContext)
    else { throw .sealed }
    guard let key = ContentKey(secret),
      let content = key.open(content, beside: Self.clear(header, first, signed))
    else { throw .damaged("what is sealed in it was changed") }
    var parts = PartReader(content, in: 0..<content.count)
    let operations = try Segment.operations(of: header, in: &parts)
    try parts.finish()
    if header.first == 1, operations.first != first {
      throw .damaged("its chain's first operation is not its own")
    }
    return try Segment(checking: header, operations, signed)
  }

  /// What stands in clear in the file and must belong to the sealed content.
  private static func clear(
    _ header: SegmentHeader, _ first: OperationBytes, _ signed: SignedCheckpoint
  ) -> [UInt8] {
    var clear: [UInt8] = []
    clear.appendPart(header.encoded)
    clear.appendPart(first.envelope)
    clear.appendPart(first.payload ?? [])
    clear.appendPart(signed.checkpoint.encoded)
    clear.appendPart(signed.signature)
    return clear
  }
}
