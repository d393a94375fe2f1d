extension Statistic {
  private static let options = [StatisticInput.categoriesOption, StatisticInput.repeatsOption]

  static let agreementByItem = Statistic(
    "agreement_by_item",
    summary: "The items on which annotators agree least, with the labels each got. "
      + "Look at it to choose what to adjudicate and which rule to write next.",
    source: "Fleiss 1971 (Pᵢ)",
    formula: "Σₖ rₖ (rₖ − 1) / (r (r − 1)) of each item",
    units: "a share, 0 to 1",
    undefinedWhen: "no item has two judgments",
    trap: "With two judgments an item is agreed or not; the order among the disagreed is chance.",
    input: .ratings, options: options + [Option("top", "how many items", "100")]
  ) { input in
    let table = try input.ratings()
    let items = AgreementBreakdown.byItem(table)
    let method = "share of agreeing pairs by item, most contested first"
    guard !items.isEmpty else {
      return MeasureResult(
        undefined: table.judgmentCount > 0 ? .noPairs : .empty, method: method,
        counts: table.counts)
    }
    let top = try input.options.count("top", 100)
    return MeasureResult(
      .array(
        items.prefix(top).map { item in
          .make([
            "item": .string(table.items[item.item]), "agreement": .number(item.agreement),
            "judgments": .count(item.judgments),
            "labels": .object(
              item.labels.map { JSONValue.Member(table.scale.names[$0.category], .count($0.count)) }
            ),
          ])
        }), method: method, counts: table.counts)
  }

  static let agreementByPair = Statistic(
    "agreement_by_pair",
    summary: "Percent agreement and Cohen's kappa of every two annotators on the items they share. "
      + "Look at it to find the one who reads the handbook differently, and two who are too alike.",
    source: "Cohen 1960",
    formula: "pₒ and κ of each two annotators on their shared items",
    units: "as cohen_kappa",
    undefinedWhen: "no two people share an item; kappa of a pair that uses one label",
    trap: "Pairs with few shared items have kappas all over the place; do not average them.",
    input: .ratings, options: options
  ) { input in
    let table = try input.ratings()
    let pairs = AgreementBreakdown.pairs(table)
    let method = "percent agreement and Cohen's kappa by pair of annotators"
    guard !pairs.isEmpty else {
      return MeasureResult(
        undefined: table.judgmentCount > 0 ? .noPairs : .empty, method: method,
        counts: table.counts)
    }
    return MeasureResult(
      .array(
        pairs.map { pair in
          let kappa = CohenKappa(pair.table).estimate(method: "")
          return .make([
            "first": .string(table.annotators[pair.first]),
            "second": .string(table.annotators[pair.second]), "items": .count(kappa.counts.items),
            "agreement": .optional(kappa.observed), "kappa": .optional(kappa.value),
            "standard_error": .optional(kappa.standardError),
            "undefined": kappa.undefined.map { .string($0.reason) } ?? .null,
          ])
        }), method: method, counts: table.counts)
  }

  static let agreementBySlice = Statistic(
    "agreement_by_slice",
    summary: "Krippendorff's alpha of each slice of the items: a language, a source, a version of "
      + "the handbook. Look at it before you believe one number for all.",
    source: "Krippendorff 2011",
    formula: "krippendorff_alpha of the rows of each slice",
    units: "as krippendorff_alpha",
    undefinedWhen: "for a slice, as krippendorff_alpha",
    trap: "Among many slices one looks bad by chance; read the intervals and the counts.",
    input: .ratings,
    options: options + [levelOption] + StatisticInput.bootstrapOptions
  ) { input in
    guard case .columns(let columns) = input.data, let slice = columns.columns["slice"] else {
      throw MeasureError("This statistic needs a column slice. Name it by --slice.")
    }
    let members = try slice.values.indices.map { code -> JSONValue.Member in
      let part = columns.filtered { slice.codes[$0] == Int32(code) }
      let data = StatisticInput(data: .columns(part), options: input.options)
      let (alpha, profiles, name) = try alpha(data)
      let result = try data.result(
        alpha.estimate(method: "Krippendorff's alpha, \(name)"), alpha, profiles)
      return JSONValue.Member(
        slice.values[code],
        .make([
          "alpha": result.value ?? .null, "interval": MeasureResult.json(result.interval),
          "items": .count(result.counts?.items ?? 0),
          "pairable": .count(result.counts?.pairable ?? 0),
          "undefined": result.undefined.map { .string($0.reason) } ?? .null,
        ]))
    }
    return MeasureResult(.object(members), method: "Krippendorff's alpha by slice")
  }

  static let leaveOneOut = Statistic(
    "leave_one_out",
    summary: "Krippendorff's alpha without each annotator in turn. "
      + "Look at it to see who pulls the agreement down, or holds it up.",
    source: "jackknife over annotators",
    formula: "krippendorff_alpha of all judgments but one annotator's",
    units: "as krippendorff_alpha",
    undefinedWhen: "alpha itself is; for a person without whom no pair is left",
    trap: "The one who disagrees may be the one who is right; look at gold items before you act.",
    input: .ratings, options: options + [levelOption]
  ) { input in
    let (distance, name) = try distance(input.options)
    let table = try input.ratings(numeric: distance.needsNumbers)
    let method = "Krippendorff's alpha, \(name), without each annotator"
    let whole = KrippendorffAlpha(distance, profiles: ItemProfiles(table)).estimate(method: method)
    guard let value = whole.value else { return MeasureResult(whole) }
    let without = AgreementBreakdown.withoutEach(table, distance)
    var result = MeasureResult(
      .object(
        zip(table.annotators, without).map { JSONValue.Member($0, .optional($1)) }),
      method: method, counts: table.counts)
    result.note("alpha", .number(value))
    return result
  }

  static let selfAgreement = Statistic(
    "self_agreement",
    summary: "How often an annotator gives an item that comes back the same label again. "
      + "Look at it first when agreement is low: nobody agrees with others more than with themself.",
    source: "share of agreeing pairs; interval Wilson 1927 over pairs of an item's first judgments",
    formula: "agreeing pairs / pairs, over pairs of one person's judgments of one item",
    units: "a share, 0 to 1",
    undefinedWhen: "nobody judged an item twice",
    trap: "People remember items that come back soon; bring them back after days.",
    input: .ratings, options: [StatisticInput.categoriesOption, StatisticInput.confidenceOption]
  ) { input in
    let table = try input.ratings(repeats: .keep)
    let own = AgreementBreakdown.withSelf(table).filter { $0.pairs > 0 }
    let method = "share of agreeing pairs of one annotator's judgments of one item"
    guard !own.isEmpty else {
      return MeasureResult(
        undefined: .other(
          "Nobody judged an item twice. Let some items come back to the same person."),
        method: method, counts: table.counts)
    }
    let confidence = try input.confidence
    let (pairs, agreeing) = own.reduce((0, 0)) { ($0.0 + $1.pairs, $0.1 + $1.agreeing) }
    var result = MeasureResult(
      .number(Double(agreeing) / Double(pairs)), method: method, counts: table.counts)
    result.interval = Proportion.wilson(
      Double(agreeing), of: Double(pairs), confidence: confidence)
    result.note(
      "annotators",
      .object(
        own.map { one in
          let interval = Proportion.wilson(
            Double(one.agreeing), of: Double(one.pairs), confidence: confidence)
          return JSONValue.Member(
            table.annotators[one.annotator],
            .make([
              "agreement": .number(Double(one.agreeing) / Double(one.pairs)),
              "interval": MeasureResult.json(interval), "items": .count(one.items),
              "pairs": .count(one.pairs),
            ]))
        }))
    return result
  }
}
