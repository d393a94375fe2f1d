import Items

/// The frame of a file that proves by itself that it is whole.
///
/// `magic ‖ body ‖ SHA-256 of magic and body ‖ length of the whole file, u64 big-endian ‖ magic`.
/// The end tells a file that is still arriving from one that was damaged.
package enum SealedFile {
  /// The bytes behind the body, without the magic.
  private static let trailer = 32 + 8

  /// Puts a body into its frame.
  package static func seal(_ body: [UInt8], magic: [UInt8]) -> [UInt8] {
    var bytes = magic
    bytes.reserveCapacity(body.count + trailer + 2 * magic.count)
    bytes += body
    bytes += Hash.sha256(bytes).bytes
    bytes.appendBigEndian(UInt64(bytes.count + 8 + magic.count), count: 8)
    return bytes + magic
  }

  /// Where the body of a whole file lies.
  package static func body(of bytes: [UInt8], magic: [UInt8]) throws(FileFault) -> Range<Int> {
    let end = bytes.count - magic.count - trailer
    guard end >= magic.count, bytes.suffix(magic.count).elementsEqual(magic),
      bytes.bigEndian(at: end + 32, count: 8) == UInt64(bytes.count)
    else { throw .incomplete }
    let hash = bytes.withUnsafeBytes { raw in
      Hash.sha256(bytes: UnsafeRawBufferPointer(rebasing: raw[..<end]))
    }
    guard Hash(bytes: bytes[end..<(end + 32)]) == hash else {
      throw .damaged("its checksum is not that of its content")
    }
    guard bytes.starts(with: magic) else { throw .damaged("it is another kind of file") }
    return magic.count..<end
  }
}

/// Why a file of a remote was not taken.
package enum FileFault: Error, Hashable, Sendable {
  /// Its end is missing: it may still be arriving, and is read again next time.
  case incomplete
  /// It is whole and wrong.
  case damaged(String)
  /// It is whole, and of a form that this version does not read.
  case newer(String)
  /// It is whole, and sealed to other devices than this one.
  case sealed
}

extension [UInt8] {
  /// Appends the lowest bytes of a number, the highest of them first.
  mutating func appendBigEndian(_ number: UInt64, count: Int) {
    for index in (0..<count).reversed() {
      append(UInt8(truncatingIfNeeded: number >> UInt64(index * 8)))
    }
  }

  /// The number in some bytes, the highest first; the bytes must be there.
  func bigEndian(at start: Int, count: Int) -> UInt64 {
    self[start..<(start + count)].reduce(0) { $0 << 8 | UInt64($1) }
  }
}
