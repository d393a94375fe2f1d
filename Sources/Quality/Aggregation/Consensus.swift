/// What several judgments of each item amount to, by one method.
package struct Consensus: Sendable {
  package let method: String
  package let scale: CategoryScale
  /// The probability of each category for each item, item by item.
  package var posterior: ContiguousArray<Double>
  /// The share of each category over all items.
  package var priors: [Double]
  /// Each annotator's quality: accuracy, competence or ability, as the method defines it; nil
  /// for an annotator without judgments.
  package var qualities: [Double?] = []
  /// Each annotator's table, true category by given label, row by row; empty where the method
  /// has none.
  package var confusions: [[Double]] = []
  package var logLikelihood: Double?
  package var iterations = 0
  package var converged = true
  package var warnings: [String] = []

  package var itemCount: Int { scale.count == 0 ? 0 : posterior.count / scale.count }

  package func probabilities(_ item: Int) -> ArraySlice<Double> {
    ArraySlice(posterior[item * scale.count..<(item + 1) * scale.count])
  }

  /// Returns the likeliest categories of an item: several where they tie, none where nobody
  /// judged it.
  package func best(_ item: Int) -> [Int] {
    let q = scale.count
    return posterior.withUnsafeBufferPointer { posterior in
      var top = 0.0
      for k in 0..<q { top = max(top, posterior[item * q + k]) }
      guard top > 0 else { return [] }
      // Ties differ by rounding alone.
      return (0..<q).filter { posterior[item * q + $0] >= top * (1 - 1e-12) }
    }
  }

  /// The items whose likeliest category is a tie.
  package var tiedItems: [Int] { (0..<itemCount).filter { best($0).count > 1 } }

  /// Returns the share of items with a known answer that are right; a tie of n that holds the
  /// answer counts 1/n.
  package func accuracy(gold: ContiguousArray<Int32>) -> (value: Double, items: Int)? {
    var (credit, items) = (0.0, 0)
    for item in gold.indices where gold[item] != RatingTable.noGold {
      items += 1
      let best = best(item)
      if best.contains(Int(gold[item])) { credit += 1 / Double(best.count) }
    }
    return items > 0 ? (credit / Double(items), items) : nil
  }
}

extension RatingTable {
  /// In `gold`: the answer of this item is not known.
  package static let noGold: Int32 = -1
  /// In `gold`: the answer is known and is none of the categories, so every label is wrong.
  package static let goldOutsideScale: Int32 = -2

  /// What keeps a model from telling annotators apart, in words; empty where nothing does.
  package var identification: [String] {
    let counts = counts
    if (counts.annotators ?? 0) < 2 {
      return [
        "There is one annotator, so their quality cannot be told from the truth. "
          + "Let a second person judge some items."
      ]
    }
    if counts.pairable == 0 {
      return [
        "No item was judged twice, so the annotators' qualities are not identified. "
          + "Let people judge some of the same items."
      ]
    }
    return []
  }
}
