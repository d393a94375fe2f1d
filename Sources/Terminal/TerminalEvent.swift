/// What the terminal, or the system on its behalf, tells a screen.
package enum TerminalEvent: Hashable, Sendable {
  /// A key was pressed.
  case key(Key)
  /// A text was pasted, exactly as it came but for the marks around it.
  case paste(String)
  /// The terminal has a new size.
  case resized(Size)
  /// The process got a signal, by its number.
  case signal(Int32)
  /// The terminal is gone.
  case hangup
}
