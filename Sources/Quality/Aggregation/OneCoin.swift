import RealModule

/// Dawid and Skene's model with one number for each annotator: how often they are right; their
/// errors fall on all other categories alike.
package struct OneCoin: Sendable {
  package enum ClassPrior: String, Sendable {
    /// Found with the rest; with few categories it can run away to one of them.
    case estimated
    case uniform
  }

  package var iterations = 200
  package var tolerance: Double? = 1e-8
  /// Added to each annotator's right and wrong judgments.
  package var smoothing = 0.01
  package var classPrior = ClassPrior.uniform

  package init() {}

  package func fit(_ table: RatingTable) -> Consensus {
    let q = table.scale.count
    let pass = OwnLabelPass(table)
    let given = pass.given
    let votes = VoteAggregation.shares(table)
    var sums = pass(nil, posterior: votes)
    let voteShares = sums.classes.map { $0 / sums.classes.reduce(0, +) }
    var consensus = Consensus(
      method: "one-coin Dawid-Skene", scale: table.scale, posterior: votes, priors: voteShares)
    consensus.converged = false
    for iteration in 1...max(iterations, 1) {
      let items = sums.classes.reduce(0, +)
      consensus.priors =
        classPrior == .uniform
        ? Array(repeating: 1 / Double(q), count: q) : sums.classes.map { $0 / items }
      consensus.qualities = table.annotators.indices.map { w in
        let total = given[w * q..<(w + 1) * q].reduce(0, +)
        let right = sums.right[w * q..<(w + 1) * q].reduce(0, +)
        return total > 0 ? (right + smoothing) / (total + 2 * smoothing) : nil
      }
      let before = consensus.logLikelihood
      sums = pass(parameters(consensus))
      consensus.logLikelihood = sums.logLikelihood
      consensus.iterations = iteration
      if let tolerance, let before,
        sums.logLikelihood - before < tolerance * abs(sums.logLikelihood)
      {
        consensus.converged = true
        break
      }
    }
    consensus.posterior = sums.posterior
    consensus.warnings = table.identification
    for k in 0..<q where consensus.priors[k] > 0.95 && voteShares[k] <= 0.95 {
      consensus.warnings.append(
        "The share of \(visible(table.scale.names[k])) ran away to "
          + "\(percent(consensus.priors[k])), from \(percent(voteShares[k])) of the votes. "
          + "Use a uniform class prior, or dawid_skene.")
    }
    return consensus
  }

  private func percent(_ share: Double) -> String {
    "\(Int((share * 100).rounded())) %"
  }

  private func parameters(_ consensus: Consensus) -> OwnLabelPass.Parameters {
    let q = consensus.scale.count
    var parameters = OwnLabelPass.Parameters(
      logPrior: consensus.priors.map { Double.log(max($0, DawidSkene.floor)) }, logOther: [],
      logGain: [])
    for quality in consensus.qualities {
      let right = Double.log(max(quality ?? 0.5, DawidSkene.floor))
      let wrong = Double.log(
        max((1 - (quality ?? 0.5)) / Double(max(q - 1, 1)), DawidSkene.floor))
      for _ in 0..<q {
        parameters.logOther.append(wrong)
        parameters.logGain.append(right - wrong)
      }
    }
    return parameters
  }
}
