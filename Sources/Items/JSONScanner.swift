/// Walks over JSON text and refuses everything RFC 8259 does not allow.
///
/// It checks and measures; what is built from the pieces is its callers' affair. Linear in the
/// input, and never reads outside it: every read stands behind a comparison with the count.
struct JSONScanner {
  /// How deep arrays and objects may nest.
  static let maximumDepth = 64

  let bytes: UnsafeRawBufferPointer
  var position = 0
  var depth = 0

  init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
  }

  /// The byte at the position, or nil at the end.
  @inline(__always)
  var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  /// Passes over spaces, tabs and line ends.
  @inline(__always)
  mutating func skipSpace() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x09, 0x0A, 0x0D: position += 1
      default: return
      }
    }
  }

  /// Passes over one expected byte.
  @inline(__always)
  mutating func take(_ byte: UInt8, after context: StaticString) throws(Fault) {
    guard current == byte else {
      throw unexpected("\"\(Unicode.Scalar(byte))\" was expected \(context).")
    }
    position += 1
  }

  /// Opens an array or object.
  @inline(__always)
  mutating func descend() throws(Fault) {
    depth += 1
    guard depth <= Self.maximumDepth else {
      throw Fault(
        offset: position,
        what: "Arrays and objects are nested deeper than \(Self.maximumDepth) levels.",
        remedy: "Flatten the value or write it as a text.")
    }
    position += 1
  }

  /// Closes an array or object.
  @inline(__always)
  mutating func ascend() {
    depth -= 1
    position += 1
  }

  /// Passes over the white space behind the last value.
  mutating func finish() throws(Fault) {
    skipSpace()
    guard position < bytes.count else { return }
    throw unexpected("Nothing may follow the value.", remedy: "Write one value a line.")
  }

  /// Passes over a literal whose first byte is at the position.
  mutating func scanLiteral(_ word: StaticString) throws(Fault) {
    let start = position
    let count = word.utf8CodeUnitCount
    let matches = word.withUTF8Buffer { letters in
      bytes.count - start >= count && (0..<count).allSatisfy { bytes[start + $0] == letters[$0] }
    }
    guard matches else { throw unexpected("A value was expected.") }
    position += count
  }

  /// Passes over a number and gives the range of its text.
  mutating func scanNumber() throws(Fault) -> Range<Int> {
    let start = position
    if current == UInt8(ascii: "-") { position += 1 }
    if current == UInt8(ascii: "0") {
      position += 1
      if let next = current, Self.isDigit(next) {
        throw Fault(
          offset: start, what: "A number begins with a needless 0.",
          remedy: "Leave the 0 out, or write the value as a text in quotation marks.")
      }
    } else {
      try takeDigits()
    }
    if current == UInt8(ascii: ".") {
      position += 1
      try takeDigits()
    }
    if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
      position += 1
      if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { position += 1 }
      try takeDigits()
    }
    return start..<position
  }

  private mutating func takeDigits() throws(Fault) {
    guard let first = current, Self.isDigit(first) else {
      throw unexpected("A digit was expected in the number.")
    }
    while let next = current, Self.isDigit(next) { position += 1 }
  }

  @inline(__always)
  static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}
