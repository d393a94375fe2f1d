package import Items

/// The signed part of an operation: its place in a chain, what it is about, and its payload's hash.
///
/// `cell` and `bases` stand here rather than in the payload, so that a program can fold the
/// heads of a register kind it has never heard of.
package struct Envelope: Hashable, Sendable {
  package static let format: UInt64 = 1

  package var chain: ChainID
  /// The position in the chain: 1, 2, 3, … without gaps.
  package var seq: UInt64
  /// The hash of the operation before, zero at the first.
  package var prev: Hash
  /// Hybrid time: milliseconds since 1970 in the upper 48 bits, a counter in the lower 16.
  package var hlc: UInt64
  package var kind: OperationKind
  /// The version of the payload's schema.
  package var schemaVersion: UInt64
  /// What a register or set operation is about.
  package var cell: CellID?
  /// The heads of the cell that the author saw, sorted, without repetition.
  package var bases: [Hash]
  /// The payload's length in bytes.
  package var payloadLength: UInt64
  package var payloadHash: Hash

  package init(
    chain: ChainID, seq: UInt64, prev: Hash, hlc: UInt64, kind: OperationKind,
    schemaVersion: UInt64 = 1, cell: CellID? = nil, bases: [Hash] = [], payloadLength: UInt64,
    payloadHash: Hash
  ) {
    self.chain = chain
    self.seq = seq
    self.prev = prev
    self.hlc = hlc
    self.kind = kind
    self.schemaVersion = schemaVersion
    self.cell = cell
    self.bases = bases
    self.payloadLength = payloadLength
    self.payloadHash = payloadHash
  }

  /// The canonical bytes that are hashed, stored and relayed.
  package var encoded: [UInt8] {
    var writer = CBORWriter(reserving: 176 + bases.count * 34)
    writer.array(11)
    writer.unsigned(Self.format)
    writer.byteString(chain.bytes)
    writer.unsigned(seq)
    writer.byteString(prev.bytes)
    writer.unsigned(hlc)
    writer.unsigned(UInt64(kind.rawValue))
    writer.unsigned(schemaVersion)
    writer.byteString(cell?.bytes ?? [])
    writer.array(bases.count)
    for base in bases { writer.byteString(base.bytes) }
    writer.unsigned(payloadLength)
    writer.byteString(payloadHash.bytes)
    return writer.bytes
  }

  /// Reads an envelope strictly.
  package init(decoding bytes: [UInt8]) throws(OperationFault) {
    do {
      var reader = try CBORReader(bytes)
      guard try reader.array() == 11 else { throw OperationFault.envelope("it has not 11 parts") }
      guard try reader.unsigned() == Self.format else {
        throw OperationFault.envelope("its format is not \(Self.format)")
      }
      var range = try reader.byteRange()
      guard let chain: ChainID = reader.identifier(in: range) else {
        throw OperationFault.envelope("its chain is not 16 bytes")
      }
      self.chain = chain
      seq = try reader.unsigned()
      range = try reader.byteRange()
      guard let prev = reader.hash(in: range) else {
        throw OperationFault.envelope("its prev is not 32 bytes")
      }
      self.prev = prev
      hlc = try reader.unsigned()
      guard let raw = UInt16(exactly: try reader.unsigned()) else {
        throw OperationFault.envelope("its kind is beyond 16 bits")
      }
      kind = OperationKind(rawValue: raw)
      schemaVersion = try reader.unsigned()
      range = try reader.byteRange()
      cell = reader.identifier(in: range)
      guard cell != nil || range.isEmpty else {
        throw OperationFault.envelope("its cell is neither 16 bytes nor none")
      }
      bases = []
      for _ in 0..<(try reader.array()) {
        range = try reader.byteRange()
        guard let base = reader.hash(in: range) else {
          throw OperationFault.envelope("a base is not 32 bytes")
        }
        if let last = bases.last, !(last < base) {
          throw OperationFault.envelope("its bases are not sorted, or one occurs twice")
        }
        bases.append(base)
      }
      payloadLength = try reader.unsigned()
      range = try reader.byteRange()
      guard let hash = reader.hash(in: range) else {
        throw OperationFault.envelope("its payload hash is not 32 bytes")
      }
      payloadHash = hash
      try reader.finish()
    } catch let fault as CBORFault {
      throw .envelope(fault.message)
    } catch let fault as OperationFault {
      throw fault
    } catch {
      throw .envelope("\(error)")
    }
    guard seq >= 1, seq <= UInt64(Int64.max) else { throw .envelope("its seq is out of range") }
    guard hlc <= UInt64(Int64.max) else { throw .envelope("its time is out of range") }
    guard (seq == 1) == (prev == .zero) else {
      throw .envelope("only the first operation of a chain has no prev")
    }
  }
}
