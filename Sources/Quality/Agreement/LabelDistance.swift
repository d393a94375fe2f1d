/// How far two labels are apart, for Krippendorff's alpha.
package enum LabelDistance: Sendable, Equatable {
  case nominal
  /// Squared difference of ranks; the ranks come from the judgments compared.
  case ordinal
  /// Squared difference of numbers.
  case interval
  /// Squared relative difference of numbers.
  case ratio
  /// Sets written `A|B`: 1 − Jaccard × monotonicity (Passonneau 2006).
  case masi
  /// Sets written `A|B`: 1 − shared / all.
  case jaccard
  /// Any distance of row label and column label.
  case matrix([[Double]])

  package static let named: [(name: String, distance: LabelDistance)] = [
    ("nominal", .nominal), ("ordinal", .ordinal), ("interval", .interval), ("ratio", .ratio),
    ("masi", .masi), ("jaccard", .jaccard),
  ]

  /// Whether the labels must be numbers.
  package var needsNumbers: Bool { self == .interval || self == .ratio }

  package static func set(_ label: String) -> Set<Substring> {
    Set(label.split(separator: "|", omittingEmptySubsequences: true))
  }

  /// Returns the MASI distance; 0 for two empty sets.
  package static func masi<Element>(_ a: Set<Element>, _ b: Set<Element>) -> Double {
    if a == b { return 0 }
    let shared = a.intersection(b).count
    if shared == 0 { return 1 }
    let jaccard = Double(shared) / Double(a.union(b).count)
    let monotonicity = a.isSubset(of: b) || b.isSubset(of: a) ? 2.0 / 3 : 1.0 / 3
    return 1 - jaccard * monotonicity
  }

  /// Returns the Jaccard distance; 0 for two empty sets.
  package static func jaccard<Element>(_ a: Set<Element>, _ b: Set<Element>) -> Double {
    if a == b { return 0 }
    return 1 - Double(a.intersection(b).count) / Double(a.union(b).count)
  }

  /// Returns the distances of all pairs of categories, row by row; nil where numbers say it
  /// faster (nominal, ordinal and interval).
  package func table(_ scale: CategoryScale) -> [Double]? {
    let q = scale.count
    switch self {
    case .nominal, .ordinal, .interval: return nil
    case .ratio:
      guard let values = scale.values else { return nil }
      return values.flatMap { x in
        values.map { y in x + y == 0 ? 0 : ((x - y) / (x + y)) * ((x - y) / (x + y)) }
      }
    case .masi, .jaccard:
      let sets = scale.names.map(Self.set)
      return (0..<q * q).map { place in
        let (a, b) = (sets[place / q], sets[place % q])
        return self == .masi ? Self.masi(a, b) : Self.jaccard(a, b)
      }
    case .matrix(let rows): return rows.flatMap { $0 }
    }
  }
}
