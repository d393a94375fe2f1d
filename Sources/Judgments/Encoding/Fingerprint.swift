package import Items

/// A device's key in four words, which two people compare by voice.
///
/// Four words of 2,048 are 44 bits. That is enough beside the secret code of an invitation: whoever
/// wants to be taken for somebody needs the code first, and has one try at the words.
package struct Fingerprint: Hashable, Sendable {
  package let words: [String]

  package init(of device: DeviceID) {
    let hash = Hash.sha256(Self.tag, device.bytes).bytes
    let bits = hash.prefix(6).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    words = (0..<4).map { FingerprintWords.all[Int(bits >> UInt64(37 - 11 * $0) & 0x7FF)] }
  }

  package var text: String { words.joined(separator: " ") }

  /// Whether somebody has written these words, however they stand apart.
  package func isSaid(in text: String) -> Bool {
    text.lowercased().split { !$0.isLetter }.map(String.init) == words
  }

  private static let tag = Array("gloss-fp-1\0".utf8)
}
