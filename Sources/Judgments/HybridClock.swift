/// A clock that never runs backwards: milliseconds and a counter (Kulkarni et al. 2014).
///
/// It orders what people see and nothing else; no operation is ever refused for its time.
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
    last = max(last + 1, Self.time(wallMilliseconds))
    return last
  }

  /// Takes note of a time seen elsewhere, but not one far in the future.
  package mutating func absorb(_ remote: UInt64, wallMilliseconds: UInt64) {
    if remote <= Self.time(wallMilliseconds + Self.tolerance) { last = max(last, remote) }
  }

  /// The milliseconds of a hybrid time.
  package static func milliseconds(_ time: UInt64) -> UInt64 { time >> 16 }

  /// The top bit stays clear, so that SQLite's signed integers hold every time.
  private static func time(_ milliseconds: UInt64) -> UInt64 {
    min(milliseconds, (1 << 47) - 1) << 16
  }
}
