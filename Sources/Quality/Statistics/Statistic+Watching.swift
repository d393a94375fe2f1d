extension Statistic {
  private static let testOptions = [
    Option("p0", "the acceptable error rate", "none"),
    Option("p1", "the unacceptable error rate", "none"),
    Option("alpha", "the chance to reject an acceptable annotator", "0.05"),
    Option("beta", "the chance to accept an unacceptable one", "0.1"),
    Option("n_max", "stop without a decision after so many", "never"),
  ]

  private static func test(_ options: MeasureOptions) throws -> SequentialTest {
    let (p0, p1) = (try options.share("p0"), try options.share("p1"))
    guard p0 < p1 else {
      throw MeasureError("p1 must be above p0: the unacceptable error rate is the larger one.")
    }
    return SequentialTest(
      acceptable: p0, unacceptable: p1, alpha: try options.share("alpha", 0.05),
      beta: try options.share("beta", 0.1), truncation: try options.optionalCount("n_max"))
  }

  private static func errors(_ input: StatisticInput) throws -> [Bool] {
    try input.series("errors").map { number in
      guard number == 0 || number == 1 else {
        throw MeasureError("An error is 1 and a right answer 0; \(number) is neither.")
      }
      return number == 1
    }
  }

  static let goldAccuracy = Statistic(
    "gold_accuracy",
    summary: "Each annotator's accuracy on items with a known answer, with its interval. "
      + "Look at it for qualification; for alerts use sprt or bernoulli_cusum.",
    source: "Wilson 1927",
    formula: "right / judged gold items",
    units: "a share",
    undefinedWhen: "no judged item has a known answer",
    trap: "20 gold items cannot tell 85 % from 95 %: read the interval. "
      + "Gold that is easier than the work flatters everybody.",
    input: .ratings, options: [StatisticInput.categoriesOption, StatisticInput.confidenceOption]
  ) { input in
    let table = try input.ratings(repeats: .keep, extras: ["gold"])
    let all = Watch.goldAccuracy(table, confidence: try input.confidence)
      .filter { $0.items > 0 }
    guard !all.isEmpty else {
      return MeasureResult(
        undefined: .other(
          "No judged item has a known answer. Name the column of answers by --gold."),
        method: "gold accuracy", counts: table.counts)
    }
    return MeasureResult(
      .object(
        all.map {
          JSONValue.Member(
            table.annotators[$0.annotator],
            .make([
              "accuracy": .number(Double($0.right) / Double($0.items)),
              "interval": MeasureResult.json($0.interval), "right": .count($0.right),
              "items": .count($0.items),
            ]))
        }), method: "gold accuracy, Wilson", counts: table.counts)
  }

  static let sprt = Statistic(
    "sprt",
    summary: "Decides after each gold item whether an annotator is acceptable, not, or needs more "
      + "items, with stated error rates. Look at it instead of a threshold that is checked daily.",
    source: "Wald 1945",
    formula: "Σ log-likelihood ratios of p₁ against p₀; stops at log((1 − β)/α) or log(β/(1 "
      + "− α))",
    units: "H0 acceptable, H1 not, continue, truncated; nats",
    undefinedWhen: "never: no item is “continue”",
    trap: "It assumes gold in random order: shuffle it, and mix hard with easy. "
      + "For a team of twenty divide alpha: watch_correction does.",
    input: .series(column: "errors"), options: testOptions
  ) { input in
    var test = try test(input.options)
    for isError in try errors(input) { test.add(isError: isError) }
    return MeasureResult(
      .make([
        "decision": .string(test.decision.rawValue), "n": .count(test.count),
        "llr": .number(test.logLikelihoodRatio),
      ]), method: "SPRT of Wald", counts: SampleCounts(judgments: test.count))
  }

  static let sprtBoundaries = Statistic(
    "sprt_boundaries",
    summary: "The two lines of the sequential test on the plane of items and errors. "
      + "Look at them to tell annotators beforehand what will be decided when.",
    source: "Wald 1945",
    formula: "errors = slope · n + log B or log A over log(p₁ (1 − p₀) / (p₀ (1 − p₁)))",
    units: "nats; errors",
    undefinedWhen: "never",
    trap: "The lines are for one person; with many watched, choose a smaller alpha.",
    input: .options, options: testOptions
  ) { input in
    let test = try test(input.options)
    let lines = test.lines
    return MeasureResult(
      .make([
        "logA": .number(test.upperBound), "logB": .number(test.lowerBound),
        "slope": .number(lines.slope), "accept_intercept": .number(lines.acceptIntercept),
        "reject_intercept": .number(lines.rejectIntercept),
      ]), method: "SPRT of Wald")
  }

  static let sprtExpected = Statistic(
    "sprt_expected_sample_size",
    summary: "How many gold items the sequential test takes on average. "
      + "Look at it to plan how many gold items each person must meet.",
    source: "Wald's approximation of the average sample number",
    formula: "(P(reject) log A + P(accept) log B) / mean step",
    units: "gold items",
    undefinedWhen: "never",
    trap: "It is a mean: a person between the two rates takes much longer.",
    input: .options, options: testOptions
  ) { input in
    let test = try test(input.options)
    return MeasureResult(
      .make([
        "asn_p0": .number(test.expectedCount(atRate: test.acceptable)),
        "asn_p1": .number(test.expectedCount(atRate: test.unacceptable)),
      ]), method: "SPRT of Wald")
  }

  private static func simulatedThreshold(
    _ p0: Double, _ p1: Double, _ options: MeasureOptions
  ) throws -> Double {
    let items = try options.number("arl0", 500)
    guard (1...100_000).contains(items) else {
      throw MeasureError("arl0 must be from 1 to 100 000 items between false alarms.")
    }
    return BernoulliCusum.threshold(
      acceptable: p0, unacceptable: p1, items: items,
      seed: UInt64(try options.count("seed", 1)))
  }

  static let bernoulliCusum = Statistic(
    "bernoulli_cusum",
    summary: "Watches gold errors for a rise from an acceptable to an unacceptable rate. "
      + "Look at it for people who qualified and may tire or drift.",
    source: "Reynolds & Stoumbos 1999; threshold by simulated run length",
    formula: "S ← max(0, S + log-likelihood ratio of p₁ against p₀); signals at S ≥ h",
    units: "nats; first_signal counts items from 1",
    undefinedWhen: "never",
    trap: "Its threshold must allow for the number of people watched: watch_correction does.",
    input: .series(column: "errors"),
    options: [
      testOptions[0], testOptions[1], Option("h", "the threshold", "from arl0"),
      Option("arl0", "gold items between false alarms, if there is no h", "500"),
      Option("seed", "where the simulation starts", "1"),
    ]
  ) { input in
    let (p0, p1) = (try input.options.share("p0"), try input.options.share("p1"))
    guard p0 < p1 else { throw MeasureError("p1 must be above p0.") }
    let threshold =
      try input.options.optionalNumber("h")
      ?? simulatedThreshold(p0, p1, input.options)
    var chart = BernoulliCusum(acceptable: p0, unacceptable: p1, threshold: threshold)
    for isError in try errors(input) { chart.add(isError: isError) }
    var result = MeasureResult(
      .make([
        "first_signal": chart.firstSignal.map { .count($0) } ?? .null,
        "max": .number(chart.largest), "last": .number(chart.value),
      ]), method: "Bernoulli CUSUM", counts: SampleCounts(judgments: chart.count))
    result.note("threshold", .number(threshold))
    return result
  }

  static let watchCorrection = Statistic(
    "watch_correction",
    summary: "The error rate, or the items between false alarms, that each person's test needs so "
      + "that the whole team has the stated one. Look at it whenever several people are watched.",
    source: "Šidák 1967",
    formula: "1 − (1 − α)^{1/people}; arl0 · people",
    units: "a share; gold items",
    undefinedWhen: "never",
    trap: "Without it a test at 5 % raises a false alarm for one of twenty good annotators.",
    input: .options,
    options: [
      Option("people", "how many are watched", "none"),
      Option("alpha", "the team's rate of false alarms", "0.05"),
      Option("arl0", "gold items of the whole team between false alarms", "500"),
    ]
  ) { input in
    let people = try input.options.count("people")
    guard people > 0 else { throw MeasureError("At least one person must be watched.") }
    return MeasureResult(
      .make([
        "alpha_each": .number(
          Watch.alphaEach(team: try input.options.share("alpha", 0.05), people: people)),
        "arl0_each": .number(
          Watch.runLengthEach(team: try input.options.number("arl0", 500), people: people)),
      ]), method: "Šidák")
  }
}
