/// What a piece of text is, from which a theme chooses its colours.
///
/// Screens name roles and never colours, so that one table decides how each of them looks with
/// eight colours, with none, and with high contrast.
package enum Role: UInt8, CaseIterable, Sendable {
  /// Ordinary text.
  case body
  /// What matters less than the text around it.
  case muted
  /// A heading.
  case title
  /// The one thing on the screen that should be found first.
  case accent
  /// The selected entry of a list.
  case selected
  /// What the next key acts on.
  case focus
  /// The left candidate of a comparison, A.
  case left
  /// The right candidate of a comparison, B.
  case right
  /// A turn of a person in a conversation.
  case human
  /// A turn of a model in a conversation.
  case assistant
  /// What went well, or an example to follow.
  case good
  /// An example not to follow.
  case bad
  /// What somebody should know before going on.
  case warning
  /// What went wrong.
  case error
  /// A cell that shows something else than the source says.
  case altered
  /// What the other text lacks.
  case added
  /// What the other text has instead.
  case removed
  /// Rules between parts of the screen.
  case line
  /// Program text.
  case code
  /// The target of a link.
  case link
  /// What a search found.
  case match
  /// The name of a key.
  case key
}

/// How a cell looks: a role and what a screen adds to it.
package struct Style: Hashable, Sendable {
  /// What the text is.
  package var role: Role
  /// Whether it is drawn bold.
  package var bold: Bool
  /// Whether it is underlined.
  package var underline: Bool
  /// Whether it is slanted, where the terminal can.
  package var italic: Bool
  /// Whether ink and paper change places.
  package var reverse: Bool

  /// Creates a style.
  package init(
    role: Role = .body, bold: Bool = false, underline: Bool = false, italic: Bool = false,
    reverse: Bool = false
  ) {
    self.role = role
    self.bold = bold
    self.underline = underline
    self.italic = italic
    self.reverse = reverse
  }

  /// Creates the plain style of a role.
  package init(_ role: Role) { self.init(role: role) }

  package static let body = Style(.body)
  package static let muted = Style(.muted)
  package static let title = Style(.title)
  package static let accent = Style(.accent)
  package static let selected = Style(.selected)
  package static let focus = Style(.focus)
  package static let left = Style(.left)
  package static let right = Style(.right)
  package static let human = Style(.human)
  package static let assistant = Style(.assistant)
  package static let good = Style(.good)
  package static let bad = Style(.bad)
  package static let warning = Style(.warning)
  package static let error = Style(.error)
  package static let altered = Style(.altered)
  package static let added = Style(.added)
  package static let removed = Style(.removed)
  package static let line = Style(.line)
  package static let code = Style(.code)
  package static let link = Style(.link)
  package static let match = Style(.match)
  package static let key = Style(.key)
}

extension Style {
  /// The same style, bold.
  package var bolded: Style { with { $0.bold = true } }
  /// The same style, underlined.
  package var underlined: Style { with { $0.underline = true } }
  /// The same style, slanted.
  package var italicised: Style { with { $0.italic = true } }
  /// The same style with ink and paper changed.
  package var reversed: Style { with { $0.reverse = true } }

  /// Returns the same style with another role.
  package func role(_ role: Role) -> Style { with { $0.role = role } }

  /// Returns the style after `change`.
  package func with(_ change: (inout Style) -> Void) -> Style {
    var copy = self
    change(&copy)
    return copy
  }
}
