import Terminal

/// What the last row says: the newest message, and what was saved last.
struct Notice: Sendable {
  var text: String
  var style: Style

  static func plain(_ text: String) -> Notice { Notice(text: text, style: .body) }

  static func warning(_ text: String) -> Notice { Notice(text: text, style: .warning) }

  static func error(_ text: String) -> Notice { Notice(text: text, style: .error) }
}
