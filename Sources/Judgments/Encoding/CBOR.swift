import Items

/// A value of the restricted deterministic CBOR that operations are written in.
///
/// The restriction is that of RFC 8949 section 4.2.1 and more: definite lengths, shortest
/// integers, no floats, no tags, map keys unsigned and ascending, valid UTF-8, bounded depth.
/// One value therefore has exactly one encoding, and the bytes can be hashed.
package enum CBOR: Sendable {
  case unsigned(UInt64)
  /// The integer -1 - n.
  case negative(UInt64)
  case bytes([UInt8])
  case text(String)
  case array([CBOR])
  case map([CBORPair])
  case bool(Bool)
  case null

  /// The canonical encoding.
  package var encoded: [UInt8] {
    var writer = CBORWriter()
    writer.write(self)
    return writer.bytes
  }

  /// Reads one value that must fill the bytes exactly and be canonical.
  package init(decoding bytes: [UInt8], limits: CBORLimits = .operation) throws(CBORFault) {
    var reader = try CBORReader(bytes, limits: limits)
    self = try reader.value()
    try reader.finish()
  }

  /// A signed integer in its shortest form.
  package static func integer(_ value: Int) -> CBOR {
    value >= 0 ? .unsigned(UInt64(value)) : .negative(UInt64(bitPattern: Int64(~value)))
  }
}

extension CBOR: Hashable {
  // Written out because `==` of String also accepts equivalent spellings, whose encodings differ.
  package static func == (left: CBOR, right: CBOR) -> Bool {
    switch (left, right) {
    case (.unsigned(let left), .unsigned(let right)): left == right
    case (.negative(let left), .negative(let right)): left == right
    case (.bytes(let left), .bytes(let right)): left == right
    case (.text(let left), .text(let right)): left.hasSameBytes(as: right)
    case (.array(let left), .array(let right)): left == right
    case (.map(let left), .map(let right)): left == right
    case (.bool(let left), .bool(let right)): left == right
    case (.null, .null): true
    default: false
    }
  }

  package func hash(into hasher: inout Hasher) {
    switch self {
    case .unsigned(let number), .negative(let number): hasher.combine(number)
    case .bytes(let content): hasher.combine(content)
    case .text(let content): hasher.combine(content)
    case .array(let members): hasher.combine(members)
    case .map(let pairs): hasher.combine(pairs)
    case .bool(let truth): hasher.combine(truth)
    case .null: break
    }
  }
}

/// One entry of a map.
package struct CBORPair: Hashable, Sendable {
  package var key: UInt64
  package var value: CBOR

  package init(key: UInt64, value: CBOR) {
    self.key = key
    self.value = value
  }

  /// The pairs by ascending key, which most are already.
  static func inOrder(_ pairs: [CBORPair]) -> [CBORPair] {
    for index in pairs.indices.dropFirst() where pairs[index - 1].key > pairs[index].key {
      return pairs.sorted { $0.key < $1.key }
    }
    return pairs
  }
}

/// What a reader accepts before it allocates anything.
package struct CBORLimits: Sendable {
  /// The longest input, in bytes.
  package var size: Int
  /// The deepest nesting of arrays and maps.
  package var depth: Int

  package init(size: Int, depth: Int) {
    self.size = size
    self.depth = depth
  }

  /// The limits of an operation: 64 KiB, eight levels.
  package static let operation = CBORLimits(size: 65_536, depth: 8)
}

/// Why bytes are not canonical CBOR, and where.
package struct CBORFault: Error, Hashable, Sendable {
  package enum Reason: String, Sendable {
    case tooLong = "the input is longer than the limit"
    case tooDeep = "arrays and maps are nested deeper than the limit"
    case truncated = "the input ends in the middle of a value"
    case trailing = "bytes follow the value"
    case indefinite = "a length is indefinite"
    case longForm = "an integer or length is not in its shortest form"
    case unsupported = "a float, tag or simple value that operations do not use"
    case keyNotUnsigned = "a map key is not an unsigned integer"
    case keyOrder = "map keys are not in ascending order, or one occurs twice"
    case invalidText = "a text is not valid UTF-8"
    case unexpected = "a value has another type than its place calls for"
  }

  /// The byte at which the fault was found, counted from 0.
  package var offset: Int
  package var reason: Reason

  package init(offset: Int, reason: Reason) {
    self.offset = offset
    self.reason = reason
  }

  /// The fault as a sentence.
  package var message: String {
    "The CBOR is not canonical at byte \(offset): \(reason.rawValue)."
  }
}
