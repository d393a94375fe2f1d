/// Puts scalar values together from bytes that arrive one at a time.
///
/// What is no UTF-8 becomes U+FFFD, one for each longest beginning of a character (Unicode 3.9,
/// table 3-8). ncurses has a decoder too, but after one bad byte it holds all keys back until its
/// buffer is full.
struct UTF8Assembler: Hashable, Sendable {
  private var value: UInt32 = 0
  private var missing = 0
  private var allowed: ClosedRange<UInt8> = 0x80...0xBF

  /// Whether a character has begun and not ended.
  var isPending: Bool { missing > 0 }

  /// Takes one byte and calls `emit` with each scalar value that ends with it.
  mutating func take(_ byte: UInt8, _ emit: (Unicode.Scalar) -> Void) {
    if missing > 0 {
      if allowed.contains(byte) {
        value = value << 6 | UInt32(byte & 0x3F)
        missing -= 1
        allowed = 0x80...0xBF
        if missing == 0 { emit(Unicode.Scalar(value) ?? "\u{FFFD}") }
        return
      }
      giveUp(emit)
    }
    allowed = 0x80...0xBF
    switch byte {
    case 0x00...0x7F: emit(Unicode.Scalar(byte))
    case 0xC2...0xDF: begin(byte & 0x1F, missing: 1)
    case 0xE0...0xEF:
      begin(byte & 0x0F, missing: 2)
      if byte == 0xE0 { allowed = 0xA0...0xBF }
      if byte == 0xED { allowed = 0x80...0x9F }
    case 0xF0...0xF4:
      begin(byte & 0x07, missing: 3)
      if byte == 0xF0 { allowed = 0x90...0xBF }
      if byte == 0xF4 { allowed = 0x80...0x8F }
    default: emit("\u{FFFD}")
    }
  }

  /// Calls `emit` with U+FFFD where a character has begun and will not end.
  mutating func giveUp(_ emit: (Unicode.Scalar) -> Void) {
    guard missing > 0 else { return }
    missing = 0
    emit("\u{FFFD}")
  }

  private mutating func begin(_ bits: UInt8, missing: Int) {
    value = UInt32(bits)
    self.missing = missing
  }
}
