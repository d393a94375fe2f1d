import Items
import Judgments

@testable import Storage

/// One database in memory on which many histories are folded, each rolled back afterwards.
struct FoldBench {
  private struct Done: Error {}

  let db: Connection

  init() throws {
    db = try Connection(path: "", manner: .temporary)
    try db.execute("PRAGMA journal_mode=MEMORY")
    try Schema.create(in: db)
  }

  /// Gives the operations shuffled and with repeats until all are in: each by itself, as a save
  /// does, all at once, or in batches of any sizes, as merges do.
  ///
  /// `takes` stands between the operations and the ledger, for the ablations that leave some out.
  func fold(
    _ history: History, order: UInt64, takes: (Operation) -> Bool = { _ in true },
    then: (Ledger) throws -> Void
  ) throws -> ReferenceFold {
    var random = SplitMix64(seed: order)
    var result = ReferenceFold([])
    do {
      try db.transaction {
        let ledger = try Ledger(db: db, project: history.project, me: history.lead)
        var waiting = history.sorted.shuffled(using: &random)
        waiting += history.sorted.filter { _ in Int.random(in: 0..<4, using: &random) == 0 }
        waiting.shuffle(using: &random)
        let longest = [1, 3, 12, 1000][Int.random(in: 0..<4, using: &random)]
        var left = Int.random(in: 1...longest, using: &random)
        while !waiting.isEmpty {
          var later: [Operation] = []
          for operation in waiting where takes(operation) {
            switch try ledger.insert(operation) {
            case .new, .had, .pending: break
            case .foreign: later.append(operation)
            case .refused(let why): throw StoreFault.invalid(why)
            }
            if Int.random(in: 0..<6, using: &random) == 0 { _ = try ledger.insertPending() }
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
        result = try ReferenceFold(reading: ledger)
        try then(ledger)
        throw Done()
      }
    } catch is Done {
      // Rolled back: the next history finds the tables empty.
    }
    return result
  }
}

extension ReferenceFold {
  /// What the product has made of its operations, in the reference's words.
  init(reading ledger: Ledger) throws {
    self.init([])
    let statuses = try ledger.db.all("SELECT hash, status FROM op") {
      (Hash(bytes: $0.bytes(0)), OperationStatus(rawValue: $0.int(1))?.name)
    }
    for (hash, status) in statuses { if let hash, let status { self.statuses[hash] = status } }
    let cells = try ledger.db.all(
      """
      SELECT DISTINCT c.ino, c.layer, c.pno, i.item, w.person FROM cellop c
      JOIN item i ON i.ino = c.ino JOIN who w ON w.pno = c.pno WHERE c.fam = 7
      """
    ) { (ino: $0.integer(0), layer: $0.int(1), pno: $0.integer(2), $0.bytes(3), $0.bytes(4)) }
    for (ino, layer, pno, item, person) in cells {
      guard let item = ItemID(bytes: item), let person = PersonID(bytes: person) else { continue }
      let cell = RegisterCell(
        family: .judgePut, ino: ino, layer: UInt32(clamping: layer), pno: pno)
      let name = Judgments.Cell.judgment(item: item, person: person, layer: cell.layer)
      self.cells[name] = Cell(
        heads: Set(try ledger.heads(of: cell).map(\.hash)),
        standing: try ledger.trouble(of: cell)?.rawValue ?? "one")
    }
    live = Set(
      try ledger.db.all("SELECT hash FROM element WHERE live = 1 AND kind = 8195") {
        Hash(bytes: $0.bytes(0)) ?? .zero
      })
  }
}
