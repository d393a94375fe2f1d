extension Key {
  /// The name by which people and files know the press: `a`, `A`, `Space`, `Shift+Tab`, `Ctrl+C`,
  /// `Alt+x`, `Ctrl+Right`, `PgUp`, `F1`.
  ///
  /// `Key(name:)` reads every name back. A character that would not be seen is written as its code
  /// points, `U+00AD`.
  package var name: String {
    var name = ""
    if control { name += "Ctrl+" }
    if alt { name += "Alt+" }
    if shift { name += "Shift+" }
    return name + baseName
  }

  private var baseName: String {
    switch code {
    case .character(" "): return "Space"
    case .character(let character):
      if isSeen(character) {
        return control ? String(character.asciiUppercased) : String(character)
      }
      return character.unicodeScalars.map { DisplayText.codePoint($0) }.joined()
    case .function(let number): return "F\(number)"
    default: return namedKeys.first { $0.code == code }?.name ?? ""
    }
  }

  /// Reads a name; capitals do not matter in the names of modifiers and named keys.
  ///
  /// - Returns: `nil` if there is no such key.
  package init?(name: String) {
    var rest = Substring(name)
    var control = false
    var alt = false
    var shift = false
    while let plus = rest.dropFirst().firstIndex(where: { $0 == "+" || $0 == "-" }),
      plus != rest.indices.last
    {
      switch rest[..<plus].lowercased() {
      case "ctrl", "control": control = true
      case "alt", "meta": alt = true
      case "shift": shift = true
      default:
        guard let code = Key.code(rest) else { return nil }
        self.init(code, control: control, alt: alt, shift: shift)
        return
      }
      rest = rest[rest.index(after: plus)...]
    }
    guard let code = Key.code(rest) else { return nil }
    self.init(code, control: control, alt: alt, shift: shift)
  }

  private static func code(_ name: Substring) -> KeyCode? {
    if let character = name.first, name.count == 1 {
      return isSeen(character) && character != " " ? .character(character) : nil
    }
    let small = name.lowercased()
    if small == "space" { return .character(" ") }
    if small == "hash" { return .character("#") }
    if let named = namedKeys.first(where: { $0.name.lowercased() == small }) { return named.code }
    if let alias = aliases[small] { return alias }
    if small.first == "f", let number = Int(small.dropFirst()), (1...63).contains(number) {
      return small == "f\(number)" ? .function(number) : nil
    }
    return character(codePoints: small).map { .character($0) }
  }

  /// Reads `u+0065u+0301`, which must be one character.
  private static func character(codePoints: String) -> Character? {
    guard codePoints.hasPrefix("u+") else { return nil }
    var text = String.UnicodeScalarView()
    for digits in codePoints.dropFirst(2).split(separator: "u+", omittingEmptySubsequences: false) {
      guard digits.count >= 4, digits.first != "+", let value = UInt32(digits, radix: 16),
        let scalar = Unicode.Scalar(value)
      else { return nil }
      text.append(scalar)
    }
    let string = String(text)
    return string.count == 1 ? string.first : nil
  }
}

/// Says whether a character is seen as itself, so that it can be its own name.
private func isSeen(_ character: Character) -> Bool {
  let glyphs = DisplayText(String(character)).glyphs
  return glyphs.count == 1 && !glyphs[0].altered && !character.isWhitespace
}

private let namedKeys: [(name: String, code: KeyCode)] = [
  ("Enter", .enter), ("Tab", .tab), ("Esc", .escape), ("Backspace", .backspace),
  ("Delete", .delete), ("Insert", .insert), ("Up", .up), ("Down", .down), ("Left", .left),
  ("Right", .right), ("Home", .home), ("End", .end), ("PgUp", .pageUp), ("PgDn", .pageDown),
]

private let aliases: [String: KeyCode] = [
  "return": .enter, "escape": .escape, "del": .delete, "ins": .insert, "pageup": .pageUp,
  "pagedown": .pageDown, "pgdown": .pageDown,
]

extension Key {
  /// The names of all keys that are not characters, for suggestions and tables.
  package static var allNames: [String] {
    namedKeys.map(\.name) + ["Space"] + (1...12).map { "F\($0)" }
  }
}
