#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Gives a terminal back as a program that died without a word may have left it.
enum TerminalReset {
  /// What undoes the modes that full-screen programs set, in the order in which it is safe: out of
  /// the alternate screen first, then everything that would still show on the normal one.
  static let sequences = [
    "\u{1B}[?1049l",  // the normal screen
    "\u{1B}[?1000l\u{1B}[?1002l\u{1B}[?1003l\u{1B}[?1006l",  // no mouse reports
    "\u{1B}[?2004l",  // no bracketed paste
    "\u{1B}[?1l\u{1B}>",  // plain cursor keys and keypad
    "\u{1B}[r",  // scrolling over the whole screen
    "\u{1B}(B\u{0F}",  // letters instead of line drawing
    "\u{1B}[0m",  // no colour
    "\u{1B}[?25h",  // the cursor
  ]

  /// Resets the modes of the line and of the screen; needs a terminal on standard output.
  static func run() {
    var modes = termios()
    if tcgetattr(1, &modes) == 0 {
      modes.c_iflag |= tcflag_t(BRKINT | ICRNL | IXON)
      modes.c_iflag &= ~tcflag_t(INLCR | IGNCR | ISTRIP)
      modes.c_oflag |= tcflag_t(OPOST | ONLCR)
      modes.c_lflag |= tcflag_t(ISIG | ICANON | IEXTEN | ECHO | ECHOE | ECHOK)
      modes.c_lflag &= ~tcflag_t(ECHONL | NOFLSH | TOSTOP)
      _ = tcsetattr(1, TCSADRAIN, &modes)
    }
    try? FileDescriptor.write(sequences.flatMap { Array($0.utf8) }, to: 1)
  }
}
