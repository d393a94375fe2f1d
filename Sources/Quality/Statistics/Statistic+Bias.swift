extension Statistic {
  static let winRates = Statistic(
    "win_rates",
    summary: "How often each candidate wins its decided comparisons, with ties apart. "
      + "Look at it before any model, and where all met the same opponents.",
    source: "Wilson 1927 for decided comparisons; comparison bootstrap with ties as halves",
    formula: "wins / (wins + losses)",
    units: "a share",
    undefinedWhen: "for a candidate without a decided comparison",
    trap: "Someone who met weak opponents only has a high rate; bradley_terry corrects for that.",
    input: .comparisons,
    options: [playersOption, choicesOption] + StatisticInput.bootstrapOptions
  ) { input in
    let pairs = try input.pairs()
    let confidence = try input.confidence
    let rates = WinRates.all(pairs, confidence: confidence)
    guard rates.contains(where: { $0.wins + $0.losses + $0.ties > 0 }) else {
      return MeasureResult(undefined: .empty, method: "win rates")
    }
    let replicates = try input.options.count("bootstrap", 2000)
    var halves: [Interval?] = []
    if case .columns = input.data, replicates > 0 {
      halves = WinRates.halfTieIntervals(
        try input.comparisons(),
        Bootstrap(
          replicates: replicates, seed: UInt64(try input.options.count("seed", 1)),
          confidence: confidence))
    }
    return MeasureResult(
      .object(
        rates.map { rate in
          JSONValue.Member(
            pairs.players[rate.player],
            .make([
              "rate": .optional(rate.rate), "interval": MeasureResult.json(rate.interval),
              "wins": .count(rate.wins), "losses": .count(rate.losses), "ties": .count(rate.ties),
              "with_half_ties": .optional(rate.withHalfTies),
              "half_ties_interval": MeasureResult.json(
                halves.isEmpty ? nil : halves[rate.player]),
            ]))
        }), method: "decided comparisons, Wilson",
      counts: SampleCounts(judgments: Int(pairs.comparisons)))
  }

  private static func result(_ test: PairBias.Test?, _ method: String, _ names: (String, String))
    -> MeasureResult
  {
    guard let test else {
      return MeasureResult(
        undefined: .other("No comparison is decided, so no side can win more. Collect some."),
        method: method)
    }
    var result = MeasureResult(
      .make([
        names.0: .count(test.first), names.1: .count(test.second),
        "p_value": .number(test.pValue), "rate": .number(test.rate),
      ]), method: method,
      counts: SampleCounts(judgments: test.first + test.second + test.ties))
    result.interval = test.interval
    result.note("ties", .count(test.ties))
    return result
  }

  /// Puts each annotator's own test beside that of all.
  private static func noteAnnotators(
    _ table: ComparisonTable, _ result: inout MeasureResult,
    _ test: (ComparisonTable) -> PairBias.Test?
  ) {
    guard !table.annotators.isEmpty else { return }
    let tests = zip(table.annotators, PairBias.byAnnotator(table).map(test))
    result.note(
      "annotators",
      .object(
        tests.map { name, test in
          JSONValue.Member(
            name,
            .make([
              "rate": .optional(test?.rate), "interval": MeasureResult.json(test?.interval),
              "p_value": .optional(test?.pValue),
              "decided": .count(test.map { $0.first + $0.second } ?? 0),
            ]))
        }))
    result.note(
      "p_value_for_one_of_all",
      .number(Watch.alphaEach(team: 0.05, people: table.annotators.count)))
  }

  static let positionBias = Statistic(
    "position_bias_test",
    summary: "Whether the first candidate wins more or less than half of the decided comparisons. "
      + "Look at it for all and for each annotator, if the order was drawn at random.",
    source: "exact binomial test, two-sided",
    formula: "the chance of a split at least as unlikely, at p = ½",
    units: "a p-value; the rate of the first",
    undefinedWhen: "no decided comparison",
    trap: "Without a random order it measures strength: where the first candidate is always the "
      + "alphabetically first model, use bradley_terry_order_effect.",
    input: .comparisons,
    options: [
      playersOption, choicesOption,
      Option("first_wins", "wins of the first, without a table", "none"),
      Option("second_wins", "wins of the second, without a table", "none"),
      StatisticInput.confidenceOption,
    ]
  ) { input in
    let confidence = try input.confidence
    let test: PairBias.Test?
    if case .columns = input.data {
      let table = try input.comparisons(extras: input.hasAnnotators ? ["annotator"] : [])
      var all = result(
        PairBias.position(table, confidence: confidence), "exact binomial, two-sided",
        ("first", "second"))
      noteAnnotators(table, &all) { PairBias.position($0, confidence: confidence) }
      return all
    } else if case .pairs(let pairs) = input.data {
      let (first, second) = pairs.pairs.reduce((0.0, 0.0)) {
        ($0.0 + $1.firstWins, $0.1 + $1.secondWins)
      }
      test = PairBias.test(first: Int(first), second: Int(second), confidence: confidence)
    } else {
      let first = try input.options.optionalCount("first_wins") ?? input.options.count("first")
      let second = try input.options.optionalCount("second_wins") ?? input.options.count("second")
      test = PairBias.test(first: first, second: second, confidence: confidence)
    }
    return result(test, "exact binomial, two-sided", ("first", "second"))
  }

  static let lengthBias = Statistic(
    "length_bias_test",
    summary: "Whether the longer candidate wins more than half of the decided comparisons. "
      + "Look at it for all and for each annotator of written replies.",
    source: "exact binomial test, two-sided",
    formula: "position_bias_test of the longer candidate",
    units: "a p-value; the rate of the longer",
    undefinedWhen: "no decided comparison of unequal lengths",
    trap: "Longer can be better; compare annotators with each other before you call it bias.",
    input: .comparisons,
    options: [playersOption, choicesOption, StatisticInput.confidenceOption]
  ) { input in
    let table = try input.comparisons(
      extras: input.hasAnnotators ? ["length", "annotator"] : ["length"])
    guard !table.lengthDifference.isEmpty else {
      throw MeasureError(
        "This statistic needs the columns first_length and second_length. "
          + "Name them by --first-length and --second-length.")
    }
    let confidence = try input.confidence
    var all = result(
      PairBias.length(table, confidence: confidence),
      "exact binomial of the longer candidate, two-sided", ("longer", "shorter"))
    noteAnnotators(table, &all) { PairBias.length($0, confidence: confidence) }
    return all
  }

  static let transitivity = Statistic(
    "transitivity",
    summary: "How many threes of candidates go round in a circle: a beats b, b beats c, c beats a. "
      + "Look at it per annotator; circles are guessing, or several qualities mixed in one question.",
    source: "Kendall & Babington Smith 1940",
    formula: "d circles; ζ = 1 − 24 d / (n³ − n), n³ − 4 n for even n",
    units: "a count; ζ 0 to 1",
    undefinedWhen: "fewer than three candidates; ζ with undecided pairs",
    trap: "Majorities of many annotators can go in circles although nobody does.",
    input: .comparisons, options: [playersOption, choicesOption]
  ) { input in
    let triads: CircularTriads
    if case .none = input.data, let prefers = input.options.raw("prefers")?.numberRows {
      let players = try input.options.count("players")
      let beats = prefers.compactMap { pair -> (Int, Int)? in
        guard pair.count == 2, let a = Int(exactly: pair[0]), let b = Int(exactly: pair[1])
        else { return nil }
        return (a, b)
      }
      guard players <= 1500 else {
        throw MeasureError("There are more than 1500 players. Look at one group at a time.")
      }
      guard beats.count == prefers.count,
        beats.allSatisfy({ (0..<players).contains($0.0) && (0..<players).contains($0.1) })
      else { throw MeasureError("The option prefers must hold pairs of players from 0.") }
      triads = CircularTriads(players: players, beats: beats)
    } else {
      triads = CircularTriads(try input.pairs())
    }
    var result = MeasureResult(
      .make([
        "cyclic": .count(triads.cyclic), "transitive": .count(triads.transitive),
        "zeta": .optional(triads.zeta),
      ]), method: "circular triads and coefficient of consistence")
    result.note("undecided", .count(triads.open))
    result.note("cyclic_expected_at_random", .number(triads.expectedAtRandom))
    if triads.players < 3 {
      result = MeasureResult(
        undefined: .other("There are fewer than three candidates, so no circle can form."),
        method: result.method)
    }
    return result
  }

  static let elo = Statistic(
    "elo",
    summary: "Ratings that move after each match by how surprising it was. "
      + "For those who ask for it; bradley_terry uses all matches at once.",
    source: "Elo 1978",
    formula: "R ← R + k (score − 1 / (1 + 10^((R′ − R)/scale)))",
    units: "points",
    undefinedWhen: "no match",
    trap: "The same matches in another order give other ratings.",
    input: .comparisons,
    options: [
      playersOption, choicesOption, Option("k", "the largest change of a match, halved", "32"),
      Option("start", "the rating of a newcomer", "1000"),
      Option("scale", "the difference at which odds are ten to one", "400"),
    ]
  ) { input in
    var elo = Elo(
      k: try input.options.number("k", 32), start: try input.options.number("start", 1000),
      scale: try input.options.number("scale", 400))
    var names: [String] = []
    if case .none = input.data, let matches = input.options.raw("matches")?.array {
      var places: [String: Int] = [:]
      for match in matches {
        guard let cells = match.array, cells.count == 3, let a = cells[0].label,
          let b = cells[1].label, let score = cells[2].double
        else { throw MeasureError("A match must be [first, second, score of the first].") }
        for name in [a, b] where places[name] == nil {
          places[name] = names.count
          names.append(name)
        }
        elo.add(places[a] ?? 0, places[b] ?? 0, score: score)
      }
    } else {
      let table = try input.comparisons()
      names = table.players
      for row in 0..<table.count {
        let score: Double =
          switch table.outcome[row] {
          case .first: 1
          case .second: 0
          case .tie: 0.5
          }
        elo.add(Int(table.first[row]), Int(table.second[row]), score: score)
      }
    }
    guard !elo.ratings.isEmpty else { return MeasureResult(undefined: .empty, method: "Elo") }
    return MeasureResult(
      .object(
        names.indices.map { JSONValue.Member(names[$0], .number(elo.ratings[$0] ?? elo.start)) }),
      method: "Elo, k \(JSONValue.text(of: elo.k)), in the order of the rows")
  }
}
