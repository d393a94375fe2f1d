/// A point in time, as the event loop tells it; states never read a clock.
package struct Moment: Hashable, Comparable, Sendable {
  /// Nanoseconds of a clock that never jumps.
  package var monotonic: UInt64
  /// Milliseconds since 1970.
  package var wall: UInt64

  package init(monotonic: UInt64, wall: UInt64) {
    self.monotonic = monotonic
    self.wall = wall
  }

  package static let zero = Moment(monotonic: 0, wall: 0)

  package static func < (left: Moment, right: Moment) -> Bool { left.monotonic < right.monotonic }

  /// Milliseconds from an earlier moment, 0 if it is not earlier.
  package func milliseconds(since earlier: Moment) -> UInt64 {
    monotonic > earlier.monotonic ? (monotonic - earlier.monotonic) / 1_000_000 : 0
  }

  /// The moment so many milliseconds later.
  package func after(milliseconds: UInt64) -> Moment {
    Moment(monotonic: monotonic + milliseconds * 1_000_000, wall: wall + milliseconds)
  }
}
