package import Items
package import Judgments

/// A piece of one chain as a file: contiguous operations under a signature of their device.
///
/// The bytes are fixed in `Documentation/sync.md`, section Files. A segment proves itself: its
/// checksum, its length and its signed end are in it, so a name or a date decides nothing.
package struct Segment: Sendable {
  package static let magic = Array("NSEG1".utf8)
  /// The most operations of a segment.
  package static let countLimit = 20_000
  /// The most bytes of operations that a writer puts into one segment.
  package static let fillLimit = 8 << 20
  /// The most bytes of a segment that a reader takes.
  package static let sizeLimit = 16 << 20
  static let headerLimit = 1 << 16
  static let checkpointLimit = 1024

  package let header: SegmentHeader
  /// The operations in order, as bytes that only the checksum has been over.
  package let operations: [OperationBytes]
  /// The signed statement about the last of them.
  package let signed: SignedCheckpoint

  /// The name of the last operation.
  package var head: Hash { signed.checkpoint.head }

  /// Makes the segment of operations that follow one another, up to what a checkpoint signs.
  ///
  /// Nil when they do not.
  package init?(
    project: ProjectID, scope: Scope, operations: [OperationBytes], signed: SignedCheckpoint
  ) {
    guard let first = operations.first, let last = operations.last,
      let envelope = try? Envelope(decoding: first.envelope),
      signed.checkpoint.project == project, signed.checkpoint.chain == envelope.chain,
      signed.checkpoint.seq == last.seq, signed.checkpoint.head == last.hash,
      operations.count <= Self.countLimit
    else { return nil }
    header = SegmentHeader(
      project: project, chain: envelope.chain, scope: scope, first: first.seq, last: last.seq,
      prev: envelope.prev)
    guard header.count == operations.count else { return nil }
    self.operations = operations
    self.signed = signed
  }

  init(header: SegmentHeader, operations: [OperationBytes], signed: SignedCheckpoint) {
    self.header = header
    self.operations = operations
    self.signed = signed
  }

  /// The file.
  package var encoded: [UInt8] {
    var body: [UInt8] = []
    body.reserveCapacity(
      operations.reduce(512) { $0 + 8 + $1.envelope.count + ($1.payload?.count ?? 0) })
    body.appendPart(header.encoded)
    appendOperations(to: &body)
    body.appendPart(signed.checkpoint.encoded)
    body.appendPart(signed.signature)
    return SealedFile.seal(body, magic: Self.magic)
  }

  func appendOperations(to body: inout [UInt8]) {
    for operation in operations {
      body.appendPart(operation.envelope)
      // An erased payload leaves a length of zero: a payload that is there has its salt at least.
      body.appendPart(operation.payload ?? [])
    }
  }

  /// Checks every operation, every link between them and the signature.
  ///
  /// Whether the device may write for its person is for the receiving store to say.
  package func verify() throws(FileFault) -> [Operation] {
    guard signed.isValid else { throw .damaged("the signature of its end is wrong") }
    var checked: [Operation] = []
    checked.reserveCapacity(operations.count)
    var before = header.prev
    for (index, bytes) in operations.enumerated() {
      let operation: Operation
      do throws(OperationFault) {
        operation = try Operation(receiving: bytes.envelope, payload: bytes.payload)
      } catch {
        throw .damaged("operation \(bytes.seq) cannot be read: \(error.message)")
      }
      let envelope = operation.envelope
      guard envelope.chain == header.chain, envelope.seq == header.first + UInt64(index),
        envelope.prev == before
      else { throw .damaged("operation \(bytes.seq) does not follow the one before") }
      before = operation.hash
      checked.append(operation)
    }
    guard before == head else { throw .damaged("its end is not the signed one") }
    return checked
  }
}

extension [UInt8] {
  /// Appends a part behind its length.
  mutating func appendPart(_ part: [UInt8]) {
    appendBigEndian(UInt64(part.count), count: 4)
    self += part
  }
}
