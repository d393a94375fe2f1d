import Testing

@testable import Quality

@Suite("Bootstrap")
struct BootstrapTests {
  private func data() throws -> (RatingTable, ItemProfiles, KrippendorffAlpha) {
    let table = try MadeUp.table(MadeUp.rows(seed: 3, items: 200))
    let profiles = ItemProfiles(table)
    return (table, profiles, KrippendorffAlpha(.nominal, profiles: profiles))
  }

  @Test func oneAndManyTasksGiveTheSameBits() async throws {
    let (_, profiles, alpha) = try data()
    let bootstrap = Bootstrap(replicates: 333, seed: 9)
    let units = Bootstrap.Units(profiles)
    let alone = bootstrap.interval(alpha, units: units)
    for workers in [1, 2, 7] {
      #expect(await bootstrap.interval(alpha, units: units, workers: workers) == alone)
    }
  }

  @Test func anotherSeedGivesAnotherIntervalOfTheSameWidth() throws {
    let (_, profiles, alpha) = try data()
    let units = Bootstrap.Units(profiles)
    let one = try #require(Bootstrap(seed: 1).interval(alpha, units: units).interval)
    let two = try #require(Bootstrap(seed: 2).interval(alpha, units: units).interval)
    #expect(one != two)
    #expect(abs(one.low - two.low) < 0.02 && abs(one.high - two.high) < 0.02)
  }

  @Test func clustersOfOneItemEachAreItems() throws {
    let (table, profiles, alpha) = try data()
    let own = ContiguousArray(table.items.indices.map { Int32($0) })
    let bootstrap = Bootstrap(replicates: 200)
    #expect(
      bootstrap.interval(alpha, units: Bootstrap.Units(profiles, cluster: own))
        == bootstrap.interval(alpha, units: Bootstrap.Units(profiles)))
  }

  @Test func itemsThatBelongTogetherWidenTheInterval() throws {
    // 40 documents, each ten times the same item: 400 items say no more than 40.
    let rows = MadeUp.rows(seed: 4, items: 40)
    let copies = (0..<10).flatMap { copy in
      rows.map { [($0[0] ?? "") + "-\(copy)", $0[1], $0[2]] }
    }
    var table = try MadeUp.table(copies)
    table.cluster = ContiguousArray(
      table.items.map { Int32($0.dropFirst().prefix { $0 != "-" }) ?? 0 })
    let profiles = ItemProfiles(table)
    let alpha = KrippendorffAlpha(.nominal, profiles: profiles)
    let items = try #require(
      Bootstrap().interval(alpha, units: Bootstrap.Units(profiles)).interval)
    let documents = try #require(
      Bootstrap().interval(alpha, units: Bootstrap.Units(profiles, cluster: table.cluster)).interval
    )
    let ratio = (documents.high - documents.low) / (items.high - items.low)
    #expect(ratio > 2.4 && ratio < 4)
  }

  @Test func undefinedReplicatesAreCounted() throws {
    // One disagreement in 20 items: about a third of the draws miss it.
    let rows = (0..<20).flatMap { [["\($0)", "a", "x"], ["\($0)", "b", $0 == 0 ? "y" : "x"]] }
    let profiles = ItemProfiles(try MadeUp.table(rows))
    let outcome = Bootstrap(replicates: 1000).interval(
      KrippendorffAlpha(.nominal, profiles: profiles), units: Bootstrap.Units(profiles))
    #expect((300..<420).contains(outcome.undefinedReplicates))
    #expect(outcome.interval != nil)
  }

  @Test func consensusModelsGiveTheSameBitsOnManyTasks() async throws {
    let table = try MadeUp.table(MadeUp.rows(seed: 8, items: 9000, annotators: 5))
    var model = DawidSkene()
    model.iterations = 5
    model.tolerance = nil
    model.restarts = 1
    let alone = model.fit(table)
    let many = await model.fit(table, workers: 3)
    #expect(alone.posterior == many.posterior && alone.logLikelihood == many.logLikelihood)
    var mace = Mace()
    mace.restarts = 3
    mace.iterations = 3
    let one = mace.fit(table)
    let three = await mace.fit(table, workers: 3)
    #expect(one.posterior == three.posterior && one.qualities == three.qualities)
  }
}
