import Crypto

/// A secret of 32 bytes that one device can open, and nobody else.
///
/// HPKE (RFC 9180) in base mode with X25519, HKDF-SHA256 and ChaCha20-Poly1305. The context is
/// what the secret is for, so that it opens nothing elsewhere.
package struct SealedSecret: Hashable, Sendable {
  /// The sealing key of the device that can open it.
  package var recipient: [UInt8]
  /// The key that was made for this secret alone.
  package var encapsulated: [UInt8]
  package var bytes: [UInt8]

  package init(recipient: [UInt8], encapsulated: [UInt8], bytes: [UInt8]) {
    self.recipient = recipient
    self.encapsulated = encapsulated
    self.bytes = bytes
  }

  /// How many bytes a sealed secret has: itself and what proves it.
  package static let length = 32 + 16

  fileprivate static let suite = HPKE.Ciphersuite.Curve25519_SHA256_ChachaPoly

  /// Seals a secret to a device; nil where its key is no key.
  package init?(_ secret: [UInt8], to recipient: [UInt8], context: [UInt8]) {
    guard let key = try? Curve25519.KeyAgreement.PublicKey(rawRepresentation: recipient),
      var sender = try? HPKE.Sender(
        recipientKey: key, ciphersuite: Self.suite, info: context.collected()),
      let sealed = try? sender.seal(secret)
    else { return nil }
    self.init(
      recipient: recipient, encapsulated: Array(sender.encapsulatedKey), bytes: Array(sealed))
  }
}

extension DeviceKey {
  /// Opens a secret that was sealed to this device in a context; nil for any other, or where a
  /// byte was changed.
  package func open(_ sealed: SealedSecret, context: [UInt8]) -> [UInt8]? {
    guard sealed.recipient == sealingKey,
      var recipient = try? HPKE.Recipient(
        privateKey: agreement, ciphersuite: SealedSecret.suite, info: context.collected(),
        encapsulatedKey: sealed.encapsulated.collected())
    else { return nil }
    return (try? recipient.open(sealed.bytes)).map(Array.init)
  }
}

extension [UInt8] {
  /// The bytes as the collection that a function wants.
  fileprivate func collected<Bytes: RangeReplaceableCollection<UInt8>>() -> Bytes { Bytes(self) }
}
