extension Statistic {
  private static let pairOptions =
    [
      Option("first", "the one annotator", "the only two"),
      Option("second", "the other annotator", "the only two"), StatisticInput.categoriesOption,
      StatisticInput.repeatsOption,
    ]

  private static func kappa(_ input: StatisticInput) throws -> CohenKappa {
    let weights = try input.weights()
    let table = try input.contingency()
    try input.check(weights.weights, table.scale)
    return CohenKappa(table, weights: weights.weights, byValue: weights.byValue)
  }

  static let cohenKappa = Statistic(
    "cohen_kappa",
    summary: "How far two named annotators agree beyond what their own habits would bring by "
      + "chance: 1 is perfect, 0 chance. Look at it to compare one annotator with one reviewer.",
    source: "Cohen 1960, 1968; standard error Fleiss, Cohen & Everitt 1969",
    formula: "κ = 1 − Σ v p / Σ v e, v the disagreement of two labels, e the product of both "
      + "annotators' shares",
    units: "1 perfect, 0 chance, down to −1",
    undefinedWhen: "no shared item; both use one and the same label",
    trap: "With one very frequent label it is low although the two nearly always agree; "
      + "read the specific agreement of each label beside it.",
    input: .ratings,
    options: pairOptions + StatisticInput.weightsOptions
      + StatisticInput.bootstrapOptions
  ) { input in
    let kappa = try kappa(input)
    let name = try input.weights().name
    var result = MeasureResult(
      kappa.estimate(
        method: name == "none" ? "Cohen's kappa" : "Cohen's weighted kappa, \(name) weights"))
    input.noteScale(kappa.table.scale, &result)
    let profiles = ItemProfiles(kappa.table)
    result.note(
      "specific_agreement",
      .object(
        zip(kappa.table.scale.names, FleissCategories.specificAgreement(profiles)).map {
          JSONValue.Member($0, .optional($1))
        }))
    let replicates = try input.options.count("bootstrap", 2000)
    if result.value != nil, replicates > 0 {
      let outcome = try CohenResampling(kappa: kappa, weights: input.weights()).interval(
        Bootstrap(
          replicates: replicates, seed: UInt64(try input.options.count("seed", 1)),
          confidence: try input.confidence))
      result.interval = outcome.interval
      if outcome.undefinedReplicates > 0 {
        result.note("undefined_replicates", .count(outcome.undefinedReplicates))
      }
    }
    return result
  }

  static let cohenKappaError = Statistic(
    "cohen_kappa_ase",
    summary: "The standard error of Cohen's kappa for many items, where agreement is not chance. "
      + "Look at it where a paper asks for it; the bootstrap interval of cohen_kappa says more.",
    source: "Fleiss, Cohen & Everitt 1969",
    formula: "√Var(κ), Var = [Σ pᵢⱼ (wᵢⱼ (1 − pₑ) − (w̄ᵢ + w̄ⱼ)(1 − pₒ))² − (pₒ pₑ − 2 pₑ + "
      + "pₒ)²] / (n (1 − pₑ)⁴)",
    units: "as kappa",
    undefinedWhen: "as cohen_kappa",
    trap: "It is an approximation for many items, and too small for a few dozen.",
    input: .ratings, options: pairOptions + StatisticInput.weightsOptions
  ) { input in
    let estimate = try kappa(input).estimate(method: "Fleiss, Cohen & Everitt 1969, non-null")
    var result = MeasureResult(estimate)
    result.value = estimate.standardError.map { .number($0) }
    result.note("kappa", .optional(estimate.value))
    return result
  }

  static let scottPi = Statistic(
    "scott_pi",
    summary: "Agreement of two annotators beyond what their common shares of labels would bring "
      + "by chance. Look at it where the two are meant to be interchangeable.",
    source: "Scott 1955",
    formula: "π = (pₒ − Σ πₖ²) / (1 − Σ πₖ²), πₖ the share of k among all judgments of both",
    units: "1 perfect, 0 chance",
    undefinedWhen: "no shared item; one label only",
    trap: "Two annotators with different habits look worse than by Cohen's kappa, which forgives "
      + "the difference.",
    input: .ratings, options: pairOptions + StatisticInput.bootstrapOptions
  ) { input in
    let profiles = ItemProfiles(try input.contingency())
    let pi = ChanceCorrected(.fleiss, profiles: profiles)
    return try input.result(pi.estimate(method: "Scott's pi"), pi, (profiles, []))
  }
}

/// The bootstrap of Cohen's kappa: a draw of items is a draw of cells of the table.
private struct CohenResampling {
  let kappa: CohenKappa
  let weights: (weights: AgreementWeights, byValue: Bool, name: String)

  func interval(_ bootstrap: Bootstrap) -> Bootstrap.Outcome {
    let scale = kappa.table.scale
    let q = scale.count
    var items: [Int] = []
    for cell in 0..<q * q {
      items += [Int](repeating: cell, count: Int(kappa.table[cell / q, cell % q]))
    }
    let values = (0..<bootstrap.replicates).compactMap { replicate -> Double? in
      var random = SeededRandom(seed: bootstrap.seed, stream: UInt64(replicate) + 1)
      var table = ContingencyTable(scale: scale)
      for _ in items {
        let cell = items[Int(random.below(UInt32(items.count)))]
        table[cell / q, cell % q] += 1
      }
      return CohenKappa(table, weights: weights.weights, byValue: weights.byValue)
        .estimate(method: "").value
    }
    return Bootstrap.outcome(values, of: bootstrap.replicates, confidence: bootstrap.confidence)
  }
}
