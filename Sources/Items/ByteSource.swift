/// Bytes that arrive in pieces: a file, a decompressed file, an array in a test.
package protocol ByteSource {
  /// The next piece, of any size, or nil at the end.
  ///
  /// - Throws: what went wrong with reading; the source is at its end from then on.
  mutating func next() throws -> [UInt8]?
}

/// Bytes in memory as a source, in pieces of a given size.
package struct MemorySource: ByteSource, Sendable {
  private let bytes: [UInt8]
  private let piece: Int
  private var position = 0

  package init(_ bytes: [UInt8], piece: Int = 65_536) {
    self.bytes = bytes
    self.piece = max(1, piece)
  }

  package init(_ text: String, piece: Int = 65_536) {
    self.init(Array(text.utf8), piece: piece)
  }

  package mutating func next() -> [UInt8]? {
    guard position < bytes.count else { return nil }
    let end = min(bytes.count, position + piece)
    defer { position = end }
    return Array(bytes[position..<end])
  }
}
