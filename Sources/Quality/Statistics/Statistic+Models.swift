extension Statistic {
  static let majorityVote = Statistic(
    "majority_vote",
    summary: "The most frequent label of each item, with ties reported as ties. "
      + "Look at it as the simplest consensus, and the one to beat.",
    source: "counting; a tie of n that holds the answer counts 1/n",
    formula: "posterior = shares of votes",
    units: "probabilities",
    undefinedWhen: "no judgment",
    trap: "Programs that break ties towards the first label look better on data whose first "
      + "label is frequent.",
    input: .ratings, options: [StatisticInput.categoriesOption, outputOption]
  ) { input in
    let table = try consensusTable(input)
    return try result(VoteAggregation.majority(table), table, input)
  }

  static let weightedVote = Statistic(
    "weighted_vote",
    summary: "A vote in which each annotator counts by the log-odds of their accuracy, on gold "
      + "items or against the others. Look at it where gold is scarce and models are not wanted.",
    source: "Nitzan & Paroush 1982; accuracy smoothed by one right and one wrong, within .01–.99",
    formula: "log posterior ∝ Σ of log (a (q − 1) / (1 − a)) over the votes for a label, a "
      + "the annotator's accuracy",
    units: "probabilities",
    undefinedWhen: "no judgment",
    trap: "Without gold the majority decides who is accurate, so a wrong majority grows stronger.",
    input: .ratings, options: [StatisticInput.categoriesOption, outputOption]
  ) { input in
    let table = try consensusTable(input)
    return try result(VoteAggregation.weighted(table), table, input)
  }

  static let dawidSkene = Statistic(
    "dawid_skene",
    summary: "Finds the truth and each annotator's table of confusions together. "
      + "Look at it where several people judged each item and some confuse labels in their own way.",
    source: "Dawid & Skene 1979; starts from the votes",
    formula: "EM of P(labels) = Π Σₖ pₖ Π Cₐ[k, label]; stops at a gain below 1e-8 of the "
      + "log-likelihood",
    units: "probabilities; log-likelihood in nats",
    undefinedWhen: "no judgment; warned: one annotator, no overlap",
    trap: "With one annotator or no overlap it is not identified, and it finds a local maximum. "
      + "Read the tables of confusion before you believe the labels.",
    input: .ratings,
    options: iterationOptions + [
      Option("restarts", "runs from random starts beside the one from the votes", "0"),
      Option("seed", "where the random starts begin", "1"),
      Option("clamp_gold", "let known answers fix their items", "false"),
    ]
  ) { input in
    let table = try consensusTable(input)
    if let empty = nothing(table, "Dawid-Skene") { return empty }
    var model = DawidSkene()
    if let iterations = try input.options.repetitions("iterations") {
      model.iterations = max(1, iterations)
      model.tolerance = nil
    }
    model.smoothing = try input.options.number("smoothing", model.smoothing)
    model.restarts = try input.options.repetitions("restarts") ?? 0
    model.seed = UInt64(try input.options.count("seed", 1))
    model.clampGold = try input.options.flag("clamp_gold", false)
    return try result(model.fit(table), table, input)
  }

  static let oneCoin = Statistic(
    "one_coin_dawid_skene",
    summary: "Dawid and Skene's model with one accuracy for each annotator instead of a table. "
      + "Look at it where people judged too few items for a table.",
    source: "Zhang, Chen, Zhou & Jordan 2014; crowd-kit for the estimated prior",
    formula: "dawid_skene with C[k, k] = a and all errors alike, (1 − a)/(q − 1)",
    units: "probabilities",
    undefinedWhen: "as dawid_skene",
    trap: "With class_prior=estimated the shares can run away: on the bluebirds to 97 %, and to an "
      + "accuracy of .58 where plain votes have .76.",
    input: .ratings,
    options: iterationOptions + [
      Option("class_prior", "uniform or estimated", "uniform")
    ]
  ) { input in
    let table = try consensusTable(input)
    if let empty = nothing(table, "one-coin Dawid-Skene") { return empty }
    var model = OneCoin()
    if let iterations = try input.options.repetitions("iterations") {
      model.iterations = max(1, iterations)
      model.tolerance = nil
    }
    model.smoothing = try input.options.number("smoothing", model.smoothing)
    model.classPrior = try input.options.choice(
      "class_prior", [("uniform", OneCoin.ClassPrior.uniform), ("estimated", .estimated)],
      .uniform)
    return try result(model.fit(table), table, input)
  }

  static let mace = Statistic(
    "mace",
    summary: "Finds who knows and who labels by habit, and the labels of those who know. "
      + "Look at it where some annotators may not read the items.",
    source: "Hovy, Berg-Kirkpatrick, Vaswani & Hovy 2013, variational Bayes",
    formula: "P(label) = θ [label is true] + (1 − θ) ξ(label); variational Bayes with "
      + "Beta(½, ½) on θ and Dirichlet(10) on ξ, uniform classes",
    units: "competence θ, 0 to 1",
    undefinedWhen: "no judgment",
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
    let table = try consensusTable(input)
    if let empty = nothing(table, "MACE") { return empty }
    var model = Mace()
    model.restarts = max(1, try input.options.repetitions("restarts") ?? model.restarts)
    model.iterations = try input.options.repetitions("iterations") ?? model.iterations
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
    formula: "P(right) = σ(α e^β), errors alike; normal priors around 1 on α and β",
    units: "ability α, log-ease β",
    undefinedWhen: "no judgment",
    trap: "It has a number for each item and few judgments to find it; with three judgments an "
      + "item, ease says little.",
    input: .ratings,
    options: [
      Option("iterations", "steps; else until nothing changes", "until converged"),
      StatisticInput.categoriesOption, outputOption,
    ]
  ) { input in
    let table = try consensusTable(input)
    if let empty = nothing(table, "GLAD") { return empty }
    var model = Glad()
    if let iterations = try input.options.repetitions("iterations") {
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
