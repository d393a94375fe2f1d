/// Which key was pressed, apart from the modifiers.
package enum KeyCode: Hashable, Sendable {
  case character(Character)
  case enter
  case tab
  case escape
  case backspace
  case delete
  case insert
  case up
  case down
  case left
  case right
  case home
  case end
  case pageUp
  case pageDown
  case function(Int)
}

/// One key press with its modifiers.
///
/// A press is kept in one form: with *Ctrl* a letter is a small one, because terminals do not tell
/// the two apart; *Shift* alone makes a letter a capital and is then not kept, nor is it with any
/// other character.
package struct Key: Hashable, Sendable {
  /// The key itself.
  package var code: KeyCode
  /// Whether Ctrl was held.
  package var control: Bool
  /// Whether Alt was held.
  package var alt: Bool
  /// Whether Shift was held, which characters show by themselves.
  package var shift: Bool

  /// Creates a key press in its one form.
  package init(_ code: KeyCode, control: Bool = false, alt: Bool = false, shift: Bool = false) {
    self.code = code
    self.control = control
    self.alt = alt
    self.shift = shift
    guard case .character(let character) = code else { return }
    if control {
      self.code = .character(character.asciiLowercased)
      self.shift = shift && character.isAsciiLetter
    } else {
      self.code = .character(shift ? character.asciiUppercased : character)
      self.shift = false
    }
  }

  /// Creates a key press in its one form.
  package init(
    code: KeyCode, control: Bool = false, alt: Bool = false, shift: Bool = false
  ) {
    self.init(code, control: control, alt: alt, shift: shift)
  }

  /// Creates the press of a character key.
  package init(_ character: Character) { self.init(.character(character)) }

  /// The character that this press would type, if it types one.
  package var typed: Character? {
    guard !control, !alt, case .character(let character) = code else { return nil }
    return character
  }
}

extension Character {
  var isAsciiLetter: Bool { isASCII && isLetter }

  var asciiLowercased: Character {
    guard let value = asciiValue, (0x41...0x5A).contains(value) else { return self }
    return Character(Unicode.Scalar(value | 0x20))
  }

  var asciiUppercased: Character {
    guard let value = asciiValue, (0x61...0x7A).contains(value) else { return self }
    return Character(Unicode.Scalar(value & ~0x20))
  }
}
