import Testing

@testable import Quality

@Suite("Properties of agreement")
struct PropertyTests {
  static let seeds = Array(UInt64(1)...12)

  private func values(_ rows: [[String?]], categories: [String]? = nil) throws -> [Double?] {
    let profiles = ItemProfiles(try MadeUp.table(rows, categories: categories))
    let coefficients: [ChanceCorrected.Coefficient] = [.percent, .fleiss, .gwet]
    return coefficients.map {
      ChanceCorrected($0, profiles: profiles).estimate(method: "").value
    } + [KrippendorffAlpha(.nominal, profiles: profiles).estimate(method: "").value]
  }

  private func same(_ a: [Double?], _ b: [Double?]) -> Bool {
    zip(a, b).allSatisfy { x, y in
      if let x, let y { return abs(x - y) < 1e-12 }
      return x == nil && y == nil
    }
  }

  @Test(arguments: seeds)
  func otherNamesForLabelsChangeNoNominalAgreement(seed: UInt64) throws {
    let rows = MadeUp.rows(seed: seed)
    let names = ["0": "3", "1": "0", "2": "2", "3": "1"]
    let renamed = rows.map { [$0[0], $0[1], names[$0[2] ?? ""]] }
    #expect(same(try values(rows), try values(renamed)), "seed \(seed)")
  }

  @Test(arguments: seeds)
  func otherAnnotatorsInOtherOrderChangeNothing(seed: UInt64) throws {
    let rows = MadeUp.rows(seed: seed)
    let renamed = rows.reversed().map { [$0[0], ($0[1] ?? "") + "x", $0[2]] }
    #expect(same(try values(rows), try values(renamed)), "seed \(seed)")
  }

  @Test(arguments: seeds)
  func everyItemTwiceLeavesSharesAloneAndMovesAlphaBySmallSampleTermOnly(seed: UInt64) throws {
    let rows = MadeUp.rows(seed: seed)
    let twice = rows + rows.map { [($0[0] ?? "") + "again", $0[1], $0[2]] }
    let (once, double) = (try values(rows), try values(twice))
    #expect(same(Array(once.prefix(3)), Array(double.prefix(3))), "seed \(seed)")
    let (a, b) = (try #require(once[3]), try #require(double[3]))
    #expect(b < a && abs(a - b) < 1 / Double(rows.count), "seed \(seed)")
  }

  @Test(arguments: seeds)
  func perfectAgreementIsOneForEveryStatistic(seed: UInt64) throws {
    let rows = MadeUp.rows(seed: seed, accuracy: 1)
    #expect(same(try values(rows), [1, 1, 1, 1]), "seed \(seed)")
    #expect(try MadeUp.alpha(rows, .ordinal) == 1)
    #expect(try MadeUp.alpha(rows, .interval) == 1)
  }

  @Test(arguments: seeds)
  func guessersAgreeAsMuchAsChance(seed: UInt64) throws {
    let rows = MadeUp.rows(seed: seed, items: 2000, accuracy: 0)
    for value in try values(rows).dropFirst() {
      #expect(abs(value ?? 1) < 0.03, "seed \(seed)")
    }
  }

  @Test(arguments: seeds)
  func kappaIsTheSameFromBothSides(seed: UInt64) throws {
    let table = try MadeUp.table(MadeUp.rows(seed: seed, annotators: 2, presence: 1))
    for weights in AgreementWeights.named.map(\.weights) {
      let one = CohenKappa(ContingencyTable(table, 0, 1), weights: weights).estimate(method: "")
      let other = CohenKappa(ContingencyTable(table, 1, 0), weights: weights).estimate(method: "")
      #expect(near(one.value, other.value ?? .nan, 1e-12), "seed \(seed), \(weights)")
      #expect(near(one.standardError, other.standardError ?? .nan, 1e-12), "seed \(seed)")
    }
  }

  @Test(arguments: seeds)
  func intervalAlphaDependsOnDifferencesAlone(seed: UInt64) throws {
    let rows = MadeUp.rows(seed: seed)
    let moved = rows.map {
      [$0[0], $0[1], $0[2].flatMap(Int.init).map { String(1_000_000 + 7 * $0) }]
    }
    let (a, b) = (try MadeUp.alpha(rows, .interval), try MadeUp.alpha(moved, .interval))
    #expect(near(a, b ?? .nan, 1e-9), "seed \(seed)")
  }

  @Test(arguments: seeds)
  func alphaOfTheCountsIsAlphaOfAllPairs(seed: UInt64) throws {
    let table = try MadeUp.table(MadeUp.rows(seed: seed, items: 25))
    // The definition, pair by pair.
    func slow(_ distance: (Double, Double) -> Double) -> Double {
      let values = table.label.map { Double($0) }
      var (observed, all) = (0.0, [Double]())
      for item in table.items.indices {
        let rows = table.judgments(of: item)
        guard rows.count > 1 else { continue }
        all += rows.map { values[$0] }
        for a in rows {
          for b in rows where a != b {
            observed += distance(values[a], values[b]) / Double(rows.count - 1)
          }
        }
      }
      var expected = 0.0
      for i in all.indices {
        for j in all.indices where i != j { expected += distance(all[i], all[j]) }
      }
      return 1 - observed / expected * Double(all.count - 1)
    }
    let profiles = ItemProfiles(table)
    func fast(_ distance: LabelDistance) -> Double? {
      KrippendorffAlpha(distance, profiles: profiles).estimate(method: "").value
    }
    #expect(near(fast(.nominal), slow { $0 == $1 ? 0 : 1 }, 1e-11), "seed \(seed)")
    #expect(near(fast(.interval), slow { ($0 - $1) * ($0 - $1) }, 1e-11), "seed \(seed)")
    #expect(
      near(
        fast(.ratio), slow { $0 + $1 == 0 ? 0 : (($0 - $1) / ($0 + $1)) * (($0 - $1) / ($0 + $1)) },
        1e-11), "seed \(seed)")
  }

  @Test func manyCategoriesGiveTheSameProfilesAsFew() throws {
    // 200 declared categories do not fit the packed key, so the other way of counting is taken.
    let rows = MadeUp.rows(seed: 5)
    let few = try values(rows)
    let many = ItemProfiles(try MadeUp.table(rows, categories: (0..<200).map(String.init)))
    let alpha = KrippendorffAlpha(.nominal, profiles: many).estimate(method: "").value
    let fleiss = ChanceCorrected(.fleiss, profiles: many).estimate(method: "").value
    #expect(near(alpha, few[3] ?? .nan, 1e-12))
    #expect(near(fleiss, few[1] ?? .nan, 1e-12))
  }

  @Test func aRepeatedItemOfOneProfileIsOneProfileWithAWeight() throws {
    let rows = (0..<1000).flatMap {
      [["\($0)", "a", "x"], ["\($0)", "b", $0 % 2 == 0 ? "x" : "y"]]
    }
    let profiles = ItemProfiles(try MadeUp.table(rows))
    #expect(profiles.profileCount == 2)
    #expect(profiles.weights == [500, 500])
  }
}
