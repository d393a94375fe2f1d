import Foundation
import Items
import Judgments
import Storage
import Sync

/// Merging a person's store, and folding anew, beside SQLite copying rows of the same size.
struct MergeBenchmark {
  let place: Workshop
  let operations: Int
  let runs: Int

  /// How the merged operations are spread.
  private struct Shape {
    var versions: Int
    var chains: Int

    var words: String { versions == 1 ? "one version an item" : "\(versions) versions an item" }
  }

  private struct Figures {
    var merge = Samples()
    var mergeProcessor = Samples()
    var attachProcessor = Samples()
    var foldProcessor = Samples()
    var again = Samples()
    var attach = Samples()
    var fold = Samples()
    var size = Samples()
    var signatures = Samples()
  }

  func run(merging: Bool, rebuilding: Bool) throws {
    for shape in [Shape(versions: 5, chains: 1), Shape(versions: 1, chains: 1)] {
      var figures = Figures()
      for run in 0..<runs { try measure(shape, rebuilding: rebuilding, run, into: &figures) }
      if merging {
        Report.ratio(
          "merge \(operations), \(shape.words)", figures.merge, figures.attach, unit: "s",
          digits: 3, goal: "≤ 3× SQLite ATTACH of same-size rows (1 M: 3.5×)")
        Report.ratio(
          "  processor time", figures.mergeProcessor, figures.attachProcessor, unit: "s",
          digits: 3, goal: "on all cores")
        Report.figure(
          "  bytes an operation, stored", figures.size, unit: "B", digits: 0, goal: "≤ 400 B")
        if shape.versions == 5 { try compareWithAutomerge(figures.merge) }
      }
      if rebuilding {
        Report.ratio(
          "fold anew, \(shape.words)", figures.fold, figures.attach, unit: "s", digits: 3,
          goal: "≤ 2.6× the same ATTACH, ≤ 8 µs an operation")
        Report.ratio(
          "  processor time", figures.foldProcessor, figures.attachProcessor, unit: "s",
          digits: 3, goal: "")
        Report.figure(
          "  an operation", figures.fold, unit: "µs", scale: 1e6 / Double(operations),
          goal: "≤ 8 µs")
      }
    }
    if merging { try measureChains() }
  }

  /// Merging many chains, merging them again, and what the program needs for it.
  private func measureChains() throws {
    for chains in [100, 200] {
      let shape = Shape(versions: 5, chains: chains)
      var figures = Figures()
      for run in 0..<runs { try measure(shape, rebuilding: false, run, into: &figures) }
      if chains == 100 {
        Report.ratio(
          "merge \(operations), \(chains) chains", figures.merge, figures.attach, unit: "s",
          digits: 3, goal: "≤ 3×")
        Report.figure(
          "  share of signatures", figures.signatures, unit: "%", scale: 100, goal: "≤ 5 %")
      } else {
        Report.ratio(
          "merge again, \(chains) chains", figures.again, figures.attach, unit: "ms", scale: 1e3,
          goal: "≤ 20 ms, nothing new")
      }
    }
    try measureMemory()
  }

  private func measure(
    _ shape: Shape, rebuilding: Bool, _ run: Int, into figures: inout Figures
  ) throws {
    let (lead, bob, work) = try teams(shape)
    try figures.merge.time(&figures.mergeProcessor) {
      let report = try Merge(from: bob, named: "bob", into: lead).run()
      guard report.new > operations else {
        throw Workshop.Refusal(description: "Only \(report.new) operations were merged.")
      }
      // Every batch is on the disk; the journal's folding is part of the work all the same.
      try lead.tidy()
    }
    figures.again.values.append(
      try Stopwatch.seconds { _ = try Merge(from: bob, named: "bob", into: lead).run() })
    // A merge verifies each signature before anything is taken and once more as it is kept.
    let verification = Stopwatch.seconds {
      for signed in work.checkpoints + work.checkpoints {
        guard signed.isValid else { return }
      }
    }
    figures.signatures.values.append(verification / (figures.merge.values.last ?? .nan))
    try bob.close()
    try lead.close()
    figures.size.values.append(
      (try size(path("bob")) - size(path("empty"))) / Double(operations))
    try copyRows(&figures)
    if rebuilding {
      let raw = try RawSQLite(path("lead"))
      try raw.execute("UPDATE meta SET v = x'00' WHERE k = 'fold'")
      raw.close()
      try figures.fold.time(&figures.foldProcessor) {
        try Store.open(
          path: path("lead"), access: .write(takeOver: false), surroundings: place.surroundings
        ).close()
      }
    }
  }

  /// The program's memory while it merges, over that of merging nothing.
  private func measureMemory() throws {
    var growth = Samples()
    for _ in 0..<runs {
      let (lead, bob, _) = try teams(Shape(versions: 5, chains: 1))
      try bob.close()
      try lead.close()
      let arguments = ["merge", path("lead"), path("bob")]
      let busy = try place.run(place.gloss, arguments)
      let idle = try place.run(place.gloss, arguments)
      growth.values.append(Double(busy.bytes - idle.bytes))
    }
    Report.figure(
      "memory of merging \(operations)", growth, unit: "MB", scale: 1 / 1_048_576,
      goal: "≤ 64 MiB over merging nothing, at 1 M")
  }

  private func compareWithAutomerge(_ ours: Samples) throws {
    let peer = AutomergePeer(count: operations)
    var (seconds, bytes) = (Samples(), Samples())
    for _ in 0..<runs {
      guard let figures = try peer.run() else {
        print("  automerge: not installed (GLOSS_PYTHON or python3 cannot import it)")
        return
      }
      seconds.values.append(figures.seconds)
      bytes.values.append(figures.bytes)
    }
    Report.ratio(
      "  the same in automerge", ours, seconds, unit: "s", digits: 3, inverted: true,
      goal: "at least 3.5× slower than ours")
    Report.figure(
      "  automerge's memory", bytes, unit: "MB", scale: 1 / 1_048_576, digits: 0,
      goal: "at least 10× ours")
  }

  private func path(_ name: String) -> String { place.path("merge-\(name).gloss") }

  private func size(_ path: String) throws -> Double {
    let found = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
    return Double(found ?? 0)
  }

  /// A lead's store, and that of a person whose work is to be handed on.
  func pair() throws -> (lead: Store, bob: Store) {
    let (lead, bob, _) = try teams(Shape(versions: 5, chains: 1))
    return (lead, bob)
  }

  /// A lead's store with the items, and that of a person who judged them.
  private func teams(_ shape: Shape) throws -> (lead: Store, bob: Store, work: MadeWork) {
    for name in ["lead", "bob", "empty"] {
      for end in ["", "-wal", "-shm", ".lock", ".ballast", ".key"] {
        try? FileManager.default.removeItem(atPath: path(name) + end)
      }
    }
    let items = max(1, operations / shape.versions)
    let lead = try BenchStore.create(place, path("lead"))
    _ = try lead.importItems(BenchStore.items(items))
    let grant = try lead.grant(handle: "bob", roles: .annotator, label: "bench")
    try lead.signCheckpoints()
    try lead.tidy()
    let bob = try Store.create(path: path("bob"), for: grant, surroundings: place.surroundings)
    _ = try Merge(from: lead, named: "lead", into: bob).run()
    try bob.backup(to: path("empty"))
    let work = try MadeWork(
      grant: grant, count: operations, items: items, chains: shape.chains)
    let report = try Merge(from: work, named: "made", into: bob).run()
    guard report.new > operations else {
      throw Workshop.Refusal(description: "Only \(report.new) of the made operations were taken.")
    }
    try bob.tidy()
    return (lead, bob, work)
  }

  /// SQLite's union of two tables with the rows that were merged, one transaction, durable.
  private func copyRows(_ figures: inout Figures) throws {
    let (left, right) = (place.path("rows-a.db"), place.path("rows-b.db"))
    for path in [left, right] {
      for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + end) }
    }
    let table = """
      CREATE TABLE r(writer BLOB, seq INTEGER, hash BLOB, env BLOB, payload BLOB,
        PRIMARY KEY(writer, seq)) WITHOUT ROWID
      """
    for (path, writer) in [(left, "randomblob(16)"), (right, "zeroblob(16)")] {
      let raw = try RawSQLite(path)
      try raw.makeDurable()
      try raw.execute(table)
      try raw.execute("ATTACH '\(self.path("bob"))' AS source")
      // Numbered in the order of the chains, which are one after the other.
      try raw.execute(
        """
        INSERT INTO r SELECT w, row_number() OVER (ORDER BY o.cid, o.seq), o.hash, o.env, p.bytes
        FROM source.op o JOIN source.payload p ON p.id = o.payload, (SELECT \(writer) AS w)
        WHERE o.kind = \(OperationKind.judgePut.rawValue)
        """)
      raw.close()
    }
    let raw = try RawSQLite(left)
    defer { raw.close() }
    try raw.makeDurable()
    try raw.execute("ATTACH '\(right)' AS other")
    try figures.attach.time(&figures.attachProcessor) {
      try raw.execute("INSERT OR IGNORE INTO r SELECT * FROM other.r")
    }
  }
}
