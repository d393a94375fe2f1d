import Curses
import Screens
import Terminal

/// The event loop on a real terminal: one thread, which owns curses.
struct TerminalLoop {
  let terminal: CursesTerminal
  var driver: Driver

  /// Runs until the session quits or the terminal is gone.
  ///
  /// - Returns: How it ended, and the signal that ended it, if one did.
  mutating func run() -> (ending: Ending, signal: Int32?) {
    driver.handle(.resized(terminal.viewport, driver.now))
    present()
    while true {
      for event in terminal.wait(timeout: timeout) {
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
      if let deadline = driver.session.deadline, !(driver.now < deadline) {
        driver.handle(.tick(driver.now))
      }
      present()
    }
  }

  /// Milliseconds until the session wants to be woken.
  private var timeout: Int? {
    driver.session.deadline.map { Int(clamping: $0.milliseconds(since: driver.now)) + 1 }
  }

  private mutating func present() {
    terminal.present(driver.session.view(in: terminal.viewport))
    driver.handle(.presented(driver.now))
  }
}
