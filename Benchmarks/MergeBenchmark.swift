import Items
import Judgments
import Storage
import Sync

/// Merging a person's store, and folding anew, beside SQLite copying rows of the same size.
struct MergeBenchmark {
  let place: Workshop
  let operations: Int
  let runs: Int

  private static let items = 20_000

  func run(merging: Bool, rebuilding: Bool) throws {
    var (merges, again, attach, folds) = (Samples(), Samples(), Samples(), Samples())
    for run in 0..<runs {
      let (lead, bob) = try teams(run)
      merges.values.append(
        try Stopwatch.seconds {
          let report = try Merge(from: bob, named: "bob", into: lead).run()
          guard report.new > operations else {
            throw Workshop.Refusal(description: "Only \(report.new) operations were merged.")
          }
        })
      again.values.append(
        try Stopwatch.seconds { _ = try Merge(from: bob, named: "bob", into: lead).run() })
      try bob.close()
      try lead.close()
      attach.values.append(try copyRows(run))
      if rebuilding {
        let raw = try RawSQLite(path("lead", run))
        try raw.execute("UPDATE meta SET v = x'00' WHERE k = 'fold'")
        raw.close()
        folds.values.append(
          try Stopwatch.seconds {
            try Store.open(
              path: path("lead", run), access: .write(takeOver: false),
              surroundings: place.surroundings
            ).close()
          })
      }
    }
    if merging {
      Report.ratio(
        "merge \(operations) operations", merges, attach, unit: "s", digits: 3,
        goal: "≤ 3× SQLite ATTACH of same-size rows (1 M: 3.5×)")
      Report.figure(
        "merge again, nothing new", again, unit: "ms", scale: 1e3, goal: "≤ 20 ms")
    }
    if rebuilding {
      Report.ratio(
        "fold \(operations) operations anew", folds, attach, unit: "s", digits: 3,
        goal: "≤ 2.6× the same ATTACH, ≤ 8 µs an operation")
    }
  }

  private func path(_ name: String, _ run: Int) -> String {
    place.path("merge-\(run)-\(name).gloss")
  }

  /// A lead's store with the items, and that of a person who judged them.
  private func teams(_ run: Int) throws -> (lead: Store, bob: Store) {
    let lead = try BenchStore.create(place, path("lead", run))
    _ = try lead.importItems(BenchStore.items(Self.items))
    let grant = try lead.grant(handle: "bob", roles: .annotator, label: "bench")
    try lead.signCheckpoints()
    let bob = try Store.create(path: path("bob", run), for: grant, surroundings: place.surroundings)
    _ = try Merge(from: lead, named: "lead", into: bob).run()
    let made = try MadeWork(grant: grant, count: operations, items: Self.items)
    let report = try Merge(from: made, named: "made", into: bob).run()
    guard report.new > operations else {
      throw Workshop.Refusal(description: "Only \(report.new) of the made operations were taken.")
    }
    return (lead, bob)
  }

  /// SQLite's union of two tables with the rows that were merged, one transaction, durable.
  private func copyRows(_ run: Int) throws -> Double {
    let (left, right) = (place.path("rows-\(run)-a.db"), place.path("rows-\(run)-b.db"))
    let table = """
      CREATE TABLE r(writer BLOB, seq INTEGER, hash BLOB, env BLOB, payload BLOB,
        PRIMARY KEY(writer, seq)) WITHOUT ROWID
      """
    for (path, writer) in [(left, "randomblob(16)"), (right, "zeroblob(16)")] {
      let raw = try RawSQLite(path)
      try raw.makeDurable()
      try raw.execute(table)
      try raw.execute("ATTACH '\(self.path("bob", run))' AS source")
      try raw.execute(
        """
        INSERT INTO r SELECT w, o.seq, o.hash, o.env, p.bytes
        FROM source.op o JOIN source.payload p ON p.id = o.payload, (SELECT \(writer) AS w)
        WHERE o.kind = \(OperationKind.judgePut.rawValue)
        """)
      raw.close()
    }
    let raw = try RawSQLite(left)
    defer { raw.close() }
    try raw.makeDurable()
    try raw.execute("ATTACH '\(right)' AS other")
    return try Stopwatch.seconds {
      try raw.execute("INSERT OR IGNORE INTO r SELECT * FROM other.r")
    }
  }
}

/// A person's chain of judgments, made at once and signed once.
private struct MadeWork: OperationSource {
  let project: ProjectID
  private let chain: ChainID
  private let person: PersonID
  private let made: [Operation]
  private let checkpoint: SignedCheckpoint

  init(grant: Grant, count: Int, items: Int) throws {
    project = grant.project
    person = grant.person
    var clock = HybridClock()
    let now = BenchClock().wallMilliseconds()
    var operations: [Operation] = []
    operations.reserveCapacity(count + 1)
    var (chain, prev) = (ChainID.zero, Hash.zero)
    var heads: [Int: Hash] = [:]
    func add(_ kind: OperationKind, _ map: CBOR, cell: CellID?, bases: [Hash]) {
      let payload = BenchRandomness().bytes(Operation.saltLength) + map.encoded
      var envelope = Envelope(
        chain: chain, seq: UInt64(operations.count + 1), prev: prev,
        hlc: clock.tick(wallMilliseconds: now), kind: kind, cell: cell, bases: bases,
        payloadLength: UInt64(payload.count), payloadHash: Operation.payloadHash(payload))
      if operations.isEmpty {
        envelope.chain = ChainID.opened(by: envelope)
        chain = envelope.chain
      }
      let operation = Operation(envelope: envelope, payload: payload)
      prev = operation.hash
      operations.append(operation)
    }
    let opening = ChainOpen(
      project: project, scope: .from(person), person: person, deviceKey: grant.key.publicKey,
      program: "gloss bench", nonce: BenchRandomness().bytes(16))
    add(.chainOpen, opening.map, cell: nil, bases: [])
    for number in 0..<count {
      let judgment = BenchStore.judgment(project, number % items, label: number % 3)
      add(
        .judgePut, judgment.map, cell: Cell.judgment(item: judgment.item, person: person),
        bases: heads[number % items].map { [$0] } ?? [])
      heads[number % items] = prev
    }
    let statement = Checkpoint(
      project: project, chain: chain, seq: UInt64(operations.count), head: prev, hlc: clock.last,
      deviceKey: grant.key.publicKey, haveDigest: .zero)
    guard let signature = grant.key.sign(statement.signedBytes) else {
      throw Workshop.Refusal(description: "The made chain could not be signed.")
    }
    checkpoint = SignedCheckpoint(checkpoint: statement, signature: signature)
    self.chain = chain
    made = operations
  }

  func haveVector() -> HaveVector {
    HaveVector(
      made.last.map { [Frontier(chain: chain, seq: UInt64(made.count), hash: $0.hash)] } ?? [])
  }

  func operations(of chain: ChainID, after seq: UInt64, limit: Int) -> [Operation] {
    chain == self.chain ? Array(made.dropFirst(Int(seq)).prefix(limit)) : []
  }

  func storedBytes(of chain: ChainID, after seq: UInt64, limit: Int) -> [OperationBytes] {
    operations(of: chain, after: seq, limit: limit).map {
      OperationBytes(
        seq: $0.envelope.seq, hash: $0.hash, envelope: $0.envelopeBytes, payload: $0.payload)
    }
  }

  func scope(of chain: ChainID) -> Scope? { chain == self.chain ? .from(person) : nil }
  func checkpoints(of chain: ChainID) -> [SignedCheckpoint] { [checkpoint] }
  func blob(_ hash: Hash) -> [UInt8]? { nil }
}
