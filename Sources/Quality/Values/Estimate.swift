/// Why a number does not exist: a value of its own, never NaN, 0 or 1.
package enum Undefined: Error, Sendable, Equatable {
  case empty
  case noPairs
  case singleCategory
  case oneCategoryDeclared
  case noVariance
  case oneAnnotator
  case incomplete(String)
  case notIdentifiable(components: [[Int]], names: [[String]])
  case other(String)

  /// The reason in words, with what to do.
  package var reason: String {
    switch self {
    case .empty: "There is no judgment to compute it from."
    case .noPairs:
      "No two judgments of one item can be compared. Let at least two people judge some items."
    case .singleCategory:
      "All compared judgments are the same label, so chance alone explains the agreement. "
        + "Report the percent agreement, and judge items that call for other labels."
    case .oneCategoryDeclared:
      "Only one category is declared, so no disagreement is possible. Declare all categories."
    case .noVariance: "All values are the same, so there is no variance to divide."
    case .oneAnnotator:
      "Fewer than two annotators judged the same items. Let a second person judge some items."
    case .incomplete(let words), .other(let words): words
    case .notIdentifiable(let components, let names):
      "The comparisons fall into \(components.count) groups that never beat each other ("
        + names.prefix(4).map {
          "{" + $0.prefix(4).map(visible).joined(separator: ", ") + ($0.count > 4 ? ", …}" : "}")
        }.joined(separator: ", ") + (names.count > 4 ? ", …" : "")
        + "), so no finite rating exists. Compare across the groups, or ask for a ridge."
    }
  }
}

/// An interval with its confidence.
package struct Interval: Sendable, Equatable {
  package let low: Double
  package let high: Double
  package let confidence: Double
  package let method: String

  package init(low: Double, high: Double, confidence: Double, method: String) {
    self.low = low
    self.high = high
    self.confidence = confidence
    self.method = method
  }
}

/// How much a number rests on.
package struct SampleCounts: Sendable, Equatable {
  /// Items with at least one judgment.
  package var items: Int
  /// Items with at least two judgments that can be compared.
  package var pairable: Int
  package var judgments: Int
  /// Nil where the data do not say who judged.
  package var annotators: Int?

  package init(items: Int = 0, pairable: Int = 0, judgments: Int = 0, annotators: Int? = nil) {
    self.items = items
    self.pairable = pairable
    self.judgments = judgments
    self.annotators = annotators
  }
}

/// A statistic's value, or the reason why it has none, beside what can still be said.
package struct Estimate: Sendable, Equatable {
  package var value: Double?
  package var undefined: Undefined?
  /// Observed agreement (for alpha: 1 − observed disagreement where that is a share).
  package var observed: Double?
  /// Agreement expected by chance.
  package var expected: Double?
  package var standardError: Double?
  package var interval: Interval?
  package var counts: SampleCounts
  package var method: String

  package init(
    value: Double? = nil, undefined: Undefined? = nil, observed: Double? = nil,
    expected: Double? = nil, standardError: Double? = nil, interval: Interval? = nil,
    counts: SampleCounts, method: String
  ) {
    self.value = value
    self.undefined = undefined
    self.observed = observed
    self.expected = expected
    self.standardError = standardError
    self.interval = interval
    self.counts = counts
    self.method = method
  }
}

/// Returns `text` with every scalar that a terminal could act on, or that cannot be seen, written
/// as `\u{…}`, so that data can be quoted in messages.
package func visible(_ text: String) -> String {
  var out = ""
  for scalar in text.unicodeScalars.prefix(80) {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator:
      out += "\\u{" + String(scalar.value, radix: 16) + "}"
    default: out.unicodeScalars.append(scalar)
    }
  }
  return text.unicodeScalars.count > 80 ? out + "…" : out
}
