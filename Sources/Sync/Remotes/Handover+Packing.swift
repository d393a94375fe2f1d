import Items
import Judgments

extension Handover {
  /// How many small files of a chain lie at a remote before one is written that stands for them.
  static let smallFiles = 64
  /// What is small: a file of fewer bytes.
  static let smallSize = 1 << 20

  /// Writes files that stand for the many small ones at the end of a chain; those stay.
  func pack(
    _ line: ChainLine, _ own: Own, _ there: [SegmentName], _ writer: SegmentWriter,
    into report: inout ExchangeReport
  ) throws {
    let needed = SegmentCover.needed(there)
    // So few are neither too many nor, each being small, too large together.
    guard needed.count > Segment.fillLimit / Self.smallSize, line.isWhole(of: needed) else {
      return
    }
    var size = 0
    let small = try needed.reversed().prefix { name in
      let bytes = try store.size(of: own.chain, in: name.first...name.last)
      if bytes < Self.smallSize { size += bytes }
      return bytes < Self.smallSize
    }
    guard small.count > Self.smallFiles || size > Segment.fillLimit, let first = small.last,
      let last = small.first
    else { return }
    try line.cut(first.first...last.last) { operations in
      // Its own time, by which it is known how long it has stood for the others.
      let signed = try writer.sign(
        operations, deviceKey: own.deviceKey, at: store.wallMilliseconds)
      let file = try writer.file(of: operations, signed)
      guard !there.contains(file.name) else { return }
      try remote.write(
        file.bytes, as: .segment(own.scope, own.chain, file.name), replacing: false)
      report.packed += 1
    }
    try remote.finish()
  }
}

extension ChainLine {
  /// Whether files follow one another from the beginning without a gap.
  func isWhole(of names: [SegmentName]) -> Bool {
    var end: UInt64 = 0
    for name in names {
      guard name.first <= end + 1 else { return false }
      end = max(end, name.last)
    }
    return true
  }
}
