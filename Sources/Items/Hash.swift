import Crypto

/// A SHA-256, ordered and compared by its 32 bytes.
package struct Hash: Hashable, Comparable, Sendable {
  // Four big-endian words, so that comparing them compares the bytes.
  let words: SIMD4<UInt64>

  private init(words: SIMD4<UInt64>) {
    self.words = words
  }

  /// Thirty-two zero bytes.
  package static let zero = Hash(words: .zero)

  /// Makes a hash of exactly 32 bytes, or nil for any other count.
  package init?(bytes: some Collection<UInt8>) {
    guard bytes.count == 32 else { return nil }
    var words = SIMD4<UInt64>.zero
    for (index, byte) in bytes.enumerated() {
      words[index / 8] = words[index / 8] << 8 | UInt64(byte)
    }
    self.words = words
  }

  /// Makes a hash of an array of exactly 32 bytes, or nil for any other count.
  ///
  /// Other modules cannot specialize the general initializer, which costs them microseconds.
  package init?(bytes: [UInt8]) {
    guard let hash = bytes.withUnsafeBytes({ Hash(raw: $0) }) else { return nil }
    self = hash
  }

  /// Makes a hash of exactly 32 bytes in memory, or nil for any other count.
  package init?(raw: UnsafeRawBufferPointer) {
    guard raw.count == 32 else { return nil }
    var words = SIMD4<UInt64>.zero
    for index in 0..<4 {
      words[index] = UInt64(
        bigEndian: raw.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self))
    }
    self.words = words
  }

  /// Makes a hash of 64 hexadecimal digits, of either case, or nil.
  package init?(hex: String) {
    guard let bytes = Hexadecimal.bytes(hex) else { return nil }
    self.init(bytes: bytes)
  }

  /// The 32 bytes.
  package var bytes: [UInt8] {
    [UInt8](unsafeUninitializedCapacity: 32) { buffer, count in
      let raw = UnsafeMutableRawBufferPointer(buffer)
      for index in 0..<4 {
        raw.storeBytes(of: words[index].bigEndian, toByteOffset: index * 8, as: UInt64.self)
      }
      count = 32
    }
  }

  /// Lends the 32 bytes.
  package func withBytes(_ use: (UnsafeRawBufferPointer) -> Void) {
    var stored = SIMD4<UInt64>.zero
    for index in 0..<4 { stored[index] = words[index].bigEndian }
    withUnsafeBytes(of: stored) { use($0) }
  }

  /// The 64 lower-case hexadecimal digits.
  package var hex: String { Hexadecimal.text(bytes) }

  package static func < (left: Hash, right: Hash) -> Bool {
    for index in 0..<4 where left.words[index] != right.words[index] {
      return left.words[index] < right.words[index]
    }
    return false
  }
}

extension Hash: CustomStringConvertible {
  package var description: String { hex }
}

extension Hash {
  /// The SHA-256 of the parts, one behind the other, without separators.
  package static func sha256(_ parts: [UInt8]...) -> Hash {
    sha256(of: parts)
  }

  /// The SHA-256 of bytes behind a tag.
  package static func sha256(_ tag: [UInt8], _ bytes: [UInt8]) -> Hash {
    var function = SHA256()
    tag.withUnsafeBytes { function.update(bufferPointer: $0) }
    bytes.withUnsafeBytes { function.update(bufferPointer: $0) }
    return Hash(digest: function.finalize())
  }

  /// The SHA-256 of the parts of a sequence, one behind the other, without separators.
  package static func sha256(of parts: some Sequence<[UInt8]>) -> Hash {
    var function = SHA256()
    for part in parts {
      part.withUnsafeBytes { function.update(bufferPointer: $0) }
    }
    return Hash(digest: function.finalize())
  }

  /// The SHA-256 of bytes in memory.
  package static func sha256(bytes: UnsafeRawBufferPointer) -> Hash {
    var function = SHA256()
    function.update(bufferPointer: bytes)
    return Hash(digest: function.finalize())
  }

  private init(digest: SHA256Digest) {
    words = digest.withUnsafeBytes { bytes in
      var words = SIMD4<UInt64>.zero
      for index in 0..<4 {
        words[index] = UInt64(
          bigEndian: bytes.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self))
      }
      return words
    }
  }
}

/// A SHA-256 over bytes that arrive in pieces.
package struct HashInProgress {
  private var function = SHA256()

  package init() {}

  /// Takes in the next bytes.
  package mutating func update(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { function.update(bufferPointer: $0) }
  }

  /// The hash of everything taken in so far.
  package func finished() -> Hash {
    Hash(finishing: function)
  }
}

extension Hash {
  fileprivate init(finishing function: SHA256) {
    self.init(digest: function.finalize())
  }
}
