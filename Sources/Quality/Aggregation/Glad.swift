import RealModule

/// GLAD: an annotator of ability α is right about an item of ease e^β with probability
/// σ(α e^β); errors fall on all other categories alike.
///
/// Source: Whitehill, Wu, Bergsma, Movellan & Ruvolo 2009.
/// Priors are normal around 1 with variance 1, on α and on β; all categories are equally likely
/// beforehand. Each maximisation runs Newton's method on each α and each β in turn, which is
/// exact for α (concave) and damped for β.
package struct Glad: Sendable {
  package var iterations = 50
  package var tolerance: Double? = 1e-6
  /// The largest number of sweeps over all α and β in one maximisation.
  package var sweeps = 25
  package var priorMean = 1.0

  package init() {}

  package struct Fit: Sendable {
    package var consensus: Consensus
    /// The logarithm of each item's ease; larger is easier.
    package var logEase: ContiguousArray<Double>
    /// The log-likelihood plus the log of the priors up to a constant: what the fit maximises.
    package var objective: Double
  }

  package func fit(_ table: RatingTable) -> Fit {
    var state = State(table, mean: priorMean)
    var objective = state.expect()
    var (done, count) = (false, 0)
    while count < iterations, !done {
      count += 1
      state.maximise(sweeps: sweeps)
      let next = state.expect()
      if let tolerance, next - objective < tolerance * abs(next) { done = true }
      objective = next
    }
    var consensus = Consensus(
      method: "GLAD", scale: table.scale, posterior: state.posterior, priors: [])
    consensus.priors = VoteAggregation.means(state.posterior, table: table)
    var judged = [Bool](repeating: false, count: table.annotators.count)
    for who in table.annotator { judged[Int(who)] = true }
    consensus.qualities = state.ability.enumerated().map { judged[$0.offset] ? $0.element : nil }
    consensus.logLikelihood = state.logLikelihood
    consensus.iterations = count
    consensus.converged = done
    consensus.warnings = table.identification
    return Fit(consensus: consensus, logEase: state.logEase, objective: objective)
  }

  private struct State {
    let table: RatingTable
    let mean: Double
    var ability: ContiguousArray<Double>
    var logEase: ContiguousArray<Double>
    var posterior: ContiguousArray<Double>
    /// The probability that each judgment is right.
    var right: ContiguousArray<Double>
    var logLikelihood = 0.0

    init(_ table: RatingTable, mean: Double) {
      self.table = table
      self.mean = mean
      ability = ContiguousArray(repeating: mean, count: table.annotators.count)
      logEase = ContiguousArray(repeating: mean, count: table.items.count)
      posterior = ContiguousArray(repeating: 0, count: table.items.count * table.scale.count)
      right = ContiguousArray(repeating: 0, count: table.judgmentCount)
    }

    /// Finds the posterior and returns the objective.
    mutating func expect() -> Double {
      let q = table.scale.count
      let spread = Double.log(Double(max(q - 1, 1)))
      var total = CompensatedSum()
      posterior.withUnsafeMutableBufferPointer { posterior in
        for item in table.items.indices {
          let rows = table.judgments(of: item)
          if rows.isEmpty { continue }
          let own = UnsafeMutableBufferPointer(rebasing: posterior[item * q..<(item + 1) * q])
          let ease = Double.exp(logEase[item])
          var base = -Double.log(Double(q))
          for k in 0..<q { own[k] = 0 }
          for row in rows {
            let x = ability[Int(table.annotator[row])] * ease
            // log σ(x) − log σ(−x) = x.
            base += LogSpace.logistic(-x) - spread
            own[Int(table.label[row])] += x + spread
          }
          total.add(base + LogSpace.normalise(own))
          for row in rows { right[row] = own[Int(table.label[row])] }
        }
      }
      logLikelihood = total.value
      for a in ability { total.add(-0.5 * (a - mean) * (a - mean)) }
      for b in logEase { total.add(-0.5 * (b - mean) * (b - mean)) }
      return total.value
    }

    mutating func maximise(sweeps: Int) {
      var ease = ContiguousArray(logEase.map { Double.exp($0) })
      for _ in 0..<sweeps {
        let moved = max(moveAbilities(ease), moveEases(&ease))
        if moved < 1e-7 { break }
      }
    }

    private mutating func moveAbilities(_ ease: ContiguousArray<Double>) -> Double {
      var slope = ContiguousArray(ability.map { mean - $0 })
      var curve = ContiguousArray(repeating: 1.0, count: ability.count)
      for item in table.items.indices {
        let e = ease[item]
        for row in table.judgments(of: item) {
          let who = Int(table.annotator[row])
          let s = LogSpace.sigmoid(ability[who] * e)
          slope[who] += e * (right[row] - s)
          curve[who] += e * e * s * (1 - s)
        }
      }
      var moved = 0.0
      for w in ability.indices {
        let step = min(max(slope[w] / curve[w], -1), 1)
        ability[w] += step
        moved = max(moved, abs(step))
      }
      return moved
    }

    private mutating func moveEases(_ ease: inout ContiguousArray<Double>) -> Double {
      var moved = 0.0
      for item in table.items.indices {
        var slope = mean - logEase[item]
        var curve = 1.0
        for row in table.judgments(of: item) {
          let x = ability[Int(table.annotator[row])] * ease[item]
          let s = LogSpace.sigmoid(x)
          slope += x * (right[row] - s)
          curve += x * x * s * (1 - s) - x * (right[row] - s)
        }
        // Where the curve bends the wrong way, a plain step uphill.
        let step = min(max(curve > 0.5 ? slope / curve : slope, -0.5), 0.5)
        logEase[item] += step
        ease[item] = Double.exp(logEase[item])
        moved = max(moved, abs(step))
      }
      return moved
    }
  }
}
