#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The signals that the loop tells apart.
enum TerminalSignal {
  static let stop = SIGTSTP
  static let hangup = SIGHUP
}
