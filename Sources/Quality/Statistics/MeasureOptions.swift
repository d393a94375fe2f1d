/// The options of a request, as a command line or a case file gives them.
package struct MeasureOptions: Sendable {
  private let values: [String: JSONValue]

  package init(_ values: [String: JSONValue]) {
    self.values = values
  }

  /// Takes texts; numbers, lists and tables in them are read where they are asked for.
  package init(_ texts: [String: String]) {
    values = texts.mapValues { .string($0) }
  }

  package var names: [String] { values.keys.sorted() }

  package func raw(_ name: String) -> JSONValue? {
    values[name] == .null ? nil : values[name]
  }

  package func text(_ name: String) -> String? { raw(name)?.label }

  private func wrong(_ name: String, _ wanted: String) -> MeasureError {
    MeasureError(
      "The option \(name) is \(visible(raw(name)?.text ?? "")), but it must be \(wanted).")
  }

  package func optionalNumber(_ name: String) throws -> Double? {
    guard let value = raw(name) else { return nil }
    guard let number = value.double ?? value.string.flatMap(CategoryScale.number) else {
      throw wrong(name, "a number")
    }
    return number
  }

  package func number(_ name: String, _ fallback: Double? = nil) throws -> Double {
    if let number = try optionalNumber(name) ?? fallback { return number }
    throw MeasureError("The option \(name) is missing. Give it a number.")
  }

  /// A number strictly between 0 and 1.
  package func share(_ name: String, _ fallback: Double? = nil) throws -> Double {
    let number = try number(name, fallback)
    guard number > 0, number < 1 else { throw wrong(name, "a number between 0 and 1") }
    return number
  }

  package func optionalCount(_ name: String) throws -> Int? {
    guard let number = try optionalNumber(name) else { return nil }
    guard let count = Int(exactly: number), count >= 0 else {
      throw wrong(name, "a whole number from 0")
    }
    return count
  }

  package func count(_ name: String, _ fallback: Int? = nil) throws -> Int {
    if let count = try optionalCount(name) ?? fallback { return count }
    throw MeasureError("The option \(name) is missing. Give it a whole number.")
  }

  /// A number of repetitions, which nobody wants to be endless.
  package func repetitions(_ name: String) throws -> Int? {
    guard let count = try optionalCount(name) else { return nil }
    guard count <= 100_000 else { throw wrong(name, "at most 100 000") }
    return count
  }

  package func flag(_ name: String, _ fallback: Bool) throws -> Bool {
    guard let value = raw(name) else { return fallback }
    switch value.label {
    case "true", "yes", "1": return true
    case "false", "no", "0": return false
    default: throw wrong(name, "true or false")
    }
  }

  package func list(_ name: String) -> [String]? {
    guard let value = raw(name) else { return nil }
    if let elements = value.array { return elements.compactMap(\.label) }
    guard let text = value.label else { return nil }
    if text.hasPrefix("["), let elements = try? JSONReader.value(of: Array(text.utf8)).array {
      return elements.compactMap(\.label)
    }
    return text.split(separator: ",").map {
      String($0.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
  }

  package func numbers(_ name: String) throws -> [Double]? {
    guard let list = list(name) else { return nil }
    let numbers = list.compactMap(CategoryScale.number)
    guard numbers.count == list.count else { throw wrong(name, "a list of numbers") }
    return numbers
  }

  package func matrix(_ name: String) throws -> [[Double]]? {
    guard var value = raw(name) else { return nil }
    if let text = value.string {
      do { value = try JSONReader.value(of: Array(text.utf8)) } catch { throw wrong(name, matrix) }
    }
    guard let rows = value.numberRows, rows.allSatisfy({ $0.count == rows.count }) else {
      throw wrong(name, matrix)
    }
    return rows
  }

  private var matrix: String { "a square table such as [[0,1],[1,0]]" }

  /// One of several words.
  package func choice<Value>(
    _ name: String, _ words: [(name: String, value: Value)], _ fallback: Value
  ) throws -> Value {
    guard let text = text(name) else { return fallback }
    if let found = words.first(where: { $0.name == text }) { return found.value }
    throw MeasureError(
      "The option \(name) is \(visible(text)), but it must be one of "
        + words.map(\.name).joined(separator: ", ") + "."
        + Nearest.hint(text, in: words.map(\.name)))
  }

  /// One case of an enumeration of words.
  package func choice<Value: RawRepresentable & CaseIterable>(
    _ name: String, _ fallback: Value
  ) throws -> Value where Value.RawValue == String {
    try choice(name, Value.allCases.map { ($0.rawValue, $0) }, fallback)
  }
}
