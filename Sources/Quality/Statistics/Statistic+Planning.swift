extension Statistic {
  static let acceptanceProbability = Statistic(
    "acceptance_probability",
    summary: "The chance that a batch passes an audit of n items that allows c errors. "
      + "Look at it for a good and for a bad batch before you agree on a plan.",
    source: "hypergeometric for a lot, binomial for a process; Loader 2000",
    formula: "P(X ≤ c), hypergeometric (N, D, n) or binomial (n, p)",
    units: "a share",
    undefinedWhen: "never",
    trap: "A plan that seldom fails good batches often passes bad ones; look at both.",
    input: .options,
    options: [
      Option("n", "audited items", "none"), Option("c", "errors allowed", "none"),
      Option("N", "items of the lot", "a process"), Option("D", "errors in the lot", "none"),
      Option("p", "error rate of the process", "none"),
    ]
  ) { input in
    let (n, c) = (try input.options.count("n"), try input.options.count("c"))
    guard let lot = try input.options.optionalCount("N") else {
      let rate = try input.options.number("p")
      guard (0...1).contains(rate) else { throw MeasureError("p must be from 0 to 1.") }
      return MeasureResult(
        .number(Audit.acceptance(rate: rate, sample: n, allowed: c)), method: "binomial")
    }
    let defects =
      try input.options.optionalCount("D")
      ?? Int((try input.options.number("p") * Double(lot)).rounded())
    guard n <= lot, defects <= lot else {
      throw MeasureError("The audited items n and the errors D cannot be more than the lot N.")
    }
    return MeasureResult(
      .number(Audit.acceptance(lot: lot, defects: defects, sample: n, allowed: c)),
      method: "hypergeometric")
  }

  static let operatingCharacteristic = Statistic(
    "operating_characteristic",
    summary: "The chance that a batch passes an audit, for every error rate from 0 up. "
      + "Look at it to see what a plan really promises, before you agree on it.",
    source: "hypergeometric for a lot, binomial for a process",
    formula: "P(X ≤ c) at each rate, as acceptance_probability",
    units: "pairs of a rate and a chance, both shares",
    undefinedWhen: "never",
    trap: "The plan that passes bad batches one time in ten passes one of ten bad batches.",
    input: .options,
    options: [
      Option("n", "audited items", "none"), Option("c", "errors allowed", "none"),
      Option("N", "items of the lot", "a process"),
      Option("up_to", "the largest error rate", "0.2"), Option("steps", "how many steps", "20"),
    ]
  ) { input in
    let (n, c) = (try input.options.count("n"), try input.options.count("c"))
    let lot = try input.options.optionalCount("N")
    let steps = try input.options.count("steps", 20)
    guard n <= lot ?? n, (1...10_000).contains(steps) else {
      throw MeasureError("n cannot be more than N, and steps must be from 1 to 10 000.")
    }
    let curve = Audit.operatingCharacteristic(
      sample: n, allowed: c, lot: lot, upTo: try input.options.share("up_to", 0.2), steps: steps)
    return MeasureResult(
      .array(curve.map { .numbers([$0.rate, $0.acceptance]) }),
      method: lot == nil ? "binomial" : "hypergeometric")
  }

  static let zeroDefectSize = Statistic(
    "sample_size_zero_defects",
    summary: "How many items must be audited without an error to be sure that the rate is below p. "
      + "Look at it for the smallest honest audit: 59 for 5 %, 299 for 1 %.",
    source: "ln(1 − C) / ln(1 − p); for a lot the hypergeometric",
    formula: "⌈ln(1 − C) / ln(1 − p)⌉; lot: the smallest n with P(0 | N, ⌈p N⌉, n) ≤ 1 − C",
    units: "items",
    undefinedWhen: "the lot is too small",
    trap: "One error found ends the claim; plan for one allowed with audit_plan.",
    input: .options,
    options: [
      Option("p", "the error rate to rule out", "none"), StatisticInput.confidenceOption,
      Option("N", "items of the lot", "a process"),
    ]
  ) { input in
    let n = Audit.zeroDefectSample(
      rate: try input.options.share("p"), confidence: try input.confidence,
      lot: try input.options.optionalCount("N"))
    guard let n else {
      return MeasureResult(
        undefined: .other("The lot is too small to show such a rate."), method: "zero defects")
    }
    return MeasureResult(.count(n), method: "smallest sample without an error")
  }

  static let auditPlan = Statistic(
    "audit_plan",
    summary: "The smallest audit of a batch that shows fewer errors than a share p although it "
      + "allows c. Look at it when a batch is handed in.",
    source: "hypergeometric",
    formula: "the smallest n with P(X ≤ c | N, ⌈p N⌉, n) ≤ 1 − C",
    units: "items",
    undefinedWhen: "even the whole lot would not show it",
    trap: "The sample must be drawn at random from the whole batch, not from its first items.",
    input: .options,
    options: [
      Option("N", "items of the lot", "none"),
      Option("p", "the share of errors to rule out", "none"),
      Option("c", "errors allowed", "0"), StatisticInput.confidenceOption,
    ]
  ) { input in
    let n = Audit.plan(
      lot: try input.options.count("N"), rate: try input.options.share("p"),
      allowed: try input.options.count("c", 0), confidence: try input.confidence)
    guard let n else {
      return MeasureResult(
        undefined: .other("The lot is too small to rule out so few errors. Audit all of it."),
        method: "audit plan")
    }
    return MeasureResult(.count(n), method: "smallest sample, hypergeometric")
  }

  static let lotUpperBound = Statistic(
    "lot_error_upper_bound",
    summary: "The most errors that a batch can hold after an audit of a random sample. "
      + "Look at it to accept or return a batch.",
    source: "largest D with P(X ≤ x | N, D, n) > 1 − C, hypergeometric",
    formula: "the largest D with P(X ≤ x | N, D, n) > 1 − C",
    units: "items with errors",
    undefinedWhen: "no sample",
    trap: "No error in 100 of 1000 items still allows 28 in the batch.",
    input: .options,
    options: [
      Option("lot", "items of the batch", "none"), Option("sample", "audited items", "none"),
      Option("errors", "errors found", "none"), StatisticInput.confidenceOption,
    ]
  ) { input in
    let (lot, sample) = (try input.options.count("lot"), try input.options.count("sample"))
    let errors = try input.options.count("errors")
    guard sample <= lot, errors <= sample else {
      throw MeasureError("The errors must be among the sample, and the sample among the lot.")
    }
    let bound = Audit.upperBound(
      lot: lot, sample: sample, errors: errors, confidence: try input.confidence)
    guard let bound else { return MeasureResult(undefined: .empty, method: "hypergeometric") }
    var result = MeasureResult(
      .count(bound), method: "hypergeometric upper bound",
      counts: SampleCounts(items: sample, judgments: sample))
    result.note("share", .number(Double(bound) / Double(lot)))
    return result
  }

  static let errorsPerUnit = Statistic(
    "errors_per_unit_upper_bound",
    summary: "The most errors per document when an item can hold several, such as wrong spans. "
      + "Look at it after an audit that counts errors instead of wrong items.",
    source: "Poisson, by the gamma quantile (Garwood 1936)",
    formula: "gamma quantile (C; x + 1) / units",
    units: "errors per unit",
    undefinedWhen: "no unit",
    trap: "Errors that come together in one document are no Poisson; the bound is then too low.",
    input: .options,
    options: [
      Option("errors", "errors found", "none"), Option("units", "documents audited", "none"),
      StatisticInput.confidenceOption,
    ]
  ) { input in
    let bound = Audit.rateUpperBound(
      errors: try input.options.count("errors"), units: try input.options.number("units"),
      confidence: try input.confidence)
    guard let bound else { return MeasureResult(undefined: .empty, method: "Poisson") }
    return MeasureResult(.number(bound), method: "Poisson upper bound")
  }

  static let proportionSize = Statistic(
    "sample_size_proportion",
    summary: "How many items must be judged to know a share to ± a half width. "
      + "Look at it before you choose how much gold or audit you need.",
    source: "Wald, or Wilson 1927",
    formula: "⌈z² p (1 − p) / h²⌉; wilson: the smallest n whose interval is that narrow",
    units: "items",
    undefinedWhen: "never",
    trap: "With a share near 0 or 1 Wald asks for too few; take p = .5 or method=wilson.",
    input: .options,
    options: [
      Option("p", "the share to be expected", "0.5"),
      Option("half_width", "how exactly it must be known", "none"),
      StatisticInput.confidenceOption, Option("method", "wald or wilson", "wald"),
    ]
  ) { input in
    let method = try input.options.choice(
      "method", [("wald", SampleSize.Method.wald), ("wilson", .wilson)], .wald)
    let n = SampleSize.proportion(
      try input.options.number("p", 0.5), halfWidth: try input.options.number("half_width"),
      confidence: try input.confidence, method: method)
    guard let n else { throw MeasureError("p must be from 0 to 1 and half_width above 0.") }
    return MeasureResult(.count(n), method: method.rawValue)
  }

  static let kappaSize = Statistic(
    "sample_size_kappa_2x2",
    summary: "How many items two annotators must share to tell one kappa from another, for yes/no "
      + "labels. Look at it before a pilot whose kappa shall decide something.",
    source: "Cantor 1996",
    formula: "((z₁₋α √Q₀ + z_power √Q₁) / (k₁ − k₀))², Q = n Var(κ) of Fleiss, Cohen & "
      + "Everitt",
    units: "items",
    undefinedWhen: "no table has these rates and kappas",
    trap: "It takes the rates of yes as known; a rare label needs many more items.",
    input: .options,
    options: [
      Option("rate1", "the first's rate of yes", "none"),
      Option("rate2", "the second's rate of yes", "none"),
      Option("k1", "the kappa to find", "none"), Option("k0", "the kappa to rule out", "0"),
      Option("alpha", "the error rate", "0.05"), Option("power", "the chance to find it", "0.8"),
      Option("two_sided", "test both directions", "false"),
    ]
  ) { input in
    let n = SampleSize.kappa(
      rate1: try input.options.share("rate1"), rate2: try input.options.share("rate2"),
      k1: try input.options.number("k1"), k0: try input.options.number("k0", 0),
      alpha: try input.options.share("alpha", 0.05), power: try input.options.share("power", 0.8),
      twoSided: try input.options.flag("two_sided", false))
    guard let n else {
      return MeasureResult(
        undefined: .other("No two annotators with these rates can have these kappas."),
        method: "Cantor 1996")
    }
    return MeasureResult(.count(n), method: "Cantor 1996")
  }

  static let overlapNeeded = Statistic(
    "overlap_needed",
    summary: "How many annotators an item needs so that their mean is as reliable as wanted. "
      + "Look at it to set overlap: ten judgments of alpha .24 have a reliability of .76.",
    source: "Spearman 1910, Brown 1910",
    formula: "⌈R (1 − r) / (r (1 − R))⌉",
    units: "annotators per item",
    undefinedWhen: "a reliability of 0 or less, or of 1",
    trap: "It holds for errors that people make on their own; a bias that all share stays.",
    input: .options,
    options: [
      Option("reliability", "of one annotator: alpha or ICC2", "none"),
      Option("wanted", "of the mean", "0.8"),
    ]
  ) { input in
    let one = try input.options.number("reliability")
    let wanted = try input.options.share("wanted", 0.8)
    guard let k = SampleSize.overlap(reliability: one, wanted: wanted) else {
      return MeasureResult(
        undefined: .other(
          one <= 0
            ? "A reliability of 0 or less grows with no number of annotators. Mend the question."
            : "The reliability of one annotator must be below 1."), method: "Spearman-Brown")
    }
    var result = MeasureResult(.count(k), method: "Spearman-Brown")
    result.note("reliability", .number(SampleSize.reliability(of: one, annotators: k)))
    return result
  }
}
