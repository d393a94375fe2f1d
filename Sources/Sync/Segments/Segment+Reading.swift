import Items
import Judgments

extension Segment {
  /// Reads a file: its size, its checksum, its header and the form of everything in it.
  ///
  /// Lengths are compared with what is there before anything is made of them.
  package init(decoding bytes: [UInt8]) throws(FileFault) {
    guard bytes.count <= Self.sizeLimit else {
      throw .damaged("it is larger than \(Self.sizeLimit >> 20) MiB")
    }
    var parts = PartReader(bytes, in: try SealedFile.body(of: bytes, magic: Self.magic))
    let header = try SegmentHeader(decoding: try parts.next(atMost: Self.headerLimit))
    // Each operation has two lengths at least.
    guard header.count <= Self.countLimit, header.count <= parts.left / 8 else {
      throw .damaged("it has not the \(header.count) operations that it announces")
    }
    var operations: [OperationBytes] = []
    operations.reserveCapacity(header.count)
    for index in 0..<header.count {
      let envelope = try parts.next(atMost: Operation.sizeLimit)
      let payload = try parts.next(atMost: Operation.sizeLimit)
      operations.append(
        OperationBytes(
          seq: header.first + UInt64(index), hash: Operation.hash(ofEnvelope: envelope),
          envelope: envelope, payload: payload.isEmpty ? nil : payload))
    }
    let signed = try parts.checkpoint()
    try parts.finish()
    let checkpoint = signed.checkpoint
    guard checkpoint.project == header.project, checkpoint.chain == header.chain,
      checkpoint.seq == header.last, checkpoint.head == operations.last?.hash
    else { throw .damaged("its signed end is not its last operation") }
    self.init(header: header, operations: operations, signed: signed)
  }
}

/// Cuts a body into its parts, each behind its length.
struct PartReader {
  private let bytes: [UInt8]
  private var position: Int
  private let end: Int

  init(_ bytes: [UInt8], in range: Range<Int>) {
    self.bytes = bytes
    position = range.lowerBound
    end = range.upperBound
  }

  /// The bytes that are left.
  var left: Int { end - position }

  mutating func next(atMost limit: Int) throws(FileFault) -> [UInt8] {
    guard left >= 4 else { throw .damaged("it ends in the middle of a part") }
    let length = Int(bytes.bigEndian(at: position, count: 4))
    guard length <= limit, length <= left - 4 else {
      throw .damaged("a part is longer than it may be")
    }
    let start = position + 4
    position = start + length
    return Array(bytes[start..<position])
  }

  mutating func checkpoint() throws(FileFault) -> SignedCheckpoint {
    let statement = try next(atMost: Segment.checkpointLimit)
    let signature = try next(atMost: 64)
    guard let checkpoint = Checkpoint(decoding: statement), signature.count == 64 else {
      throw .damaged("its signed statement cannot be read")
    }
    return SignedCheckpoint(checkpoint: checkpoint, signature: signature)
  }

  func finish() throws(FileFault) {
    if left > 0 { throw .damaged("bytes follow its last part") }
  }
}
