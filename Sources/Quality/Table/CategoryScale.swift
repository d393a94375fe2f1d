/// The labels that a judgment can take, in their order.
///
/// The set is declared by the project. Where a table brings none, the labels found stand in, and
/// the results say so, because an unused category is invisible in a sample.
package struct CategoryScale: Sendable, Equatable {
  package let names: [String]
  /// The categories as numbers; nil unless every name is one.
  package let values: [Double]?
  package let isDeclared: Bool

  package init(declared names: [String]) {
    self.names = names
    values = Self.numbers(names)
    isDeclared = true
  }

  /// Makes the scale of the labels found: in the order of numbers, else of UTF-8 bytes.
  package init(observed labels: [String]) {
    let sorted = Self.sorted(labels)
    names = sorted
    values = Self.numbers(sorted)
    isDeclared = false
  }

  package var count: Int { names.count }

  /// Returns `names` in the order of numbers where all are numbers, else of UTF-8 bytes.
  package static func sorted(_ names: [String]) -> [String] {
    guard let numbers = numbers(names) else {
      return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
    return zip(numbers, names).sorted {
      $0.0 != $1.0 ? $0.0 < $1.0 : $0.1.utf8.lexicographicallyPrecedes($1.1.utf8)
    }.map(\.1)
  }

  /// Returns the names as numbers; nil unless all are finite decimal numbers.
  package static func numbers(_ names: [String]) -> [Double]? {
    var numbers: [Double] = []
    numbers.reserveCapacity(names.count)
    for name in names {
      guard let number = number(name) else { return nil }
      numbers.append(number)
    }
    return numbers
  }

  /// Returns `name` as a finite decimal number; words such as `nan` and hexadecimals are none.
  package static func number(_ name: String) -> Double? {
    for byte in name.utf8 {
      switch byte {
      case 0x30...0x39, 0x2B, 0x2D, 0x2E, 0x45, 0x65: continue
      default: return nil
      }
    }
    guard let number = Double(name), number.isFinite else { return nil }
    return number
  }
}
