extension Statistic {
  private static let chartOptions = [
    Option("target", "the value to be expected", "none"),
    Option("sigma", "the standard deviation to be expected", "1"),
  ]

  static let cusum = Statistic(
    "cusum",
    summary: "Adds up small departures from a target until they are a signal. "
      + "Look at it for a slow drift of time per item or of agreement.",
    source: "Page 1954; Montgomery, Introduction to Statistical Quality Control",
    formula: "C⁺ ← max(0, C⁺ + x − target − kσ), C⁻ alike; signals above hσ",
    units: "as the values; first_signal counts from 1",
    undefinedWhen: "never",
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
    formula: "L(z) = 1 + L(0) Φ(k − z − μ) + ∫₀ʰ L(x) φ(x + k − z − μ) dx; two-sided 1/L = "
      + "1/L⁺ + 1/L⁻",
    units: "observations",
    undefinedWhen: "a run length too large to compute",
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

  static let ewma = Statistic(
    "ewma",
    summary: "A moving average in which old values fade, with its control limits. "
      + "Look at it for agreement with the others and for the logarithm of time per item.",
    source: "Roberts 1959; NIST/SEMATECH e-Handbook 6.3.2.4",
    formula: "z ← λ x + (1 − λ) z; limits target ± L σ √(λ/(2 − λ) (1 − (1 − λ)^{2t}))",
    units: "as the values",
    undefinedWhen: "never",
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
}
