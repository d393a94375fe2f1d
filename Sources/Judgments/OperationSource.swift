package import Items

/// An operation as bytes that nobody has checked yet.
package struct OperationBytes: Hashable, Sendable {
  /// The position and the name under which the place keeps it; the bytes may say otherwise.
  package var seq: UInt64
  package var hash: Hash
  package var envelope: [UInt8]
  package var payload: [UInt8]?

  package init(seq: UInt64, hash: Hash, envelope: [UInt8], payload: [UInt8]?) {
    self.seq = seq
    self.hash = hash
    self.envelope = envelope
    self.payload = payload
  }
}

/// A log that gives its bytes unchecked, so that one damaged operation hides no other.
package protocol OperationSource: OperationLog {
  /// A chain's operations after a position, oldest first; at most `limit`, and then all others
  /// that stand at the last one's position.
  func storedBytes(of chain: ChainID, after seq: UInt64, limit: Int) throws -> [OperationBytes]
  /// The same without payloads, which are nil, for a place that can leave them where they are.
  func storedEnvelopes(
    of chain: ChainID, after seq: UInt64, limit: Int
  ) throws -> [OperationBytes]
  /// The scope of a chain; nil for a chain that the place does not hold.
  func scope(of chain: ChainID) throws -> Scope?
}

extension OperationSource {
  package func storedEnvelopes(
    of chain: ChainID, after seq: UInt64, limit: Int
  ) throws -> [OperationBytes] {
    try storedBytes(of: chain, after: seq, limit: limit)
  }
}

/// What a store was given at once.
package struct OperationBatch: Sendable {
  package var operations: [Operation]
  package var checkpoints: [SignedCheckpoint]
  /// The large contents that the operations name.
  package var blobs: [[UInt8]]
  /// Bytes that are no operation, with the reason, to be kept where they can do no harm.
  package var unreadable: [(bytes: [UInt8], why: String)]
  /// Where the batch comes from, for people.
  package var source: String

  package init(source: String) {
    operations = []
    checkpoints = []
    blobs = []
    unreadable = []
    self.source = source
  }
}

/// What became of a batch.
package struct Reception: Hashable, Sendable {
  package var new = 0
  package var had = 0
  /// Kept until an earlier operation of their chain arrives.
  package var pending = 0
  /// Of scopes that the store's person may not hold; nothing of them was written.
  package var notForThisStore = 0
  package var quarantined = 0

  package init() {}

  package static func += (sum: inout Reception, other: Reception) {
    sum.new += other.new
    sum.had += other.had
    sum.pending += other.pending
    sum.notForThisStore += other.notForThisStore
    sum.quarantined += other.quarantined
  }
}

/// A store that takes operations in.
package protocol OperationReceiver: OperationLog {
  /// Whether the store's person may hold a scope's bytes.
  func mayHold(_ scope: Scope) -> Bool
  /// Takes a batch in, in one durable transaction; every operation's own bytes and hashes were
  /// checked, its chain and its scope are checked here.
  func receive(_ batch: OperationBatch) throws -> Reception
  /// Whether an operation is here.
  func holds(_ chain: ChainID, seq: UInt64, hash: Hash) throws -> Bool
  /// The forks, twins and conflicts that the store knows of now.
  func standings() throws -> Standings
}

/// How many cells, chains and operations are in each special state.
package struct Standings: Hashable, Sendable {
  package var conflicts: Int
  package var twins: Int
  package var forks: Int
  /// Operations that are here and do not count, by the reason.
  package var uncounted: [OperationStatus: Int]

  package init(
    conflicts: Int, twins: Int, forks: Int, uncounted: [OperationStatus: Int] = [:]
  ) {
    self.conflicts = conflicts
    self.twins = twins
    self.forks = forks
    self.uncounted = uncounted
  }
}
