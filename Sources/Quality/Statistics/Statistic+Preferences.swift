extension Statistic {
  static let playersOption = Option("players", "the candidates in their order, a,b,c", "sorted")
  static let choicesOption = Option(
    "choices", "what the values of choice mean, {\"1\":\"first\",\"0\":\"tie\"}",
    "first, second, tie or a name")
  private static let modelOptions = [
    playersOption, choicesOption,
    Option("reference", "the candidate whose score is 0", "centred"),
    Option("ridge", "adds −ridge/2 Σ s², so that scores always exist", "0"),
    Option("output", "log abilities, worths, standard errors, loglik, …", "log abilities"),
    StatisticInput.confidenceOption,
    Option("bootstrap", "replicates of a bootstrap of comparisons beside the errors", "0"),
    Option("seed", "where the random numbers start", "1"),
  ]

  private static func counts(_ pairs: PairCounts) -> SampleCounts {
    SampleCounts(
      items: pairs.unordered.pairs.count, pairable: pairs.unordered.pairs.count,
      judgments: Int(pairs.comparisons))
  }

  /// Fits a model and returns what `output` names.
  private static func fitted(
    _ model: PairModel, _ pairs: PairCounts, _ input: StatisticInput, _ method: String
  ) throws -> MeasureResult {
    switch model.fit(pairs) {
    case .failure(let reason):
      return MeasureResult(undefined: reason, method: method, counts: counts(pairs))
    case .success(let fit):
      var result = try result(fit, pairs, input, method, defaultOutput: model)
      let replicates = try input.options.count("bootstrap", 0)
      guard replicates > 0 else { return result }
      let bootstrap = Bootstrap(
        replicates: replicates, seed: UInt64(try input.options.count("seed", 1)),
        confidence: try input.confidence)
      let intervals = PairBootstrap(bootstrap, model: model).intervals(pairs)
      result.note(
        "centred_bootstrap_intervals",
        .object(
          zip(pairs.players, intervals).map { JSONValue.Member($0, MeasureResult.json($1)) }))
      return result
    }
  }

  private static func result(
    _ fit: PairModel.Fit, _ pairs: PairCounts, _ input: StatisticInput, _ method: String,
    defaultOutput model: PairModel
  ) throws -> MeasureResult {
    var result = MeasureResult(nil, method: method, counts: counts(pairs))
    var (scores, errors) = (fit.scores, fit.errors)
    if let name = input.options.text("reference") {
      guard let reference = pairs.players.firstIndex(of: name) else {
        throw MeasureError(
          "There is no candidate \(visible(name))." + Nearest.hint(name, in: pairs.players)
            + " Correct the option reference.")
      }
      (scores, errors) = fit.relative(to: reference)
    }
    let z = Normal.quantile(0.5 + (try input.confidence) / 2)
    result.note(
      "ratings",
      .object(
        pairs.players.indices.sorted { scores[$0] > scores[$1] }.map { i in
          JSONValue.Member(
            pairs.players[i],
            .make([
              "score": .number(scores[i]), "standard_error": .number(errors[i]),
              "interval": .numbers([scores[i] - z * errors[i], scores[i] + z * errors[i]]),
            ]))
        }))
    result.note("log_likelihood", .number(fit.logLikelihood))
    if let order = fit.orderEffect {
      result.note("order_effect", .number(order))
      result.note("order_effect_standard_error", .optional(fit.orderEffectError))
    }
    if let tie = fit.tieParameter {
      result.note(model.ties == .davidson ? "nu" : "theta", .number(tie))
    }
    if !fit.converged { result.warnings.append("The fit did not settle; check the data.") }
    if model.ridge > 0 {
      result.warnings.append("A ridge of \(model.ridge) pulls all scores towards 0.")
    }
    result.value = try value(fit, scores, errors, input, model)
    return result
  }

  private static func value(
    _ fit: PairModel.Fit, _ scores: [Double], _ errors: [Double], _ input: StatisticInput,
    _ model: PairModel
  ) throws -> JSONValue {
    let output = input.output
    if output.contains("error") {
      if output.contains("order") || output.contains("home") {
        return .optional(fit.orderEffectError)
      }
      return .numbers(errors)
    }
    if output.contains("loglik") || output.contains("likelihood") {
      return .number(fit.logLikelihood)
    }
    if output.contains("order") || output.contains("home") || output.contains("position") {
      return .optional(fit.orderEffect)
    }
    let words = output.split { !$0.isLetter }
    if words.contains(where: { ["nu", "theta", "tie", "ties"].contains($0) }) {
      return .optional(fit.tieParameter)
    }
    if output.contains("worth"), !output.contains("log") {
      // Worths are the exponentials of the scores, scaled to a sum of 1.
      let top = scores.max() ?? 0
      let worths = scores.map { Power.e($0 - top) }
      let sum = worths.reduce(0, +)
      return .numbers(worths.map { $0 / sum })
    }
    if output.isEmpty, model.orderEffect { return .optional(fit.orderEffect) }
    if output.isEmpty || output.contains("log") || output.contains("abilit")
      || output.contains("score")
    {
      return .numbers(scores)
    }
    throw MeasureError(
      "There is no output \(visible(output)). Choose log abilities, worths, standard errors, "
        + "loglik, order effect or tie parameter.")
  }

  private static func ridge(_ input: StatisticInput) throws -> Double {
    let ridge = try input.options.number("ridge", 0)
    guard ridge >= 0 else { throw MeasureError("The ridge must be 0 or more.") }
    return ridge
  }

  static let bradleyTerry = Statistic(
    "bradley_terry",
    summary: "Ratings of candidates such that the difference of two is the log-odds that one wins. "
      + "Look at it for preference data, with the standard errors of differences.",
    source: "Bradley & Terry 1952; existence Ford 1957; Newton's method on counted pairs",
    formula: "logit P(i beats j) = sᵢ − sⱼ, Σ s = 0; maximum likelihood, or with −ridge/2 Σ "
      + "s²",
    units: "log-odds",
    undefinedWhen: "the wins do not connect all candidates both ways (the groups are named)",
    trap: "Ratings exist only if everybody can be reached by a chain of wins both ways. "
      + "Intervals against one reference say little about two others.",
    input: .comparisons,
    options: modelOptions + [Option("ties", "drop, half, davidson or rao_kupper", "drop")]
  ) { input in
    let text = input.options.text("ties") ?? "drop"
    let ties: PairModel.Ties =
      switch text {
      case "drop", "dropped": .drop
      case "davidson": .davidson
      case "rao_kupper": .raoKupper
      case let word where word.hasPrefix("half"): .half
      default:
        throw MeasureError(
          "The option ties is \(visible(text)), but it must be drop, half, davidson or rao_kupper.")
      }
    let pairs = try input.pairs()
    var result = try fitted(
      PairModel(
        ties: ties, orderEffect: try input.options.flag("order_effect", false),
        ridge: try ridge(input)), pairs, input, "Bradley-Terry, ties: \(ties.rawValue)")
    let tied = pairs.pairs.reduce(0) { $0 + $1.ties }
    if ties == .drop, tied > 0 { result.note("ties_dropped", .number(tied)) }
    return result
  }

  static let orderEffect = Statistic(
    "bradley_terry_order_effect",
    summary:
      "The log-odds that the first place adds to a candidate's chance, whoever stands there. "
      + "Look at it as the position bias of annotators, also where the order was not drawn.",
    source: "Bradley & Terry 1952 with an order effect; Agresti, Categorical Data Analysis",
    formula: "logit P(first wins) = δ + s_first − s_second",
    units: "log-odds",
    undefinedWhen: "as bradley_terry",
    trap: "If each pair was always shown in one order, it cannot be told from strength.",
    input: .comparisons, options: modelOptions
  ) { input in
    try fitted(
      PairModel(orderEffect: true, ridge: try ridge(input)), try input.pairs(), input,
      "Bradley-Terry with order effect, ties dropped")
  }

  static let davidson = Statistic(
    "davidson",
    summary: "Bradley and Terry's ratings with ties as answers of their own: nu says how often "
      + "equals tie. Look at it where annotators may answer tie.",
    source: "Davidson 1970",
    formula: "P(i) : P(j) : P(tie) = wᵢ : wⱼ : ν √(wᵢ wⱼ)",
    units: "log-odds; ν from 0",
    undefinedWhen: "as bradley_terry; no tie, or ties only",
    trap: "Ties that mean “I do not know” are no ties; ask for cannot judge apart.",
    input: .comparisons, options: modelOptions
  ) { input in
    try fitted(
      PairModel(
        ties: .davidson, orderEffect: try input.options.flag("order_effect", false),
        ridge: try ridge(input)), try input.pairs(), input, "Davidson")
  }

  static let raoKupper = Statistic(
    "rao_kupper",
    summary: "Bradley and Terry's ratings where a difference below a threshold is a tie: theta ≥ 1 "
      + "is the threshold. Look at it beside davidson; the likelihood says which fits.",
    source: "Rao & Kupper 1967",
    formula: "P(i) = wᵢ / (wᵢ + θ wⱼ), P(tie) = (θ² − 1) wᵢ wⱼ / ((wᵢ + θ wⱼ)(wⱼ + θ wᵢ))",
    units: "log-odds; θ from 1",
    undefinedWhen: "as davidson",
    trap: "Its worths are not on Davidson's scale.",
    input: .comparisons, options: modelOptions
  ) { input in
    try fitted(
      PairModel(
        ties: .raoKupper, orderEffect: try input.options.flag("order_effect", false),
        ridge: try ridge(input)), try input.pairs(), input, "Rao-Kupper")
  }

  static let crowdBradleyTerry = Statistic(
    "crowd_bt",
    summary: "Bradley and Terry's ratings with a reliability eta for each annotator. "
      + "Look at it to find annotators who answer at random (eta ½) or backwards (near 0).",
    source: "Chen, Bennett, Collins-Thompson & Horvitz 2013",
    formula: "Σ log (η Pᵢⱼ + (1 − η) Pⱼᵢ) + λ Σ (log σ(s) + log σ(−s))",
    units: "log-odds; η 0 to 1",
    undefinedWhen: "nobody is named as annotator",
    trap: "It has two mirror solutions; the start at .9 takes most annotators at their word.",
    input: .comparisons,
    options: [
      playersOption, choicesOption, Option("lambda", "how hard scores are held near 0", "0.5"),
      Option("eta0", "the reliability to start from", "0.9"),
      Option("output", "log abilities, eta per annotator or objective", "log abilities"),
    ]
  ) { input in
    let table = try input.comparisons(extras: ["annotator"])
    let lambda = try input.options.number("lambda", 0.5)
    guard lambda > 0 else { throw MeasureError("The option lambda must be above 0.") }
    let model = CrowdBradleyTerry(lambda: lambda, startEta: try input.options.share("eta0", 0.9))
    let size = SampleCounts(
      items: 0, pairable: 0, judgments: table.count, annotators: table.annotators.count)
    switch model.fit(table) {
    case .failure(let reason):
      return MeasureResult(undefined: reason, method: "crowd Bradley-Terry", counts: size)
    case .success(let fit):
      let order = CategoryScale.sorted(table.annotators).compactMap {
        table.annotators.firstIndex(of: $0)
      }
      var result = MeasureResult(nil, method: "crowd Bradley-Terry", counts: size)
      result.note(
        "ratings",
        .object(
          table.players.indices.sorted { fit.scores[$0] > fit.scores[$1] }.map {
            JSONValue.Member(table.players[$0], .number(fit.scores[$0]))
          }))
      result.note(
        "eta",
        .object(order.map { JSONValue.Member(table.annotators[$0], .number(fit.etas[$0])) }))
      result.note("objective", .number(fit.objective))
      if input.output.contains("objective") {
        result.value = .number(fit.objective)
      } else if input.output.contains("eta") {
        result.value = .numbers(order.map { fit.etas[$0] })
      } else {
        result.value = .numbers(fit.scores)
      }
      return result
    }
  }
}
