/// Intraclass correlations of numeric ratings (Shrout & Fleiss 1979), with the intervals of
/// McGraw & Wong (1996).
package struct IntraclassCorrelation: Sendable {
  package enum Form: String, Sendable, CaseIterable {
    case icc1 = "ICC1"
    case icc2 = "ICC2"
    case icc3 = "ICC3"
    case icc1k = "ICC1k"
    case icc2k = "ICC2k"
    case icc3k = "ICC3k"

    /// The name of McGraw & Wong.
    package var otherName: String {
      switch self {
      case .icc1: "ICC(1)"
      case .icc2: "ICC(A,1)"
      case .icc3: "ICC(C,1)"
      case .icc1k: "ICC(k)"
      case .icc2k: "ICC(A,k)"
      case .icc3k: "ICC(C,k)"
      }
    }

    fileprivate var isOneWay: Bool { self == .icc1 || self == .icc1k }
  }

  /// Ratings, one row an item; the columns are annotators (one-way: any, and rows may differ in
  /// length).
  package let rows: [[Double]]

  package init(rows: [[Double]]) {
    self.rows = rows
  }

  /// Takes the items that everybody rated, and says how many others there were.
  package static func complete(_ table: RatingTable) -> (ratings: Self, left: Int) {
    let values = table.scale.values ?? []
    var rows: [[Double]] = []
    var left = 0
    for item in table.items.indices {
      var row = [Double?](repeating: nil, count: table.annotators.count)
      for judgment in table.judgments(of: item) {
        row[Int(table.annotator[judgment])] = values[Int(table.label[judgment])]
      }
      let present = row.compactMap { $0 }
      if present.count == row.count, !row.isEmpty { rows.append(present) } else { left += 1 }
    }
    return (Self(rows: rows), left)
  }

  /// Takes every item with two ratings or more, whoever gave them; for the one-way forms alone.
  package static func oneWay(_ table: RatingTable) -> (ratings: Self, left: Int) {
    let values = table.scale.values ?? []
    var rows: [[Double]] = []
    var left = 0
    for item in table.items.indices {
      let row = table.judgments(of: item).map { values[Int(table.label[$0])] }
      if row.count >= 2 { rows.append(row) } else { left += 1 }
    }
    return (Self(rows: rows), left)
  }

  private struct Squares {
    var n = 0.0
    var k = 0.0
    var between = 0.0
    var within = 0.0
    var annotators = 0.0
    var error = 0.0
    var withinFreedom = 0.0
  }

  private func squares(_ form: Form) -> Squares {
    var s = Squares()
    s.n = Double(rows.count)
    let total = rows.reduce(0) { $0 + Double($1.count) }
    let sizes = Set(rows.map(\.count))
    s.k = Double(rows.first?.count ?? 0)
    if sizes.count > 1 { s.k = s.n / rows.reduce(0) { $0 + 1 / Double($1.count) } }
    let grand = rows.reduce(0) { $0 + $1.reduce(0, +) } / total
    var (between, within) = (CompensatedSum(), CompensatedSum())
    for row in rows {
      let mean = row.reduce(0, +) / Double(row.count)
      between.add(Double(row.count) * (mean - grand) * (mean - grand))
      for x in row { within.add((x - mean) * (x - mean)) }
    }
    s.between = between.value / (s.n - 1)
    s.withinFreedom = total - s.n
    s.within = within.value / s.withinFreedom
    if !form.isOneWay {
      var columns = CompensatedSum()
      for j in 0..<Int(s.k) {
        let mean = rows.reduce(0) { $0 + $1[j] } / s.n
        columns.add(s.n * (mean - grand) * (mean - grand))
      }
      s.annotators = columns.value / (s.k - 1)
      s.error = (within.value - columns.value) / ((s.n - 1) * (s.k - 1))
    }
    return s
  }

  package func estimate(_ form: Form, confidence: Double, method: String) -> Estimate {
    let judgments = rows.reduce(0) { $0 + $1.count }
    var estimate = Estimate(
      counts: SampleCounts(
        items: rows.count, pairable: rows.count, judgments: judgments,
        annotators: form.isOneWay ? nil : rows.first?.count), method: method)
    guard rows.count >= 2, judgments > rows.count else {
      estimate.undefined = rows.isEmpty ? .empty : .noPairs
      return estimate
    }
    let s = squares(form)
    let scale = max(s.between, s.within)
    let spread = form.isOneWay ? s.within : max(s.error, 0)
    guard scale > 0, form != .icc3k && form != .icc1k && form != .icc2k || s.between > 0 else {
      estimate.undefined = .noVariance
      return estimate
    }
    let single = single(form, s)
    guard single.isFinite else {
      estimate.undefined = .noVariance
      return estimate
    }
    estimate.value = value(form, s, single: single)
    if spread > scale * 1e-13 {
      estimate.interval = interval(form, s, single: single, confidence: confidence)
    }
    return estimate
  }

  private func single(_ form: Form, _ s: Squares) -> Double {
    switch form {
    case .icc1, .icc1k: (s.between - s.within) / (s.between + (s.k - 1) * s.within)
    case .icc2, .icc2k:
      (s.between - s.error)
        / (s.between + (s.k - 1) * s.error + s.k * (s.annotators - s.error) / s.n)
    case .icc3, .icc3k: (s.between - s.error) / (s.between + (s.k - 1) * s.error)
    }
  }

  private func value(_ form: Form, _ s: Squares, single: Double) -> Double {
    switch form {
    case .icc1, .icc2, .icc3: single
    case .icc1k: (s.between - s.within) / s.between
    case .icc2k: (s.between - s.error) / (s.between + (s.annotators - s.error) / s.n)
    case .icc3k: (s.between - s.error) / s.between
    }
  }

  private func interval(
    _ form: Form, _ s: Squares, single: Double, confidence: Double
  ) -> Interval {
    let (k, p, d1) = (s.k, 0.5 + confidence / 2, s.n - 1)
    func make(_ low: Double, _ high: Double) -> Interval {
      Interval(low: low, high: high, confidence: confidence, method: "F")
    }
    if form == .icc2 || form == .icc2k {
      let ratio = s.annotators / s.error
      let lean = s.n * (1 + (k - 1) * single) - k * single
      let top = k * single * ratio + lean
      let freedom =
        (k - 1) * (s.n - 1) * top * top
        / ((s.n - 1) * k * k * single * single * ratio * ratio + lean * lean)
      let upper = Beta.fQuantile(p, d1, freedom)
      let lower = Beta.fQuantile(p, freedom, d1)
      let rest = k * s.annotators + (k * s.n - k - s.n) * s.error
      let low = s.n * (s.between - upper * s.error) / (upper * rest + s.n * s.between)
      let high = s.n * (lower * s.between - s.error) / (rest + s.n * lower * s.between)
      if form == .icc2 { return make(low, high) }
      return make(low * k / (1 + low * (k - 1)), high * k / (1 + high * (k - 1)))
    }
    let noise = form.isOneWay ? s.within : s.error
    let d2 = form.isOneWay ? s.withinFreedom : (s.n - 1) * (k - 1)
    let low = s.between / noise / Beta.fQuantile(p, d1, d2)
    let high = s.between / noise * Beta.fQuantile(p, d2, d1)
    if form == .icc1 || form == .icc3 {
      return make((low - 1) / (low + k - 1), (high - 1) / (high + k - 1))
    }
    return make(1 - 1 / low, 1 - 1 / high)
  }
}
