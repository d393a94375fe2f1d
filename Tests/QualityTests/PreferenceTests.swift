import Testing

@testable import Quality

@Suite("Preferences")
struct PreferenceTests {
  private func pandalm() throws -> ComparisonTable {
    let columns = try TableReader.table(
      try SharedData.bytes("data/pandalm-testset/judgments.csv"), file: "judgments.csv",
      format: .csv,
      columns: [
        .init(role: "first", name: "model1"), .init(role: "second", name: "model2"),
        .init(role: "choice", name: "choice"), .init(role: "annotator", name: "annotator"),
      ])
    return try ComparisonTable(
      columns: columns,
      choices: .make(["1": .string("first"), "2": .string("second"), "0": .string("tie")]),
      players: nil)
  }

  @Test(.enabled(if: SharedData.hasCases, "../shared/data is not here, so PandaLM is not counted."))
  func winRatesAreThoseCountedByAnotherProgram() throws {
    let table = try pandalm()
    let rates = WinRates.all(PairCounts(table), confidence: 0.95)
    let llama = try #require(rates.first { table.players[$0.player] == "llama-7b" })
    #expect([llama.wins, llama.losses, llama.ties] == [832, 317, 114])
    #expect(near(llama.rate, 832.0 / 1149))
    // SciPy: binomtest(832, 1149).proportion_ci(0.95, "wilson").
    #expect(near(llama.interval?.low, 0.6975494678627012, 1e-12))
    #expect(near(llama.withHalfTies, 889.0 / 1263))
    let halves = WinRates.halfTieIntervals(table, Bootstrap(replicates: 200))
    let interval = try #require(halves[llama.player])
    #expect(interval.low < 889.0 / 1263 && 889.0 / 1263 < interval.high)
    #expect(interval.high - interval.low < 0.08)
  }

  @Test(.enabled(if: SharedData.hasCases, "../shared/data is not here, so PandaLM is not fitted."))
  func whereTheOrderWasNeverTurnedTheOrderEffectIsUncertain() throws {
    guard case .success(let fit) = PairModel(orderEffect: true).fit(PairCounts(try pandalm()))
    else {
      Issue.record("no fit")
      return
    }
    // The alphabetically first model is always first: strength explains all but a trace.
    let error = try #require(fit.orderEffectError)
    #expect(error > 0.05 && abs(fit.orderEffect ?? 9) < 3 * error)
  }

  @Test func lengthBiasCountsTheLongerWinner() throws {
    let csv =
      "first,second,choice,first_length,second_length\n"
      + String(repeating: "a,b,first,900,100\n", count: 7)
      + String(repeating: "a,b,second,100,900\n", count: 7)
      + String(repeating: "a,b,first,100,900\n", count: 5)
      + "a,b,second,900,100\na,b,tie,5,6\na,b,first,7,7\n"
    let result = try computed("length_bias_test", csv: csv)
    #expect(result.value?["longer"]?.int == 14 && result.value?["shorter"]?.int == 6)
    // R: binom.test(14, 20) 0.1153.
    #expect(near(result.value?["p_value"]?.double, 0.11531829833984375, 1e-12))
  }

  @Test func eachAnnotatorHasATestOfTheirOwn() throws {
    let csv =
      "first,second,choice,annotator\n"
      + String(repeating: "a,b,first,ada\n", count: 12)
      + String(repeating: "b,a,tie,bo\n", count: 3)
      + String(repeating: "b,a,first,bo\nb,a,second,bo\n", count: 5)
    let result = try computed("position_bias_test", csv: csv)
    let people = try #require(result.details.first { $0.key == "annotators" }?.value)
    #expect(people["ada"]?["rate"]?.double == 1 && people["bo"]?["rate"]?.double == 0.5)
    #expect(near(people["ada"]?["p_value"]?.double, 2 * 0.000244140625, 1e-12))
    #expect(people["bo"]?["decided"]?.int == 10)
  }

  @Test func ratingsFoundAreThoseThatMadeTheComparisons() throws {
    var random = SeededRandom(seed: 17)
    let truth = [-1.0, -0.3, 0.2, 1.1]
    var pairs: [PairCounts.Pair] = []
    for i in 0..<4 {
      for j in 0..<4 where j != i {
        var pair = PairCounts.Pair(first: i, second: j)
        for _ in 0..<4000 {
          if random.unit() < LogSpace.sigmoid(truth[i] - truth[j] + 0.4) {
            pair.firstWins += 1
          } else {
            pair.secondWins += 1
          }
        }
        pairs.append(pair)
      }
    }
    let counts = PairCounts(players: ["a", "b", "c", "d"], pairs: pairs)
    guard case .success(let fit) = PairModel(orderEffect: true).fit(counts) else {
      Issue.record("no fit")
      return
    }
    for (score, known) in zip(fit.scores, truth) { #expect(abs(score - known) < 0.06) }
    #expect(abs((fit.orderEffect ?? 0) - 0.4) < 0.04)
    #expect(fit.converged)
  }

  @Test func unbeatenPlayersNeedARidge() throws {
    let counts = PairCounts(
      players: ["a", "b"], pairs: [PairCounts.Pair(first: 0, second: 1, firstWins: 3)])
    guard case .failure(.notIdentifiable(let groups, _)) = PairModel().fit(counts) else {
      Issue.record("a fit that does not exist")
      return
    }
    #expect(groups == [[0], [1]])
    #expect((try? PairModel(ridge: 1).fit(counts).get()) != nil)
  }

  @Test func davidsonWithoutTiesSaysWhy() throws {
    let result = try computed(
      "davidson", csv: "first,second,choice\na,b,a\na,b,b\n")
    #expect(result.undefined?.reason.contains("No comparison is a tie") == true)
  }

  @Test func theStationaryPointIsAMaximumForEveryModel() throws {
    var random = SeededRandom(seed: 5)
    var pairs: [PairCounts.Pair] = []
    for i in 0..<5 {
      for j in 0..<5 where j != i {
        pairs.append(
          PairCounts.Pair(
            first: i, second: j, firstWins: Double(1 + random.below(20)),
            secondWins: Double(1 + random.below(20)), ties: Double(1 + random.below(9))))
      }
    }
    for isRaoKupper in [false, true] {
      let layout = PairLikelihood.Layout(players: 5, order: true, ties: true)
      let likelihood = PairLikelihood(
        pairs: pairs, layout: layout, isRaoKupper: isRaoKupper, ridge: 0)
      let x = (0..<layout.size).map { $0 == 6 ? 0.4 : Double($0) / 7 - 0.3 }
      let point = likelihood.point(x)
      for k in x.indices {
        var (up, down) = (x, x)
        up[k] += 1e-5
        down[k] -= 1e-5
        let (a, b) = (likelihood.point(up), likelihood.point(down))
        #expect(near((a.value - b.value) / 2e-5, point.gradient[k], 1e-4), "slope \(k)")
        for l in x.indices {
          #expect(
            near((b.gradient[l] - a.gradient[l]) / 2e-5, point.information[k, l], 1e-4),
            "curve \(k), \(l)")
        }
      }
    }
  }

  @Test func bootstrapOfRatingsHoldsTheRating() throws {
    let counts = PairCounts(
      players: ["a", "b", "c"],
      pairs: [
        .init(first: 0, second: 1, firstWins: 60, secondWins: 40),
        .init(first: 1, second: 2, firstWins: 55, secondWins: 45),
        .init(first: 0, second: 2, firstWins: 70, secondWins: 30),
      ])
    let fit = try PairModel().fit(counts).get()
    let intervals = PairBootstrap(Bootstrap(replicates: 400), model: PairModel()).intervals(counts)
    for (score, (error, interval)) in zip(fit.scores, zip(fit.errors, intervals)) {
      let interval = try #require(interval)
      #expect(interval.low < score && score < interval.high)
      #expect(abs((interval.high - interval.low) / (2 * 1.96 * error) - 1) < 0.15)
    }
  }

  @Test func circlesAreCountedAmongAllThrees() {
    let circle = CircularTriads(players: 3, beats: [(0, 1), (1, 2), (2, 0)])
    #expect(circle.cyclic == 1 && circle.zeta == 0)
    let line = CircularTriads(players: 4, beats: [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)])
    #expect(line.cyclic == 0 && line.zeta == 1)
    let open = CircularTriads(players: 3, beats: [(0, 1)])
    #expect(open.open == 1 && open.zeta == nil)
  }
}
