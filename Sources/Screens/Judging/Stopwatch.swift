/// Measures how long an item was worked on: gaps without a key longer than the idle limit do
/// not count, and time marked as spent elsewhere is counted apart.
struct Stopwatch: Sendable {
  private(set) var activeMilliseconds: UInt64
  private(set) var awayMilliseconds: UInt64
  private(set) var isAway = false
  private var last: Moment?
  private let idleMilliseconds: UInt64

  init(idleSeconds: Int, active: UInt64 = 0, away: UInt64 = 0) {
    idleMilliseconds = UInt64(max(1, idleSeconds)) * 1000
    activeMilliseconds = active
    awayMilliseconds = away
  }

  /// Notes that the person did something, or that the item came up.
  mutating func note(_ moment: Moment) {
    if let last {
      let gap = moment.milliseconds(since: last)
      if isAway {
        awayMilliseconds += gap
      } else if gap <= idleMilliseconds {
        activeMilliseconds += gap
      }
    }
    last = moment
  }

  /// Leaves for a check elsewhere, or comes back.
  mutating func toggleAway(_ moment: Moment) {
    note(moment)
    isAway.toggle()
  }
}
