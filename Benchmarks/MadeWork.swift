import Items
import Judgments
import Storage
import Sync

/// A person's judgments in one chain or in several, made at once, each chain signed once.
struct MadeWork: OperationSource {
  private struct Line {
    var made: [Operation]
    var checkpoint: SignedCheckpoint
  }

  let project: ProjectID
  private let person: PersonID
  private let lines: [ChainID: Line]

  /// Judges the items by turns, each on top of the version before; each chain has its own items.
  init(grant: Grant, count: Int, items: Int, chains: Int) throws {
    project = grant.project
    person = grant.person
    var clock = HybridClock()
    var heads: [Int: Hash] = [:]
    var lines: [ChainID: Line] = [:]
    for number in 0..<chains {
      let part = (number * count / chains)..<((number + 1) * count / chains)
      let own =
        (number * items / chains)..<max(number * items / chains + 1, (number + 1) * items / chains)
      let line = try Self.line(grant, part.count, own, &clock, &heads)
      lines[line.checkpoint.checkpoint.chain] = line
    }
    self.lines = lines
  }

  var checkpoints: [SignedCheckpoint] { lines.values.map(\.checkpoint) }

  private static func line(
    _ grant: Grant, _ count: Int, _ items: Range<Int>, _ clock: inout HybridClock,
    _ heads: inout [Int: Hash]
  ) throws -> Line {
    let (project, person) = (grant.project, grant.person)
    let now = BenchClock().wallMilliseconds()
    var operations: [Operation] = []
    operations.reserveCapacity(count + 1)
    var (chain, prev) = (ChainID.zero, Hash.zero)
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
      let item = items.lowerBound + number % items.count
      let judgment = BenchStore.judgment(project, item, label: number % 3)
      add(
        .judgePut, judgment.map, cell: Cell.judgment(item: judgment.item, person: person),
        bases: heads[item].map { [$0] } ?? [])
      heads[item] = prev
    }
    let statement = Checkpoint(
      project: project, chain: chain, seq: UInt64(operations.count), head: prev, hlc: clock.last,
      deviceKey: grant.key.publicKey, haveDigest: .zero)
    guard let signature = grant.key.sign(statement.signedBytes) else {
      throw Workshop.Refusal(description: "The made chain could not be signed.")
    }
    return Line(
      made: operations, checkpoint: SignedCheckpoint(checkpoint: statement, signature: signature))
  }

  func haveVector() -> HaveVector {
    HaveVector(
      lines.values.map { line in
        let end = line.checkpoint.checkpoint
        return Frontier(chain: end.chain, seq: end.seq, hash: end.head)
      })
  }

  func operations(of chain: ChainID, after seq: UInt64, limit: Int) -> [Operation] {
    lines[chain].map { Array($0.made.dropFirst(Int(seq)).prefix(limit)) } ?? []
  }

  func storedBytes(of chain: ChainID, after seq: UInt64, limit: Int) -> [OperationBytes] {
    operations(of: chain, after: seq, limit: limit).map {
      OperationBytes(
        seq: $0.envelope.seq, hash: $0.hash, envelope: $0.envelopeBytes, payload: $0.payload)
    }
  }

  func scope(of chain: ChainID) -> Scope? { lines[chain] == nil ? nil : .from(person) }

  func checkpoints(of chain: ChainID) -> [SignedCheckpoint] {
    lines[chain].map { [$0.checkpoint] } ?? []
  }

  func blob(_ hash: Hash) -> [UInt8]? { nil }
}
