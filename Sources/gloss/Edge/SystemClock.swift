import CSystem
import Judgments

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The machine's clocks.
struct SystemClock: Clock {
  func wallMilliseconds() -> UInt64 { UInt64(max(0, cs_wall_ms())) }

  /// How far this machine's clocks were ahead of UTC at a moment.
  static func secondsFromUTC(at milliseconds: UInt64) -> Int {
    var seconds = time_t(clamping: milliseconds / 1000)
    var parts = tm()
    return localtime_r(&seconds, &parts) == nil ? 0 : parts.tm_gmtoff
  }

  func monotonicNanoseconds() -> UInt64 { cs_monotonic_ns() }
}
