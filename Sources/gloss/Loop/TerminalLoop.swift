import Curses
import Screens
import Terminal

/// The event loop on a real terminal: one thread, which owns curses.
struct TerminalLoop {
  let terminal: CursesTerminal
  var driver: Driver
  /// Since when nothing has happened; nil where there is nothing to tidy.
  private var quietSince: Moment?

  /// Milliseconds without an event after which a moment counts as one when nobody waits.
  private static let quiet: UInt64 = 5000

  init(terminal: CursesTerminal, driver: Driver) {
    self.terminal = terminal
    self.driver = driver
  }

  /// Runs until the session quits or the terminal is gone.
  ///
  /// - Returns: How it ended, and the signal that ended it, if one did.
  mutating func run() -> (ending: Ending, signal: Int32?) {
    driver.handle(.resized(terminal.viewport, driver.now))
    present()
    while true {
      let events = terminal.wait(timeout: timeout, alsoWatching: driver.store.calls)
      if !events.isEmpty { quietSince = driver.now }
      for event in events {
        switch event {
        case .key(let key): driver.handle(.key(key, driver.now))
        case .paste(let text): driver.handle(.paste(text, driver.now))
        case .resized: driver.handle(.resized(terminal.viewport, driver.now))
        case .signal(let number) where number == TerminalSignal.stop:
          driver.handle(.leaving(driver.now))
          terminal.suspend()
        case .signal(let number):
          driver.handle(.leaving(driver.now))
          driver.store.finish()
          return (.quit, number)
        case .hangup:
          driver.handle(.leaving(driver.now))
          driver.store.finish()
          return (.quit, TerminalSignal.hangup)
        }
        if let ending = driver.ending {
          driver.store.finish()
          return (ending, nil)
        }
      }
      var isChanged = !events.isEmpty
      if let deadline = driver.session.deadline, !(driver.now < deadline) {
        driver.handle(.tick(driver.now))
        isChanged = true
      }
      // One call at a time, so that a key never waits for more.
      if driver.serve() {
        quietSince = driver.now
        isChanged = true
      }
      // A call from behind the screen changes nothing on it.
      if isChanged { present() }
      if let since = quietSince, driver.now.milliseconds(since: since) >= Self.quiet {
        driver.store.tidy()
        quietSince = nil
      }
    }
  }

  /// Milliseconds until the session wants to be woken, or until it is time to tidy.
  private var timeout: Int? {
    let moments = [driver.session.deadline, quietSince?.after(milliseconds: Self.quiet)]
    return moments.compactMap { $0 }.min()
      .map { Int(clamping: $0.milliseconds(since: driver.now)) + 1 }
  }

  private mutating func present() {
    terminal.present(driver.session.view(in: terminal.viewport))
    driver.handle(.presented(driver.now))
  }
}
