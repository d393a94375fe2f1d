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
    trap: "20 gold items cannot tell 85 % from 95 %: read the interval. "
      + "Gold that is easier than the work flatters everybody.",
    input: .ratings, options: [StatisticInput.categoriesOption, StatisticInput.confidenceOption]
  ) { input in
    let table = try input.ratings(repeats: .keep)
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

  private static let chartOptions = [
    Option("target", "the value to be expected", "none"),
    Option("sigma", "the standard deviation to be expected", "1"),
  ]

  static let cusum = Statistic(
    "cusum",
    summary: "Adds up small departures from a target until they are a signal. "
      + "Look at it for a slow drift of time per item or of agreement.",
    source: "Page 1954; Montgomery, Introduction to Statistical Quality Control",
    trap: "It needs a target from a time when all was well, not from the same data.",
    input: .series(column: "series"),
    options: chartOptions + [
      Option("k", "allowance in sigmas", "0.5"), Option("h", "threshold in sigmas", "5"),
    ]
  ) { input in
    var chart = Cusum(
      target: try input.options.number("target"), sigma: try input.options.number("sigma", 1),
      k: try input.options.number("k", 0.5), h: try input.options.number("h", 5))
    var (upper, lower) = ([Double](), [Double]())
    for x in try input.series("series") {
      chart.add(x)
      upper.append(chart.upper)
      lower.append(chart.lower)
    }
    return MeasureResult(
      .make([
        "upper": .numbers(upper), "lower": .numbers(lower),
        "first_signal": chart.firstSignal.map { .count($0) } ?? .null,
      ]), method: "tabular CUSUM", counts: SampleCounts(judgments: chart.count))
  }

  static let cusumRunLength = Statistic(
    "cusum_arl",
    summary: "After how many observations a CUSUM signals on average, with and without a shift. "
      + "Look at it to choose the threshold: false alarms against delay.",
    source: "integral equation of Page, on Gauss-Legendre nodes",
    trap:
      "It is for normal values and one chart; with 20 people a false alarm comes 20 times sooner.",
    input: .options,
    options: [
      Option("k", "allowance in sigmas", "0.5"), Option("h", "threshold in sigmas", "5"),
      Option("shift", "how far the mean has moved, in sigmas", "0"),
      Option("two_sided", "watch both directions", "true"),
    ]
  ) { input in
    let (k, h) = (try input.options.number("k", 0.5), try input.options.number("h", 5))
    guard k >= 0, h > 0 else { throw MeasureError("k must be 0 or more and h above 0.") }
    let length = Cusum.averageRunLength(
      k: k, h: h, shift: try input.options.number("shift", 0),
      twoSided: try input.options.flag("two_sided", true))
    guard let length, length.isFinite else {
      return MeasureResult(
        undefined: .other("The run length is too large to compute. Choose a smaller h."),
        method: "CUSUM")
    }
    return MeasureResult(.number(length), method: "average run length of a CUSUM")
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

  static let ewma = Statistic(
    "ewma",
    summary: "A moving average in which old values fade, with its control limits. "
      + "Look at it for agreement with the others and for the logarithm of time per item.",
    source: "Roberts 1959; NIST/SEMATECH e-Handbook 6.3.2.4",
    trap: "Asymptotic limits are too wide for the first items; take the exact ones.",
    input: .series(column: "series"),
    options: chartOptions + [
      Option("lambda", "the weight of the newest value", "0.1"),
      Option("L", "limits in standard deviations of the average", "2.7"),
      Option("limits", "exact or asymptotic", "exact"),
    ]
  ) { input in
    let limits = try input.options.choice(
      "limits", [("exact", Ewma.Limits.exact), ("asymptotic", .asymptotic)], .exact)
    var chart = Ewma(
      target: try input.options.number("target"), sigma: try input.options.number("sigma", 1),
      lambda: try input.options.share("lambda", 0.1), width: try input.options.number("L", 2.7),
      limits: limits)
    var (z, upper, lower) = ([Double](), [Double](), [Double]())
    for x in try input.series("series") {
      chart.add(x)
      z.append(chart.value)
      upper.append(chart.target + chart.halfWidth)
      lower.append(chart.target - chart.halfWidth)
    }
    return MeasureResult(
      .make([
        "z": .numbers(z), "ucl": .numbers(upper), "lcl": .numbers(lower),
        "first_signal": chart.firstSignal.map { .count($0) } ?? .null,
      ]), method: "EWMA, \(limits.rawValue) limits", counts: SampleCounts(judgments: chart.count))
  }

  static let watchCorrection = Statistic(
    "watch_correction",
    summary: "The error rate, or the items between false alarms, that each person's test needs so "
      + "that the whole team has the stated one. Look at it whenever several people are watched.",
    source: "Šidák 1967",
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
