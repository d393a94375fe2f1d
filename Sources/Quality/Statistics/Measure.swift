/// One statistic to compute: its name, the table it reads if it reads one, and its options.
package struct MeasureRequest: Sendable {
  package let statistic: String
  package let data: MeasureData
  package let options: MeasureOptions

  package init(statistic: String, data: MeasureData, options: MeasureOptions) {
    self.statistic = statistic
    self.data = data
    self.options = options
  }

  /// Makes the request of a command line: a table as it was read, options as they were typed.
  package init(statistic: String, table: ColumnTable?, options: [String: String]) {
    self.init(
      statistic: statistic, data: table.map { .columns($0) } ?? .none,
      options: MeasureOptions(options))
  }
}

/// Computes a statistic.
///
/// Throws `TableError` with all places of mistakes in a table, or `MeasureError` for a request
/// that makes no sense. What cannot be known is no error: it is a result with a reason.
package func measure(_ request: MeasureRequest) throws -> MeasureResult {
  let statistic = try Statistic.named(request.statistic)
  var result = try statistic.compute(
    StatisticInput(data: request.data, options: request.options))
  if let value = result.value, result.undefined == nil, !value.isFinite {
    result.undefined = .other("The computation leaves the range of numbers. Check the options.")
    result.value = nil
  }
  result.statistic = statistic.name
  return result
}

extension Statistic {
  /// Throws if an option is none of this statistic's.
  package func check(optionNames: some Sequence<String>) throws {
    let known = options.map(\.name)
    for name in optionNames where !known.contains(name) {
      throw MeasureError(
        "\(self.name) has no option \(visible(name))." + Nearest.hint(name, in: known)
          + (known.isEmpty ? " It has none." : " Its options are \(known.joined(separator: ", ")).")
      )
    }
  }
}

extension JSONValue {
  /// Whether every number in the document is one.
  fileprivate var isFinite: Bool {
    switch self {
    case .number(let number): number.isFinite
    case .array(let elements): elements.allSatisfy(\.isFinite)
    case .object(let members): members.allSatisfy { $0.value.isFinite }
    case .null, .bool, .string: true
    }
  }
}
