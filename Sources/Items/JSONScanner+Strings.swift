/// The text between the quotation marks of a JSON string, checked but not decoded.
struct JSONStringRange {
  var range: Range<Int>
  /// Whether any backslash is in it; if not, the bytes are the text.
  var hasEscapes: Bool
}

extension JSONScanner {
  /// Passes over a string whose opening mark is at the position.
  ///
  /// Control characters, malformed UTF-8, unknown escapes and lone surrogates are refused.
  mutating func scanString() throws(Fault) -> JSONStringRange {
    let opening = position
    position += 1
    let start = position
    var hasEscapes = false
    while true {
      skipPlainASCII()
      guard let byte = current else { throw unclosed(opening) }
      switch byte {
      case UInt8(ascii: "\""):
        defer { position += 1 }
        return JSONStringRange(range: start..<position, hasEscapes: hasEscapes)
      case UInt8(ascii: "\\"):
        hasEscapes = true
        try takeEscape(opening: opening)
      case 0x80...:
        guard let length = UTF8Sequence.length(in: bytes, at: position) else {
          throw notUTF8(position)
        }
        position += length
      default:
        // Below U+0020: what `skipPlainASCII` stops at and none of the above.
        throw controlCharacter(byte)
      }
    }
  }

  /// Passes over ASCII that needs no look: eight bytes at a time, since most text is that.
  @inline(__always)
  private mutating func skipPlainASCII() {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    while position + 8 <= bytes.count {
      let word = UInt64(
        littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
      let quotes = word ^ (ones &* 0x22)
      let slashes = word ^ (ones &* 0x5C)
      // A byte's high bit is set where the byte is a mark, a backslash, a control or not ASCII;
      // the subtraction's borrow can only spoil bytes behind the first true one.
      let stops =
        (((quotes &- ones) & ~quotes) | ((slashes &- ones) & ~slashes)
          | ((word &- (ones &* 0x20)) & ~word) | word) & highs
      guard stops == 0 else {
        position += stops.trailingZeroBitCount / 8
        return
      }
      position += 8
    }
    while position < bytes.count {
      let byte = bytes[position]
      guard byte >= 0x20, byte < 0x80, byte != 0x22, byte != 0x5C else { return }
      position += 1
    }
  }

  private mutating func takeEscape(opening: Int) throws(Fault) {
    let start = position
    position += 1
    guard let letter = current else { throw unclosed(opening) }
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      position += 1
    case UInt8(ascii: "u"):
      let unit = try takeCodeUnit(start)
      guard unit & 0xF800 == 0xD800 else { return }
      let second = position
      guard unit < 0xDC00, current == UInt8(ascii: "\\"), second + 1 < bytes.count,
        bytes[second + 1] == UInt8(ascii: "u")
      else { throw loneSurrogate(start, unit) }
      position += 1
      let low = try takeCodeUnit(second)
      guard low & 0xFC00 == 0xDC00 else { throw loneSurrogate(start, unit) }
    default:
      throw Fault(
        offset: start, what: "JSON has no such escape.",
        why: "A backslash may stand before \" \\ / b f n r t and u only.",
        remedy: "Write \\\\ for a backslash.")
    }
  }

  /// Passes over `uXXXX`, at whose `u` the position is.
  private mutating func takeCodeUnit(_ start: Int) throws(Fault) -> UInt16 {
    var unit: UInt16 = 0
    for offset in 1...4 {
      guard position + offset < bytes.count,
        let digit = Hexadecimal.value(bytes[position + offset])
      else {
        throw Fault(
          offset: start, what: "An escape \\u is not followed by four hexadecimal digits.",
          remedy: "Write it as \\u00e9, or write the character itself.")
      }
      unit = unit << 4 | UInt16(digit)
    }
    position += 5
    return unit
  }

  private func loneSurrogate(_ offset: Int, _ unit: UInt16) -> Fault {
    let digits = Hexadecimal.text([UInt8(unit >> 8), UInt8(unit & 0xFF)])
    return Fault(
      offset: offset, what: "The escape \\u\(digits) is half of a surrogate pair.",
      why: "Half a pair is no character, so the text cannot be stored as it is.",
      remedy: "Write the pair as a whole, or the character itself, or \\ufffd for a lost one.")
  }

  private func unclosed(_ opening: Int) -> Fault {
    Fault(
      offset: opening, what: "The string that begins here has no closing quotation mark.",
      remedy: "Close it.")
  }

  private func controlCharacter(_ byte: UInt8) -> Fault {
    let name = Quoted.name(of: Unicode.Scalar(byte))
    return Fault(
      offset: position, what: "The control character \(name) stands bare in a string.",
      why: byte == 0 ? "The file may be damaged, or be UTF-16." : "",
      remedy: byte == 0
        ? "Convert it to UTF-8, or write \\u0000 where a NUL is meant."
        : "Write it as \\u00\(Hexadecimal.text([byte])).")
  }
}
