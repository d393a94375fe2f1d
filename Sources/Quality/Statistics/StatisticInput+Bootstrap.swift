extension StatisticInput {
  static let bootstrapOptions = [
    Statistic.Option(
      "bootstrap", "replicates of the item bootstrap; 0 leaves the interval out", "2000"),
    Statistic.Option("seed", "where the random numbers start", "1"),
    Statistic.Option("conf", "confidence of the interval", "0.95"),
  ]
  static let categoriesOption = Statistic.Option(
    "categories", "the declared categories in their order, a,b,c", "those found")
  static let repeatsOption = Statistic.Option(
    "repeats", "a second judgment of an item by one person: error, last or keep", "error")
  static let confidenceOption = Statistic.Option("conf", "confidence of the interval", "0.95")

  /// Adds the bootstrap interval to an estimate, and what its replicates say.
  func result(
    _ estimate: Estimate, _ statistic: some ProfileStatistic,
    _ data: (profiles: ItemProfiles, cluster: ContiguousArray<Int32>)
  ) throws -> MeasureResult {
    var result = MeasureResult(estimate)
    noteScale(data.profiles.scale, &result)
    let replicates = try options.count("bootstrap", 2000)
    guard estimate.value != nil, replicates > 0 else { return result }
    let outcome = try bootstrap(statistic, data, replicates: replicates)
    result.interval = outcome.interval
    if result.standardError == nil { result.standardError = outcome.standardError }
    if outcome.undefinedReplicates > 0 {
      result.note("undefined_replicates", .count(outcome.undefinedReplicates))
    }
    if outcome.interval == nil {
      result.warnings.append(
        "The statistic is undefined in \(outcome.undefinedReplicates) of \(replicates) bootstrap "
          + "replicates, so there is no interval. Judge more items.")
    }
    return result
  }

  func bootstrap(
    _ statistic: some ProfileStatistic,
    _ data: (profiles: ItemProfiles, cluster: ContiguousArray<Int32>), replicates: Int
  ) throws -> Bootstrap.Outcome {
    let bootstrap = Bootstrap(
      replicates: replicates, seed: UInt64(try options.count("seed", 1)),
      confidence: try confidence)
    let units =
      data.cluster.isEmpty
      ? Bootstrap.Units(data.profiles) : Bootstrap.Units(data.profiles, cluster: data.cluster)
    return bootstrap.interval(statistic, units: units)
  }

  func noteScale(_ scale: CategoryScale, _ result: inout MeasureResult) {
    guard scale.count <= 200 else { return }
    result.note(
      scale.isDeclared ? "categories" : "categories_found", .strings(scale.names))
  }

  /// Throws if a table of weights does not fit the categories.
  func check(_ weights: AgreementWeights, _ scale: CategoryScale) throws {
    guard case .disagreement(let rows) = weights, rows.count != scale.count else { return }
    throw MeasureError(
      "The weights have \(rows.count) rows and there are \(scale.count) categories. "
        + "Give one row for each category.")
  }

  /// The weights of agreement that the options name, and whether numbers count as numbers.
  func weights() throws -> (weights: AgreementWeights, byValue: Bool, name: String) {
    let distance = options.text("weight_distance") ?? ""
    let byValue = !distance.contains("index") && !distance.contains("rank")
    if let rows = try options.matrix("disagreement_weights") {
      return (.disagreement(rows), byValue, "given")
    }
    if let rows = try? options.matrix("weights") {
      // Agreement weights, as Gwet prints them.
      return (.disagreement(rows.map { $0.map { 1 - $0 } }), byValue, "given")
    }
    let weights = try options.choice(
      "weights", AgreementWeights.named.map { ($0.name, $0.weights) } + [("unweighted", .none)],
      .none)
    return (weights, byValue, options.text("weights") ?? "none")
  }

  static let weightsOptions = [
    Statistic.Option(
      "weights", AgreementWeights.named.map(\.name).joined(separator: ", "), "none"),
    Statistic.Option(
      "disagreement_weights", "a table of the cost of each disagreement, [[0,1],[1,0]]", "none"),
    Statistic.Option(
      "weight_distance", "distances by the categories' numbers (value) or places (index)", "value"),
  ]
}
