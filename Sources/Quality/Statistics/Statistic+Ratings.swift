extension Statistic {
  private static let iccOptions = [
    Option(
      "form", IntraclassCorrelation.Form.allCases.map(\.rawValue).joined(separator: ", "), "ICC2"),
    Option("unequal", "one-way forms: take items with unequal numbers of ratings", "false"),
    StatisticInput.confidenceOption, StatisticInput.repeatsOption,
  ]

  private static func icc(_ input: StatisticInput) throws -> MeasureResult {
    let form = try input.options.choice("form", IntraclassCorrelation.Form.icc2)
    let table = try input.ratings(numeric: true)
    let isOneWay = form == .icc1 || form == .icc1k
    var (ratings, left) = IntraclassCorrelation.complete(table)
    var words = "complete items"
    if isOneWay, left > 0 {
      let oneWay = IntraclassCorrelation.oneWay(table)
      let isEqual = Set(oneWay.ratings.rows.map(\.count)).count == 1
      let asked = try input.options.flag("unequal", false)
      if isEqual || asked {
        (ratings, left) = oneWay
        words = isEqual ? "items with equally many ratings" : "harmonic mean of ratings an item"
      }
    }
    let method = "\(form.rawValue) of Shrout & Fleiss, \(form.otherName) of McGraw & Wong, \(words)"
    var estimate = ratings.estimate(form, confidence: try input.confidence, method: method)
    if ratings.rows.isEmpty, left > 0 {
      estimate.undefined = .incomplete(
        "No item was rated by everybody, and this form needs a complete table. "
          + "Use krippendorff_alpha with the level interval, or ICC1.")
    }
    var result = MeasureResult(estimate)
    result.note("items_left_out", .count(left))
    if left > 0, estimate.value != nil {
      result.warnings.append(
        "\(left) incomplete items are left out. krippendorff_alpha with the level interval uses all."
      )
    }
    return result
  }

  static let intraclass = Statistic(
    "icc",
    summary: "The share of the variance of ratings that lies between items rather than "
      + "annotators and error. Look at ICC2 for one annotator, at ICC2k for the mean of k.",
    source: "Shrout & Fleiss 1979; McGraw & Wong 1996",
    formula: "ICC1 = (B − W)/(B + (k − 1) W); ICC2 = (B − E)/(B + (k − 1) E + k (J − E)/n); "
      + "ICC3 = (B − E)/(B + (k − 1) E); for k: (B − W)/B, (B − E)/(B + (J − E)/n), (B "
      + "− E)/B; mean squares B of items, W within, J of annotators, E of error",
    units: "1 perfect, 0 or less none",
    undefinedWhen: "no variance; fewer than two items; no item rated by everybody",
    trap: "ICC3 forgives annotators who are harsher than others; do not compare it with ICC2. "
      + "A narrow choice of items lowers all forms.",
    input: .ratings, options: iccOptions
  ) { try icc($0) }

  static let intraclassInterval = Statistic(
    "icc_ci",
    summary: "The interval of an intraclass correlation by the F distribution. "
      + "Look at its lower end before you rely on one annotator's ratings.",
    source: "McGraw & Wong 1996; ICC2 by Satterthwaite's degrees of freedom",
    formula: "F quantiles of the mean squares; ICC2 with Satterthwaite's degrees of freedom",
    units: "as icc",
    undefinedWhen: "as icc; no error at all",
    trap: "It takes errors as normal, which ratings at the end of a scale are not.",
    input: .ratings, options: iccOptions
  ) { input in
    var result = try icc(input)
    result.note("icc", result.value ?? .null)
    guard let interval = result.interval else {
      if result.undefined == nil { result.undefined = .noVariance }
      result.value = nil
      return result
    }
    result.value = .numbers([interval.low, interval.high])
    return result
  }

  static let kendallTau = Statistic(
    "kendall_tau_b",
    summary: "How far two annotators put the same candidates in the same order: 1 the same, −1 the "
      + "reverse; ties are allowed for. Look at it for two rankings of one item.",
    source: "Kendall 1945",
    formula: "τ_b = (C − D) / √((C + D + T₂)(C + D + T₁)), T ties of one side only",
    units: "−1 to 1",
    undefinedWhen: "fewer than two candidates; one side ties all",
    trap: "With many ties it hides that few pairs were decided at all; read the counts of pairs.",
    input: .options,
    options: [
      Option("a", "one annotator's ranks, 1,2,3", "none"),
      Option("b", "the other's ranks of the same candidates", "none"),
    ]
  ) { input in
    guard let a = try input.options.numbers("a"), let b = try input.options.numbers("b") else {
      throw MeasureError("Give the ranks of both annotators by the options a and b, 1,2,3.")
    }
    guard a.count == b.count else {
      throw MeasureError(
        "There are \(a.count) ranks in a and \(b.count) in b. Rank the same candidates.")
    }
    let pairs = RankAgreement.pairs(a, b)
    var result: MeasureResult
    switch RankAgreement.tauB(a, b) {
    case .success(let tau): result = MeasureResult(.number(tau), method: "Kendall's tau-b")
    case .failure(let reason): result = MeasureResult(undefined: reason, method: "Kendall's tau-b")
    }
    result.note("concordant", .count(pairs.concordant))
    result.note("discordant", .count(pairs.discordant))
    result.note("tied", .count(pairs.tiedFirst + pairs.tiedSecond + pairs.tiedBoth))
    return result
  }

  static let pairwiseAlpha = Statistic(
    "pairwise_alpha",
    summary: "Krippendorff's alpha of the preferences between all pairs of candidates that "
      + "rankings imply. Look at it for rankings by several annotators, with ties.",
    source: "Krippendorff 2011 on pairs; bootstrap clustered by item",
    formula: "nominal alpha of first / second / tie over all pairs of candidates of an item",
    units: "1 perfect, 0 chance",
    undefinedWhen: "as krippendorff_alpha",
    trap: "Pairs of one item hang together, so an interval over pairs would be far too narrow; "
      + "this one draws items.",
    input: .rankings, options: StatisticInput.bootstrapOptions
  ) { input in
    let rankings = try input.rankings()
    let table = RankAgreement.pairwise(rankings)
    let profiles = ItemProfiles(table)
    let alpha = KrippendorffAlpha(.nominal, profiles: profiles)
    var result = try input.result(
      alpha.estimate(method: "Krippendorff's alpha of pairs, clustered by item"), alpha,
      (profiles, table.cluster))
    result.note("ranked_items", .count(Set(rankings.map(\.item)).count))
    return result
  }
}

extension StatisticInput {
  /// Rankings of each item by each annotator from the columns item, annotator, candidate, rank.
  ///
  /// Rank 1 is the best, and equal ranks are ties. Candidates that somebody left out are left out
  /// of that person's pairs only.
  func rankings() throws -> [RankAgreement.Ranking] {
    guard case .columns(let table) = data, let item = table.columns["item"],
      let annotator = table.columns["annotator"], let candidate = table.columns["candidate"],
      let rank = table.columns["rank"]
    else {
      throw MeasureError("This statistic needs the columns item, annotator, candidate and rank.")
    }
    var problems = ProblemList()
    var scores: [Int: [Int32: Double]] = [:]
    for row in 0..<table.rowCount where rank.codes[row] >= 0 {
      let text = rank.values[Int(rank.codes[row])]
      guard let number = CategoryScale.number(text) else {
        problems.add(
          table.problem(
            "rank", row: row, "\(visible(text)) is no rank. Write a number, 1 the best."))
        continue
      }
      guard item.codes[row] >= 0, annotator.codes[row] >= 0, candidate.codes[row] >= 0 else {
        problems.add(
          table.problem("rank", row: row, "Item, annotator or candidate of this rank is empty."))
        continue
      }
      let key = Int(item.codes[row]) * annotator.values.count + Int(annotator.codes[row])
      if scores[key]?[candidate.codes[row]] != nil {
        problems.add(
          table.problem("candidate", row: row, "This candidate is ranked twice. Remove one row."))
      }
      scores[key, default: [:]][candidate.codes[row]] = -number
    }
    try problems.throwIfAny()
    return scores.sorted { $0.key < $1.key }.map { key, scores in
      let ranked = scores.sorted { $0.key < $1.key }
      return RankAgreement.Ranking(
        item: key / annotator.values.count, annotator: key % annotator.values.count,
        candidates: ranked.map { Int($0.key) }, scores: ranked.map(\.value))
    }
  }
}
