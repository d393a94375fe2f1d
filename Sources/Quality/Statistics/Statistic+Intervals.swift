extension Statistic {
  private static let countOptions = [
    Option("successes", "how many succeeded", "none"), Option("n", "of how many", "none"),
    StatisticInput.confidenceOption,
  ]

  private static func counted(_ input: StatisticInput) throws -> (x: Int, n: Int) {
    let n = try input.options.count("n")
    let x = try input.options.optionalCount("successes") ?? input.options.count("errors")
    guard x <= n else {
      throw MeasureError("\(x) of \(n) is more than all. Check both numbers.")
    }
    return (x, n)
  }

  private static func result(_ interval: Interval?, _ n: Int) -> MeasureResult {
    guard let interval else { return MeasureResult(undefined: .empty, method: "share") }
    var result = MeasureResult(
      .numbers([interval.low, interval.high]), method: interval.method,
      counts: SampleCounts(items: n, judgments: n))
    result.interval = interval
    return result
  }

  static let wilsonInterval = Statistic(
    "wilson_interval",
    summary: "The interval of a share such as gold accuracy, x right of n. "
      + "Look at it beside every accuracy: 9 of 10 is anything from 60 % to 98 %.",
    source: "Wilson 1927, without continuity correction",
    formula: "(p + z²/2n ± z √(p (1 − p)/n + z²/4n²)) / (1 + z²/n)",
    units: "shares",
    undefinedWhen: "n = 0",
    trap: "Looked at after every gold item it raises false alarms; for that use sprt or "
      + "bernoulli_cusum.",
    input: .options, options: countOptions
  ) { input in
    let (x, n) = try counted(input)
    return result(
      Proportion.wilson(Double(x), of: Double(n), confidence: try input.confidence), n)
  }

  static let clopperPearson = Statistic(
    "clopper_pearson",
    summary: "The interval of a share that is never too narrow, at the price of being wide. "
      + "Look at it where a contract asks for a guarantee.",
    source: "Clopper & Pearson 1934, by beta quantiles",
    formula: "beta quantiles B(α/2; x, n − x + 1) and B(1 − α/2; x + 1, n − x)",
    units: "shares",
    undefinedWhen: "n = 0",
    trap: "It is wider than its confidence says; do not read overlap of two as equality.",
    input: .options, options: countOptions
  ) { input in
    let (x, n) = try counted(input)
    return result(Proportion.clopperPearson(x, of: n, confidence: try input.confidence), n)
  }

  static let clopperPearsonUpper = Statistic(
    "clopper_pearson_upper",
    summary: "The largest error rate that a process may have after x errors in n audited items. "
      + "Look at it for work that goes on; for one finished batch use lot_error_upper_bound.",
    source: "Clopper & Pearson 1934, one-sided",
    formula: "beta quantile B(C; x + 1, n − x)",
    units: "a share",
    undefinedWhen: "n = 0",
    trap: "No error in 100 items still allows a rate of 3 %.",
    input: .options,
    options: [Option("errors", "errors found", "none"), countOptions[1], countOptions[2]]
  ) { input in
    let (x, n) = try counted(input)
    let confidence = try input.confidence
    guard let upper = Proportion.clopperPearsonUpper(x, of: n, confidence: confidence) else {
      return MeasureResult(undefined: .empty, method: "Clopper-Pearson, one-sided")
    }
    return MeasureResult(
      .number(upper), method: "Clopper-Pearson, one-sided",
      counts: SampleCounts(items: n, judgments: n))
  }
}
