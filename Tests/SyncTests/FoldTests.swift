import Items
import Judgments
import Testing

@testable import Storage

/// The product's fold against the reference, over made-up histories in any order.
@Suite struct FoldTests {
  @Test func everyOrderOfDeliveryGivesTheReferenceFold() throws {
    var checked = 0
    var conflicts = 0
    var forks = 0
    try FoldBench.run { bench in
      for seed in UInt64(1)...FoldBench.histories {
        let history = History(seed: seed, steps: 14)
        let expected = ReferenceFold(history.operations)
        conflicts += expected.cells.values.count { $0.standing == "conflict" }
        var digests: Set<Hash> = []
        // Eight orders for a part of the histories, two for each of the others.
        for order in 0..<(seed % 10 == 0 ? 8 : 2) {
          let found = try bench.fold(history, order: seed &* 31 &+ UInt64(order)) { ledger in
            forks += ledger.chains.values.count { $0.tips.count > 1 }
            digests.insert(try ledger.projectionDigest())
            let places = try ledger.accounting().reduce(0) { $0 + $1.count }
            #expect(places == history.operations.count, "seed \(seed): something is nowhere")
            if order == 0 {
              try ledger.rebuild()
              digests.insert(try ledger.projectionDigest())
            }
          }
          // The whole folds would fill pages.
          let isEqual = found == expected
          #expect(isEqual, "seed \(seed), order \(order)")
          checked += 1
        }
        #expect(digests.count == 1, "seed \(seed): orders or a new fold differ")
      }
    }
    #expect(checked == 5200)
    #expect(conflicts > 100, "the histories must have conflicts to find")
    #expect(forks > 100, "the histories must have forked chains")
  }

  @Test func lastWriterWinsFailsTheSameComparison() throws {
    var failed = 0
    for seed in UInt64(1)...200 {
      let history = History(seed: seed, steps: 14)
      let expected = ReferenceFold(history.operations)
      var variant = expected
      for (cell, value) in expected.cells {
        let versions = history.operations.filter {
          $0.envelope.cell == cell && expected.statuses[$0.hash] == "ok"
        }
        let newest = versions.max { ($0.envelope.hlc, $0.hash) < ($1.envelope.hlc, $1.hash) }
        variant.cells[cell] = ReferenceFold.Cell(
          heads: newest.map { [$0.hash] } ?? value.heads, standing: "one")
      }
      if variant != expected { failed += 1 }
    }
    #expect(failed > 100, "a fold by clocks hides decisions and must be found out")
  }
}

/// One database in memory on which many histories are folded, each rolled back afterwards.
struct FoldBench {
  static let histories: UInt64 = 2000
  private struct Done: Error {}

  let db: Connection

  static func run(_ body: (FoldBench) throws -> Void) throws {
    let db = try Connection(path: "", manner: .temporary)
    try db.execute("PRAGMA journal_mode=MEMORY")
    try Schema.create(in: db)
    try body(FoldBench(db: db))
    try db.close()
  }

  /// Gives the operations shuffled and with repeats until all are in: each by itself, as a save
  /// does, all at once, or in batches of any sizes, as merges do.
  func fold(
    _ history: History, order: UInt64, then: (Ledger) throws -> Void
  ) throws -> ReferenceFold {
    var random = SplitMix64(seed: order)
    var result = ReferenceFold([])
    do {
      try db.transaction {
        let ledger = try Ledger(db: db, project: history.project, me: history.lead)
        let sorted = history.operations.sorted { $0.hash < $1.hash }
        var waiting = sorted.shuffled(using: &random)
        waiting += sorted.filter { _ in Int.random(in: 0..<4, using: &random) == 0 }
        waiting.shuffle(using: &random)
        let longest = [1, 3, 12, 1000][Int.random(in: 0..<4, using: &random)]
        var left = Int.random(in: 1...longest, using: &random)
        while !waiting.isEmpty {
          var later: [Operation] = []
          for operation in waiting {
            switch try ledger.insert(operation) {
            case .new, .had, .pending: break
            case .foreign: later.append(operation)
            case .refused(let why): throw StoreFault.invalid(why)
            }
            if Int.random(in: 0..<3, using: &random) == 0 { _ = try ledger.insertPending() }
            left -= 1
            guard left == 0 else { continue }
            try ledger.flush()
            left = Int.random(in: 1...longest, using: &random)
            // What a batch left behind must be in the tables and nowhere else.
            if Int.random(in: 0..<4, using: &random) == 0 { try ledger.load() }
          }
          _ = try ledger.insertPending()
          try ledger.flush()
          guard later.count < waiting.count else { throw StoreFault.invalid("no way on") }
          waiting = later
        }
        result = try read(ledger)
        try then(ledger)
        throw Done()
      }
    } catch is Done {
      // Rolled back: the next history finds the tables empty.
    }
    return result
  }

  private func read(_ ledger: Ledger) throws -> ReferenceFold {
    var found = ReferenceFold([])
    let statuses = try db.all("SELECT hash, status FROM op") {
      (Hash(bytes: $0.bytes(0)), OperationStatus(rawValue: $0.int(1))?.name)
    }
    for (hash, status) in statuses { if let hash, let status { found.statuses[hash] = status } }
    let cells = try db.all(
      """
      SELECT DISTINCT c.ino, c.pno, i.item, w.person FROM cellop c
      JOIN item i ON i.ino = c.ino JOIN who w ON w.pno = c.pno WHERE c.fam = 7
      """
    ) { ($0.integer(0), $0.integer(1), $0.bytes(2), $0.bytes(3)) }
    for (ino, pno, item, person) in cells {
      guard let item = ItemID(bytes: item), let person = PersonID(bytes: person) else { continue }
      let cell = RegisterCell(family: .judgePut, ino: ino, pno: pno)
      found.cells[Cell.judgment(item: item, person: person)] = ReferenceFold.Cell(
        heads: Set(try ledger.heads(of: cell).map(\.hash)),
        standing: try ledger.trouble(of: cell)?.rawValue ?? "one")
    }
    found.live = Set(
      try db.all("SELECT hash FROM element WHERE live = 1 AND kind = 8195") {
        Hash(bytes: $0.bytes(0)) ?? .zero
      })
    return found
  }
}
