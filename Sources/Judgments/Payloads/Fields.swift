import Items

/// Why a payload's map does not have the form of its kind.
package struct PayloadFault: Error, Hashable, Sendable {
  package var key: UInt64
  package var reason: String

  package init(key: UInt64, reason: String) {
    self.key = key
    self.reason = reason
  }

  /// The fault as a sentence.
  package var message: String { "The payload's key \(key) \(reason)." }
}

/// Reads the keys of a payload's map, each with the type that its place calls for.
struct Fields {
  private let pairs: [CBORPair]

  init(_ map: CBOR) throws(PayloadFault) {
    guard case .map(let pairs) = map else { throw PayloadFault(key: 0, reason: "is in no map") }
    self.pairs = pairs
  }

  /// The keys that this version does not know and that whoever edits carries along.
  ///
  /// Keys from 128 are dropped when a value is edited; they say something of one version alone.
  func carried(beyond known: UInt64) -> [CBORPair] {
    pairs.filter { $0.key > known && $0.key < 128 }
  }

  subscript(_ key: UInt64) -> CBOR? { pairs.first { $0.key == key }?.value }

  func value(_ key: UInt64) throws(PayloadFault) -> CBOR {
    guard let value = self[key] else { throw PayloadFault(key: key, reason: "is missing") }
    return value
  }

  func optional<T>(
    _ key: UInt64, _ read: (CBOR, UInt64) throws(PayloadFault) -> T
  ) throws(PayloadFault) -> T? {
    guard let value = self[key] else { return nil }
    return try read(value, key)
  }

  func required<T>(
    _ key: UInt64, _ read: (CBOR, UInt64) throws(PayloadFault) -> T
  ) throws(PayloadFault) -> T {
    try read(try value(key), key)
  }

  static func unsigned(_ value: CBOR, _ key: UInt64) throws(PayloadFault) -> UInt64 {
    guard case .unsigned(let number) = value else {
      throw PayloadFault(key: key, reason: "is not an unsigned integer")
    }
    return number
  }

  static func text(_ value: CBOR, _ key: UInt64) throws(PayloadFault) -> String {
    guard case .text(let text) = value else {
      throw PayloadFault(key: key, reason: "is not a text")
    }
    return text
  }

  static func bytes(_ value: CBOR, _ key: UInt64) throws(PayloadFault) -> [UInt8] {
    guard case .bytes(let bytes) = value else {
      throw PayloadFault(key: key, reason: "is not a byte string")
    }
    return bytes
  }

  static func bool(_ value: CBOR, _ key: UInt64) throws(PayloadFault) -> Bool {
    guard case .bool(let truth) = value else {
      throw PayloadFault(key: key, reason: "is not true or false")
    }
    return truth
  }

  static func array(_ value: CBOR, _ key: UInt64) throws(PayloadFault) -> [CBOR] {
    guard case .array(let members) = value else {
      throw PayloadFault(key: key, reason: "is not an array")
    }
    return members
  }

  static func identifier<Tag>(
    _ value: CBOR, _ key: UInt64
  ) throws(PayloadFault) -> Identifier<Tag> {
    guard let identifier = Identifier<Tag>(bytes: try bytes(value, key)) else {
      throw PayloadFault(key: key, reason: "is not 16 bytes")
    }
    return identifier
  }

  static func hash(_ value: CBOR, _ key: UInt64) throws(PayloadFault) -> Hash {
    guard let hash = Hash(bytes: try bytes(value, key)) else {
      throw PayloadFault(key: key, reason: "is not 32 bytes")
    }
    return hash
  }

  static func texts(_ value: CBOR, _ key: UInt64) throws(PayloadFault) -> [String] {
    var texts: [String] = []
    for member in try array(value, key) { texts.append(try text(member, key)) }
    return texts
  }

  /// A reference is [chain, seq, hash].
  static func reference(_ value: CBOR, _ key: UInt64) throws(PayloadFault) -> OperationReference {
    let parts = try array(value, key)
    guard parts.count == 3 else { throw PayloadFault(key: key, reason: "is not a reference") }
    return OperationReference(
      chain: try identifier(parts[0], key), seq: try unsigned(parts[1], key),
      hash: try hash(parts[2], key))
  }

  static func references(
    _ value: CBOR, _ key: UInt64
  ) throws(PayloadFault) -> [OperationReference] {
    var references: [OperationReference] = []
    for member in try array(value, key) { references.append(try reference(member, key)) }
    return references
  }
}

/// Collects the keys of a payload's map; absent optional keys are left out.
struct FieldsWriter {
  private var pairs: [CBORPair] = []

  init() { pairs.reserveCapacity(16) }

  mutating func put(_ key: UInt64, _ value: CBOR?) {
    if let value { pairs.append(CBORPair(key: key, value: value)) }
  }

  mutating func carry(_ unknown: [CBORPair]) { pairs += unknown }

  var map: CBOR { .map(CBORPair.inOrder(pairs)) }
}

extension CBOR {
  static func identifier<Tag>(_ identifier: Identifier<Tag>) -> CBOR { .bytes(identifier.bytes) }

  static func hash(_ hash: Hash) -> CBOR { .bytes(hash.bytes) }

  static func reference(_ reference: OperationReference) -> CBOR {
    .array([.identifier(reference.chain), .unsigned(reference.seq), .hash(reference.hash)])
  }

  static func texts(_ texts: [String]) -> CBOR { .array(texts.map(CBOR.text)) }
}
