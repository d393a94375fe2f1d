/// A part of variable length inside hashed bytes, behind its length, so that parts cannot run into
/// each other.
package enum LengthPrefixed {
  /// Appends a text's length in UTF-8 bytes as 32-bit big-endian number, then the bytes.
  package static func append(_ text: String, to bytes: inout [UInt8]) {
    let count = UInt32(truncatingIfNeeded: text.utf8.count)
    for shift in stride(from: 24, through: 0, by: -8) {
      bytes.append(UInt8(truncatingIfNeeded: count >> UInt32(shift)))
    }
    bytes.append(contentsOf: text.utf8)
  }
}
