import RealModule

/// The model of Dawid & Skene (1979): each annotator has a table of the labels they give to each
/// true category; the tables, the categories' shares and the truth are found together by EM.
package struct DawidSkene: Sendable {
  package var iterations = 200
  /// Stops when the log-likelihood gains less than this share of itself; nil runs all iterations.
  package var tolerance: Double? = 1e-8
  /// Added to each cell of each annotator's expected table.
  package var smoothing = 0.01
  /// Runs from random starts beside the run that starts from the votes; the likeliest is kept.
  package var restarts = 0
  package var seed: UInt64 = 1
  /// Whether known answers fix the posterior of their items.
  package var clampGold = false

  /// The smallest probability whose logarithm is taken.
  static let floor = 1e-10

  package init() {}

  package func fit(_ table: RatingTable) -> Consensus {
    let pass = ConfusionPass(table, clampGold: clampGold)
    let runs = (0...restarts).map { run in
      var state = Run(sums: pass.start(start(table, run: run)))
      while !state.isDone(self) {
        let parameters = maximise(state.sums)
        state.take(pass(parameters), parameters)
      }
      return state
    }
    return finish(runs, table)
  }

  /// Fits with several tasks; the result is the same to the bit.
  package func fit(_ table: RatingTable, workers: Int) async -> Consensus {
    let pass = ConfusionPass(table, clampGold: clampGold)
    var runs: [Run] = []
    for run in 0...restarts {
      var state = Run(sums: pass.start(start(table, run: run)))
      while !state.isDone(self) {
        let parameters = maximise(state.sums)
        state.take(await pass(parameters, workers: workers), parameters)
      }
      runs.append(state)
    }
    return finish(runs, table)
  }

  private struct Run {
    var sums: ConfusionPass.Sums
    var parameters: ConfusionPass.Parameters?
    var iterations = 0
    var converged = false

    init(sums: ConfusionPass.Sums) {
      self.sums = sums
    }

    mutating func take(_ next: ConfusionPass.Sums, _ parameters: ConfusionPass.Parameters) {
      gain = self.parameters == nil ? nil : next.logLikelihood - sums.logLikelihood
      sums = next
      self.parameters = parameters
      iterations += 1
    }

    private var gain: Double?

    mutating func isDone(_ model: DawidSkene) -> Bool {
      if let tolerance = model.tolerance, let gain,
        gain < tolerance * abs(sums.logLikelihood)
      {
        converged = true
      }
      return converged || iterations >= model.iterations
    }
  }

  private func start(_ table: RatingTable, run: Int) -> ContiguousArray<Double> {
    var shares = VoteAggregation.shares(table)
    guard run > 0 else { return shares }
    let q = table.scale.count
    var random = SeededRandom(seed: seed, stream: UInt64(run))
    for item in table.items.indices {
      var sum = 0.0
      for k in 0..<q {
        shares[item * q + k] = -Double.log(onePlus: -random.unit())
        sum += shares[item * q + k]
      }
      for k in 0..<q { shares[item * q + k] /= sum }
    }
    return shares
  }

  private func maximise(_ sums: ConfusionPass.Sums) -> ConfusionPass.Parameters {
    let q = sums.classes.count
    let items = sums.classes.reduce(0, +)
    var log = sums.counts
    for base in stride(from: 0, to: log.count, by: q * q) {
      for k in 0..<q {
        var row = 0.0
        for l in 0..<q { row += sums.counts[base + l * q + k] + smoothing }
        for l in 0..<q {
          let cell = sums.counts[base + l * q + k] + smoothing
          // A category never assigned says nothing about this annotator.
          log[base + l * q + k] = Double.log(
            max(row > 0 ? cell / row : 1 / Double(q), Self.floor))
        }
      }
    }
    return ConfusionPass.Parameters(
      logConfusion: log,
      logPrior: ContiguousArray(sums.classes.map { Double.log(max($0 / items, Self.floor)) }))
  }

  private func finish(_ runs: [Run], _ table: RatingTable) -> Consensus {
    var best = runs[0]
    var bestRun = 0
    for (index, run) in runs.enumerated() where run.sums.logLikelihood > best.sums.logLikelihood {
      (best, bestRun) = (run, index)
    }
    let q = table.scale.count
    var consensus = Consensus(
      method: "Dawid-Skene", scale: table.scale,
      posterior: ContiguousArray(best.sums.posteriors.joined()),
      priors: [])
    consensus.logLikelihood = best.sums.logLikelihood
    consensus.iterations = best.iterations
    consensus.converged = best.converged
    if let parameters = best.parameters {
      consensus.priors = parameters.logPrior.map { exp($0) }
      consensus.confusions = table.annotators.indices.map { w in
        (0..<q * q).map { cell in
          exp(parameters.logConfusion[(w * q + cell % q) * q + cell / q])
        }
      }
    }
    let counts = table.annotators.indices.map { w in
      best.sums.counts[w * q * q..<(w + 1) * q * q].reduce(0, +)
    }
    if bestRun > 0 { ClassAlignment.align(&consensus, judgments: counts) }
    consensus.qualities = consensus.confusions.enumerated().map { w, confusion in
      counts[w] > 0
        ? (0..<q).reduce(0) { $0 + consensus.priors[$1] * confusion[$1 * q + $1] } : nil
    }
    consensus.warnings = table.identification
    consensus.warnings += ClassAlignment.warnings(consensus, judgments: counts)
    return consensus
  }

  /// A probability whose logarithm was floored is 0.
  private func exp(_ log: Double) -> Double {
    log <= Double.log(Self.floor) ? 0 : Double.exp(log)
  }
}
