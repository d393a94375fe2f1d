/// A JSON document as a value; the members of an object keep their order.
package enum JSONValue: Sendable, Equatable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([Member])

  package struct Member: Sendable, Equatable {
    package let key: String
    package let value: JSONValue

    package init(_ key: String, _ value: JSONValue) {
      self.key = key
      self.value = value
    }
  }

  /// The value of a member of an object; nil where there is none or it is null.
  package subscript(_ key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    guard let value = members.first(where: { $0.key == key })?.value else { return nil }
    return value == .null ? nil : value
  }

  package var double: Double? {
    if case .number(let number) = self { return number }
    return nil
  }

  package var int: Int? { double.flatMap { Int(exactly: $0) } }

  package var string: String? {
    if case .string(let text) = self { return text }
    return nil
  }

  package var bool: Bool? {
    if case .bool(let flag) = self { return flag }
    return nil
  }

  package var array: [JSONValue]? {
    if case .array(let elements) = self { return elements }
    return nil
  }

  package var members: [Member]? {
    if case .object(let members) = self { return members }
    return nil
  }

  /// The value as a label: text as it is, a whole number without its point; nil for the rest.
  package var label: String? {
    switch self {
    case .string(let text): text
    case .number(let number): Self.text(of: number)
    case .bool(let flag): flag ? "true" : "false"
    case .null, .array, .object: nil
    }
  }

  package var numbers: [Double]? {
    guard let array else { return nil }
    let numbers = array.compactMap(\.double)
    return numbers.count == array.count ? numbers : nil
  }

  package var numberRows: [[Double]]? {
    guard let array else { return nil }
    let rows = array.compactMap(\.numbers)
    return rows.count == array.count ? rows : nil
  }

  /// Returns the shortest text that reads back as the same number; whole numbers without a point.
  package static func text(of number: Double) -> String {
    if let whole = Int(exactly: number), abs(number) < 1e15 { return String(whole) }
    return String(number)
  }

  package static func numbers(_ numbers: some Sequence<Double>) -> JSONValue {
    .array(numbers.map { .number($0) })
  }

  package static func strings(_ strings: some Sequence<String>) -> JSONValue {
    .array(strings.map { .string($0) })
  }

  package static func count(_ count: Int) -> JSONValue { .number(Double(count)) }

  package static func optional(_ number: Double?) -> JSONValue {
    number.map { .number($0) } ?? .null
  }

  /// Returns an object from keys and values in order.
  package static func make(_ members: KeyValuePairs<String, JSONValue>) -> JSONValue {
    .object(members.map { Member($0.key, $0.value) })
  }
}
