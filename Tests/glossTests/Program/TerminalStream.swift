/// What a program may send to a terminal: text that shows, and the sequences of ncurses.
enum TerminalStream {
  /// Looks through everything that a program sent, and says what should not have been there.
  ///
  /// ncurses' own are cursor movements, erasing, inserting and deleting, colours, modes and
  /// character sets; operating system commands, device strings and everything invisible are not.
  static func fault(in bytes: [UInt8]) -> String? {
    guard let text = String(validating: bytes, as: UTF8.self) else { return "malformed UTF-8" }
    var scalars = text.unicodeScalars.makeIterator()
    while let scalar = scalars.next() {
      switch scalar.value {
      case 0x1B:
        if let fault = sequenceFault(&scalars) { return fault }
      case 0x08, 0x09, 0x0A, 0x0D, 0x0E, 0x0F, 0x20...0x7E: break
      default:
        if isUnsafe(scalar.value) { return "U+" + String(scalar.value, radix: 16, uppercase: true) }
      }
    }
    return nil
  }

  private static func sequenceFault(
    _ scalars: inout String.UnicodeScalarView.Iterator
  ) -> String? {
    switch scalars.next() {
    case "[":
      var final = scalars.next()
      while let byte = final, (0x20...0x3F).contains(byte.value) { final = scalars.next() }
      // t saves and restores the window's title, as xterm's entry does on its own.
      guard let final, "@ABCDGHIJKLMPSTXZbdhlmrt".unicodeScalars.contains(final) else {
        return "CSI with the final \(final.map { String($0.value, radix: 16) } ?? "missing")"
      }
      return nil
    case "(", ")": return scalars.next() == nil ? "a cut character set" : nil
    case "=", ">", "7", "8", "M": return nil
    case let other: return "ESC with \(other.map { String($0.value, radix: 16) } ?? "nothing")"
    }
  }

  private static func isUnsafe(_ value: UInt32) -> Bool {
    switch value {
    case 0..<0x20, 0x7F...0x9F, 0x61C, 0x180E, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F,
      0xFE00...0xFE0F, 0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE0FFF:
      true
    default: false
    }
  }
}
