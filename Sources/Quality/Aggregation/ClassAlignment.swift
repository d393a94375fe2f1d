/// Names for the categories that a model found: a model fitted from a random start may call
/// category 1 what the annotators call 2.
enum ClassAlignment {
  /// Renames the categories so that the pooled tables have the largest diagonal.
  static func align(_ consensus: inout Consensus, judgments: [Double]) {
    let q = consensus.scale.count
    let pooled = pooled(consensus, judgments)
    let label = Assignment.largest(
      (0..<q).map { k in (0..<q).map { l in pooled[k * q + l] } })
    guard label != Array(0..<q) else { return }
    var old = consensus
    for item in 0..<consensus.itemCount {
      for k in 0..<q {
        consensus.posterior[item * q + label[k]] = old.posterior[item * q + k]
      }
    }
    for k in 0..<q { consensus.priors[label[k]] = old.priors[k] }
    for w in old.confusions.indices {
      for k in 0..<q {
        for l in 0..<q {
          consensus.confusions[w][label[k] * q + l] = old.confusions[w][k * q + l]
        }
      }
    }
    old.posterior = []
  }

  private static func pooled(_ consensus: Consensus, _ judgments: [Double]) -> [Double] {
    let q = consensus.scale.count
    var pooled = [Double](repeating: 0, count: q * q)
    for (confusion, weight) in zip(consensus.confusions, judgments) {
      for k in 0..<q {
        for l in 0..<q {
          pooled[k * q + l] += weight * consensus.priors[k] * confusion[k * q + l]
        }
      }
    }
    return pooled
  }

  /// Returns a warning for each category that most annotators call something else.
  static func warnings(_ consensus: Consensus, judgments: [Double]) -> [String] {
    let q = consensus.scale.count
    let pooled = pooled(consensus, judgments)
    return (0..<q).compactMap { k in
      let row = pooled[k * q..<(k + 1) * q]
      guard let top = row.max(), top > 0, pooled[k * q + k] < top else { return nil }
      let name = visible(consensus.scale.names[k])
      return
        "What the model calls \(name) is mostly labelled otherwise. "
        + "Read the annotators' tables before you trust it, or clamp gold items."
    }
  }
}

/// The assignment of rows to columns with the largest sum (Kuhn 1955, shortest paths).
enum Assignment {
  /// Returns the column of each row of a square table.
  static func largest(_ gains: [[Double]]) -> [Int] {
    let n = gains.count
    var (u, v) = ([Double](repeating: 0, count: n + 1), [Double](repeating: 0, count: n + 1))
    var (rowOf, way) = ([Int](repeating: 0, count: n + 1), [Int](repeating: 0, count: n + 1))
    for i in 1..<(n + 1) {
      rowOf[0] = i
      var j0 = 0
      var least = [Double](repeating: .infinity, count: n + 1)
      var used = [Bool](repeating: false, count: n + 1)
      repeat {
        used[j0] = true
        let i0 = rowOf[j0]
        var (delta, j1) = (Double.infinity, 0)
        for j in 1..<(n + 1) where !used[j] {
          let cost = -gains[i0 - 1][j - 1] - u[i0] - v[j]
          if cost < least[j] {
            least[j] = cost
            way[j] = j0
          }
          if least[j] < delta { (delta, j1) = (least[j], j) }
        }
        for j in 0...n {
          if used[j] {
            u[rowOf[j]] += delta
            v[j] -= delta
          } else {
            least[j] -= delta
          }
        }
        j0 = j1
      } while rowOf[j0] != 0
      repeat {
        rowOf[j0] = rowOf[way[j0]]
        j0 = way[j0]
      } while j0 != 0
    }
    var columns = [Int](repeating: 0, count: n)
    for j in 1..<(n + 1) { columns[rowOf[j] - 1] = j - 1 }
    return columns
  }
}
