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

  /// One annotator's scores of the candidates of one item, larger is better; NaN where they left
  /// a candidate out.
  package struct Ranking: Sendable {
    package let item: Int
    package let annotator: Int
    package let scores: [Double]

    package init(item: Int, annotator: Int, scores: [Double]) {
      self.item = item
      self.annotator = annotator
      self.scores = scores
    }
  }

  /// Returns nominal judgments of all pairs of candidates (0 the first is better, 1 the second,
  /// 2 tie), each pair a unit that belongs to its item.
  ///
  /// Pairs of one item hang together, so a bootstrap must draw items: they are its clusters.
  package static func pairwise(_ rankings: [Ranking]) -> RatingTable {
    var (units, names): ([[Int]: Int], [String]) = ([:], [])
    var cluster: ContiguousArray<Int32> = []
    var rows:
      (
        item: ContiguousArray<Int32>, who: ContiguousArray<Int32>,
        label: ContiguousArray<Int32>
      ) = ([], [], [])
    var annotators = 0
    for ranking in rankings {
      annotators = max(annotators, ranking.annotator + 1)
      for i in ranking.scores.indices {
        for j in ranking.scores.indices where j > i {
          let difference = ranking.scores[i] - ranking.scores[j]
          guard !difference.isNaN else { continue }
          let key = [ranking.item, i, j]
          let unit = units[key] ?? names.count
          if unit == names.count {
            units[key] = unit
            names.append("\(ranking.item):\(i)-\(j)")
            cluster.append(Int32(ranking.item))
          }
          rows.item.append(Int32(unit))
          rows.who.append(Int32(ranking.annotator))
          rows.label.append(difference > 0 ? 0 : difference < 0 ? 1 : 2)
        }
      }
    }
    var table = RatingTable(
      scale: CategoryScale(declared: ["first", "second", "tie"]), items: names,
      annotators: (0..<annotators).map(String.init), itemOfRow: rows.item,
      annotatorOfRow: rows.who, labelOfRow: rows.label)
    table.cluster = cluster
    return table
  }
}
