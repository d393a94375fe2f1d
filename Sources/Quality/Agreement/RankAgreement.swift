/// Agreement of two rankings of the same candidates.
package enum RankAgreement {
  /// Concordant, discordant and tied pairs of two rankings.
  package struct Pairs: Sendable, Equatable {
    package var concordant = 0
    package var discordant = 0
    package var tiedFirst = 0
    package var tiedSecond = 0
    package var tiedBoth = 0
  }

  /// Counts the pairs of two lists of ranks or scores, candidate by candidate.
  package static func pairs(_ a: [Double], _ b: [Double]) -> Pairs {
    var pairs = Pairs()
    for i in a.indices {
      for j in a.indices where j > i {
        let (x, y) = (a[i] - a[j], b[i] - b[j])
        switch (x == 0, y == 0) {
        case (true, true): pairs.tiedBoth += 1
        case (true, false): pairs.tiedFirst += 1
        case (false, true): pairs.tiedSecond += 1
        case (false, false):
          if (x > 0) == (y > 0) { pairs.concordant += 1 } else { pairs.discordant += 1 }
        }
      }
    }
    return pairs
  }

  /// Returns Kendall's tau-b (Kendall 1945): ties on either side shrink what is possible.
  package static func tauB(_ a: [Double], _ b: [Double]) -> Result<Double, Undefined> {
    let p = pairs(a, b)
    let first = Double(p.concordant + p.discordant + p.tiedSecond)
    let second = Double(p.concordant + p.discordant + p.tiedFirst)
    guard a.count > 1 else { return .failure(.noPairs) }
    guard first > 0, second > 0 else { return .failure(.noVariance) }
    return .success(Double(p.concordant - p.discordant) / (first * second).squareRoot())
  }

  /// One annotator's scores of candidates of one item, larger is better.
  package struct Ranking: Sendable {
    package let item: Int
    package let annotator: Int
    /// The candidates that they ranked, in ascending order.
    package let candidates: [Int]
    package let scores: [Double]

    package init(item: Int, annotator: Int, candidates: [Int], scores: [Double]) {
      self.item = item
      self.annotator = annotator
      self.candidates = candidates
      self.scores = scores
    }
  }

  private struct Unit: Hashable {
    let item: Int
    let first: Int
    let second: Int
  }

  /// Returns nominal judgments of all pairs of candidates (0 the first is better, 1 the second,
  /// 2 tie), each pair a unit that belongs to its item.
  ///
  /// Pairs of one item hang together, so a bootstrap must draw items: they are its clusters.
  package static func pairwise(_ rankings: [Ranking]) -> RatingTable {
    var (units, names): ([Unit: Int], [String]) = ([:], [])
    var cluster: ContiguousArray<Int32> = []
    var items: ContiguousArray<Int32> = []
    var annotators: ContiguousArray<Int32> = []
    var labels: ContiguousArray<Int32> = []
    for ranking in rankings {
      for i in ranking.scores.indices {
        for j in ranking.scores.indices where j > i {
          let pair = Unit(
            item: ranking.item, first: ranking.candidates[i], second: ranking.candidates[j])
          let unit = units[pair] ?? names.count
          if unit == names.count {
            units[pair] = unit
            names.append("\(pair.item):\(pair.first)-\(pair.second)")
            cluster.append(Int32(ranking.item))
          }
          let difference = ranking.scores[i] - ranking.scores[j]
          items.append(Int32(unit))
          annotators.append(Int32(ranking.annotator))
          labels.append(difference > 0 ? 0 : difference < 0 ? 1 : 2)
        }
      }
    }
    let people = Int(annotators.max() ?? -1) + 1
    var table = RatingTable(
      scale: CategoryScale(declared: ["first", "second", "tie"]), items: names,
      annotators: (0..<people).map(String.init), itemOfRow: items, annotatorOfRow: annotators,
      labelOfRow: labels)
    table.cluster = cluster
    return table
  }
}
