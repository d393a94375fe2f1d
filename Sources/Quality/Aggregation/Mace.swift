import RealModule

/// MACE (Hovy, Berg-Kirkpatrick, Vaswani & Hovy 2013): an annotator either knows the answer or
/// labels by a habit of their own; both are found by variational Bayes.
package struct Mace: Sendable {
  package var restarts = 10
  package var iterations = 50
  /// The beta prior of not knowing and of knowing.
  package var alpha = 0.5
  package var beta = 0.5
  /// The Dirichlet prior of each label in an annotator's habit.
  package var strategyPrior = 10.0
  package var seed: UInt64 = 1

  package init() {}

  package func fit(_ table: RatingTable) -> Consensus {
    finish(
      Chunks.inOrder(count: max(restarts, 1), size: 1) { run($0.lowerBound, table) }, table)
  }

  /// Fits the restarts by several tasks; the result is the same to the bit.
  package func fit(_ table: RatingTable, workers: Int) async -> Consensus {
    finish(
      await Chunks.spread(count: max(restarts, 1), size: 1, workers: workers) {
        run($0.lowerBound, table)
      }, table)
  }

  private struct Beliefs: Sendable {
    /// Geometric means, as variational Bayes uses them; they sum to less than 1.
    var know: [Double]
    var spam: [Double]
    var habit: ContiguousArray<Double>
  }

  private struct Run: Sendable {
    var beliefs: Beliefs
    var posterior: ContiguousArray<Double>
    var bound: Double
  }

  private func run(_ number: Int, _ table: RatingTable) -> Run {
    let q = table.scale.count
    let pass = OwnLabelPass(table)
    let given = pass.given
    var random = SeededRandom(seed: seed, stream: UInt64(number) + 1)
    var beliefs = start(table.annotators.count, q, &random)
    var sums = pass(parameters(beliefs, q))
    for _ in 0..<iterations {
      beliefs = update(beliefs, sums, given, q)
      sums = pass(parameters(beliefs, q))
    }
    return Run(beliefs: beliefs, posterior: sums.posterior, bound: sums.logLikelihood)
  }

  private func start(_ annotators: Int, _ q: Int, _ random: inout SeededRandom) -> Beliefs {
    var beliefs = Beliefs(know: [], spam: [], habit: [])
    for _ in 0..<annotators {
      let (a, b) = (1 + random.unit(), 1 + random.unit())
      beliefs.know.append(b / (a + b))
      beliefs.spam.append(a / (a + b))
      let habit = (0..<q).map { _ in 1 + random.unit() }
      let sum = habit.reduce(0, +)
      beliefs.habit += habit.map { $0 / sum }
    }
    return beliefs
  }

  private func parameters(_ beliefs: Beliefs, _ q: Int) -> OwnLabelPass.Parameters {
    var parameters = OwnLabelPass.Parameters(
      logPrior: Array(repeating: -Double.log(Double(q)), count: q), logOther: [], logGain: [])
    for w in beliefs.know.indices {
      for l in 0..<q {
        let guess = beliefs.spam[w] * beliefs.habit[w * q + l]
        parameters.logOther.append(Double.log(guess))
        parameters.logGain.append(Double.log(onePlus: beliefs.know[w] / guess))
      }
    }
    return parameters
  }

  private func update(
    _ old: Beliefs, _ sums: OwnLabelPass.Sums, _ given: ContiguousArray<Double>, _ q: Int
  ) -> Beliefs {
    var new = old
    for w in old.know.indices {
      var (known, guessed) = (0.0, 0.0)
      var habit = [Double](repeating: 0, count: q)
      for l in 0..<q {
        let cell = w * q + l
        let guess = old.spam[w] * old.habit[cell]
        let knew = sums.right[cell] * old.know[w] / (old.know[w] + guess)
        known += knew
        habit[l] = given[cell] - knew
        guessed += habit[l]
      }
      let all = Digamma.value(known + guessed + alpha + beta)
      new.know[w] = Double.exp(Digamma.value(known + beta) - all)
      new.spam[w] = Double.exp(Digamma.value(guessed + alpha) - all)
      let total = Digamma.value(guessed + strategyPrior * Double(q))
      for l in 0..<q {
        new.habit[w * q + l] = Double.exp(Digamma.value(habit[l] + strategyPrior) - total)
      }
    }
    return new
  }

  private func finish(_ runs: [Run], _ table: RatingTable) -> Consensus {
    var best = runs[0]
    for run in runs where run.bound > best.bound { best = run }
    let q = table.scale.count
    var consensus = Consensus(
      method: "MACE", scale: table.scale, posterior: best.posterior, priors: [])
    consensus.priors = VoteAggregation.means(best.posterior, table: table)
    var given = [Bool](repeating: false, count: table.annotators.count)
    for who in table.annotator { given[Int(who)] = true }
    consensus.qualities = best.beliefs.know.enumerated().map { given[$0.offset] ? $0.element : nil }
    consensus.logLikelihood = best.bound
    consensus.iterations = iterations
    consensus.converged = true
    consensus.warnings = table.identification
    if q < 2 { consensus.warnings.append("Only one category occurs, so everybody seems to know.") }
    return consensus
  }
}
