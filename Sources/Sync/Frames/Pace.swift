/// How much a far end does for one session in a second: a million operations, and then it rests.
///
/// So a session that asks without end leaves room for the others that a machine serves.
package struct Pace {
  private let clock: (@Sendable () -> UInt64)?
  private let rest: @Sendable (UInt64) -> Void
  /// Operations that may still be done before it rests.
  private var left = Self.most
  private var last: UInt64 = 0

  /// What a question counts as.
  static let question = 50
  /// How many bytes of a file count as an operation.
  static let operationSize = 200
  /// The operations of a second, which are also those that may come at once.
  static let most = 1_000_000

  /// Keeps no pace.
  package init() {
    clock = nil
    rest = { _ in }
  }

  /// Keeps pace by a clock that never jumps, in nanoseconds; `rest` waits as many.
  package init(
    clock: @escaping @Sendable () -> UInt64, rest: @escaping @Sendable (UInt64) -> Void
  ) {
    self.clock = clock
    self.rest = rest
    last = clock()
  }

  /// Counts what is about to be done, and rests where it is too much.
  mutating func count(_ operations: Int) {
    guard let clock else { return }
    let now = clock()
    let earned = (now &- last) / 1000
    left = min(Self.most, left + Int(clamping: earned))
    last = now
    left -= operations
    if left < 0 { rest(UInt64(-left) * 1000) }
  }
}
