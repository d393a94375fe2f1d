package import Items
package import Judgments

/// What a new device asks of a lead, as a file at the remote where they meet.
///
/// It is signed with the device's key and proven with the invitation's code. The bytes are fixed
/// in `Documentation/sync.md`, section Files.
package struct JoinRequest: Hashable, Sendable {
  static let magic = Array("NJOI1".utf8)
  static let sizeLimit = 4096
  private static let format: UInt64 = 1

  package var project: ProjectID
  package var person: PersonID
  package var deviceKey: [UInt8]
  /// The X25519 key that files are sealed to so that the device can open them.
  package var sealingKey: [UInt8]
  /// What the device is called by its user, for people.
  package var label: String
  private let proof: [UInt8]
  private let signature: [UInt8]

  package var device: DeviceID { DeviceID(ofKey: deviceKey) }

  /// Makes the request of a device; nil only when the system's randomness fails.
  package init?(
    invitation: Invitation, person: PersonID, key: DeviceKey, label: String
  ) {
    project = invitation.project
    self.person = person
    deviceKey = key.publicKey
    sealingKey = key.sealingKey
    self.label = String(label.prefix(64))
    let statement = Self.statement(project, person, deviceKey, sealingKey, self.label)
    proof = invitation.proof(of: statement)
    guard let signature = key.sign(Self.signedBytes(statement, proof)) else { return nil }
    self.signature = signature
  }

  /// The file.
  package var encoded: [UInt8] {
    var body: [UInt8] = []
    body.appendPart(Self.statement(project, person, deviceKey, sealingKey, label))
    body.appendPart(proof)
    body.appendPart(signature)
    return SealedFile.seal(body, magic: Self.magic)
  }

  /// Reads a file; one whose signature is not that of the device it names is damaged.
  package init(decoding bytes: [UInt8]) throws(FileFault) {
    guard bytes.count <= Self.sizeLimit else { throw .damaged("it is larger than a request") }
    var parts = PartReader(bytes, in: try SealedFile.body(of: bytes, magic: Self.magic))
    let statement = try parts.next(atMost: 1024)
    proof = try parts.next(atMost: 32)
    signature = try parts.next(atMost: 64)
    try parts.finish()
    guard case .array(let fields)? = try? CBOR(decoding: statement),
      case .unsigned(let format)? = fields.first
    else { throw .damaged("it cannot be read") }
    guard format == Self.format else { throw .newer("its format is \(format)") }
    guard fields.count == 6, case .bytes(let project) = fields[1],
      let project = ProjectID(bytes: project), case .bytes(let person) = fields[2],
      let person = PersonID(bytes: person), case .bytes(let key) = fields[3], key.count == 32,
      case .bytes(let sealingKey) = fields[4], sealingKey.count == 32,
      case .text(let label) = fields[5], label.unicodeScalars.count <= 256, proof.count == 32
    else { throw .damaged("it cannot be read") }
    self.project = project
    self.person = person
    self.label = label
    deviceKey = key
    self.sealingKey = sealingKey
    guard DeviceKey.verify(signature, of: Self.signedBytes(statement, proof), by: key) else {
      throw .damaged("its signature is not that of its device")
    }
  }

  /// Whether its sender holds an invitation's code.
  package func isProven(by invitation: Invitation) -> Bool {
    invitation.isProven(
      by: proof, of: Self.statement(project, person, deviceKey, sealingKey, label))
  }

  private static func statement(
    _ project: ProjectID, _ person: PersonID, _ deviceKey: [UInt8], _ sealingKey: [UInt8],
    _ label: String
  ) -> [UInt8] {
    CBOR.array([
      .unsigned(format), .bytes(project.bytes), .bytes(person.bytes), .bytes(deviceKey),
      .bytes(sealingKey), .text(label),
    ]).encoded
  }

  /// A tag, so that no other signature of the key can stand for this one.
  private static func signedBytes(_ statement: [UInt8], _ proof: [UInt8]) -> [UInt8] {
    Array("gloss-jr-1\0".utf8) + statement + proof
  }
}
