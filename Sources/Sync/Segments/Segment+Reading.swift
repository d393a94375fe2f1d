import Items
package import Judgments

extension Segment {
  /// Reads a file: its size, its checksum, its header and the form of everything in it; what is
  /// sealed, with a device's key.
  ///
  /// Lengths are compared with what is there before anything is made of them.
  package init(
    decoding bytes: [UInt8], with keys: any Unsealer = Keyless()
  ) throws(FileFault) {
    switch try SegmentFile(decoding: bytes) {
    case .open(let segment): self = segment
    case .sealed(let sealed): self = try sealed.opened(with: keys)
    }
  }

  /// Cuts out the operations that a header announces.
  static func operations(
    of header: SegmentHeader, in parts: inout PartReader
  ) throws(FileFault) -> [OperationBytes] {
    // Each operation has two lengths at least.
    guard header.count <= countLimit, header.count <= parts.left / 8 else {
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
    return operations
  }

  /// A segment whose signed end is its last operation.
  init(
    checking header: SegmentHeader, _ operations: [OperationBytes], _ signed: SignedCheckpoint
  ) throws(FileFault) {
    guard header.isEnded(by: signed.checkpoint), signed.checkpoint.head == operations.last?.hash
    else { throw .damaged("its signed end is not its last operation") }
    self.init(header: header, operations: operations, signed: signed)
  }
}

extension SegmentHeader {
  /// Whether a statement is about the last operation that the header announces.
  func isEnded(by checkpoint: Checkpoint) -> Bool {
    checkpoint.project == project && checkpoint.chain == chain && checkpoint.seq == last
  }
}

/// A segment's file by what can be read of it without a key.
enum SegmentFile {
  case open(Segment)
  case sealed(SealedSegment)

  init(decoding bytes: [UInt8]) throws(FileFault) {
    guard bytes.count <= Segment.sizeLimit else {
      throw .damaged("it is larger than \(Segment.sizeLimit >> 20) MiB")
    }
    var parts = PartReader(bytes, in: try SealedFile.body(of: bytes, magic: Segment.magic))
    let header = try SegmentHeader(decoding: try parts.next(atMost: Segment.headerLimit))
    if header.isSealed {
      self = .sealed(try SealedSegment(header, &parts))
    } else {
      let operations = try Segment.operations(of: header, in: &parts)
      let signed = try parts.checkpoint()
      try parts.finish()
      self = .open(try Segment(checking: header, operations, signed))
    }
  }

  var header: SegmentHeader {
    switch self {
    case .open(let segment): segment.header
    case .sealed(let sealed): sealed.header
    }
  }

  var signed: SignedCheckpoint {
    switch self {
    case .open(let segment): segment.signed
    case .sealed(let sealed): sealed.signed
    }
  }

  /// Whether the file is what a name in a folder says.
  func has(_ name: SegmentName, of chain: ChainID, in scope: Scope) -> Bool {
    header.chain == chain && header.scope == scope && header.first == name.first
      && header.last == name.last && HeadPrefix(firstBytesOf: signed.checkpoint.head) == name.head
  }

  /// The header of a file whose beginning this is; nil where it is none, or not all of it.
  ///
  /// It proves nothing: the checksum is at the other end.
  static func header(beginning bytes: [UInt8]) -> SegmentHeader? {
    guard bytes.starts(with: Segment.magic) else { return nil }
    var parts = PartReader(bytes, in: Segment.magic.count..<bytes.count)
    return (try? parts.next(atMost: Segment.headerLimit)).flatMap { bytes in
      try? SegmentHeader(decoding: bytes)
    }
  }

  /// How many bytes of a file have its header for certain.
  static let beginning = Segment.magic.count + 4 + Segment.headerLimit
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
