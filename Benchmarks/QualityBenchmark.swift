import Foundation
import Quality

/// Times the statistics on the seeded synthetic sets (j100k, j1m, bt100k) and prints their check
/// values, in lines that `quality_peers.py` prints too: task, set, library, milliseconds, value.
enum QualityBenchmark {
  static func run(dataFolder: String, report: (String) -> Void) {
    withoutActuallyEscaping(report) { report in
      let bench = Bench(folder: dataFolder, report: report)
      for name in ["100k", "1m"] {
        guard let table = bench.judgments(name) else { continue }
        bench.agreement(table, name)
        bench.aggregation(table, name)
      }
      bench.preferences()
      bench.incremental()
    }
    report("peak resident memory: \(peakMegabytes()) MB")
  }

  /// Times what several tasks speed up.
  static func run(
    dataFolder: String, workers: Int, report: @escaping (String) -> Void
  ) async {
    let bench = Bench(folder: dataFolder, report: report)
    for name in ["100k", "1m"] {
      guard let table = bench.judgments(name) else { continue }
      let clock = ContinuousClock()
      var start = clock.now
      let consensus = await twentySteps.fit(table, workers: workers)
      bench.line(
        "dawid_skene 20 steps, \(workers) tasks", name, clock.now - start,
        consensus.logLikelihood ?? 0)
      guard name == "100k" else { continue }
      let profiles = ItemProfiles(table)
      start = clock.now
      let outcome = await Bootstrap(replicates: 1000).interval(
        KrippendorffAlpha(.nominal, profiles: profiles), units: Bootstrap.Units(profiles),
        workers: workers)
      bench.line(
        "alpha bootstrap 1000, \(workers) tasks", name, clock.now - start,
        outcome.interval?.low ?? 0)
    }
  }

  fileprivate static let twentySteps: DawidSkene = {
    var model = DawidSkene()
    model.iterations = 20
    model.tolerance = nil
    model.smoothing = 0
    return model
  }()

  static func peakMegabytes() -> Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return (line?.split(separator: " ").compactMap { Int($0) }.first ?? 0) / 1024
  }
}

private struct Bench {
  let folder: String
  let report: (String) -> Void

  func line(_ task: String, _ set: String, _ time: Duration, _ value: Double) {
    let milliseconds =
      Double(time.components.seconds) * 1e3 + Double(time.components.attoseconds) / 1e15
    report("\(task)\t\(set)\tgloss\t\(String(format: "%.3f", milliseconds)) ms\t\(value)")
  }

  /// Reports the median of three runs.
  func time(_ task: String, _ set: String, _ body: () -> Double) {
    let clock = ContinuousClock()
    var times: [Duration] = []
    var value = 0.0
    for _ in 0..<3 {
      let start = clock.now
      value = body()
      times.append(clock.now - start)
    }
    line(task, set, times.sorted()[1], value)
  }

  private func columns(_ file: String, _ names: [(role: String, name: String)]) -> ColumnTable? {
    guard let handle = FileHandle(forReadingAtPath: "\(folder)/\(file)") else {
      report("\(file) is missing. Write it with the generator of the synthetic sets.")
      return nil
    }
    var reader = TableReader(
      file: file, format: .csv,
      columns: names.map { ColumnTable.Request(role: $0.role, name: $0.name) })
    do {
      while let chunk = try handle.read(upToCount: 1 << 20), !chunk.isEmpty {
        try chunk.withUnsafeBytes { try reader.read($0.bindMemory(to: UInt8.self)) }
      }
      return try reader.finish()
    } catch {
      report("\(error)")
      return nil
    }
  }

  func judgments(_ name: String) -> RatingTable? {
    let clock = ContinuousClock()
    let start = clock.now
    guard
      let columns = columns(
        "j\(name).csv",
        [("item", "item"), ("annotator", "annotator"), ("label", "label")]),
      let table = try? RatingTable(columns: columns, RatingTable.Reading())
    else { return nil }
    line("read and build the table", name, clock.now - start, Double(table.judgmentCount))
    return table
  }

  func agreement(_ table: RatingTable, _ name: String) {
    time("alpha nominal", name) {
      KrippendorffAlpha(.nominal, profiles: ItemProfiles(table)).estimate(method: "").value ?? 0
    }
    time("alpha ordinal", name) {
      KrippendorffAlpha(.ordinal, profiles: ItemProfiles(table)).estimate(method: "").value ?? 0
    }
    time("alpha interval", name) {
      KrippendorffAlpha(.interval, profiles: ItemProfiles(table)).estimate(method: "").value ?? 0
    }
    time("fleiss", name) {
      ChanceCorrected(.fleiss, profiles: ItemProfiles(table)).estimate(method: "").value ?? 0
    }
    time("ac1", name) {
      ChanceCorrected(.gwet, profiles: ItemProfiles(table)).estimate(method: "").value ?? 0
    }
    guard name == "100k" else { return }
    time("alpha bootstrap 1000", name) {
      let profiles = ItemProfiles(table)
      return Bootstrap(replicates: 1000).interval(
        KrippendorffAlpha(.nominal, profiles: profiles), units: Bootstrap.Units(profiles)
      ).interval?.low ?? 0
    }
  }

  func aggregation(_ table: RatingTable, _ name: String) {
    let gold = gold(table, name)
    func accuracy(_ task: String, _ consensus: Consensus) {
      if let right = consensus.accuracy(gold: gold) {
        report("  accuracy of \(task): \(right.value)")
      }
    }
    var consensus = VoteAggregation.majority(table)
    time("majority vote", name) {
      consensus = VoteAggregation.majority(table)
      return consensus.posterior.last ?? 0
    }
    report("  tied items: \(consensus.tiedItems.count)")
    accuracy("majority vote", consensus)
    time("dawid_skene 20 steps", name) {
      consensus = QualityBenchmark.twentySteps.fit(table)
      return consensus.logLikelihood ?? 0
    }
    accuracy("dawid_skene", consensus)
    var coin = OneCoin()
    coin.iterations = 20
    coin.tolerance = nil
    coin.smoothing = 0
    coin.classPrior = .estimated
    time("one_coin 20 steps", name) {
      consensus = coin.fit(table)
      return consensus.logLikelihood ?? 0
    }
    accuracy("one_coin", consensus)
    var mace = Mace()
    mace.restarts = 1
    mace.iterations = 20
    time("mace 1 x 20", name) {
      consensus = mace.fit(table)
      return consensus.logLikelihood ?? 0
    }
    accuracy("mace", consensus)
    guard name == "100k" else { return }
    var glad = Glad()
    glad.iterations = 3
    glad.tolerance = nil
    time("glad 3 steps", name) {
      let fit = glad.fit(table)
      consensus = fit.consensus
      return fit.objective
    }
    accuracy("glad", consensus)
  }

  private func gold(_ table: RatingTable, _ name: String) -> ContiguousArray<Int32> {
    guard let truth = columns("truth_\(name).csv", [("item", "item"), ("label", "label")]),
      let item = truth.columns["item"], let label = truth.columns["label"]
    else { return [] }
    let places = Dictionary(uniqueKeysWithValues: table.items.enumerated().map { ($1, $0) })
    let classes = Dictionary(
      uniqueKeysWithValues: table.scale.names.enumerated().map { ($1, Int32($0)) })
    var gold = ContiguousArray(repeating: RatingTable.noGold, count: table.items.count)
    for row in 0..<truth.rowCount {
      guard let place = places[item.values[Int(item.codes[row])]] else { continue }
      gold[place] = classes[label.values[Int(label.codes[row])]] ?? RatingTable.goldOutsideScale
    }
    return gold
  }

  func preferences() {
    guard
      let columns = columns(
        "bt100k.csv",
        [("annotator", "annotator"), ("first", "left"), ("second", "right"), ("choice", "winner")]),
      let table = try? ComparisonTable(columns: columns, choices: nil, players: nil)
    else { return }
    let model = PairModel()
    var spread = 0.0
    time("bradley_terry from rows", "bt100k") {
      guard case .success(let fit) = model.fit(PairCounts(table)) else { return 0 }
      spread = fit.scores[49] - fit.scores[0]
      return fit.logLikelihood
    }
    report("  s[49] - s[0]: \(spread)")
    let counts = PairCounts(table)
    time("bradley_terry fit alone", "bt100k") {
      guard case .success(let fit) = model.fit(counts) else { return 0 }
      return fit.logLikelihood
    }
    time("crowd_bt", "bt100k") {
      guard case .success(let fit) = CrowdBradleyTerry().fit(table) else { return 0 }
      return fit.objective
    }
    time("bradley_terry bootstrap 1000", "bt100k") {
      let intervals = PairBootstrap(Bootstrap(replicates: 1000), model: model).intervals(counts)
      return (intervals.last ?? nil)?.low ?? 0
    }
  }

  func incremental() {
    let clock = ContinuousClock()
    var start = clock.now
    var chart = BernoulliCusum(acceptable: 0.05, unacceptable: 0.2, threshold: 1e9)
    var average = Ewma(target: 0, sigma: 1)
    var elo = Elo()
    for step in 0..<100_000 {
      chart.add(isError: step % 20 == 0)
      average.add(Double(step % 7) - 3)
      elo.add(step % 50, (step + 7) % 50, score: Double(step % 2))
    }
    line("cusum + ewma + elo, 100 k updates each", "-", clock.now - start, chart.value)
    var tally = CoincidenceTally(categoryCount: 5)
    let scale = CategoryScale(declared: ["0", "1", "2", "3", "4"])
    var counts = [Double](repeating: 0, count: 5)
    start = clock.now
    var alpha = 0.0
    for step in 0..<10_000 {
      if step % 5 == 0 { for k in 0..<5 { counts[k] = 0 } }
      tally.change(&counts, category: (step * step) % 5, by: 1)
      alpha = tally.alpha(.nominal, scale: scale) ?? 0
    }
    line("agreement panel, 10 k judgments", "-", clock.now - start, alpha)
  }
}
