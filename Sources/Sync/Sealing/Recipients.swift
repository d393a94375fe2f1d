package import Judgments

/// The devices that a sealed file is for, each with the file's key sealed to it.
struct Recipients: Hashable, Sendable {
  /// In the order of their keys, none twice; empty for a file that is not sealed.
  private(set) var secrets: [SealedSecret]

  static let none = Recipients(secrets: [])
  /// The most devices of one file, so that a header stays small.
  static let limit = 500

  private init(secrets: [SealedSecret]) {
    self.secrets = secrets
  }

  /// Seals a key to devices; nil where there are none, too many, or one whose key is no key.
  init?(_ key: ContentKey, for devices: [[UInt8]], context: [UInt8]) {
    let devices = Set(devices).sorted { $0.lexicographicallyPrecedes($1) }
    guard !devices.isEmpty, devices.count <= Self.limit,
      let secrets = key.sealed(to: devices, context: context)
    else { return nil }
    self.secrets = secrets
  }

  var isEmpty: Bool { secrets.isEmpty }

  /// Whether all these devices can read the file.
  func include(_ devices: [[UInt8]]) -> Bool {
    Set(secrets.map(\.recipient)).isSuperset(of: devices)
  }

  /// Whether everybody who can read the other file can read this one.
  func include(_ other: Recipients) -> Bool { include(other.secrets.map(\.recipient)) }

  var cbor: CBOR {
    .array(
      secrets.map { .array([.bytes($0.recipient), .bytes($0.encapsulated), .bytes($0.bytes)]) })
  }

  /// Reads the list of a header; nil for what no writer writes.
  init?(_ value: CBOR) {
    guard case .array(let members) = value, members.count <= Self.limit else { return nil }
    secrets = []
    for member in members {
      guard case .array(let parts) = member, parts.count == 3, case .bytes(let key) = parts[0],
        case .bytes(let encapsulated) = parts[1], case .bytes(let bytes) = parts[2],
        key.count == 32, encapsulated.count == 32, bytes.count == SealedSecret.length,
        secrets.last.map({ $0.recipient.lexicographicallyPrecedes(key) }) ?? true
      else { return nil }
      secrets.append(SealedSecret(recipient: key, encapsulated: encapsulated, bytes: bytes))
    }
  }
}

/// Somebody without a key: reads what is open.
package struct Keyless: Unsealer {
  package init() {}
  package func unseal(_ secrets: [SealedSecret], context: [UInt8]) -> [UInt8]? { nil }
}
