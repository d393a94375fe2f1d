import Items
import Judgments
import Sync

/// A place that shows what a liar says, and counts how much of it is read.
final class LyingPlace: OperationSource {
  let project: ProjectID
  private let chains: [ChainID: LyingChain]
  private(set) var reads = 0

  init(_ liar: Liar) {
    project = liar.project
    chains = Dictionary(liar.chains.map { ($0.chain, $0) }) { one, _ in one }
  }

  func haveVector() throws -> HaveVector { HaveVector(chains.values.flatMap(\.tips)) }

  func operations(of chain: ChainID, after seq: UInt64, limit: Int) throws -> [Operation] { [] }

  func storedBytes(of chain: ChainID, after seq: UInt64, limit: Int) throws -> [OperationBytes] {
    reads += 1
    return (chains[chain]?.operations ?? []).filter { $0.seq > seq }
  }

  func scope(of chain: ChainID) throws -> Scope? { chains[chain]?.scope }

  func checkpoints(of chain: ChainID) throws -> [SignedCheckpoint] {
    chains[chain]?.statements ?? []
  }

  func blob(_ hash: Hash) throws -> [UInt8]? { [1] }
}

/// Files that a liar puts onto a stick: sealed as they should be, with headers and names that lie.
struct LyingFiles {
  var random: SplitMix64
  private(set) var files: [String: [UInt8]] = [:]

  init(seed: UInt64) {
    random = SplitMix64(seed: seed)
  }

  mutating func put(_ liar: Liar) {
    for told in liar.chains {
      put(told, of: liar)
      guard let signed = told.statements.first else { continue }
      let name = HeadName(
        seq: min(9_999_999_999, max(1, signed.checkpoint.seq)),
        head: HeadPrefix(firstBytesOf: signed.checkpoint.head))
      let folder = "\((told.scope ?? .pub).text)/\(told.chain.hex)"
      files["\(folder)/\(name.text)"] = HeadFile.encoded(signed)
    }
  }

  private mutating func put(_ told: LyingChain, of liar: Liar) {
    guard let first = told.operations.first,
      let signed = told.statements.randomElement(using: &random)
    else { return }
    var header = SegmentHeader(
      project: liar.project, chain: told.chain, scope: told.scope ?? .pub, first: first.seq,
      last: told.operations.map(\.seq).max() ?? 1,
      prev: (try? Envelope(decoding: first.envelope))?.prev ?? .zero)
    var folder = "\(header.scope.text)/\(header.chain.hex)"
    switch random.next() % 12 {
    case 0: header.scope = .pub
    case 1: header.scope = .rev
    case 2: header.chain = liar.known.first?.chain ?? header.chain
    case 3: header.project = .zero
    case 4: header.last = UInt64(UInt32.max)
    case 5: (header.first, header.prev) = (header.first + 1, .sha256([1]))
    case 6: folder = "\(Scope.from(liar.others[0]).text)/\(header.chain.hex)"
    case 7: folder = "pub/\(liar.known.first?.chain.hex ?? header.chain.hex)"
    case 8: folder = "from/../\(header.chain.hex)"
    default: break
    }
    let bytes = SealedFile.seal(
      Lies.body(header, operations: told.operations, signed), magic: Segment.magic)
    let name = SegmentName(
      first: header.first, last: min(9_999_999_999, max(header.first, header.last)),
      head: HeadPrefix(firstBytesOf: signed.checkpoint.head))
    files["\(folder)/\(name.text)"] = bytes
    if random.next() % 4 == 0 { files["\(folder)/copy of it.nseg"] = bytes }
  }
}

/// A receiver that counts what it is given at once.
final class CountingReceiver: OperationReceiver {
  private let store: any OperationReceiver
  private(set) var largestBatch = 0
  private(set) var given = 0

  init(_ store: any OperationReceiver) {
    self.store = store
  }

  func receive(_ batch: OperationBatch) throws -> Reception {
    largestBatch = max(largestBatch, batch.operations.count)
    given += batch.operations.count + batch.unreadable.count
    return try store.receive(batch)
  }

  var project: ProjectID { store.project }
  func haveVector() throws -> HaveVector { try store.haveVector() }
  func operations(of chain: ChainID, after seq: UInt64, limit: Int) throws -> [Operation] {
    try store.operations(of: chain, after: seq, limit: limit)
  }
  func checkpoints(of chain: ChainID) throws -> [SignedCheckpoint] {
    try store.checkpoints(of: chain)
  }
  func blob(_ hash: Hash) throws -> [UInt8]? { try store.blob(hash) }
  func mayHold(_ scope: Scope) -> Bool { store.mayHold(scope) }
  func holds(_ chain: ChainID, seq: UInt64, hash: Hash) throws -> Bool {
    try store.holds(chain, seq: seq, hash: hash)
  }
  func standings() throws -> Standings { try store.standings() }
}
