import Items
import Judgments
import Storage
import Sync
import Synchronization

/// A store as a thread sees it that the store does not belong to: every call goes through the
/// mailbox, in pieces so small that a key never waits long for one.
struct DistantStore: OperationPublisher {
  let project: ProjectID
  private let mailbox: Mailbox<[RemoteExchange]>
  private let pace = Pace()

  init(_ mailbox: Mailbox<[RemoteExchange]>, project: ProjectID) {
    self.mailbox = mailbox
    self.project = project
  }

  /// The most operations that are read in one call.
  private static let mostRead = 100

  func haveVector() throws -> HaveVector { try mailbox.ask { try $0.haveVector() } }

  func operations(of chain: ChainID, after seq: UInt64, limit: Int) throws -> [Operation] {
    try storedBytes(of: chain, after: seq, limit: limit).map {
      try Operation(receiving: $0.envelope, payload: $0.payload)
    }
  }

  func checkpoints(of chain: ChainID) throws -> [SignedCheckpoint] {
    try mailbox.ask { try $0.checkpoints(of: chain) }
  }

  func blob(_ hash: Hash) throws -> [UInt8]? { try mailbox.ask { try $0.blob(hash) } }

  func storedBytes(
    of chain: ChainID, after seq: UInt64, limit: Int
  ) throws -> [OperationBytes] {
    var found: [OperationBytes] = []
    while found.count < limit {
      let position = found.last?.seq ?? seq
      let count = min(Self.mostRead, limit - found.count)
      let part = try mailbox.ask {
        try $0.storedBytes(of: chain, after: position, limit: count)
      }
      found += part
      if part.count < count { break }
    }
    return found
  }

  func scope(of chain: ChainID) throws -> Scope? { try mailbox.ask { try $0.scope(of: chain) } }

  func mayHold(_ scope: Scope) -> Bool { (try? mailbox.ask { $0.mayHold(scope) }) ?? false }

  func receive(_ batch: OperationBatch) throws -> Reception {
    var reception = Reception()
    var rest = batch
    while let piece = rest.takePiece(of: pace.count) {
      let (part, took) = try mailbox.ask { store in
        let clock = ContinuousClock()
        let start = clock.now
        let part = try store.receive(piece)
        return (part, clock.now - start)
      }
      pace.note(took)
      reception += part
    }
    return reception
  }

  func holds(_ chain: ChainID, seq: UInt64, hash: Hash) throws -> Bool {
    try mailbox.ask { try $0.holds(chain, seq: seq, hash: hash) }
  }

  func standings() throws -> Standings { try mailbox.ask { try $0.standings() } }

  func writeReceipts() throws { try mailbox.ask { try $0.writeReceipts() } }

  func isBehindItsRules() throws -> Bool { try mailbox.ask { try $0.isBehindItsRules() } }

  func signCheckpoints() throws { try mailbox.ask { try $0.signCheckpoints() } }

  func sign(_ checkpoint: Checkpoint) -> SignedCheckpoint? {
    (try? mailbox.ask { $0.sign(checkpoint) }) ?? nil
  }

  func chainsOfItsDevices() throws -> [(chain: ChainID, scope: Scope, deviceKey: [UInt8])] {
    try mailbox.ask { try $0.chainsOfItsDevices() }
  }

  func names(in chain: ChainID, at seq: UInt64) throws -> [Hash] {
    try mailbox.ask { try $0.names(in: chain, at: seq) }
  }

  func blobNames() throws -> [Hash] { try mailbox.ask { try $0.blobNames() } }

  func noteSent(_ chain: ChainID, upTo seq: UInt64) throws {
    try mailbox.ask { try $0.noteSent(chain, upTo: seq) }
  }

  func recipients(of scope: Scope) -> [[UInt8]] {
    // Where the store is gone, nobody can be sealed to, and nothing is written.
    (try? mailbox.ask { $0.recipients(of: scope) }) ?? []
  }

  func unseal(_ secrets: [SealedSecret], context: [UInt8]) -> [UInt8]? {
    (try? mailbox.ask { $0.unseal(secrets, context: context) }) ?? nil
  }

  func size(of chain: ChainID, in positions: ClosedRange<UInt64>) throws -> Int {
    try mailbox.ask { try $0.size(of: chain, in: positions) }
  }

  var wallMilliseconds: UInt64 { (try? mailbox.ask { $0.wallMilliseconds }) ?? 0 }

  func receiptedEnd(of chain: ChainID) throws -> OperationReference? {
    try mailbox.ask { try $0.receiptedEnd(of: chain) }
  }

  func isKnown(_ digest: Hash, at remote: String) throws -> Bool {
    try mailbox.ask { try $0.isKnown(digest, at: remote) }
  }

  func noteKnown(_ digest: Hash, at remote: String) throws {
    try mailbox.ask { try $0.noteKnown(digest, at: remote) }
  }
}

/// How many operations are taken in at once, so that a call keeps a key waiting for some
/// hundredths of a second at most, on a fast disk and on a slow one.
private final class Pace: Sendable {
  private let value = Mutex(50)

  var count: Int { value.withLock { $0 } }

  func note(_ took: Duration) {
    value.withLock { count in
      if took > .milliseconds(20) {
        count = max(10, count / 2)
      } else if took < .milliseconds(8) {
        count = min(200, count * 2)
      }
    }
  }
}

extension OperationBatch {
  /// The most bytes of operations in a piece.
  private static let pieceSize = 128 << 10

  /// Takes a part off the front; nil when nothing is left.
  ///
  /// Contents come before the operations that name them, one at a time, and statements come with
  /// the first operations.
  fileprivate mutating func takePiece(of count: Int) -> OperationBatch? {
    var piece = OperationBatch(source: source)
    if let blob = blobs.popLast() {
      piece.blobs = [blob]
      return piece
    }
    var size = 0
    let end = operations.prefix(count).firstIndex { operation in
      size += operation.envelopeBytes.count + (operation.payload?.count ?? 0)
      return size > Self.pieceSize
    }
    let taken = max(1, end ?? min(count, operations.count))
    piece.operations = Array(operations.prefix(taken))
    operations = Array(operations.dropFirst(taken))
    (piece.checkpoints, checkpoints) = (checkpoints, [])
    (piece.unreadable, unreadable) = (unreadable, [])
    let isEmpty =
      piece.operations.isEmpty && piece.checkpoints.isEmpty && piece.unreadable.isEmpty
    return isEmpty ? nil : piece
  }
}
