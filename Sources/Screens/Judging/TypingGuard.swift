/// Refuses decisions that were typed before their item could be seen.
///
/// After a refused key every decision is refused until 300 ms pass without one, so that half a
/// burst is never taken.
struct TypingGuard: Sendable {
  private let guardMilliseconds: UInt64
  private var shownAt: Moment?
  private var refusedAt: Moment?
  private static let quietMilliseconds: UInt64 = 300

  init(guardMilliseconds: UInt64) {
    self.guardMilliseconds = guardMilliseconds
  }

  /// A new item is about to be shown.
  mutating func expectFrame() {
    shownAt = nil
  }

  /// The item's frame is out.
  mutating func presented(_ moment: Moment) {
    if shownAt == nil { shownAt = moment }
  }

  /// Whether a decision key that arrives now is to be taken.
  mutating func admits(_ moment: Moment) -> Bool {
    if guardMilliseconds == 0 { return true }
    let tooEarly = shownAt.map { moment.milliseconds(since: $0) < guardMilliseconds } ?? true
    let inBurst = refusedAt.map { moment.milliseconds(since: $0) < Self.quietMilliseconds } ?? false
    if tooEarly || inBurst {
      refusedAt = moment
      return false
    }
    refusedAt = nil
    return true
  }
}
