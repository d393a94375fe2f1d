/// A computed statistic with everything it rests on.
package struct MeasureResult: Sendable {
  package var statistic = ""
  /// A number, or a list or an object where the statistic is one.
  package var value: JSONValue?
  package var undefined: Undefined?
  package var interval: Interval?
  package var standardError: Double?
  package var observed: Double?
  package var expected: Double?
  package var counts: SampleCounts?
  package var method: String
  /// What belongs beside the value.
  package var details: [JSONValue.Member] = []
  package var warnings: [String] = []

  init(
    _ value: JSONValue?, method: String, counts: SampleCounts? = nil, undefined: Undefined? = nil
  ) {
    self.value = value
    self.method = method
    self.counts = counts
    self.undefined = undefined
  }

  init(_ estimate: Estimate) {
    self.init(
      estimate.value.map { .number($0) }, method: estimate.method, counts: estimate.counts,
      undefined: estimate.undefined)
    interval = estimate.interval
    standardError = estimate.standardError
    observed = estimate.observed
    expected = estimate.expected
  }

  init(undefined: Undefined, method: String, counts: SampleCounts? = nil) {
    self.init(nil, method: method, counts: counts, undefined: undefined)
  }

  mutating func note(_ key: String, _ value: JSONValue) {
    details.append(JSONValue.Member(key, value))
  }

  /// The document that `--json` prints.
  package var json: JSONValue {
    var members = [
      JSONValue.Member("statistic", .string(statistic)),
      JSONValue.Member("value", value ?? .null),
      JSONValue.Member("undefined", undefined.map { .string($0.reason) } ?? .null),
      JSONValue.Member("interval", interval.map(Self.json) ?? .null),
      JSONValue.Member("standard_error", .optional(standardError)),
      JSONValue.Member("observed", .optional(observed)),
      JSONValue.Member("expected", .optional(expected)),
      JSONValue.Member(
        "n",
        counts.map {
          .make([
            "items": .count($0.items), "pairable": .count($0.pairable),
            "judgments": .count($0.judgments),
            "annotators": $0.annotators.map { .count($0) } ?? .null,
          ])
        } ?? .null),
      JSONValue.Member("method", .string(method)),
    ]
    if case .notIdentifiable(let components, _) = undefined {
      members.append(
        JSONValue.Member(
          "components", .array(components.map { .array($0.map { .count($0) }) })))
    }
    if !details.isEmpty { members.append(JSONValue.Member("details", .object(details))) }
    if !warnings.isEmpty { members.append(JSONValue.Member("warnings", .strings(warnings))) }
    return .object(members)
  }

  static func json(_ interval: Interval) -> JSONValue {
    .make([
      "low": .number(interval.low), "high": .number(interval.high),
      "confidence": .number(interval.confidence), "method": .string(interval.method),
    ])
  }

  static func json(_ interval: Interval?) -> JSONValue {
    interval.map { .numbers([$0.low, $0.high]) } ?? .null
  }
}
