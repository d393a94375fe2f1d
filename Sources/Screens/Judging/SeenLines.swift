/// Which lines of a text have been on the screen: disjoint ranges in order.
struct SeenLines: Equatable, Sendable {
  private(set) var ranges: [Range<Int>] = []

  /// Adds the lines of a range.
  mutating func insert(_ range: Range<Int>) {
    guard !range.isEmpty else { return }
    var merged = range
    var kept: [Range<Int>] = []
    for other in ranges {
      if other.upperBound < merged.lowerBound || other.lowerBound > merged.upperBound {
        kept.append(other)
      } else {
        merged =
          min(merged.lowerBound, other.lowerBound)..<max(merged.upperBound, other.upperBound)
      }
    }
    ranges = (kept + [merged]).sorted { $0.lowerBound < $1.lowerBound }
  }

  /// How many lines of a range were seen.
  func count(in range: Range<Int>) -> Int {
    ranges.reduce(0) { $0 + $1.clamped(to: range).count }
  }

  /// The same part of a text that is broken anew into another number of lines; what is only half
  /// a line does not count as seen.
  func rescaled(from old: Int, to new: Int) -> SeenLines {
    guard old > 0 else { return SeenLines() }
    var scaled = SeenLines()
    for range in ranges {
      let low = (range.lowerBound * new + old - 1) / old
      let high = range.upperBound * new / old
      if low < high { scaled.insert(low..<high) }
    }
    return scaled
  }
}
