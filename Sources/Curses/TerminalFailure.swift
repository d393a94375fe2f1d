import CCurses
import Terminal

/// The reason for which a terminal could not be taken over.
package enum TerminalFailure: Error, Hashable, Sendable {
  /// The input is no terminal.
  case inputIsNoTerminal
  /// The output is no terminal.
  case outputIsNoTerminal
  /// No locale with the character set UTF-8 is installed.
  case noUnicodeLocale
  /// The terminal's type is not set (empty) or not known to this system.
  case unknownType(String)
  /// The terminal cannot move its cursor or clear its screen.
  case poorType(String)
  /// Another terminal is open in this process.
  case alreadyOpen
  /// Memory or file descriptors ran out.
  case outOfResources

  init(fault: Int32, type: String) {
    switch fault {
    case CC_FAULT_INPUT: self = .inputIsNoTerminal
    case CC_FAULT_OUTPUT: self = .outputIsNoTerminal
    case CC_FAULT_LOCALE: self = .noUnicodeLocale
    case CC_FAULT_TERM: self = .unknownType(type)
    case CC_FAULT_POOR: self = .poorType(type)
    case CC_FAULT_BUSY: self = .alreadyOpen
    default: self = .outOfResources
    }
  }
}

extension TerminalFailure: CustomStringConvertible {
  /// What happened, why, and what to do.
  package var description: String {
    switch self {
    case .inputIsNoTerminal:
      """
      Standard input is not a terminal, so no key can be read from it. \
      Start the program from a terminal, without `<` and without a pipe before it.
      """
    case .outputIsNoTerminal:
      """
      Standard output is not a terminal, so nothing can be shown on it. \
      Start the program in a terminal, without `>` and without a pipe behind it.
      """
    case .noUnicodeLocale:
      """
      Neither the locale of the environment nor C.UTF-8 has the character set UTF-8, so most \
      characters would be lost. Set LC_ALL to an installed UTF-8 locale (`locale -a` lists them), \
      for example LC_ALL=en_US.UTF-8.
      """
    case .unknownType(""):
      """
      The environment variable TERM is not set, so the terminal's abilities are unknown. \
      Set it to the terminal's type, for example TERM=xterm-256color.
      """
    case .unknownType(let type):
      """
      The terminal type "\(DisplayText.safe(type))" is not known to this system. \
      Set TERM to a type that is, for example TERM=xterm-256color, or install the package with \
      more types (ncurses-term on Debian).
      """
    case .poorType(let type):
      """
      A terminal of the type "\(DisplayText.safe(type))" cannot move its cursor, which every \
      screen needs. Use another terminal, or the line mode `--plain`.
      """
    case .alreadyOpen:
      "A terminal is open already in this process. Close it before opening another."
    case .outOfResources:
      """
      The terminal could not be opened because memory or file descriptors ran out. \
      Close other programs and try again.
      """
    }
  }
}
