import Items
import Judgments

extension Handover {
  /// How long a pack lies at a remote before the files that it stands for may go: 14 days.
  static let pruningAge: UInt64 = 14 * 24 * 60 * 60 * 1000

  /// Removes own files that lie within a pack which is whole, old and received by a lead.
  ///
  /// Deleting is the one thing that can do harm on a disk that several share, so all of it has to
  /// hold: nobody can be in the middle of reading the small ones, and somebody has the content.
  func prune(
    _ line: ChainLine, _ own: Own, _ listing: ChainListing, readers: [[UInt8]]?,
    into report: inout ExchangeReport
  ) throws {
    guard let received = try store.receiptedEnd(of: own.chain),
      try line.contains(received.seq, HeadPrefix(firstBytesOf: received.hash))
    else { return }
    var left = try listing.segments.filter { try line.contains($0.last, $0.head) }.sorted()
    for pack in left {
      let within = left.filter { $0 != pack && pack.first <= $0.first && $0.last <= pack.last }
      guard left.contains(pack), !within.isEmpty, pack.last <= received.seq,
        try stands(pack, own, readers: readers)
      else { continue }
      left.removeAll { within.contains($0) }
      report.pruned += within.count
      if !manner.isDryRun { try remote.remove(within, of: own.chain, in: own.scope) }
    }
  }

  /// Whether a pack, read back, has what it should, for those who may read it, and long enough.
  private func stands(_ pack: SegmentName, _ own: Own, readers: [[UInt8]]?) throws -> Bool {
    guard let bytes = try remote.read(.segment(own.scope, own.chain, pack)),
      let file = try? SegmentFile(decoding: bytes), file.has(pack, of: own.chain, in: own.scope),
      file.header.recipients.serve(readers),
      let segment = try? Segment(decoding: bytes, with: store), (try? segment.verify()) != nil
    else { return false }
    let signed = HybridClock.milliseconds(segment.signed.checkpoint.hlc)
    return signed.addingReportingOverflow(Self.pruningAge).partialValue <= store.wallMilliseconds
  }
}
