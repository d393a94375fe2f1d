import CSystem
import Curses
import Foundation
import Terminal

/// What the terminal and the locale can do.
enum TerminalFindings {
  static func all() -> [Finding] {
    let environment = ProcessInfo.processInfo.environment
    return [Finding(topic: "program", grade: .fine, text: "gloss \(GlossVersion.text)")]
      + terminal(environment) + locale(environment) + colours(environment)
  }

  private static func terminal(_ environment: [String: String]) -> [Finding] {
    let type = environment["TERM"] ?? ""
    guard cs_is_terminal(0) == 1, cs_is_terminal(1) == 1 else {
      return [
        Finding(
          topic: "terminal", grade: .doubtful,
          text: "standard input or output is no terminal, so it was not looked at",
          remedy: "Run gloss doctor in the terminal that you work in.")
      ]
    }
    do {
      // Taken over and given back at once: whatever would keep a session from starting shows here.
      let terminal = try CursesTerminal()
      let size = terminal.viewport.size
      terminal.close()
      return [
        Finding(topic: "terminal", grade: .fine, text: "the type \(type) is known"), of(size),
      ]
    } catch {
      return [
        Finding(
          topic: "terminal", grade: .broken, text: "it cannot be used",
          remedy: error.description)
      ]
    }
  }

  static func of(_ size: Size) -> Finding {
    let text = "\(size.columns) columns × \(size.rows) rows"
    return switch Layout.tier(for: size) {
    case .tooSmall:
      Finding(
        topic: "size", grade: .broken, text: "\(text): too small",
        remedy: "Make the window at least 60 columns wide and 16 rows high.")
    case .narrow: Finding(topic: "size", grade: .fine, text: "\(text): one pane")
    case .middle:
      Finding(topic: "size", grade: .fine, text: "\(text): side by side, guidelines in a drawer")
    case .wide:
      Finding(topic: "size", grade: .fine, text: "\(text): side by side, with the guidelines")
    }
  }

  private static func locale(_ environment: [String: String]) -> [Finding] {
    let names = ["LC_ALL", "LC_CTYPE", "LANG"]
    let set = names.compactMap { name in
      environment[name].flatMap { $0.isEmpty ? nil : (name: name, value: $0) }
    }.first
    guard let set else {
      return [
        Finding(
          topic: "locale", grade: .doubtful, text: "none is set; gloss uses C.UTF-8",
          remedy: "Set LANG to a UTF-8 locale, such as LANG=en_US.UTF-8; locale -a lists them.")
      ]
    }
    let isUnicode = set.value.lowercased().replacing("-", with: "").contains("utf8")
    return [
      Finding(
        topic: "locale", grade: isUnicode ? .fine : .doubtful,
        text: "\(set.name)=\(set.value)" + (isUnicode ? "" : " is not UTF-8; gloss uses C.UTF-8"),
        remedy: isUnicode
          ? "" : "Set \(set.name) to a UTF-8 locale, such as en_US.UTF-8; locale -a lists them.")
    ]
  }

  private static func colours(_ environment: [String: String]) -> [Finding] {
    guard let value = environment["NO_COLOR"], !value.isEmpty else { return [] }
    return [
      Finding(topic: "colours", grade: .fine, text: "off, because NO_COLOR is set; nothing is lost")
    ]
  }
}
