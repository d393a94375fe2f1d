import Judgments
import Screens
import Terminal

/// A clock that stands still until it is moved.
final class VirtualClock: Clock {
  // A replay runs on one thread; the lock is what lets the type say so.
  private let time = LockedTime()
  private let wallStart: UInt64

  init(wallMilliseconds: UInt64) {
    wallStart = wallMilliseconds
  }

  func advance(milliseconds: UInt64) { time.add(milliseconds) }

  func wallMilliseconds() -> UInt64 { wallStart + time.milliseconds }

  func monotonicNanoseconds() -> UInt64 { time.milliseconds * 1_000_000 }
}

/// One line of a file of keys.
enum ReplayStep: Equatable {
  case key(Key)
  case paste(String)
  case resize(Size)
  case wait(milliseconds: UInt64)

  /// Reads a line; nil for an empty one or a comment.
  ///
  /// - Throws: What is wrong with the line, as a sentence.
  static func read(_ line: String, file: String, number: Int) throws -> ReplayStep? {
    if line.isEmpty || line.hasPrefix("# ") { return nil }
    if line.hasPrefix("paste ") { return .paste(String(line.dropFirst(6))) }
    if line.hasPrefix("wait "), let time = UInt64(line.dropFirst(5)) {
      return .wait(milliseconds: time)
    }
    if line.hasPrefix("resize "), let size = ScreenSize.parse(String(line.dropFirst(7))) {
      return .resize(size)
    }
    guard let key = Key(name: line) else {
      throw Refusal(
        "\(file):\(number): \(DisplayText.safe(line)) is no key.",
        remedy: "Write one key name a line as gloss keys prints them, or paste, resize or wait.")
    }
    return .key(key)
  }
}

/// Runs a session without a terminal: keys from a file, a virtual clock, real writes to the store.
struct Replay {
  var driver: Driver
  let clock: VirtualClock
  var viewport: Viewport

  /// Plays the steps and gives the last frame.
  mutating func run(_ steps: [ReplayStep]) -> Frame {
    driver.handle(.resized(viewport, driver.now))
    settle()
    for step in steps {
      if driver.ending != nil { break }
      switch step {
      case .key(let key): driver.handle(.key(key, driver.now))
      case .paste(let text): driver.handle(.paste(text, driver.now))
      case .resize(let size):
        viewport.size = size
        driver.handle(.resized(viewport, driver.now))
      case .wait(let milliseconds): clock.advance(milliseconds: milliseconds)
      }
      settle()
      // Half a second a key: long enough for the guard against typing ahead, and for a draft.
      clock.advance(milliseconds: 500)
    }
    let frame = driver.session.view(in: viewport)
    driver.handle(.leaving(driver.now))
    driver.store.finish()
    return frame
  }

  private mutating func settle() {
    driver.handle(.presented(driver.now))
    if let deadline = driver.session.deadline, !(driver.now < deadline) {
      driver.handle(.tick(driver.now))
    }
  }
}

/// A terminal that is not there.
struct NoTerminal: TerminalEffects {
  func edit(_ text: String) -> Reply { .edited(nil) }
  func copy(_ text: String) -> Int { text.unicodeScalars.count }
  func suspend() {}
  func redraw() {}
}
