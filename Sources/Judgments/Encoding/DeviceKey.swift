import Crypto
package import Items

/// An Ed25519 key pair: what a device signs its checkpoints with.
package struct DeviceKey: Sendable {
  private let key: Curve25519.Signing.PrivateKey

  /// Makes a key from 32 secret bytes; nil for any other number.
  package init?(secret: [UInt8]) {
    guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: secret) else {
      return nil
    }
    self.key = key
  }

  /// The 32 bytes that are kept in a file of mode 0600 outside the store.
  package var secret: [UInt8] { Array(key.rawRepresentation) }

  /// The 32 bytes that everybody may know.
  package var publicKey: [UInt8] { Array(key.publicKey.rawRepresentation) }

  /// The device's id: the first half of its public key's hash.
  package var device: DeviceID { DeviceID(ofKey: publicKey) }

  /// Signs bytes; nil only when the system's randomness fails.
  package func sign(_ bytes: [UInt8]) -> [UInt8]? {
    (try? key.signature(for: bytes)).map(Array.init)
  }

  /// Whether a signature of bytes is that of a public key.
  package static func verify(_ signature: [UInt8], of bytes: [UInt8], by publicKey: [UInt8]) -> Bool
  {
    guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else {
      return false
    }
    return key.isValidSignature(signature, for: bytes)
  }
}

extension DeviceID {
  /// The id of the device that holds a public key.
  package init(ofKey publicKey: [UInt8]) {
    self.init(firstBytesOf: Hash.sha256(publicKey))
  }
}
