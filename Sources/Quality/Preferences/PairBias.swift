/// What decides comparisons besides quality: the side, the length.
package enum PairBias {
  package struct Test: Sendable, Equatable {
    package let first: Int
    package let second: Int
    package let ties: Int
    package let pValue: Double
    package let interval: Interval?
    package var rate: Double { Double(first) / Double(first + second) }
  }

  /// Tests whether the first candidate wins half of the decided comparisons (exact, two-sided).
  ///
  /// It means position bias only where the order was drawn at random; nil without a decided one.
  package static func test(first: Int, second: Int, ties: Int = 0, confidence: Double) -> Test? {
    guard first + second > 0 else { return nil }
    return Test(
      first: first, second: second, ties: ties,
      pValue: Binomial.twoSided(first, of: first + second, rate: 0.5),
      interval: Proportion.wilson(
        Double(first), of: Double(first + second), confidence: confidence))
  }

  package static func position(_ table: ComparisonTable, confidence: Double) -> Test? {
    var sums = (first: 0, second: 0, ties: 0)
    for outcome in table.outcome {
      switch outcome {
      case .first: sums.first += 1
      case .second: sums.second += 1
      case .tie: sums.ties += 1
      }
    }
    return test(
      first: sums.first, second: sums.second, ties: sums.ties, confidence: confidence)
  }

  /// Returns the comparisons of each annotator.
  package static func byAnnotator(_ table: ComparisonTable) -> [ComparisonTable] {
    table.annotators.indices.map { who in
      let rows = table.annotator.indices.filter { Int(table.annotator[$0]) == who }
      func own<Value>(_ column: ContiguousArray<Value>) -> ContiguousArray<Value> {
        column.isEmpty ? [] : ContiguousArray(rows.map { column[$0] })
      }
      var part = ComparisonTable(
        players: table.players, annotators: table.annotators, first: own(table.first),
        second: own(table.second), outcome: own(table.outcome), annotator: own(table.annotator))
      part.lengthDifference = own(table.lengthDifference)
      return part
    }
  }

  /// Tests whether the longer candidate wins half of the decided comparisons of unequal length;
  /// `first` counts wins of the longer one.
  package static func length(_ table: ComparisonTable, confidence: Double) -> Test? {
    var sums = (longer: 0, shorter: 0, ties: 0)
    for row in table.lengthDifference.indices where table.lengthDifference[row] != 0 {
      let firstIsLonger = table.lengthDifference[row] > 0
      switch table.outcome[row] {
      case .tie: sums.ties += 1
      case .first: firstIsLonger ? (sums.longer += 1) : (sums.shorter += 1)
      case .second: firstIsLonger ? (sums.shorter += 1) : (sums.longer += 1)
      }
    }
    return test(
      first: sums.longer, second: sums.shorter, ties: sums.ties, confidence: confidence)
  }
}
