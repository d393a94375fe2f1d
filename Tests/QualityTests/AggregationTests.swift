import Testing

@testable import Quality

@Suite("Consensus")
struct AggregationTests {
  /// Judgments of people planted with known habits.
  private func planted(seed: UInt64) throws -> (table: RatingTable, truth: [Int]) {
    var random = SeededRandom(seed: seed)
    var (rows, truth): ([[String?]], [Int]) = ([], [])
    for item in 0..<400 {
      let answer = Int(random.below(3))
      truth.append(answer)
      func add(_ who: String, _ label: Int) { rows.append(["\(item)", who, String(label)]) }
      add("perfect", answer)
      add("good", random.unit() < 0.85 ? answer : Int(random.below(3)))
      let careless = random.unit() < 0.6 ? answer : Int(random.below(3))
      add("careless", careless)
      add("copycat", careless)
      add("biased", answer == 2 ? 1 : answer)
      add("spammer", random.unit() < 0.9 ? 0 : Int(random.below(3)))
    }
    return (try MadeUp.table(rows), truth)
  }

  private func accuracy(_ consensus: Consensus, _ table: RatingTable, _ truth: [Int]) -> Double {
    let gold = ContiguousArray(table.items.map { Int32(truth[Int($0) ?? 0]) })
    return consensus.accuracy(gold: gold)?.value ?? 0
  }

  @Test(arguments: [UInt64(1), 2, 3])
  func plantedAnnotatorsAreFoundForWhatTheyAre(seed: UInt64) throws {
    let (whole, truth) = try planted(seed: seed)
    func place(_ name: String) throws -> Int {
      try #require(whole.annotators.firstIndex(of: name))
    }
    // The copycat agrees with one person on everything, as nobody else does.
    let alike = AgreementBreakdown.pairs(whole).filter {
      CohenKappa($0.table).estimate(method: "").value == 1
    }
    #expect(
      alike.map { Set([$0.first, $0.second]) }
        == [Set([try place("careless"), try place("copycat")])], "seed \(seed)")
    // Models take errors as made alone, so whoever copies is left out before they are fitted.
    let copycat = try place("copycat")
    let table = whole.filtered { _, annotator, _ in annotator != copycat }
    let consensus = DawidSkene().fit(table)
    #expect(accuracy(consensus, table, truth) > 0.95, "seed \(seed)")
    let quality = try ["perfect", "good", "careless", "spammer"].map {
      try #require(consensus.qualities[try place($0)])
    }
    #expect(quality[0] > 0.95 && quality[0] > quality[1] && quality[1] > quality[2], "seed \(seed)")
    #expect(quality[3] < 0.45, "seed \(seed)")
    // The biased one calls 2 mostly 1, and is right about the rest.
    let biased = consensus.confusions[try place("biased")]
    #expect(biased[2 * 3 + 1] > 0.9 && biased[0] > 0.9, "seed \(seed)")
    // The spammer's table says the same whatever is true.
    let spammer = consensus.confusions[try place("spammer")]
    for k in 0..<3 { #expect(spammer[k * 3] > 0.8, "seed \(seed)") }
    let mace = Mace().fit(table)
    let competence = try ["perfect", "spammer"].map { try #require(mace.qualities[try place($0)]) }
    #expect(competence[0] > 0.9 && competence[1] < 0.3, "seed \(seed)")
    let glad = Glad().fit(table).consensus
    let ability = try ["perfect", "careless", "spammer"].map {
      try #require(glad.qualities[try place($0)])
    }
    #expect(ability[0] > ability[1] && ability[1] > ability[2], "seed \(seed)")
  }

  @Test func theWeightedVoteIsTheLogOddsByHand() throws {
    // Gold on three items: ada 3 of 3, bo 1 of 3, cy 1 of 3; then one item without gold.
    let rows: [[String?]] = [
      ["1", "ada", "x", "x"], ["1", "bo", "x", "x"], ["1", "cy", "y", "x"],
      ["2", "ada", "y", "y"], ["2", "bo", "x", "y"], ["2", "cy", "x", "y"],
      ["3", "ada", "x", "x"], ["3", "bo", "y", "x"], ["3", "cy", "x", "x"],
      ["4", "ada", "y", nil], ["4", "bo", "x", nil], ["4", "cy", "x", nil],
    ]
    let consensus = VoteAggregation.weighted(try MadeUp.table(rows))
    #expect(consensus.qualities == [0.8, 0.4, 0.4])
    // Odds of y: 4 for ada, and 1/(2/3 · 2/3) for two who are wrong more often than right.
    let odds = 4 * (3.0 / 2) * (3.0 / 2)
    #expect(near(consensus.posterior[3 * 2 + 1], odds / (1 + odds), 1e-12))
  }

  @Test(
    .enabled(if: SharedData.hasCases, "../shared/data is not here, so GLAD is not compared on RTE.")
  )
  func gladFindsTheMaximumOfAnIndependentImplementation() throws {
    // Snow et al. 2008, RTE: EM with L-BFGS maximisation in SciPy, objective after each step.
    let bytes = try SharedData.bytes("data/snow2008/rte.csv")
    let columns = try TableReader.table(
      bytes, file: "rte.csv", format: .csv,
      columns: ["item", "annotator", "label", "gold"].map { .init(role: $0, name: $0) })
    let table = try RatingTable(columns: columns, RatingTable.Reading())
    var model = Glad()
    model.tolerance = nil
    for (steps, objective) in [(1, -4034.837709361718), (3, -3978.9593163268155)] {
      model.iterations = steps
      #expect(near(model.fit(table).objective, objective, 0.01), "after \(steps) steps")
    }
    model.iterations = 50
    let fit = model.fit(table)
    #expect(near(fit.objective, -3977.3520326860717, 1e-3))
    #expect(fit.consensus.accuracy(gold: table.gold)?.value == 0.925)
    #expect(near(fit.logEase[0], 0.5201171303996297, 1e-3))
    let first = try #require(table.annotators.firstIndex(of: "W001"))
    #expect(near(fit.consensus.qualities[first], 0.7846764755858945, 1e-3))
  }

  @Test func goldItemsKeepTheirAnswer() throws {
    let rows: [[String?]] = [
      ["1", "a", "x", "y"], ["1", "b", "x", "y"], ["2", "a", "x", nil], ["2", "b", "y", nil],
      ["3", "a", "y", nil], ["3", "b", "y", nil],
    ]
    var model = DawidSkene()
    model.clampGold = true
    let consensus = model.fit(try MadeUp.table(rows))
    #expect(Array(consensus.probabilities(0)) == [0, 1])
  }

  @Test func aSymmetricTieStaysATie() throws {
    let rows: [[String?]] = [
      ["1", "a", "x"], ["1", "b", "y"], ["2", "a", "y"], ["2", "b", "x"],
    ]
    let consensus = DawidSkene().fit(try MadeUp.table(rows))
    #expect(consensus.tiedItems == [0, 1])
    #expect(consensus.posterior.allSatisfy { $0 == 0.5 })
  }

  @Test func oneAnnotatorIsNotIdentifiedAndSaysSo() throws {
    let consensus = DawidSkene().fit(try MadeUp.table([["1", "a", "x"], ["2", "a", "y"]]))
    #expect(consensus.warnings.contains { $0.contains("one annotator") })
    let apart = DawidSkene().fit(try MadeUp.table([["1", "a", "x"], ["2", "b", "y"]]))
    #expect(apart.warnings.contains { $0.contains("No item was judged twice") })
  }

  @Test func restartsFindTheBetterMaximumAndKeepTheNames() throws {
    let table = try MadeUp.table(MadeUp.rows(seed: 21, items: 150, annotators: 5, accuracy: 0.5))
    var model = DawidSkene()
    let plain = model.fit(table)
    model.restarts = 5
    let more = model.fit(table)
    #expect((more.logLikelihood ?? 0) >= (plain.logLikelihood ?? 0))
    let same = (0..<table.items.count).count { more.best($0) == plain.best($0) }
    #expect(same > table.items.count / 2)
  }

  @Test func theLikelihoodNeverFallsWithoutSmoothing() throws {
    let table = try MadeUp.table(MadeUp.rows(seed: 13))
    var model = DawidSkene()
    model.smoothing = 0
    model.tolerance = nil
    var before = -Double.infinity
    for steps in 1...15 {
      model.iterations = steps
      let now = try #require(model.fit(table).logLikelihood)
      #expect(now >= before - 1e-9, "after \(steps) steps")
      before = now
    }
  }

  @Test(
    .enabled(if: SharedData.hasCases, "../shared/data is not here, so the run-away is not shown."))
  func aRunAwayPriorIsReported() throws {
    let columns = try TableReader.table(
      try SharedData.bytes("data/bluebirds/labels.csv"), file: "labels.csv", format: .csv,
      columns: ["item", "annotator", "label", "gold"].map { .init(role: $0, name: $0) })
    let table = try RatingTable(columns: columns, RatingTable.Reading())
    var model = OneCoin()
    model.classPrior = .estimated
    #expect(model.fit(table).warnings.contains { $0.contains("ran away to") })
    model.classPrior = .uniform
    model.iterations = 20
    model.tolerance = nil
    model.smoothing = 0
    let uniform = model.fit(table)
    #expect(near(uniform.accuracy(gold: table.gold)?.value, 0.722, 5e-4))
    #expect(uniform.warnings.isEmpty)
  }
}
