import CSystem
import Judgments

/// The machine's clocks.
struct SystemClock: Clock {
  func wallMilliseconds() -> UInt64 { UInt64(max(0, cs_wall_ms())) }

  func monotonicNanoseconds() -> UInt64 { cs_monotonic_ns() }
}
