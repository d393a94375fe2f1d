extension Statistic {
  static let outputOption = Option("output", "what to print as the value", "labels")
  private static let iterationOptions = [
    Option("iterations", "the number of steps; else until nothing changes", "until converged"),
    Option("smoothing", "added to each cell", "0.01"),
    StatisticInput.categoriesOption, outputOption,
  ]

  /// The judgments of a consensus: several by one person of one item count each.
  private static func table(_ input: StatisticInput) throws -> RatingTable {
    try input.ratings(repeats: .keep)
  }

  private static func undefined(_ table: RatingTable, _ method: String) -> MeasureResult? {
    guard table.judgmentCount == 0 else { return nil }
    return MeasureResult(undefined: .empty, method: method, counts: table.counts)
  }

  /// Returns the value that `output` names, with all else that a consensus says beside it.
  static func result(
    _ consensus: Consensus, _ table: RatingTable, _ input: StatisticInput
  ) throws -> MeasureResult {
    let method = consensus.method
    if let empty = undefined(table, method) { return empty }
    var result = MeasureResult(nil, method: method, counts: table.counts)
    result.warnings = consensus.warnings
    let order = try classOrder(input, table)
    let names = order.map { table.scale.names[$0] }
    let gold = consensus.accuracy(gold: table.gold)
    if let gold {
      result.note("accuracy", .number(gold.value))
      result.note("gold_items", .count(gold.items))
    }
    if let logLikelihood = consensus.logLikelihood {
      result.note("log_likelihood", .number(logLikelihood))
      result.note("iterations", .count(consensus.iterations))
      result.note("converged", .bool(consensus.converged))
    }
    result.note(
      "priors",
      .object(zip(names, order).map { JSONValue.Member($0, .number(consensus.priors[$1])) }))
    result.note("tied_items", .count(consensus.tiedItems.count))
    let qualities = annotatorOrder(table).map {
      JSONValue.Member(table.annotators[$0], .optional(consensus.qualities[$0]))
    }
    result.note("annotators", .object(qualities))
    switch input.output {
    case let output where output.contains("accuracy"):
      guard let gold else {
        result.undefined = .other("No item has a known answer. Name the column by --gold.")
        return result
      }
      result.value = .number(gold.value)
    case let output where output.contains("loglik") || output.contains("likelihood"):
      result.value = .optional(consensus.logLikelihood)
    case let output where output.contains("prior") || output.contains("marginal"):
      result.value = .numbers(order.map { consensus.priors[$0] })
    case let output where output.contains("posterior"):
      result.value = .array(
        itemOrder(table).map { item in
          let row = Array(consensus.probabilities(item))
          return .numbers(order.map { row[$0] })
        })
    case let output where output.contains("tied"):
      result.value = .strings(consensus.tiedItems.map { table.items[$0] })
    case let output where output.contains("confusion"):
      result.value = try confusion(consensus, table, output, order)
    case let output
    where output.contains("competence") || output.contains("annotator")
      || output.contains("abilit") || output.contains("qualit"):
      result.value = .object(qualities)
    case "", "labels", "label", "consensus":
      result.value = .object(
        itemOrder(table).map { item in
          let best = consensus.best(item).map { table.scale.names[$0] }
          return JSONValue.Member(
            table.items[item],
            best.count == 1 ? .string(best[0]) : best.isEmpty ? .null : .strings(best))
        })
    default:
      throw MeasureError(
        "There is no output \(visible(input.output)). Choose labels, posterior, priors, accuracy, "
          + "loglik, tied items, annotators or confusion of annotator NAME.")
    }
    return result
  }

  /// The classes in the order that the option `labels` gives, else that of the scale.
  private static func classOrder(_ input: StatisticInput, _ table: RatingTable) throws -> [Int] {
    guard let labels = input.options.list("labels") else { return Array(0..<table.scale.count) }
    return try labels.map { label in
      if let place = table.scale.names.firstIndex(of: label) { return place }
      throw MeasureError(
        "No judgment is \(visible(label))." + Nearest.hint(label, in: table.scale.names)
          + " Correct the option labels.")
    }
  }

  /// Items in the order of numbers where their names are numbers, else as they come.
  private static func itemOrder(_ table: RatingTable) -> [Int] {
    guard let numbers = CategoryScale.numbers(table.items) else {
      return Array(table.items.indices)
    }
    return table.items.indices.sorted { (numbers[$0], $0) < (numbers[$1], $1) }
  }

  private static func annotatorOrder(_ table: RatingTable) -> [Int] {
    let places = Dictionary(
      table.annotators.enumerated().map { ($1, $0) }, uniquingKeysWith: { a, _ in a })
    return CategoryScale.sorted(table.annotators).compactMap { places[$0] }
  }

  private static func confusion(
    _ consensus: Consensus, _ table: RatingTable, _ output: String, _ order: [Int]
  ) throws -> JSONValue {
    let words = Set(output.split { $0 == " " || $0 == "," }.map(String.init))
    guard let who = table.annotators.firstIndex(where: { words.contains($0.lowercased()) }),
      !consensus.confusions.isEmpty
    else {
      throw MeasureError(
        "Say whose table: confusion of annotator NAME. Only dawid_skene has such tables.")
    }
    let (q, cells) = (table.scale.count, consensus.confusions[who])
    return .array(order.map { k in .numbers(order.map { cells[k * q + $0] }) })
  }

  static let majorityVote = Statistic(
    "majority_vote",
    summary: "The most frequent label of each item, with ties reported as ties. "
      + "Look at it as the simplest consensus, and the one to beat.",
    source: "counting; a tie of n that holds the answer counts 1/n",
    trap: "Programs that break ties towards the first label look better on data whose first "
      + "label is frequent.",
    input: .ratings, options: [StatisticInput.categoriesOption, outputOption]
  ) { input in
    let table = try table(input)
    return try result(VoteAggregation.majority(table), table, input)
  }

  static let weightedVote = Statistic(
    "weighted_vote",
    summary: "A vote in which each annotator counts by the log-odds of their accuracy, on gold "
      + "items or against the others. Look at it where gold is scarce and models are not wanted.",
    source: "Nitzan & Paroush 1982; accuracy smoothed by one right and one wrong, within .01–.99",
    trap: "Without gold the majority decides who is accurate, so a wrong majority grows stronger.",
    input: .ratings, options: [StatisticInput.categoriesOption, outputOption]
  ) { input in
    let table = try table(input)
    return try result(VoteAggregation.weighted(table), table, input)
  }

  static let dawidSkene = Statistic(
    "dawid_skene",
    summary: "Finds the truth and each annotator's table of confusions together. "
      + "Look at it where several people judged each item and some confuse labels in their own way.",
    source: "Dawid & Skene 1979; starts from the votes",
    trap: "With one annotator or no overlap it is not identified, and it finds a local maximum. "
      + "Read the tables of confusion before you believe the labels.",
    input: .ratings,
    options: iterationOptions + [
      Option("restarts", "runs from random starts beside the one from the votes", "0"),
      Option("seed", "where the random starts begin", "1"),
      Option("clamp_gold", "let known answers fix their items", "false"),
    ]
  ) { input in
    let table = try table(input)
    if let empty = undefined(table, "Dawid-Skene") { return empty }
    var model = DawidSkene()
    if let iterations = try input.options.optionalCount("iterations") {
      model.iterations = max(1, iterations)
      model.tolerance = nil
    }
    model.smoothing = try input.options.number("smoothing", model.smoothing)
    model.restarts = try input.options.count("restarts", 0)
    model.seed = UInt64(try input.options.count("seed", 1))
    model.clampGold = try input.options.flag("clamp_gold", false)
    return try result(model.fit(table), table, input)
  }

  static let oneCoin = Statistic(
    "one_coin_dawid_skene",
    summary: "Dawid and Skene's model with one accuracy for each annotator instead of a table. "
      + "Look at it where people judged too few items for a table.",
    source: "Zhang, Chen, Zhou & Jordan 2014; crowd-kit for the estimated prior",
    trap: "With class_prior=estimated the shares can run away: on the bluebirds to 97 %, and to an "
      + "accuracy of .58 where plain votes have .76.",
    input: .ratings,
    options: iterationOptions + [
      Option("class_prior", "uniform or estimated", "uniform")
    ]
  ) { input in
    let table = try table(input)
    if let empty = undefined(table, "one-coin Dawid-Skene") { return empty }
    var model = OneCoin()
    if let iterations = try input.options.optionalCount("iterations") {
      model.iterations = max(1, iterations)
      model.tolerance = nil
    }
    model.smoothing = try input.options.number("smoothing", model.smoothing)
    model.classPrior = try input.options.choice(
      "class_prior", [("uniform", .uniform), ("estimated", .estimated)], .uniform)
    return try result(model.fit(table), table, input)
  }

  static let mace = Statistic(
    "mace",
    summary: "Finds who knows and who labels by habit, and the labels of those who know. "
      + "Look at it where some annotators may not read the items.",
    source: "Hovy, Berg-Kirkpatrick, Vaswani & Hovy 2013, variational Bayes",
    trap: "Competence is no accuracy: a guesser of the frequent label is often right and has "
      + "competence near 0.",
    input: .ratings,
    options: [
      Option("restarts", "runs from different random starts", "10"),
      Option("iterations", "steps of each run", "50"),
      Option("alpha", "prior of not knowing", "0.5"), Option("beta", "prior of knowing", "0.5"),
      Option("strategy_prior", "prior of each label in a habit", "10"),
      Option("seed", "where the random starts begin", "1"), StatisticInput.categoriesOption,
      outputOption,
    ]
  ) { input in
    let table = try table(input)
    if let empty = undefined(table, "MACE") { return empty }
    var model = Mace()
    model.restarts = max(1, try input.options.count("restarts", model.restarts))
    model.iterations = try input.options.count("iterations", model.iterations)
    model.alpha = try input.options.number("alpha", model.alpha)
    model.beta = try input.options.number("beta", model.beta)
    model.strategyPrior = try input.options.number("strategy_prior", model.strategyPrior)
    model.seed = UInt64(try input.options.count("seed", 1))
    guard model.alpha > 0, model.beta > 0, model.strategyPrior > 0 else {
      throw MeasureError("The priors of MACE must be above 0.")
    }
    return try result(model.fit(table), table, input)
  }

  static let glad = Statistic(
    "glad",
    summary: "Finds the truth, each annotator's ability and each item's ease together. "
      + "Look at it where some items are plainly harder than others.",
    source: "Whitehill, Wu, Bergsma, Movellan & Ruvolo 2009; normal priors around 1",
    trap: "It has a number for each item and few judgments to find it; with three judgments an "
      + "item, ease says little.",
    input: .ratings,
    options: [
      Option("iterations", "steps; else until nothing changes", "until converged"),
      StatisticInput.categoriesOption, outputOption,
    ]
  ) { input in
    let table = try table(input)
    if let empty = undefined(table, "GLAD") { return empty }
    var model = Glad()
    if let iterations = try input.options.optionalCount("iterations") {
      model.iterations = max(1, iterations)
      model.tolerance = nil
    }
    let fit = model.fit(table)
    var output = try result(
      fit.consensus, table,
      input.output.contains("objective") || input.output.contains("ease")
        ? StatisticInput(data: input.data, options: MeasureOptions(["output": .string("labels")]))
        : input)
    output.note("objective", .number(fit.objective))
    if input.output.contains("objective") { output.value = .number(fit.objective) }
    if input.output.contains("ease") {
      output.value = .object(
        itemOrder(table).map { JSONValue.Member(table.items[$0], .number(fit.logEase[$0])) })
    }
    return output
  }
}
