import RealModule

/// How much two different labels still agree, from 0 (not at all) to 1 (the same).
///
/// Sources: Cohen 1968; Gwet, Handbook of Inter-Rater Reliability (4th ed.), chapter 3.
package enum AgreementWeights: Sendable, Equatable {
  case none
  case linear
  case quadratic
  case ordinal
  case radical
  case ratio
  case circular
  case bipolar
  /// Disagreement of row label and column label, 0 on the diagonal, in any unit.
  case disagreement([[Double]])

  package static let named: [(name: String, weights: AgreementWeights)] = [
    ("none", .none), ("linear", .linear), ("quadratic", .quadratic), ("ordinal", .ordinal),
    ("radical", .radical), ("ratio", .ratio), ("circular", .circular), ("bipolar", .bipolar),
  ]

  /// Returns the weights of all pairs of categories, row by row; nil for `none`.
  ///
  /// Distances are those of the categories' numbers where `byValue` is set and they are numbers,
  /// else those of their places in the scale.
  package func matrix(_ scale: CategoryScale, byValue: Bool) -> [Double]? {
    let q = scale.count
    if self == .none { return nil }
    if case .disagreement(let rows) = self {
      let largest = rows.joined().max() ?? 0
      return rows.joined().map { largest > 0 ? 1 - $0 / largest : 1 }
    }
    let places = (0..<q).map(Double.init)
    let values = self == .ordinal ? places : (byValue ? scale.values : nil) ?? places
    let (low, high) = (values.min() ?? 0, values.max() ?? 0)
    var distances: [Double] = []
    for x in values {
      for y in values { distances.append(x == y ? 0 : distance(x, y, low: low, high: high)) }
    }
    let largest = distances.max() ?? 0
    return distances.map { largest > 0 ? 1 - $0 / largest : 1 }
  }

  private func distance(_ x: Double, _ y: Double, low: Double, high: Double) -> Double {
    let d = abs(x - y)
    switch self {
    case .none, .disagreement: return 1
    case .linear: return d
    case .quadratic: return d * d
    case .ordinal: return d * (d + 1) / 2
    case .radical: return d.squareRoot()
    case .ratio: return x + y == 0 ? 0 : (d / (x + y)) * (d / (x + y))
    case .circular:
      let sine = Double.sin(.pi * d / (high - low + 1))
      return sine * sine
    case .bipolar:
      let scale = ((x + y) - 2 * low) * (2 * high - (x + y))
      return scale == 0 ? 1 : d * d / scale
    }
  }
}
