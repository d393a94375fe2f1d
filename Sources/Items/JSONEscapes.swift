/// The decoding of a JSON string's text that has been scanned, so that nothing in it can be wrong.
enum JSONEscapes {
  /// Calls `plain` with each run without escapes and `scalar` with each escaped character.
  @inline(__always)
  static func walk(
    _ text: UnsafeRawBufferPointer, plain: (UnsafeRawBufferPointer) -> Void,
    scalar: (UInt32) -> Void
  ) {
    var index = 0
    var start = 0
    while index < text.count {
      guard text[index] == UInt8(ascii: "\\"), index + 1 < text.count else {
        index += 1
        continue
      }
      if index > start { plain(UnsafeRawBufferPointer(rebasing: text[start..<index])) }
      let letter = text[index + 1]
      if letter == UInt8(ascii: "u") {
        let unit = codeUnit(text, index + 2)
        index += 6
        if unit & 0xFC00 == 0xD800 {
          scalar(0x10000 + ((unit & 0x3FF) << 10 | (codeUnit(text, index + 2) & 0x3FF)))
          index += 6
        } else {
          scalar(unit)
        }
      } else {
        scalar(UInt32(decoded(letter)))
        index += 2
      }
      start = index
    }
    if text.count > start { plain(UnsafeRawBufferPointer(rebasing: text[start..<text.count])) }
  }

  private static func codeUnit(_ text: UnsafeRawBufferPointer, _ index: Int) -> UInt32 {
    var unit: UInt32 = 0
    for offset in index..<min(index + 4, text.count) {
      unit = unit << 4 | UInt32(Hexadecimal.value(text[offset]) ?? 0)
    }
    return unit
  }

  private static func decoded(_ letter: UInt8) -> UInt8 {
    switch letter {
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "f"): 0x0C
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "t"): 0x09
    default: letter
    }
  }

  /// The text of a scanned string.
  static func text(_ text: UnsafeRawBufferPointer, hasEscapes: Bool) -> String {
    guard hasEscapes else { return String(decoding: text, as: UTF8.self) }
    return String(decoding: bytes(text), as: UTF8.self)
  }

  /// The UTF-8 of a scanned string with escapes.
  static func bytes(_ text: UnsafeRawBufferPointer) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count)
    walk(text) { run in
      bytes.append(contentsOf: run)
    } scalar: { value in
      if let scalar = Unicode.Scalar(value) {
        bytes.append(contentsOf: UTF8.encode(scalar) ?? .init())
      }
    }
    return bytes
  }
}
