/// The clocks, behind a protocol so that tests decide what time it is.
package protocol Clock: Sendable {
  /// Milliseconds since 1970, as the machine believes them.
  func wallMilliseconds() -> UInt64
  /// Nanoseconds of a clock that never jumps.
  func monotonicNanoseconds() -> UInt64
}

/// Random bytes, behind a protocol so that tests can seed them.
package protocol Randomness: Sendable {
  /// Unpredictable bytes.
  func bytes(_ count: Int) -> [UInt8]
}
