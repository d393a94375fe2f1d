import Crypto
package import Items

/// The keys of a device, both from one secret: an Ed25519 pair that signs its checkpoints and an
/// X25519 pair that others seal files to.
package struct DeviceKey: Sendable {
  private let key: Curve25519.Signing.PrivateKey
  let agreement: Curve25519.KeyAgreement.PrivateKey

  /// Makes the keys from 32 secret bytes; nil for any other number.
  package init?(secret: [UInt8]) {
    // One secret signs and another opens, so that neither use can weaken the other.
    let derived = HKDF<SHA256>.deriveKey(
      inputKeyMaterial: SymmetricKey(data: secret), info: Array("gloss-seal-1".utf8),
      outputByteCount: 32)
    guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: secret),
      let agreement = derived.withUnsafeBytes({
        try? Curve25519.KeyAgreement.PrivateKey(rawRepresentation: $0)
      })
    else { return nil }
    self.key = key
    self.agreement = agreement
  }

  /// The 32 bytes that are kept in a file of mode 0600 outside the store.
  package var secret: [UInt8] { Array(key.rawRepresentation) }

  /// The 32 bytes that everybody may know.
  package var publicKey: [UInt8] { Array(key.publicKey.rawRepresentation) }

  /// The 32 bytes that files are sealed to so that this device can open them.
  package var sealingKey: [UInt8] { Array(agreement.publicKey.rawRepresentation) }

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
