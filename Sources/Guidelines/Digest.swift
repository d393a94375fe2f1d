import Crypto

/// SHA-256 of texts, in hexadecimal.
enum Digest {
  /// The 64 digits for the UTF-8 bytes of `text`.
  static func hexadecimal(of text: String) -> String {
    var hash = SHA256()
    var text = text
    text.withUTF8 { hash.update(bufferPointer: UnsafeRawBufferPointer($0)) }
    let digits = Array("0123456789abcdef".utf8)
    let bytes = hash.finalize().flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return String(decoding: bytes, as: UTF8.self)
  }
}
