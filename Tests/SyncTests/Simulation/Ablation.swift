import Items
import Judgments
import Sync

@testable import Storage

/// Ways to merge that look right and lose work: each must be found out.
///
/// They are wrappers around what the product gives, never switches in it.
enum Ablation: String, CaseIterable, Sendable {
  /// An operation is named by its chain and position; whoever comes second is dropped.
  case position
  /// An operation is named by its time.
  case time
  /// What was once handed on is remembered and never looked at again.
  case rememberedPositions
  /// Of several versions the newest by the clock counts.
  case lastWriterWins

  /// Whether a chronicle has what this goes wrong with; the others need not be played for it.
  func isTried(by chronicle: Chronicle) -> Bool {
    let acts = chronicle.events.map(\.act)
    func follows(_ later: Chronicle.Act, _ earlier: Chronicle.Act) -> Bool {
      guard let first = acts.firstIndex(of: earlier) else { return false }
      return acts[first...].contains(later)
    }
    switch self {
    case .position: return follows(.rollBack, .snapshot)
    case .time: return acts.contains(.copy) && acts.contains(.setClock)
    case .rememberedPositions, .lastWriterWins: return true
    }
  }

  /// The chronicle of a seed, with what this goes wrong with: a stick that comes back empty.
  func chronicle(_ seed: UInt64) -> Chronicle {
    var chronicle = Chronicle(seed: seed)
    guard self == .rememberedPositions else { return chronicle }
    chronicle.sticks = 1
    chronicle.endsByMerging = false
    chronicle.events.insert(
      Chronicle.Event(act: .keepStick, who: 0, other: 0, number: 0), at: 0)
    chronicle.events.append(Chronicle.Event(act: .restoreStick, who: 0, other: 0, number: 0))
    return chronicle
  }

  /// The store as a program that is broken in this way would receive into it.
  func wrap(_ store: Store) -> any OperationPublisher {
    switch self {
    case .position, .time: AblatedStore(store, names: self)
    case .rememberedPositions, .lastWriterWins: store
    }
  }
}

/// A store that takes an operation for one that it has by something else than its hash.
private struct AblatedStore: OperationPublisher {
  let store: Store
  let names: Ablation

  init(_ store: Store, names: Ablation) {
    self.store = store
    self.names = names
  }

  func receive(_ batch: OperationBatch) throws -> Reception {
    var left = batch
    var seen: Set<UInt64> = []
    left.operations = try batch.operations.filter { operation in
      let envelope = operation.envelope
      switch names {
      case .position:
        // A batch is of one chain.
        return try store.names(in: envelope.chain, at: envelope.seq).isEmpty
          && seen.insert(envelope.seq).inserted
      default:
        let isKnown =
          try store.db.one("SELECT 1 FROM op WHERE hlc = ?", .integer(envelope.hlc)) { _ in true }
          ?? false
        return !isKnown && seen.insert(envelope.hlc).inserted
      }
    }
    return try store.receive(left)
  }

  var project: ProjectID { store.project }
  func haveVector() throws -> HaveVector { try store.haveVector() }
  func operations(of chain: ChainID, after seq: UInt64, limit: Int) throws -> [Operation] {
    try store.operations(of: chain, after: seq, limit: limit)
  }
  func storedBytes(of chain: ChainID, after seq: UInt64, limit: Int) throws -> [OperationBytes] {
    try store.storedBytes(of: chain, after: seq, limit: limit)
  }
  func scope(of chain: ChainID) throws -> Scope? { try store.scope(of: chain) }
  func checkpoints(of chain: ChainID) throws -> [SignedCheckpoint] {
    try store.checkpoints(of: chain)
  }
  func blob(_ hash: Hash) throws -> [UInt8]? { try store.blob(hash) }
  func mayHold(_ scope: Scope) -> Bool { store.mayHold(scope) }
  func holds(_ chain: ChainID, seq: UInt64, hash: Hash) throws -> Bool {
    try store.holds(chain, seq: seq, hash: hash)
  }
  func standings() throws -> Standings { try store.standings() }
  func signCheckpoints() throws { try store.signCheckpoints() }
  func writeReceipts() throws { try store.writeReceipts() }
  func sign(_ checkpoint: Checkpoint) -> SignedCheckpoint? { store.sign(checkpoint) }
  func chainsOfItsDevices() throws -> [(chain: ChainID, scope: Scope, deviceKey: [UInt8])] {
    try store.chainsOfItsDevices()
  }
  func names(in chain: ChainID, at seq: UInt64) throws -> [Hash] {
    try store.names(in: chain, at: seq)
  }
  func blobNames() throws -> [Hash] { try store.blobNames() }
  func noteSent(_ chain: ChainID, upTo seq: UInt64) throws {
    try store.noteSent(chain, upTo: seq)
  }
  func isBehindItsRules() throws -> Bool { try store.isBehindItsRules() }
  func recipients(of scope: Scope) -> [[UInt8]] { store.recipients(of: scope) }
  func size(of chain: ChainID, in positions: ClosedRange<UInt64>) throws -> Int {
    try store.size(of: chain, in: positions)
  }
  var wallMilliseconds: UInt64 { store.wallMilliseconds }
  func receiptedEnd(of chain: ChainID) throws -> OperationReference? {
    try store.receiptedEnd(of: chain)
  }
  func isKnown(_ digest: Hash, at remote: String) throws -> Bool {
    try store.isKnown(digest, at: remote)
  }
  func noteKnown(_ digest: Hash, at remote: String) throws {
    try store.noteKnown(digest, at: remote)
  }
  func unseal(_ secrets: [SealedSecret], context: [UInt8]) -> [UInt8]? {
    store.unseal(secrets, context: context)
  }
}

/// What a program remembers of a remote.
final class RemoteMemory {
  var chains: [Scope: [ChainID: Set<SegmentName>]] = [:]
}

/// A remote of which it is remembered what was handed on there.
struct RememberingRemote: Remote {
  let remote: any Remote
  let memory: RemoteMemory

  init(_ remote: any Remote, memory: RemoteMemory) {
    self.remote = remote
    self.memory = memory
  }

  var name: String { remote.name }
  func scopes() throws(RemoteFault) -> [Scope] { try remote.scopes() }

  func chains(in scope: Scope) throws(RemoteFault) -> [ChainListing] {
    var listings = try remote.chains(in: scope)
    for (chain, names) in memory.chains[scope] ?? [:] {
      let index = listings.firstIndex { $0.chain == chain }
      var listing = index.map { listings[$0] } ?? ChainListing(chain: chain)
      listing.segments = names.union(listing.segments).sorted()
      if let index { listings[index] = listing } else { listings.append(listing) }
    }
    return listings
  }

  func blobs(of scope: Scope) throws(RemoteFault) -> Set<Hash> { try remote.blobs(of: scope) }

  func joinRequests() throws(RemoteFault) -> [DeviceID] { try remote.joinRequests() }

  func read(_ file: RemoteFile) throws(RemoteFault) -> [UInt8]? { try remote.read(file) }

  func beginnings(of files: [RemoteFile], _ count: Int) throws(RemoteFault) -> [[UInt8]?] {
    try remote.beginnings(of: files, count)
  }

  func expect(_ files: [RemoteFile]) throws(RemoteFault) { try remote.expect(files) }

  func write(
    _ bytes: [UInt8], as file: RemoteFile, replacing: Bool
  ) throws(RemoteFault) -> Bool {
    let isWritten = try remote.write(bytes, as: file, replacing: replacing)
    if case .segment(let scope, let chain, let name) = file {
      memory.chains[scope, default: [:]][chain, default: []].insert(name)
    }
    return isWritten
  }

  func finish() throws(RemoteFault) { try remote.finish() }

  func remove(
    _ segments: [SegmentName], of chain: ChainID, in scope: Scope
  ) throws(RemoteFault) { try remote.remove(segments, of: chain, in: scope) }

  var isProving: Bool { remote.isProving }

  func digest() throws(RemoteFault) -> Hash? { nil }

  func listing() throws(RemoteFault) -> Hash? { nil }

  func tidy(
    _ chain: ChainListing, in scope: Scope, heads: [HeadName]
  ) throws(RemoteFault) { try remote.tidy(chain, in: scope, heads: heads) }
}

extension ReferenceFold {
  /// The fold in which the version with the latest time is the only one that counts.
  func byLastWriter(_ operations: Set<Operation>) -> ReferenceFold {
    var variant = self
    for (cell, value) in cells {
      let versions = operations.filter {
        $0.envelope.kind == .judgePut && $0.envelope.cell == cell && statuses[$0.hash] == "ok"
      }
      let newest = versions.max { ($0.envelope.hlc, $0.hash) < ($1.envelope.hlc, $1.hash) }
      variant.cells[cell] = Cell(
        heads: newest.map { [$0.hash] } ?? value.heads, standing: "one")
    }
    return variant
  }
}
