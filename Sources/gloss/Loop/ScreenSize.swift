import Synchronization
import Terminal

/// Reads sizes as people write them.
enum ScreenSize {
  /// The size of `80x24`; nil for another text.
  static func parse(_ text: String) -> Size? {
    let parts = text.split(whereSeparator: { $0 == "x" || $0 == "×" })
    guard parts.count == 2, let columns = Int(parts[0]), let rows = Int(parts[1]),
      (1...1000).contains(columns), (1...1000).contains(rows)
    else { return nil }
    return Size(columns: columns, rows: rows)
  }
}

/// A number of milliseconds that a class can share and still be sendable.
final class LockedTime: Sendable {
  private let value = Mutex<UInt64>(0)

  var milliseconds: UInt64 { value.withLock { $0 } }

  func add(_ milliseconds: UInt64) { value.withLock { $0 += milliseconds } }
}
