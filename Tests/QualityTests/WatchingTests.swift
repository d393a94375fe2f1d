import Foundation
import Testing

@testable import Quality

@Suite("Watching and planning")
struct WatchingTests {
  @Test func aStoredTestGoesOnWhereItStopped() throws {
    var whole = SequentialTest(acceptable: 0.05, unacceptable: 0.2, truncation: 30)
    var part = whole
    let errors = (0..<30).map { $0 % 6 == 5 }
    for isError in errors { whole.add(isError: isError) }
    for isError in errors.prefix(11) { part.add(isError: isError) }
    var restored = try stored(part)
    for isError in errors.dropFirst(11) { restored.add(isError: isError) }
    #expect(restored == whole)
    #expect(whole.decision == .truncated && whole.count == 30)
  }

  /// Writes a state and reads it back.
  private func stored<State: Codable>(_ state: State) throws -> State {
    try JSONDecoder().decode(State.self, from: JSONEncoder().encode(state))
  }

  @Test func storedChartsGoOnWhereTheyStopped() throws {
    var (cusum, ewma) = (Cusum(target: 0), Ewma(target: 0, sigma: 1))
    var (errors, elo) = (BernoulliCusum(acceptable: 0.1, unacceptable: 0.3, threshold: 3), Elo())
    for step in 0..<40 {
      if step == 20 {
        (cusum, ewma) = (try stored(cusum), try stored(ewma))
        (errors, elo) = (try stored(errors), try stored(elo))
      }
      cusum.add(Double(step % 3) - 0.8)
      ewma.add(Double(step % 3) - 0.8)
      errors.add(isError: step % 4 == 0)
      elo.add(step % 3, (step + 1) % 3, score: 1)
    }
    var whole = Cusum(target: 0)
    for step in 0..<40 { whole.add(Double(step % 3) - 0.8) }
    #expect(whole == cusum && ewma.count == 40 && errors.count == 40)
    #expect(near(elo.ratings.values.reduce(0, +), 3000))
  }

  @Test func theSequentialTestKeepsItsErrorRates() {
    var rejected = 0
    for run in 0..<4000 {
      var random = SeededRandom(seed: 3, stream: UInt64(run) + 1)
      var test = SequentialTest(acceptable: 0.05, unacceptable: 0.2)
      while test.decision == .undecided { test.add(isError: random.unit() < 0.05) }
      if test.decision == .reject { rejected += 1 }
    }
    #expect(Double(rejected) / 4000 < 0.05)
  }

  @Test func theSimulatedThresholdGivesTheRunLengthAskedFor() {
    let threshold = BernoulliCusum.threshold(
      acceptable: 0.05, unacceptable: 0.2, items: 300, runs: 600)
    var total = 0
    for run in 0..<600 {
      var random = SeededRandom(seed: 99, stream: UInt64(run) + 1)
      var chart = BernoulliCusum(acceptable: 0.05, unacceptable: 0.2, threshold: threshold)
      while chart.firstSignal == nil, chart.count < 20_000 {
        chart.add(isError: random.unit() < 0.05)
      }
      total += chart.count
    }
    let mean = Double(total) / 600
    // The errors come in whole steps, so the run length jumps from one threshold to the next.
    #expect(mean > 250 && mean < 500, "mean \(mean) at \(threshold)")
  }

  @Test func aRiseOfErrorsIsFoundAndAGoodAnnotatorIsLeftAlone() {
    var chart = BernoulliCusum(acceptable: 0.05, unacceptable: 0.2, threshold: 3)
    for item in 0..<100 { chart.add(isError: item % 25 == 0) }
    #expect(chart.firstSignal == nil)
    for item in 0..<30 { chart.add(isError: item % 3 == 0) }
    #expect(chart.firstSignal != nil)
  }

  @Test func runLengthsAreThoseOfTheSimulation() throws {
    let computed = try #require(
      Cusum.averageRunLength(k: 0.5, h: 2, shift: 0.5, twoSided: false))
    var (total, runs) = (0, 3000)
    for run in 0..<runs {
      var random = SeededRandom(seed: 6, stream: UInt64(run) + 1)
      var chart = Cusum(target: 0, sigma: 1, k: 0.5, h: 2)
      while chart.upper <= 2 { chart.add(Normal.quantile(random.unit()) + 0.5) }
      total += chart.count
    }
    runs = max(runs, 1)
    #expect(abs(Double(total) / Double(runs) / computed - 1) < 0.06, "\(computed)")
  }

  @Test func theTeamsErrorRateIsSharedOut() {
    let each = Watch.alphaEach(team: 0.05, people: 20)
    #expect(near(each, 0.002561379, 1e-9))
    #expect(Watch.runLengthEach(team: 500, people: 20) == 10_000)
  }

  @Test func agreementWithTheOthersLeavesOneOut() throws {
    let table = try MadeUp.table([
      ["1", "a", "x"], ["1", "b", "x"], ["1", "c", "y"], ["2", "a", "y"], ["2", "b", "x"],
      ["2", "c", "y"], ["3", "a", "x"], ["4", "a", "x"], ["4", "b", "y"], ["4", "c", "z"],
    ])
    #expect(Watch.agreementWithOthers(table, annotator: 0) == [0.5, 0.5, 0])
    #expect(Watch.agreementWithOthers(table, annotator: 2) == [0, 0.5, 0])
  }

  @Test func overlapIsThatOfSpearmanAndBrown() throws {
    // Shrout & Fleiss: ICC(2,1) .2898 and for four judges ICC(2,4) .6201.
    #expect(
      near(SampleSize.reliability(of: 0.2897637795275591, annotators: 4), 0.6200505475989891, 1e-12)
    )
    #expect(SampleSize.overlap(reliability: 0.2897637795275591, wanted: 0.62) == 4)
    #expect(SampleSize.overlap(reliability: 0.5, wanted: 0.8) == 4)
    let none = try computed("overlap_needed", ["reliability": "-0.1"])
    #expect(none.value == nil && none.undefined?.reason.contains("Mend the question") == true)
  }

  @Test func theBoundOfErrorsPerUnitIsThatOfPoisson() throws {
    // SciPy: chi2.ppf(.95, 6) / 2 / 10.
    #expect(
      near(Audit.rateUpperBound(errors: 2, units: 10, confidence: 0.95), 0.6295793621871988, 1e-10))
  }

  @Test func anAuditPlanIsTheSmallestThatSuffices() throws {
    for (lot, rate, allowed) in [(500, 0.05, 0), (1000, 0.02, 1), (240, 0.1, 2)] {
      let n = try #require(Audit.plan(lot: lot, rate: rate, allowed: allowed, confidence: 0.95))
      let defects = Int((rate * Double(lot)).rounded(.up))
      func chance(_ sample: Int) -> Double {
        Audit.acceptance(lot: lot, defects: defects, sample: sample, allowed: allowed)
      }
      #expect(chance(n) <= 0.05 && chance(n - 1) > 0.05)
    }
  }

  @Test func theOperatingCharacteristicFallsFromOne() throws {
    let curve = try #require(
      try computed("operating_characteristic", ["n": "50", "c": "1", "N": "500"]).value?.numberRows)
    #expect(curve.first == [0, 1] && curve.count == 21)
    #expect(zip(curve, curve.dropFirst()).allSatisfy { $0[1] > $1[1] })
    // SciPy: hypergeom.cdf(1, 500, 25, 50).
    #expect(near(curve.first { $0[0] == 0.05 }?[1], 0.2635939388471424, 1e-12))
  }

  @Test func wilsonSampleSizesAreTheSmallestThatSuffice() throws {
    let n = try #require(
      SampleSize.proportion(0.95, halfWidth: 0.03, confidence: 0.95, method: .wilson))
    func half(_ n: Int) -> Double {
      let interval = Proportion.wilson(0.95 * Double(n), of: Double(n))
      return ((interval?.high ?? 1) - (interval?.low ?? 0)) / 2
    }
    #expect(half(n) <= 0.03 && half(n - 1) > 0.03)
  }

  @Test func intervalsCoverAtLeastAsOftenAsTheySay() {
    // Clopper-Pearson for every outcome of 30 at three rates.
    for rate in [0.03, 0.2, 0.5] {
      var covered = 0.0
      for x in 0...30 {
        let interval = Proportion.clopperPearson(x, of: 30)
        if let interval, interval.low <= rate, rate <= interval.high {
          covered += Binomial.probability(x, of: 30, rate: rate)
        }
      }
      #expect(covered >= 0.95)
    }
  }
}
