import Items

/// A sum of hashes that does not depend on the order in which rows are added.
struct Digest: Hashable {
  private var words = SIMD4<UInt64>.zero
  private(set) var rows = 0

  /// Adds a row; each part stands behind its length, so that no two rows read alike.
  mutating func add(parts: [[UInt8]]) {
    let framed = parts.flatMap { part in
      [[UInt8(part.count >> 8 & 0xFF), UInt8(part.count & 0xFF)], part]
    }
    let bytes = Hash.sha256(of: framed).bytes
    for index in 0..<4 {
      var word: UInt64 = 0
      for byte in bytes[(index * 8)..<(index * 8 + 8)] { word = word << 8 | UInt64(byte) }
      words[index] = words[index] &+ word
    }
    rows += 1
  }

  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    for index in 0..<4 {
      for shift in stride(from: 56, through: 0, by: -8) {
        bytes.append(UInt8(truncatingIfNeeded: words[index] >> UInt64(shift)))
      }
    }
    return bytes
  }
}
