import Items
import Judgments
import Support
import Testing

@Suite struct Checkpoints {
  private static func key(_ seed: UInt8) throws -> DeviceKey {
    try #require(DeviceKey(secret: Array(repeating: seed, count: 32)))
  }

  private static func checkpoint(by key: DeviceKey) throws -> Checkpoint {
    Checkpoint(
      project: try #require(ProjectID(bytes: 0..<16)),
      chain: try #require(ChainID(hex: "f8d94ae579216ce4fda4748dfbfab6c4")), seq: 9,
      head: try #require(Hash(bytes: Array(repeating: 5, count: 32))), hlc: 1 << 40,
      deviceKey: key.publicKey,
      haveDigest: try #require(Hash(bytes: Array(repeating: 6, count: 32))))
  }

  private static func signed(_ bytes: [UInt8]? = nil) throws -> SignedCheckpoint {
    let key = try key(1)
    let checkpoint = try checkpoint(by: key)
    return SignedCheckpoint(
      checkpoint: checkpoint,
      signature: try #require(key.sign(bytes ?? checkpoint.signedBytes)))
  }

  /// The bytes were computed apart, with Python's cbor2.
  @Test func aCheckpointHasTheseBytes() throws {
    var checkpoint = try Self.checkpoint(by: Self.key(1))
    checkpoint.deviceKey = Array(0..<32)
    #expect(
      Hexadecimal.text(checkpoint.encoded) == """
        890150000102030405060708090a0b0c0d0e0f50f8d94ae579216ce4fda4748dfbfab6c409\
        5820\(String(repeating: "05", count: 32))1b0000010000000000\
        5820000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\
        5820\(String(repeating: "06", count: 32))01
        """)
    #expect(Checkpoint(decoding: checkpoint.encoded) == checkpoint)
    #expect(checkpoint.signedBytes == Array("gloss-cp-1\0".utf8) + checkpoint.encoded)
  }

  @Test func whatTheDeviceSignedIsValid() throws {
    #expect(try Self.signed().isValid)
  }

  @Test(arguments: ["", "gloss-op-1\0", "gloss-pl-1\0", "gloss-cp-2\0", "gloss-cp-1"])
  func aSignatureInAnotherContextIsNotValid(_ tag: String) throws {
    let checkpoint = try Self.checkpoint(by: Self.key(1))
    #expect(try !Self.signed(Array(tag.utf8) + checkpoint.encoded).isValid)
  }

  @Test func everyFlippedBitOfTheStatementIsFound() throws {
    let signed = try Self.signed()
    let bytes = signed.checkpoint.encoded
    var readable = 0
    for bit in 0..<(bytes.count * 8) {
      var changed = bytes
      changed[bit / 8] ^= 1 << UInt8(bit % 8)
      guard let checkpoint = Checkpoint(decoding: changed) else { continue }
      readable += 1
      let forged = SignedCheckpoint(checkpoint: checkpoint, signature: signed.signature)
      #expect(!forged.isValid, "bit \(bit)")
    }
    #expect(readable > 1000)
  }

  @Test func everyFlippedBitOfTheSignatureIsFound() throws {
    let signed = try Self.signed()
    for bit in 0..<512 {
      var changed = signed
      changed.signature[bit / 8] ^= 1 << UInt8(bit % 8)
      #expect(!changed.isValid, "bit \(bit)")
    }
  }

  @Test func anotherDevicesSignatureIsNotValid() throws {
    var signed = try Self.signed()
    signed.signature = try #require(
      try Self.key(2).sign(signed.checkpoint.signedBytes))
    #expect(!signed.isValid)
  }

  @Test func bytesThatAreNoCheckpointAreNone() throws {
    let bytes = try Self.signed().checkpoint.encoded
    #expect(Checkpoint(decoding: bytes + [0]) == nil)
    #expect(Checkpoint(decoding: Array(bytes.dropLast())) == nil)
    #expect(Checkpoint(decoding: CBOR.map([]).encoded) == nil)
    // Another format and another suite.
    var format = bytes
    format[1] = 2
    #expect(Checkpoint(decoding: format) == nil)
    var suite = bytes
    suite[suite.count - 1] = 2
    #expect(Checkpoint(decoding: suite) == nil)
  }
}

/// Ed25519 as RFC 8032 gives it, and the malformed signatures that verifiers have been fooled by.
@Suite struct Signatures {
  /// Secret key, public key, message, signature: RFC 8032, section 7.1, tests 1 to 3.
  @Test(arguments: [
    [
      "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
      "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
      """
      e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b4\
      6bd25bf5f0595bbe24655141438e7a100b
      """,
    ],
    [
      "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
      "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
      """
      92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d\
      8c387b2eaeb4302aeeb00d291612bb0c00
      """,
    ],
    [
      "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
      "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
      """
      6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6\
      594a7c15e9716ed28dc027beceea1ec40a
      """,
    ],
  ])
  func thePublishedVectorsHold(_ vector: [String]) throws {
    let parts = try vector.map { try #require(Hexadecimal.bytes($0)) }
    let key = try #require(DeviceKey(secret: parts[0]))
    #expect(key.publicKey == parts[1])
    #expect(key.secret == parts[0])
    #expect(DeviceKey.verify(parts[3], of: parts[2], by: parts[1]))
    #expect(!DeviceKey.verify(parts[3], of: parts[2] + [0], by: parts[1]))
    let own = try #require(key.sign(parts[2]))
    #expect(DeviceKey.verify(own, of: parts[2], by: parts[1]))
  }

  @Test func malformedSignaturesAndKeysAreRefused() throws {
    let key = try #require(DeviceKey(secret: Array(repeating: 7, count: 32)))
    let message = Array("gloss".utf8)
    let good = try #require(key.sign(message))
    let (point, scalar) = (Array(good[..<32]), Array(good[32...]))
    let zeros = Array(repeating: UInt8(0), count: 32)
    let ones = Array(repeating: UInt8(0xFF), count: 32)
    #expect(DeviceKey.verify(good, of: message, by: key.publicKey))
    let wrong: [(String, [UInt8])] = [
      ("empty", []), ("short", Array(good.dropLast())), ("long", good + [0]),
      ("twice", good + good), ("swapped", scalar + point), ("no point", zeros + scalar),
      ("no scalar", point + zeros), ("nothing", zeros + zeros), ("all ones", ones + ones),
      ("scalar of ones", point + ones), ("scalar plus order", point + Self.plusOrder(scalar)),
      ("the order itself", point + Self.plusOrder(zeros)),
    ]
    for (name, signature) in wrong {
      #expect(!DeviceKey.verify(signature, of: message, by: key.publicKey), "\(name)")
    }
    for wrongKey in [[], zeros, ones, Array(key.publicKey.dropLast()), key.publicKey + [0]] {
      #expect(!DeviceKey.verify(good, of: message, by: wrongKey))
    }
    #expect(DeviceKey(secret: []) == nil)
    #expect(DeviceKey(secret: zeros + [0]) == nil)
  }

  /// Adds the group's order to a scalar, little-endian: an equal signature to a careless verifier.
  private static func plusOrder(_ scalar: [UInt8]) -> [UInt8] {
    let order: [UInt8] =
      [
        0xED, 0xD3, 0xF5, 0x5C, 0x1A, 0x63, 0x12, 0x58, 0xD6, 0x9C, 0xF7, 0xA2, 0xDE, 0xF9, 0xDE,
        0x14,
      ] + Array(repeating: 0, count: 15) + [0x10]
    var carry = 0
    return zip(scalar, order).map { left, right in
      let sum = Int(left) + Int(right) + carry
      carry = sum >> 8
      return UInt8(sum & 0xFF)
    }
  }
}
