import CCurses
package import Terminal

/// The colours that a user wants.
package enum ColourPolicy: Hashable, Sendable {
  /// A few calm colours on the user's own background.
  case standard
  /// No colours at all: bold, underline and reverse tell the roles apart (`NO_COLOR`).
  case none
  /// Strong contrast: nothing dim, nothing between ink and paper.
  case highContrast
}

/// How one role looks: colours by number (`nil` is the user's own) and attributes.
package struct Look: Hashable, Sendable {
  /// The ink.
  package var ink: Int32?
  /// The paper.
  package var paper: Int32?
  /// What is added to the letters.
  package var attributes: Attributes = []

  /// Creates a look; without arguments the user's own.
  package init(_ ink: Int32? = nil, on paper: Int32? = nil, _ attributes: Attributes = []) {
    self.ink = ink
    self.paper = paper
    self.attributes = attributes
  }
}

/// What a terminal can do to letters besides colouring them.
package struct Attributes: OptionSet, Hashable, Sendable {
  package let rawValue: UInt32
  package init(rawValue: UInt32) { self.rawValue = rawValue }

  package static let bold = Attributes(rawValue: UInt32(CC_BOLD))
  package static let underline = Attributes(rawValue: UInt32(CC_UNDERLINE))
  package static let italic = Attributes(rawValue: UInt32(CC_ITALIC))
  package static let reverse = Attributes(rawValue: UInt32(CC_REVERSE))
  package static let dim = Attributes(rawValue: UInt32(CC_DIM))

  /// What a style adds to its role.
  package init(_ style: Style) {
    self = []
    if style.bold { insert(.bold) }
    if style.underline { insert(.underline) }
    if style.italic { insert(.italic) }
    if style.reverse { insert(.reverse) }
  }
}

/// How every role looks on one terminal.
///
/// The table has one row a role. Colours are never the only signal (screens say A and B, draw ✓ and
/// underline), so that each column can do with what it has. Inks without a paper of their own are
/// readable on black and on white: of 256 colours they are of middle lightness, of 8 they leave out
/// yellow, white and black. `body` is the user's own ink on the user's own paper.
package struct Theme: Sendable {
  private let looks: [Look]

  /// Creates the theme for a number of colours: 0, 8, 16 or 256.
  package init(colours: Int, policy: ColourPolicy) {
    looks = Role.allCases.map { role in
      let row = row(role)
      return switch policy {
      case .none: row.plain
      case .highContrast: colours == 0 ? row.plain : row.strong
      case .standard: colours >= 256 ? row.rich : colours >= 8 ? row.few : row.plain
      }
    }
  }

  /// How a role looks.
  package subscript(role: Role) -> Look { looks[Int(role.rawValue)] }
}

private typealias Row = (plain: Look, few: Look, rich: Look, strong: Look)

private let black: Int32 = 0
private let red: Int32 = 1
private let green: Int32 = 2
private let yellow: Int32 = 3
private let blue: Int32 = 4
private let magenta: Int32 = 5
private let cyan: Int32 = 6
private let white: Int32 = 7

// Of the 256: the accent, and what differs from it.
private let sea: Int32 = 31
private let deepSea: Int32 = 24
private let plum: Int32 = 133
private let leaf: Int32 = 28
private let brick: Int32 = 160
private let amber: Int32 = 136
private let grey: Int32 = 244
private let sand: Int32 = 179
private let ink: Int32 = 16
private let paper: Int32 = 231

private func row(_ role: Role) -> Row {
  switch role {
  case .body: (Look(), Look(), Look(), Look())
  case .muted: (Look(), Look(nil, on: nil, .dim), Look(grey), Look())
  case .title: same(Look(nil, on: nil, .bold))
  case .accent:
    (Look(nil, on: nil, .bold), Look(cyan), Look(sea), Look(nil, on: nil, .bold))
  case .selected:
    (
      Look(nil, on: nil, .reverse), Look(nil, on: nil, .reverse), Look(paper, on: deepSea),
      Look(black, on: yellow, .bold)
    )
  case .focus:
    (
      Look(nil, on: nil, [.bold, .underline]), Look(cyan, on: nil, .bold),
      Look(sea, on: nil, .bold), Look(nil, on: nil, [.bold, .underline])
    )
  case .left: (Look(), Look(cyan), Look(sea), Look(nil, on: nil, .bold))
  case .right: (Look(), Look(magenta), Look(plum), Look(nil, on: nil, .bold))
  case .human: same(Look(nil, on: nil, .bold))
  case .assistant:
    (Look(nil, on: nil, .underline), Look(cyan), Look(sea), Look(nil, on: nil, .underline))
  case .good: (Look(), Look(green), Look(leaf), Look(nil, on: nil, .bold))
  case .bad: (Look(nil, on: nil, .bold), Look(red), Look(brick), Look(nil, on: nil, .bold))
  case .warning:
    (
      Look(nil, on: nil, .bold), Look(magenta, on: nil, .bold), Look(amber, on: nil, .bold),
      Look(black, on: yellow)
    )
  case .error:
    (
      Look(nil, on: nil, [.bold, .reverse]), Look(red, on: nil, .bold),
      Look(brick, on: nil, .bold), Look(white, on: red, .bold)
    )
  case .altered:
    (
      Look(nil, on: nil, .reverse), Look(black, on: yellow), Look(ink, on: sand),
      Look(black, on: yellow)
    )
  case .added:
    (
      Look(nil, on: nil, .underline), Look(green, on: nil, .underline),
      Look(leaf, on: nil, .underline), Look(nil, on: nil, [.bold, .underline])
    )
  case .removed:
    (
      Look(nil, on: nil, .reverse), Look(red, on: nil, .reverse), Look(brick, on: nil, .reverse),
      Look(nil, on: nil, .reverse)
    )
  case .line: (Look(), Look(nil, on: nil, .dim), Look(grey), Look())
  case .code: (Look(), Look(cyan), Look(sea), Look())
  case .link:
    (
      Look(nil, on: nil, .underline), Look(cyan, on: nil, .underline),
      Look(sea, on: nil, .underline), Look(nil, on: nil, .underline)
    )
  case .match:
    (
      Look(nil, on: nil, [.reverse, .underline]), Look(black, on: cyan),
      Look(ink, on: sand, .underline),
      Look(black, on: yellow, .underline)
    )
  case .key:
    (
      Look(nil, on: nil, .bold), Look(cyan, on: nil, .bold), Look(sea, on: nil, .bold),
      Look(nil, on: nil, .bold)
    )
  }
}

private func same(_ look: Look) -> Row { (look, look, look, look) }
