import CSystem
import Foundation
import Terminal

/// A bar on standard error for long work; nothing where that is no terminal.
///
/// It is painted at most ten times a second, and gone when the work is done.
struct Progress {
  private let title: String
  /// How much there is to do; nil when unknown.
  var total: Int?
  private let isShown: Bool
  private var painted: UInt64 = 0
  private let started = cs_monotonic_ns()
  private var width = 0

  /// Begins; `total` is how much there is to do in the unit of `advance`, nil when unknown.
  init(_ title: String, total: Int?) {
    self.title = title
    self.total = total
    isShown = cs_is_terminal(2) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
  }

  /// A file's name as a title: its last part, cut where it is long.
  static func title(_ path: String) -> String {
    DisplayText.safe(path.split(separator: "/").last.map(String.init) ?? path, limit: 24)
  }

  /// Says how much is done, and in words what.
  mutating func advance(to done: Int, _ words: @autoclosure () -> String = "") {
    guard isShown else { return }
    let now = cs_monotonic_ns()
    // Short work needs no bar, and a bar that flickers is worse than none.
    guard now - started > 300_000_000, now - painted > 100_000_000 else { return }
    painted = now
    paint(Self.text(title, done: done, total: total, words: words()))
  }

  /// Takes the bar off the screen.
  mutating func end() {
    guard isShown, width > 0 else { return }
    paint("")
    try? FileDescriptor.write([0x0D], to: 2)
  }

  private mutating func paint(_ text: String) {
    var columns: Int32 = 80
    var rows: Int32 = 24
    _ = cs_window_size(2, &columns, &rows)
    // One short of the edge: a full line would wrap, and the next one would not cover it.
    let shown = DisplayText.safe(text, limit: max(1, Int(columns) - 2))
    let count = shown.unicodeScalars.count
    let line = "\r" + shown + String(repeating: " ", count: max(0, width - count))
    width = count
    try? FileDescriptor.write(Array(line.utf8), to: 2)
  }

  static func text(_ title: String, done: Int, total: Int?, words: String) -> String {
    guard let total, total > 0 else { return "\(title)  \(words)" }
    let share = min(1, Double(done) / Double(total))
    let cells = Int(share * 20)
    let bar = String(repeating: "▰", count: cells) + String(repeating: "▱", count: 20 - cells)
    return "\(title)  \(bar)  \(Int(share * 100)) %  \(words)"
  }
}
