extension Statistic {
  private static let spanOptions = [
    Option("match", SpanAgreement.Match.allCases.map(\.rawValue).joined(separator: ", "), "exact"),
    Option("label", "one label only", "all"),
    Option("average", "micro sums before dividing, macro averages F1", "micro"),
    Option("conf", "confidence of the interval", "0.95"),
    Option("bootstrap", "replicates of the document bootstrap; 0 leaves it out", "2000"),
    Option("seed", "where the random numbers start", "1"),
  ]

  private static func counts(_ table: SpanTable) -> SampleCounts {
    let documents = table.documents
    return SampleCounts(
      items: documents.count, pairable: documents.count { $0.count > 1 },
      judgments: table.markings.count,
      annotators: Set(table.markings.map(\.annotator)).count)
  }

  private static func undefined(_ table: SpanTable, pairs: Int) -> Undefined {
    if pairs == 0 { return .noPairs }
    return .other(
      "Nobody marked a span, so there is nothing to agree on. "
        + "Report the share of documents without spans instead.")
  }

  static let spanF1 = Statistic(
    "span_f1",
    summary: "How many of one annotator's spans the other marked too, both ways, over all "
      + "documents and pairs of annotators. Look at it for entities and highlights, exact and "
      + "by character side by side.",
    source: "Hripcsak & Rothschild 2005; Brandsen et al. 2020",
    formula: "2 P R / (P + R), P the found share of the one side, R of the other, summed "
      + "before dividing; exact: multiset of (start, end, label); overlap: spans that "
      + "touch one of the same label; character: (position, label) pairs",
    units: "a share, 0 to 1; offsets in Unicode scalars, end excluded",
    undefinedWhen: "nobody marked a span",
    trap: "Token accuracy and kappa over tokens look better because most tokens belong to no "
      + "span. Exact match calls a missing full stop an error; character match shows it.",
    input: .spans, options: spanOptions
  ) { input in
    let table = try input.spans()
    let match = try input.options.choice("match", SpanAgreement.Match.exact)
    let label = input.options.text("label")
    if input.options.text("average")?.hasPrefix("macro") == true {
      let (mean, pairs) = SpanAgreement.mean(table, match: match, label: label)
      let method = "\(match.rawValue) match, macro over documents and pairs of annotators"
      var result = MeasureResult(mean.map { .number($0) }, method: method, counts: counts(table))
      if mean == nil { result.undefined = undefined(table, pairs: pairs) }
      result.note("pairs_of_annotators", .count(pairs))
      return result
    }
    let (agreement, pairs) = SpanAgreement.all(table, match: match, label: label)
    let method = "\(match.rawValue) match, micro over documents and pairs of annotators"
    guard let f1 = agreement.f1 else {
      return MeasureResult(
        undefined: undefined(table, pairs: pairs), method: method, counts: counts(table))
    }
    var result = MeasureResult(.number(f1), method: method, counts: counts(table))
    result.note("pairs_of_annotators", .count(pairs))
    result.note(
      "found_of_first", .numbers([Double(agreement.firstFound), Double(agreement.first)]))
    result.note(
      "found_of_second", .numbers([Double(agreement.secondFound), Double(agreement.second)]))
    let replicates = try input.options.count("bootstrap", 2000)
    if replicates > 0, table.documents.count > 1 {
      result.interval = SpanResampling(table, match: match, label: label).interval(
        Bootstrap(
          replicates: replicates, seed: UInt64(try input.options.count("seed", 1)),
          confidence: try input.confidence))
    }
    return result
  }

  static let spanF1ByLabel = Statistic(
    "span_f1_by_label",
    summary: "Span F1 of each label alone. "
      + "Look at it to see which label's borders the handbook must draw.",
    source: "as span_f1",
    formula: "span_f1 of each label",
    units: "a share for each label",
    undefinedWhen: "nobody marked a span",
    trap: "A label with a handful of spans has no stable F1; read its counts.",
    input: .spans, options: [spanOptions[0]]
  ) { input in
    let table = try input.spans()
    let match = try input.options.choice("match", SpanAgreement.Match.exact)
    let labels = SpanAgreement.labels(table)
    let method = "\(match.rawValue) match by label"
    guard !labels.isEmpty else {
      let pairs = SpanAgreement.all(table, match: match).pairs
      return MeasureResult(
        undefined: undefined(table, pairs: pairs), method: method, counts: counts(table))
    }
    return MeasureResult(
      .object(
        labels.map { label in
          JSONValue.Member(
            label, .optional(SpanAgreement.all(table, match: match, label: label).agreement.f1))
        }), method: method, counts: counts(table))
  }
}

/// The bootstrap of span F1: documents are drawn with all their annotators.
private struct SpanResampling {
  private let documents: [SpanAgreement]

  init(_ table: SpanTable, match: SpanAgreement.Match, label: String?) {
    documents = table.documents.map {
      SpanAgreement.all(SpanTable(markings: $0), match: match, label: label).agreement
    }
  }

  func interval(_ bootstrap: Bootstrap) -> Interval? {
    let values = (0..<bootstrap.replicates).compactMap { replicate -> Double? in
      var random = SeededRandom(seed: bootstrap.seed, stream: UInt64(replicate) + 1)
      var sum = SpanAgreement()
      for _ in documents { sum.add(documents[Int(random.below(UInt32(documents.count)))]) }
      return sum.f1
    }
    return Bootstrap.outcome(
      values, of: bootstrap.replicates, confidence: bootstrap.confidence,
      method: "document bootstrap"
    ).interval
  }
}
