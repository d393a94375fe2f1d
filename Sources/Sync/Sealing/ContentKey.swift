import Crypto
import Judgments

/// The key of one sealed file: made for that file alone, and sealed to each device that may read it.
struct ContentKey {
  private let key: SymmetricKey

  /// Makes a key that nobody has seen.
  init() {
    key = SymmetricKey(size: .bits256)
  }

  /// Takes a key that was sealed to this device; nil for what is none.
  init?(_ bytes: [UInt8]) {
    guard bytes.count == 32 else { return nil }
    key = SymmetricKey(data: bytes)
  }

  /// The key for each of several devices, in the order of their keys; nil where one is no key.
  func sealed(to recipients: [[UInt8]], context: [UInt8]) -> [SealedSecret]? {
    let secret = key.withUnsafeBytes { Array($0) }
    var sealed: [SealedSecret] = []
    for recipient in recipients {
      guard let one = SealedSecret(secret, to: recipient, context: context) else { return nil }
      sealed.append(one)
    }
    return sealed
  }

  /// Encrypts a content; `clear` is what stands beside it in the file and must not be changed.
  func seal(_ content: [UInt8], beside clear: [UInt8]) -> [UInt8]? {
    guard let nonce = Self.nonce,
      let box = try? ChaChaPoly.seal(content, using: key, nonce: nonce, authenticating: clear)
    else { return nil }
    return Array(box.ciphertext) + Array(box.tag)
  }

  /// Decrypts a content; nil where a byte of it, or of what stands beside it, was changed.
  func open(_ sealed: [UInt8], beside clear: [UInt8]) -> [UInt8]? {
    guard sealed.count >= Self.tag, let nonce = Self.nonce,
      let box = try? ChaChaPoly.SealedBox(
        nonce: nonce, ciphertext: sealed.dropLast(Self.tag), tag: sealed.suffix(Self.tag)),
      let content = try? ChaChaPoly.open(box, using: key, authenticating: clear)
    else { return nil }
    return Array(content)
  }

  /// The bytes by which a sealed content is longer.
  static let tag = 16

  /// One for all: a key encrypts one content, and never a second.
  private static var nonce: ChaChaPoly.Nonce? {
    try? ChaChaPoly.Nonce(data: [UInt8](repeating: 0, count: 12))
  }
}
