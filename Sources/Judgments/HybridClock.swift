/// A clock that never runs backwards: milliseconds and a counter.
///
/// It is the hybrid logical clock of Kulkarni and others (2014). It orders what people see and nothing else; no operation is ever refused for its time.
package struct HybridClock: Hashable, Sendable {
  /// The time last given, milliseconds << 16 | counter.
  package var last: UInt64

  /// How far ahead of the wall another store's time may drag this one: five minutes.
  private static let tolerance: UInt64 = 5 * 60 * 1000

  package init(last: UInt64 = 0) {
    self.last = last
  }

  /// The next time: later than every one given before.
  package mutating func tick(wallMilliseconds: UInt64) -> UInt64 {
    last = max(min(last, Self.limit - 1) + 1, Self.time(wallMilliseconds))
    return last
  }

  /// Takes note of a time seen elsewhere, but not one far in the future.
  package mutating func absorb(_ remote: UInt64, wallMilliseconds: UInt64) {
    let ahead = wallMilliseconds.addingReportingOverflow(Self.tolerance)
    if remote <= Self.time(ahead.overflow ? .max : ahead.partialValue) { last = max(last, remote) }
  }

  /// The milliseconds of a hybrid time.
  package static func milliseconds(_ time: UInt64) -> UInt64 { time >> 16 }

  /// The top bit stays clear, so that SQLite's signed integers hold every time.
  private static let limit = UInt64(Int64.max)

  /// A wall beyond the year 4199 counts as that year: half the range is left for the counter.
  private static func time(_ milliseconds: UInt64) -> UInt64 {
    min(milliseconds, (1 << 46) - 1) << 16
  }
}
