import Items
import Judgments

/// Hands on what others have signed and a remote lacks, so that a project can move to a new place
/// although somebody is gone.
///
/// Nothing of another's is replaced or removed: only whole segments are added, under signatures
/// that their devices have made.
struct Republication {
  let store: any OperationPublisher
  let remote: any Remote
  let manner: ExchangeManner

  func handOn(
    _ line: ChainLine, _ scope: Scope, _ listing: ChainListing, _ contents: inout HandedContents,
    into report: inout ExchangeReport
  ) throws {
    let chain = line.end.chain
    let writer = SegmentWriter(
      store: store, remote: remote, chain: chain, scope: scope,
      readers: manner.readers(of: scope, in: store))
    let known = try listing.segments.filter { try line.contains($0.last, $0.head) }
    // What lies there damaged, or sealed to too few, is as good as missing.
    var cover = try SegmentCover(
      known, of: chain, in: scope, at: remote, manner, readers: writer.readers, keys: store)
    for (name, _) in cover.lacking
    where try hasCopy(name, chain, scope, listing, readers: writer.readers) {
      cover.add(name)
    }
    let signatures = try store.checkpoints(of: chain).filter {
      try $0.isValid
        && line.contains($0.checkpoint.seq, HeadPrefix(firstBytesOf: $0.checkpoint.head))
    }.sorted { $0.checkpoint.seq < $1.checkpoint.seq }
    var end: UInt64 = 0
    for gap in line.gaps(between: cover.there) {
      var next = max(gap.lowerBound, end + 1)
      while next <= gap.upperBound {
        guard let signed = try signature(in: signatures, for: next, upTo: gap.upperBound, chain)
        else {
          report.unhandable += Int(clamping: gap.upperBound - next) + 1
          break
        }
        let operations = try line.operations(next...signed.checkpoint.seq)
        report.sent += operations.count
        end = signed.checkpoint.seq
        next = end + 1
        if manner.isDryRun { continue }
        try contents.handOn(of: operations, in: scope, readers: writer.readers, isRenewing: true)
        let file = try writer.file(of: operations, signed)
        try remote.write(
          file.bytes, as: Self.place(of: file.name, chain, scope, among: listing),
          replacing: false)
      }
    }
    try remote.finish()
  }

  /// Whether a copy of a file does what the file itself does not.
  private func hasCopy(
    _ name: SegmentName, _ chain: ChainID, _ scope: Scope, _ listing: ChainListing,
    readers: [[UInt8]]?
  ) throws -> Bool {
    let copies = listing.copies.prefix(Listing.copies).filter { SegmentName(beginning: $0) == name }
    for copy in copies {
      guard let bytes = try remote.read(.copy(scope, chain, copy)),
        let file = try? SegmentFile(decoding: bytes), file.has(name, of: chain, in: scope),
        file.header.recipients.serve(readers), file.isProven
      else { continue }
      return true
    }
    return false
  }

  /// The signature under which the most can be handed on in one file, or all of a gap.
  private func signature(
    in signatures: [SignedCheckpoint], for next: UInt64, upTo end: UInt64, _ chain: ChainID
  ) throws -> SignedCheckpoint? {
    var best: SignedCheckpoint?
    for signed in signatures where signed.checkpoint.seq >= next {
      let last = signed.checkpoint.seq
      guard last - next < UInt64(Segment.countLimit),
        try store.size(of: chain, in: next...last) <= Self.sizeLimit
      else { break }
      best = signed
      if last >= end { break }
    }
    return best
  }

  /// What fits into a segment's file for certain, with the lengths and the sealing.
  private static let sizeLimit = Segment.sizeLimit - Segment.countLimit * 8 - (1 << 17)

  /// The name to write under: where another's file has the segment's own, that of a copy of it.
  private static func place(
    of name: SegmentName, _ chain: ChainID, _ scope: Scope, among listing: ChainListing
  ) -> RemoteFile {
    guard listing.segments.contains(name) else { return .segment(scope, chain, name) }
    let text = name.text.dropLast(SegmentName.suffix.count)
    var number = 1
    while listing.copies.contains("\(text).\(number)\(SegmentName.suffix)") { number += 1 }
    return .copy(scope, chain, "\(text).\(number)\(SegmentName.suffix)")
  }
}
