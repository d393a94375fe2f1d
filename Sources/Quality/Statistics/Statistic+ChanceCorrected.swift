extension Statistic {
  private static let options =
    [StatisticInput.categoriesOption, StatisticInput.repeatsOption]
    + StatisticInput.bootstrapOptions

  private static func coefficient(
    _ kind: ChanceCorrected.Coefficient, _ input: StatisticInput, _ method: String
  ) throws -> MeasureResult {
    let data = try input.profiles()
    let weights = try input.weights()
    try input.check(weights.weights, data.profiles.scale)
    let statistic = ChanceCorrected(
      kind, profiles: data.profiles, weights: weights.weights, byValue: weights.byValue)
    let name = weights.name == "none" ? "" : ", \(weights.name) weights"
    var result = try input.result(statistic.estimate(method: method + name), statistic, data)
    noteCategories(data.profiles, &result)
    return result
  }

  /// Puts the shares and the specific agreement of each category beside a single number.
  static func noteCategories(_ profiles: ItemProfiles, _ result: inout MeasureResult) {
    guard profiles.scale.count <= 50 else { return }
    let names = profiles.scale.names
    let parts = profiles.weights.withUnsafeBufferPointer {
      ChanceCorrected(.percent, profiles: profiles).parts($0)
    }
    if let parts {
      result.note(
        "shares",
        .object(zip(names, parts.shares).map { JSONValue.Member($0, .number($1)) }))
    }
    result.note(
      "specific_agreement",
      .object(
        zip(names, FleissCategories.specificAgreement(profiles)).map {
          JSONValue.Member($0, .optional($1))
        }))
  }

  static let percentAgreement = Statistic(
    "percent_agreement",
    summary: "The share of agreeing pairs of judgments of an item, averaged over items. "
      + "Look at it first, and beside every other number of agreement.",
    source: "Fleiss 1971 (P̄); Gwet, Handbook of Inter-Rater Reliability",
    formula: "pₐ = mean over items with r ≥ 2 of Σₖ rₖ (r*ₖ − 1) / (r (r − 1)), r*ₖ = Σₗ wₖₗ "
      + "rₗ",
    units: "a share, 0 to 1",
    undefinedWhen: "no item has two judgments",
    trap: "Where one label is nearly always right, it is high for people who guess that label.",
    input: .ratings, options: options + StatisticInput.weightsOptions
  ) { try coefficient(.percent, $0, "percent agreement") }

  static let specificAgreement = Statistic(
    "specific_agreement",
    summary: "For each category: if one judgment of an item is that category, how often is "
      + "another one too. Look at it to see which labels the handbook leaves open.",
    source: "Cicchetti & Feinstein 1990; for many annotators Uebersax 1982",
    formula: "pₛ(k) = Σᵢ rᵢₖ (rᵢₖ − 1) / Σᵢ rᵢₖ (rᵢ − 1)",
    units: "a share for each category",
    undefinedWhen: "for a category that no item with two judgments has",
    trap: "A frequent category gets a high value by chance alone.",
    input: .ratings, options: [StatisticInput.categoriesOption, StatisticInput.repeatsOption]
  ) { input in
    let profiles = try input.profiles().profiles
    let values = FleissCategories.specificAgreement(profiles)
    guard values.contains(where: { $0 != nil }) else {
      return MeasureResult(
        undefined: profiles.counts.judgments > 0 ? .noPairs : .empty,
        method: "specific agreement", counts: profiles.counts)
    }
    return MeasureResult(
      .object(
        zip(profiles.scale.names, values).map { JSONValue.Member($0, .optional($1)) }),
      method: "specific agreement", counts: profiles.counts)
  }

  static let fleissKappa = Statistic(
    "fleiss_kappa",
    summary: "Agreement of any number of annotators beyond what the common shares of labels would "
      + "bring by chance. Look at it where papers of your field report it; it differs from "
      + "Krippendorff's alpha by a small-sample term only.",
    source: "Fleiss 1971; unequal numbers and standard error Gwet",
    formula: "κ = (pₐ − Σ w πₖ πₗ) / (1 − Σ w πₖ πₗ), πₖ = mean over items of rᵢₖ / rᵢ",
    units: "1 perfect, 0 chance",
    undefinedWhen: "no item has two judgments; one label only",
    trap: "It falls when one label is rare, although nobody judges worse.",
    input: .ratings, options: options + StatisticInput.weightsOptions
  ) { try coefficient(.fleiss, $0, "Fleiss' kappa") }

  static let gwetAC1 = Statistic(
    "gwet_ac1",
    summary: "Agreement beyond chance, where chance is taken to strike hard items only. "
      + "Show it beside kappa where one label is rare, never instead.",
    source: "Gwet 2008",
    formula: "AC1 = (pₐ − pₑ) / (1 − pₑ), pₑ = Σ πₖ (1 − πₖ) / (q − 1), q declared "
      + "categories",
    units: "1 perfect, 0 chance",
    undefinedWhen: "no item has two judgments; fewer than two categories declared",
    trap: "It flatters: on ratings of offensiveness it says .37 where alpha says .13. "
      + "It counts declared categories, also those never used.",
    input: .ratings, options: options + StatisticInput.weightsOptions
  ) { try coefficient(.gwet, $0, "Gwet's AC1") }

  static let gwetAC2 = Statistic(
    "gwet_ac2",
    summary: "AC1 where near labels still agree in part, by weights. "
      + "Look at it for ordered categories, beside weighted kappa or ordinal alpha.",
    source: "Gwet, Handbook of Inter-Rater Reliability (4th ed.)",
    formula: "AC2 = (pₐ − pₑ) / (1 − pₑ), pₑ = Σw / (q (q − 1)) · Σ πₖ (1 − πₖ)",
    units: "1 perfect, 0 chance",
    undefinedWhen: "as gwet_ac1",
    trap: "The weights decide its height; state them with the number.",
    input: .ratings, options: options + StatisticInput.weightsOptions
  ) { input in try coefficient(.gwet, input, "Gwet's AC2") }

  static let gwetError = Statistic(
    "gwet_ac1_se",
    summary: "The standard error of AC1 over items. "
      + "Look at it where a paper asks for it; the bootstrap interval says more.",
    source: "Gwet 2008, linearised",
    formula: "√(Σ (xᵢ − AC)² / (n (n − 1))), xᵢ the linearised contribution of item i",
    units: "as AC1",
    undefinedWhen: "as gwet_ac1; one item only",
    trap: "It holds for the annotators at hand, not for others.",
    input: .ratings, options: options + StatisticInput.weightsOptions
  ) { input in
    var result = try coefficient(.gwet, input, "Gwet 2008, linearised")
    let value = result.value
    result.interval = nil
    result.value = value == nil ? nil : result.standardError.map { .number($0) }
    result.note("ac1", value ?? .null)
    if value != nil, result.value == nil { result.undefined = .noPairs }
    return result
  }

  static let fleissZ = Statistic(
    "fleiss_kappa_z",
    summary: "How many standard errors Fleiss' kappa lies above chance. "
      + "It only says that people do not guess, which nobody doubts.",
    source: "Fleiss, Nee & Landis 1979",
    formula: "z = κ / √Var₀, Var₀ = 2 [(Σ p q)² − Σ p q (q − p)] / (N m (m − 1) (Σ p q)²)",
    units: "standard errors",
    undefinedWhen: "items with different numbers of judgments; one label only",
    trap: "A large z is no good agreement: with many items any agreement has one.",
    input: .ratings, options: [StatisticInput.categoriesOption, StatisticInput.repeatsOption]
  ) { input in
    let profiles = try input.profiles().profiles
    let method = "z, null standard error of Fleiss, Nee & Landis 1979"
    switch FleissCategories.z(profiles) {
    case .success(let z):
      return MeasureResult(.number(z), method: method, counts: profiles.counts)
    case .failure(let reason):
      return MeasureResult(undefined: reason, method: method, counts: profiles.counts)
    }
  }

  static let fleissByCategory = Statistic(
    "fleiss_kappa_by_category",
    summary: "Fleiss' kappa of each category against all others. "
      + "Look at it to see which labels people tell apart.",
    source: "Fleiss 1971, table 2",
    formula: "Fleiss' kappa of k against all others taken together",
    units: "1 perfect, 0 chance, for each category",
    undefinedWhen: "for a category never or always used",
    trap: "Rare categories have wide intervals; read their counts first.",
    input: .ratings, options: [StatisticInput.categoriesOption, StatisticInput.repeatsOption]
  ) { input in
    let profiles = try input.profiles().profiles
    let values = FleissCategories.byCategory(profiles)
    let method = "Fleiss' kappa by category"
    guard values.contains(where: { $0 != nil }) else {
      return MeasureResult(
        undefined: profiles.counts.pairable > 0 ? .singleCategory : .noPairs, method: method,
        counts: profiles.counts)
    }
    var result = MeasureResult(
      .array(values.map(JSONValue.optional)), method: method, counts: profiles.counts)
    result.note("categories", .strings(profiles.scale.names))
    return result
  }
}
