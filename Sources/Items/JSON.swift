/// A JSON value, with numbers as they were written and members in the order they were written.
///
/// Two values are equal if and only if their canonical bytes are: the order of members does not
/// matter, the spelling of a number does, and strings that merely look alike (composed and
/// decomposed accents) differ.
package indirect enum JSON: Sendable {
  case null
  case bool(Bool)
  /// A number's text as written, such as `1.50`.
  case number(String)
  case string(String)
  case array([JSON])
  case object([JSONMember])
}

/// One `"key": value` of a JSON object.
package struct JSONMember: Hashable, Sendable {
  package var key: String
  package var value: JSON

  package init(key: String, value: JSON) {
    self.key = key
    self.value = value
  }

  package init(_ key: String, _ value: JSON) {
    self.init(key: key, value: value)
  }

  package static func == (left: JSONMember, right: JSONMember) -> Bool {
    left.key.hasSameBytes(as: right.key) && left.value == right.value
  }

  package func hash(into hasher: inout Hasher) {
    value.hash(into: &hasher)
  }
}

extension JSON: Hashable {
  package static func == (left: JSON, right: JSON) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.bool(let left), .bool(let right)): left == right
    case (.number(let left), .number(let right)): left == right
    case (.string(let left), .string(let right)): left.hasSameBytes(as: right)
    case (.array(let left), .array(let right)): left == right
    case (.object, .object): left.canonicalBytes == right.canonicalBytes
    default: false
    }
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(canonicalBytes)
  }
}

extension JSON {
  /// The value of the first member of that name; nil when there is none or this is no object.
  package subscript(_ key: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key.hasSameBytes(as: key) }?.value
  }

  /// The value as people read it: strings bare, numbers and booleans as written, null as nothing,
  /// arrays and objects as canonical JSON.
  package var shown: String {
    switch self {
    case .null: ""
    case .string(let text): text
    case .number(let text): text
    case .bool, .array, .object: canonicalText
    }
  }

  /// The string, when this is one.
  package var stringValue: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// The boolean, when this is one.
  package var boolValue: Bool? {
    if case .bool(let flag) = self { flag } else { nil }
  }

  /// The whole number, when this is one that fits and is written without a point or exponent.
  package var integerValue: Int? {
    if case .number(let text) = self { Int(text) } else { nil }
  }

  /// The elements, when this is an array.
  package var elements: [JSON]? {
    if case .array(let elements) = self { elements } else { nil }
  }

  /// The members in written order, when this is an object.
  package var members: [JSONMember]? {
    if case .object(let members) = self { members } else { nil }
  }

  /// A whole number as JSON.
  package static func integer(_ value: some BinaryInteger) -> JSON { .number(String(value)) }

  /// What the value is, as a word for messages: "an object", "a string".
  package var kindName: String {
    switch self {
    case .null: "null"
    case .bool(let flag): "the boolean \(flag)"
    case .number: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }
}

extension String {
  /// Whether both texts have the same bytes; `==` would also accept equivalent ones.
  package func hasSameBytes(as other: String) -> Bool {
    utf8.elementsEqual(other.utf8)
  }

  /// Whether this text's bytes come first, which is the order of code points.
  package func precedesByBytes(_ other: String) -> Bool {
    utf8.lexicographicallyPrecedes(other.utf8)
  }
}
