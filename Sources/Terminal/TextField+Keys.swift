extension TextField {
  /// Reacts to a key and says whether it was one for the field.
  ///
  /// Enter is never one: a screen decides what it ends. `Ctrl+J` makes a new line in a field of
  /// several lines. Up in the first line and Down in the last one are left to the screen too. The
  /// other keys are those of readline.
  ///
  /// - Parameters:
  ///   - key: The key press.
  ///   - columns: The width with which the field is drawn, for Up, Down, Home and End; without it
  ///     lines end only where the text has its line ends.
  ///   - widths: The widths of the terminal.
  /// - Returns: Whether the key was used.
  package mutating func handle(
    _ key: Key, columns: Int? = nil, widths: Widths = .standard
  ) -> Bool {
    if let character = key.typed {
      insert(String(character))
      return true
    }
    if let action = editingKeys[key] {
      perform(action)
      return true
    }
    let rows = rows(columns: columns, widths: widths)
    switch key {
    case Key(.home), Key(.character("a"), control: true): cursor = rows[row(in: rows)].lowerBound
    case Key(.end), Key(.character("e"), control: true): cursor = end(of: row(in: rows), rows)
    case Key(.up): return move(by: -1, rows, widths)
    case Key(.down): return move(by: 1, rows, widths)
    case Key(.character("j"), control: true), Key(.enter, alt: true):
      guard multiline else { return false }
      insert("\n")
    case Key(.character("k"), control: true):
      let end = lineEnd
      remove(cursor..<(end == cursor ? min(end + 1, scalars.count) : end), keeping: true)
    default: return false
    }
    return true
  }

  private mutating func perform(_ action: EditingAction) {
    switch action {
    case .left: cursor = glyphBefore
    case .right: cursor = glyphAfter
    case .wordLeft: cursor = wordStart
    case .wordRight: cursor = wordEnd
    case .textStart: cursor = 0
    case .textEnd: cursor = scalars.count
    case .removeLeft: remove(glyphBefore..<cursor)
    case .removeRight: remove(cursor..<glyphAfter)
    case .killWordLeft: remove(wordStart..<cursor, keeping: true)
    case .killWordRight: remove(cursor..<wordEnd, keeping: true)
    case .killToStart: remove(lineStart..<cursor, keeping: true)
    case .yank: insert(killed)
    }
  }

  private var glyphBefore: Int { glyphs.last { $0.lowerBound < cursor }?.lowerBound ?? 0 }

  private var glyphAfter: Int {
    glyphs.first { $0.upperBound > cursor }?.upperBound ?? scalars.count
  }

  /// The beginning of the line of the text, however it is broken on the screen.
  private var lineStart: Int {
    scalars[..<cursor].lastIndex(of: "\n").map { $0 + 1 } ?? 0
  }

  private var lineEnd: Int { scalars[cursor...].firstIndex(of: "\n") ?? scalars.count }

  private var wordStart: Int {
    var index = cursor
    while index > 0, !scalars[index - 1].isInWord { index -= 1 }
    while index > 0, scalars[index - 1].isInWord { index -= 1 }
    return index
  }

  private var wordEnd: Int {
    var index = cursor
    while index < scalars.count, !scalars[index].isInWord { index += 1 }
    while index < scalars.count, scalars[index].isInWord { index += 1 }
    return index
  }
}

extension Unicode.Scalar {
  fileprivate var isInWord: Bool {
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber, .letterNumber, .otherNumber, .nonspacingMark, .spacingMark, .enclosingMark,
      .connectorPunctuation:
      true
    default: false
    }
  }
}

private enum EditingAction {
  case left
  case right
  case wordLeft
  case wordRight
  case textStart
  case textEnd
  case removeLeft
  case removeRight
  case killWordLeft
  case killWordRight
  case killToStart
  case yank
}

/// The keys that need no layout.
private let editingKeys: [Key: EditingAction] = [
  Key(.left): .left, Key(.character("b"), control: true): .left,
  Key(.right): .right, Key(.character("f"), control: true): .right,
  Key(.left, control: true): .wordLeft, Key(.character("b"), alt: true): .wordLeft,
  Key(.left, alt: true): .wordLeft,
  Key(.right, control: true): .wordRight, Key(.character("f"), alt: true): .wordRight,
  Key(.right, alt: true): .wordRight,
  Key(.home, control: true): .textStart, Key(.character("<"), alt: true): .textStart,
  Key(.end, control: true): .textEnd, Key(.character(">"), alt: true): .textEnd,
  Key(.backspace): .removeLeft, Key(.character("h"), control: true): .removeLeft,
  Key(.delete): .removeRight, Key(.character("d"), control: true): .removeRight,
  Key(.character("w"), control: true): .killWordLeft, Key(.backspace, alt: true): .killWordLeft,
  Key(.backspace, control: true): .killWordLeft,
  Key(.character("d"), alt: true): .killWordRight, Key(.delete, control: true): .killWordRight,
  Key(.character("u"), control: true): .killToStart,
  Key(.character("y"), control: true): .yank,
]
