import Items
import Judgments

/// The operations of a chain that lead up to one of its ends.
struct ChainLine {
  let end: Frontier
  private let store: any OperationPublisher
  /// The names on the line by position; nil where the chain has this one line only.
  private var names: [UInt64: Hash]?

  /// Makes the line of an end; `isOnly` says that the chain has no other.
  init(to end: Frontier, in store: any OperationPublisher, isOnly: Bool) throws {
    self.end = end
    self.store = store
    if isOnly { return }
    var previous: [Hash: Hash] = [:]
    var position: UInt64 = 0
    while let part = Optional(
      try store.storedBytes(of: end.chain, after: position, limit: 1000)), let last = part.last
    {
      position = last.seq
      for bytes in part {
        previous[bytes.hash] = (try? Envelope(decoding: bytes.envelope))?.prev ?? .zero
      }
    }
    var names: [UInt64: Hash] = [:]
    var (seq, name) = (end.seq, end.hash)
    while seq >= 1, let before = previous[name] {
      names[seq] = name
      (seq, name) = (seq - 1, before)
    }
    self.names = names
  }

  /// Whether an operation stands on the line.
  func contains(_ seq: UInt64, _ head: HeadPrefix) throws -> Bool {
    guard seq <= end.seq else { return false }
    if let names { return names[seq].map(HeadPrefix.init(firstBytesOf:)) == head }
    return try store.names(in: end.chain, at: seq).contains {
      HeadPrefix(firstBytesOf: $0) == head
    }
  }

  /// The positions of the line that no segment has.
  func gaps(between segments: [SegmentName]) -> [ClosedRange<UInt64>] {
    var gaps: [ClosedRange<UInt64>] = []
    var next: UInt64 = 1
    for segment in segments.sorted() {
      if segment.first > next { gaps.append(next...(segment.first - 1)) }
      next = max(next, segment.last + 1)
    }
    if next <= min(end.seq, FileNumber.limit) { gaps.append(next...end.seq) }
    return gaps
  }

  /// The operations of some positions.
  func operations(_ range: ClosedRange<UInt64>) throws -> [OperationBytes] {
    var all: [OperationBytes] = []
    try cut(range) { all += $0 }
    return all
  }

  /// Gives the operations of some positions in pieces that fit into a segment each.
  func cut(_ range: ClosedRange<UInt64>, each: ([OperationBytes]) throws -> Void) throws {
    var piece: [OperationBytes] = []
    var size = 0
    var position = range.lowerBound - 1
    while position < range.upperBound {
      let part = try store.storedBytes(of: end.chain, after: position, limit: 500)
      guard let last = part.last else { break }
      position = last.seq
      for bytes in part where bytes.seq <= range.upperBound {
        if let names, names[bytes.seq] != bytes.hash { continue }
        let more = bytes.envelope.count + (bytes.payload?.count ?? 0)
        if !piece.isEmpty, piece.count == Segment.countLimit || size + more > Segment.fillLimit {
          try each(piece)
          (piece, size) = ([], 0)
        }
        piece.append(bytes)
        size += more
      }
    }
    if !piece.isEmpty { try each(piece) }
  }
}
