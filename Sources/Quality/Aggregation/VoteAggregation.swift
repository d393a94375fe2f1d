import RealModule

/// Consensus by counting.
package enum VoteAggregation {
  /// Returns each item's shares of votes; ties stay ties.
  package static func majority(_ table: RatingTable) -> Consensus {
    let (q, n) = (table.scale.count, table.items.count)
    var hits = [Double](repeating: 0, count: table.annotators.count)
    var (totals, sums, items) = (hits, [Double](repeating: 0, count: q), 0.0)
    var posterior = shares(table)
    table.withView { view in
      posterior.withUnsafeMutableBufferPointer { posterior in
        for item in 0..<n {
          let rows = view.judgments(of: item)
          if rows.isEmpty { continue }
          items += 1
          var (top, tied) = (0.0, 0.0)
          for k in 0..<q {
            let p = posterior[item * q + k]
            sums[k] += p
            if p > top {
              (top, tied) = (p, 1)
            } else if p == top {
              tied += 1
            }
          }
          let credit = 1 / tied
          for row in rows {
            let who = Int(view.annotator[row])
            totals[who] += 1
            hits[who] += posterior[item * q + Int(view.label[row])] == top ? credit : 0
          }
        }
      }
    }
    var consensus = Consensus(
      method: "majority vote", scale: table.scale, posterior: posterior, priors: [])
    consensus.priors = items > 0 ? sums.map { $0 / items } : sums
    consensus.qualities = zip(hits, totals).map { $1 > 0 ? $0 / $1 : nil }
    consensus.iterations = q > 0 ? 1 : 0
    return consensus
  }

  /// Returns each item's vote shares; zeros for an item without votes.
  static func shares(_ table: RatingTable) -> ContiguousArray<Double> {
    let (q, n) = (table.scale.count, table.items.count)
    return ContiguousArray(unsafeUninitializedCapacity: n * q) { posterior, count in
      count = n * q
      posterior.initialize(repeating: 0)
      table.withView { view in
        for item in 0..<n {
          let rows = view.judgments(of: item)
          if rows.isEmpty { continue }
          let size = Double(rows.count)
          for row in rows { posterior[item * q + Int(view.label[row])] += 1 }
          for k in 0..<q { posterior[item * q + k] /= size }
        }
      }
    }
  }

  /// Returns the mean posterior of each category over the items that somebody judged.
  static func means(_ posterior: ContiguousArray<Double>, table: RatingTable) -> [Double] {
    let q = table.scale.count
    var (sums, items) = ([Double](repeating: 0, count: q), 0.0)
    posterior.withUnsafeBufferPointer { posterior in
      for item in table.items.indices where table.offsets[item] < table.offsets[item + 1] {
        items += 1
        for k in 0..<q { sums[k] += posterior[item * q + k] }
      }
    }
    return items > 0 ? sums.map { $0 / items } : sums
  }

  /// Returns votes weighted by the log-odds of each annotator's accuracy.
  ///
  /// Accuracy is that on gold items where an annotator met one, else that against the majority of
  /// the others; smoothed by one right and one wrong, kept within 0.01 … 0.99.
  package static func weighted(_ table: RatingTable) -> Consensus {
    let q = table.scale.count
    let accuracy = smoothedAccuracy(table)
    let weight = accuracy.map { Double.log($0 * Double(max(q - 1, 1)) / (1 - $0)) }
    var posterior = ContiguousArray(repeating: 0.0, count: table.items.count * q)
    posterior.withUnsafeMutableBufferPointer { posterior in
      for item in table.items.indices {
        let rows = table.judgments(of: item)
        if rows.isEmpty { continue }
        for row in rows {
          posterior[item * q + Int(table.label[row])] += weight[Int(table.annotator[row])]
        }
        _ = LogSpace.normalise(
          UnsafeMutableBufferPointer(rebasing: posterior[item * q..<(item + 1) * q]))
      }
    }
    var consensus = Consensus(
      method: "weighted vote", scale: table.scale, posterior: posterior, priors: [])
    consensus.priors = means(posterior, table: table)
    consensus.qualities = accuracy
    consensus.warnings = table.identification
    return consensus
  }

  private static func smoothedAccuracy(_ table: RatingTable) -> [Double] {
    let n = table.annotators.count
    var (goldRight, goldSeen) = ([Double](repeating: 0, count: n), [Double](repeating: 0, count: n))
    var (right, seen) = (goldRight, goldSeen)
    var counts = [Double](repeating: 0, count: table.scale.count)
    for item in table.items.indices {
      let rows = table.judgments(of: item)
      let gold = table.gold.isEmpty ? RatingTable.noGold : table.gold[item]
      for row in rows { counts[Int(table.label[row])] += 1 }
      for row in rows {
        let (who, label) = (Int(table.annotator[row]), Int(table.label[row]))
        if gold != RatingTable.noGold {
          goldSeen[who] += 1
          goldRight[who] += gold == Int32(label) ? 1 : 0
        }
        guard rows.count > 1 else { continue }
        counts[label] -= 1
        let top = counts.max() ?? 0
        let tied = counts.reduce(0) { $0 + ($1 == top ? 1.0 : 0) }
        seen[who] += 1
        right[who] += counts[label] == top ? 1 / tied : 0
        counts[label] += 1
      }
      for row in rows { counts[Int(table.label[row])] = 0 }
    }
    return (0..<n).map { w in
      let useGold = goldSeen[w] > 0
      let share =
        ((useGold ? goldRight[w] : right[w]) + 1) / ((useGold ? goldSeen[w] : seen[w]) + 2)
      return min(max(share, 0.01), 0.99)
    }
  }
}
