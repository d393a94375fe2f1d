import Terminal

/// A control sequence of the keyboard that ncurses did not know: `ESC [ … final` or `ESC O final`.
///
/// Terminals send keys that their terminfo entry leaves out. Taken letter by letter, such a key
/// would be typed text, and here one letter is one label; so a sequence is read to its end, and
/// what is still unknown then is nothing.
struct ControlSequence: Hashable, Sendable {
  /// What a sequence says.
  enum Meaning: Hashable, Sendable {
    case key(Key)
    case pasteBegins
    case nothing
  }

  /// How a sequence goes on with a byte.
  enum Step: Hashable, Sendable {
    case more
    case done(Meaning)
    case broken
  }

  /// The number of bytes that are kept; no key needs as many.
  private static let longest = 32

  private let isSingleShift: Bool
  private var bytes: [UInt8] = []
  /// The bytes of an old mouse report that are still to come: button, column and line.
  private var mouseBytes = 0

  init(singleShift: Bool) { isSingleShift = singleShift }

  /// Whether nothing has come after the introducer.
  var isEmpty: Bool { bytes.isEmpty && mouseBytes == 0 }

  /// The key that the introducer alone is: Alt and its letter.
  var introducerKey: Key { Key(.character(isSingleShift ? "O" : "["), alt: true) }

  /// Takes the next byte.
  mutating func take(_ byte: UInt8) -> Step {
    if mouseBytes > 0 {
      mouseBytes -= 1
      return mouseBytes == 0 ? .done(.nothing) : .more
    }
    switch byte {
    case UInt8(ascii: "M") where !isSingleShift && bytes.isEmpty:
      // A mouse that another program left on must not type labels.
      mouseBytes = 3
      return .more
    case 0x20...0x3F:
      if bytes.count < Self.longest { bytes.append(byte) }
      return .more
    case 0x5B where !isSingleShift && bytes.isEmpty:
      // The Linux console's F1–F5 are ESC [ [ A … E.
      bytes.append(byte)
      return .more
    case 0x40...0x7E: return .done(meaning(of: byte))
    default: return .broken
    }
  }

  private func meaning(of final: UInt8) -> Meaning {
    if bytes == [0x5B] {
      let number = Int(final) - 0x40
      return (1...5).contains(number) ? .key(Key(.function(number))) : .nothing
    }
    // Private parameters (`?`, `<`) are answers and mouse reports, never keys.
    guard let numbers = parameters else { return .nothing }
    let first = numbers.first ?? 1
    switch final {
    case UInt8(ascii: "~"):
      if first == 200 { return .pasteBegins }
      if first == 27, numbers.count >= 3 { return character(numbers[2], modifiers: numbers[1]) }
      return key(tildeKeys[first], modifiers: numbers)
    case UInt8(ascii: "u") where !isSingleShift:
      return character(first, modifiers: numbers.dropFirst().first ?? 1)
    case UInt8(ascii: "Z"): return .key(Key(.tab, shift: true))
    default:
      if isSingleShift, let key = keypadKeys[final] { return .key(Key(key)) }
      return key(letterKeys[final], modifiers: numbers)
    }
  }

  /// The numbers between semicolons, 1 where left out; `nil` where there is anything else.
  private var parameters: [Int]? {
    guard !bytes.isEmpty else { return [] }
    var numbers: [Int] = []
    for part in bytes.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false) {
      // Sub-parameters behind a colon tell other layouts' characters and are not needed.
      let digits = part.prefix { $0 != UInt8(ascii: ":") }
      guard digits.allSatisfy({ (0x30...0x39).contains($0) }), digits.count <= 7 else {
        return nil
      }
      numbers.append(digits.isEmpty ? 1 : digits.reduce(0) { $0 * 10 + Int($1 & 0x0F) })
    }
    return numbers
  }

  private func key(_ code: KeyCode?, modifiers numbers: [Int]) -> Meaning {
    guard let code else { return .nothing }
    // `ESC O 5 A` of some terminals has its modifiers first.
    let sum = numbers.count >= 2 ? numbers[1] : isSingleShift ? numbers.first ?? 1 : 1
    return .key(modified(code, sum))
  }

  private func character(_ value: Int, modifiers: Int) -> Meaning {
    switch value {
    case 8, 127: return .key(modified(.backspace, modifiers))
    case 9: return .key(modified(.tab, modifiers))
    case 13: return .key(modified(.enter, modifiers))
    case 27: return .key(modified(.escape, modifiers))
    case 0x20..<0x7F, 0xA0..<0xE000, 0xF900...0x10_FFFF:
      guard let scalar = Unicode.Scalar(UInt32(value)) else { return .nothing }
      return .key(modified(.character(Character(scalar)), modifiers))
    default: return .nothing
    }
  }

  private func modified(_ code: KeyCode, _ sum: Int) -> Key {
    let bits = max(0, sum - 1)
    return Key(code, control: bits & 4 != 0, alt: bits & 2 != 0, shift: bits & 1 != 0)
  }
}

private let tildeKeys: [Int: KeyCode] = [
  1: .home, 2: .insert, 3: .delete, 4: .end, 5: .pageUp, 6: .pageDown, 7: .home, 8: .end,
  11: .function(1), 12: .function(2), 13: .function(3), 14: .function(4), 15: .function(5),
  17: .function(6), 18: .function(7), 19: .function(8), 20: .function(9), 21: .function(10),
  23: .function(11), 24: .function(12),
]

private let letterKeys: [UInt8: KeyCode] = [
  UInt8(ascii: "A"): .up, UInt8(ascii: "B"): .down, UInt8(ascii: "C"): .right,
  UInt8(ascii: "D"): .left, UInt8(ascii: "H"): .home, UInt8(ascii: "F"): .end,
  UInt8(ascii: "P"): .function(1), UInt8(ascii: "Q"): .function(2),
  UInt8(ascii: "R"): .function(3), UInt8(ascii: "S"): .function(4),
]

// The number pad in application mode, as PuTTY sends it.
private let keypadKeys: [UInt8: KeyCode] = [
  UInt8(ascii: "M"): .enter, UInt8(ascii: "X"): .character("="), UInt8(ascii: "j"): .character("*"),
  UInt8(ascii: "k"): .character("+"), UInt8(ascii: "l"): .character(","),
  UInt8(ascii: "m"): .character("-"), UInt8(ascii: "n"): .character("."),
  UInt8(ascii: "o"): .character("/"), UInt8(ascii: "p"): .character("0"),
  UInt8(ascii: "q"): .character("1"), UInt8(ascii: "r"): .character("2"),
  UInt8(ascii: "s"): .character("3"), UInt8(ascii: "t"): .character("4"),
  UInt8(ascii: "u"): .character("5"), UInt8(ascii: "v"): .character("6"),
  UInt8(ascii: "w"): .character("7"), UInt8(ascii: "x"): .character("8"),
  UInt8(ascii: "y"): .character("9"),
]
