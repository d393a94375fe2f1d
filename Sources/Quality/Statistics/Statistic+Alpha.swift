extension Statistic {
  static let levelOption = Option(
    "level", LabelDistance.named.map(\.name).joined(separator: ", "), "nominal")

  /// The distance that `level`, `metric` or a table of distances names.
  static func distance(_ options: MeasureOptions) throws -> (LabelDistance, String) {
    if let rows = try options.matrix("distances") { return (.matrix(rows), "given distances") }
    let words = LabelDistance.named.map { ($0.name, $0.distance) }
    let name = options.text("metric") ?? options.text("level") ?? "nominal"
    let distance = try options.choice(
      options.text("metric") == nil ? "level" : "metric", words, .nominal)
    return (distance, name)
  }

  static func alpha(
    _ input: StatisticInput
  ) throws -> (alpha: KrippendorffAlpha, data: (ItemProfiles, ContiguousArray<Int32>), name: String)
  {
    let (distance, name) = try distance(input.options)
    let data = try input.profiles(numeric: distance.needsNumbers)
    let count = data.profiles.scale.count
    if case .matrix(let rows) = distance, rows.count != count {
      throw MeasureError(
        "The distances have \(rows.count) rows and there are \(count) categories. "
          + "Give one row for each category.")
    }
    if distance.needsNumbers, data.profiles.scale.values == nil {
      throw MeasureError(
        "The level \(name) needs categories that are numbers. Name them so, or use ordinal.")
    }
    let needsTable = distance != .nominal && distance != .ordinal && distance != .interval
    if needsTable, count > 4000 {
      throw MeasureError(
        "There are \(count) different labels, too many for a table of all distances. "
          + "Round the ratings, or use the level interval.")
    }
    return (KrippendorffAlpha(distance, profiles: data.profiles), data, name)
  }

  static let krippendorffAlpha = Statistic(
    "krippendorff_alpha",
    summary: "1 − observed / expected disagreement, for any number of annotators, missing "
      + "judgments and any distance of labels. Look at it as the one number of agreement of a "
      + "question, at its lower limit and category by category.",
    source: "Krippendorff 2011; MASI Passonneau 2006; bootstrap of items Zapf et al. 2016",
    formula: "α = 1 − (n − 1) Σ o d / Σ n n′ d, o the coincidences of items with two "
      + "judgments; d nominal 0/1, interval (c − k)², ratio ((c − k)/(c + k))², ordinal "
      + "the squared difference of mid-ranks, MASI and Jaccard as they are",
    units: "1 perfect, 0 chance",
    undefinedWhen: "no item has two judgments; all compared labels are the same",
    trap: "It says how reliable one annotator is: ten judgments of alpha .24 together can be "
      + "90 % right. High alpha is not truth: people who share a bias agree.",
    input: .ratings,
    options: [
      levelOption, Option("metric", "masi or jaccard for sets written A|B", "none"),
      Option("distances", "a table of the distances of all labels, [[0,1],[1,0]]", "none"),
      StatisticInput.categoriesOption, StatisticInput.repeatsOption,
    ] + StatisticInput.bootstrapOptions
  ) { input in
    let (alpha, data, name) = try alpha(input)
    var result = try input.result(
      alpha.estimate(method: "Krippendorff's alpha, \(name)"), alpha, data)
    if alpha.distance == .nominal { noteCategories(data.0, &result) }
    return result
  }

  static let bootstrapInterval = Statistic(
    "bootstrap_ci",
    summary: "The percentile interval of a statistic when items are drawn anew with all their "
      + "judgments. Look at it before you compare two numbers of agreement.",
    source: "Efron 1979; of items, Zapf et al. 2016",
    formula: "the (1 − C)/2 and (1 + C)/2 quantiles of the statistic over B draws of items "
      + "with replacement",
    units: "as the statistic",
    undefinedWhen: "the statistic is undefined, or is in half of the draws",
    trap: "It speaks of other items judged by the same people, not of other people; "
      + "leave_one_out shows what one person does to the number.",
    input: .ratings,
    options: [
      Option(
        "statistic", "krippendorff_alpha, fleiss_kappa, gwet_ac1 or percent_agreement",
        "krippendorff_alpha"),
      Option("B", "replicates", "2000"), Option("seed", "where the random numbers start", "1"),
      levelOption, StatisticInput.confidenceOption, StatisticInput.categoriesOption,
      StatisticInput.repeatsOption,
    ]
  ) { input in
    let replicates = try input.options.count("B", 2000)
    let kind = try input.options.choice(
      "statistic",
      [
        ("krippendorff_alpha", nil), ("fleiss_kappa", .fleiss), ("gwet_ac1", .gwet),
        ("gwet_ac2", .gwet), ("percent_agreement", .percent),
      ] as [(String, ChanceCorrected.Coefficient?)], nil)
    let outcome: Bootstrap.Outcome
    let estimate: Estimate
    if let kind {
      let data = try input.profiles()
      let weights = try input.weights()
      try input.check(weights.weights, data.profiles.scale)
      let statistic = ChanceCorrected(
        kind, profiles: data.profiles, weights: weights.weights, byValue: weights.byValue)
      estimate = statistic.estimate(method: "item bootstrap, percentile")
      outcome = try input.bootstrap(statistic, data, replicates: replicates)
    } else {
      let (alpha, data, _) = try alpha(input)
      estimate = alpha.estimate(method: "item bootstrap, percentile")
      outcome = try input.bootstrap(alpha, data, replicates: replicates)
    }
    var result = MeasureResult(estimate)
    guard let interval = outcome.interval, estimate.value != nil else {
      result.value = nil
      result.undefined =
        estimate.undefined
        ?? .other("The statistic is undefined in most replicates. Judge more items.")
      return result
    }
    result.note("estimate", .optional(estimate.value))
    result.note("undefined_replicates", .count(outcome.undefinedReplicates))
    result.interval = interval
    result.value = .numbers([interval.low, interval.high])
    return result
  }

  static let masiDistance = Statistic(
    "masi_distance",
    summary: "How far two sets of labels are apart: 0 the same, 1 nothing in common. "
      + "Look at it to understand alpha with MASI, item by item.",
    source: "Passonneau 2006, with exact thirds",
    formula: "1 − |A ∩ B| / |A ∪ B| · m, m = 1 equal, 2/3 subset, 1/3 overlap, 0 disjoint; 0 "
      + "for two empty sets",
    units: "0 the same to 1",
    undefinedWhen: "never",
    trap: "Older programs round 2/3 and 1/3 to .67 and .33, and fail on two empty sets.",
    input: .options, options: [Option("pairs", "pairs of sets, [[[\"A\"],[\"A\",\"B\"]]]", "none")]
  ) { input in
    let pairs = input.options.raw("pairs").map { value in
      value.string.flatMap { try? JSONReader.value(of: Array($0.utf8)) } ?? value
    }
    let sets = (pairs?.array ?? []).map { pair in
      (pair.array ?? []).map { Set(($0.array ?? []).compactMap(\.label)) }
    }
    guard !sets.isEmpty, sets.allSatisfy({ $0.count == 2 }) else {
      throw MeasureError("The option pairs must be a list of pairs of sets, [[[\"A\"],[\"B\"]]].")
    }
    return MeasureResult(
      .numbers(sets.map { LabelDistance.masi($0[0], $0[1]) }), method: "MASI distance")
  }
}
