/// The well-formed byte sequences of UTF-8 (Unicode 16, table 3-7).
enum UTF8Sequence {
  /// The length of the sequence that begins at an index, or nil when none well formed does.
  ///
  /// - Precondition: the index is within the bytes.
  @inline(__always)
  static func length(in bytes: UnsafeRawBufferPointer, at index: Int) -> Int? {
    let first = bytes[index]
    if first < 0x80 { return 1 }
    let left = bytes.count - index
    guard first >= 0xC2, first <= 0xF4, left >= 2 else { return nil }
    let second = bytes[index + 1]
    if first < 0xE0 { return isContinuation(second) ? 2 : nil }
    guard left >= 3, isContinuation(bytes[index + 2]) else { return nil }
    if first < 0xF0 {
      switch first {
      case 0xE0: return second >= 0xA0 && second <= 0xBF ? 3 : nil
      case 0xED: return second >= 0x80 && second <= 0x9F ? 3 : nil
      default: return isContinuation(second) ? 3 : nil
      }
    }
    guard left >= 4, isContinuation(bytes[index + 3]) else { return nil }
    switch first {
    case 0xF0: return second >= 0x90 && second <= 0xBF ? 4 : nil
    case 0xF4: return second >= 0x80 && second <= 0x8F ? 4 : nil
    default: return isContinuation(second) ? 4 : nil
    }
  }

  @inline(__always)
  static func isContinuation(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }

  /// The index of the first byte of no well-formed sequence, or nil when all are.
  static func firstFault(in bytes: UnsafeRawBufferPointer) -> Int? {
    var index = 0
    while index < bytes.count {
      if bytes[index] < 0x80 {
        index += 1
      } else if let length = length(in: bytes, at: index) {
        index += length
      } else {
        return index
      }
    }
    return nil
  }
}
