import RealModule

/// Watching many people at once: a rate of false alarms for the team, not for each person.
package enum Watch {
  /// Returns the error rate of each person's test that keeps the team's at `alpha` (Šidák 1967).
  package static func alphaEach(team alpha: Double, people: Int) -> Double {
    -Double.expMinusOne(Double.log(onePlus: -alpha) / Double(max(people, 1)))
  }

  /// Returns the items between false alarms that each person's chart needs so that the team meets
  /// one false alarm in `items` gold items of all of them together.
  package static func runLengthEach(team items: Double, people: Int) -> Double {
    items * Double(max(people, 1))
  }

  package struct GoldAccuracy: Sendable, Equatable {
    package let annotator: Int
    package let right: Int
    package let items: Int
    package let interval: Interval?
  }

  /// Returns each annotator's accuracy on items with a known answer, with Wilson's interval.
  package static func goldAccuracy(_ table: RatingTable, confidence: Double) -> [GoldAccuracy] {
    var sums = [(right: Int, items: Int)](repeating: (0, 0), count: table.annotators.count)
    for item in table.gold.indices where table.gold[item] != RatingTable.noGold {
      for row in table.judgments(of: item) {
        let who = Int(table.annotator[row])
        sums[who].items += 1
        if table.label[row] == table.gold[item] { sums[who].right += 1 }
      }
    }
    return sums.enumerated().map { who, sum in
      GoldAccuracy(
        annotator: who, right: sum.right, items: sum.items,
        interval: Proportion.wilson(
          Double(sum.right), of: Double(sum.items), confidence: confidence))
    }
  }

  /// Returns, for one annotator's judgments in order, whether each agrees with the majority of
  /// the others (ties in part): what an EWMA of agreement takes.
  ///
  /// Items that nobody else judged are left out.
  package static func agreementWithOthers(_ table: RatingTable, annotator: Int) -> [Double] {
    var counts = [Double](repeating: 0, count: table.scale.count)
    var values: [Double] = []
    for item in table.items.indices {
      let rows = table.judgments(of: item)
      guard rows.count > 1 else { continue }
      for row in rows where Int(table.annotator[row]) != annotator {
        counts[Int(table.label[row])] += 1
      }
      if let top = counts.max(), top > 0 {
        let tied = counts.reduce(0) { $0 + ($1 == top ? 1.0 : 0) }
        for row in rows where Int(table.annotator[row]) == annotator {
          values.append(counts[Int(table.label[row])] == top ? 1 / tied : 0)
        }
      }
      for row in rows { counts[Int(table.label[row])] = 0 }
    }
    return values
  }
}
