package import Items

/// Where a chain ends, as far as a store knows; two entries of one chain are a fork.
package struct Frontier: Hashable, Comparable, Sendable {
  package var chain: ChainID
  package var seq: UInt64
  package var hash: Hash

  package init(chain: ChainID, seq: UInt64, hash: Hash) {
    self.chain = chain
    self.seq = seq
    self.hash = hash
  }

  package static func < (left: Self, right: Self) -> Bool {
    (left.chain, left.seq, left.hash) < (right.chain, right.seq, right.hash)
  }
}

/// Everything that a store holds, in a few bytes a chain.
package struct HaveVector: Hashable, Sendable {
  package var frontiers: [Frontier]

  package init(_ frontiers: some Sequence<Frontier>) {
    self.frontiers = frontiers.sorted()
  }

  /// Equal for stores that hold the same operations.
  package var digest: Hash {
    var bytes = Array("gloss-have\0".utf8)
    for frontier in frontiers {
      bytes += frontier.chain.bytes
      for shift in stride(from: 56, through: 0, by: -8) {
        bytes.append(UInt8(truncatingIfNeeded: frontier.seq >> UInt64(shift)))
      }
      bytes += frontier.hash.bytes
    }
    return .sha256(bytes)
  }
}

/// A place that holds operations: a store file, a remote.
package protocol OperationLog {
  /// The project whose operations it holds.
  var project: ProjectID { get }
  /// What it holds.
  func haveVector() throws -> HaveVector
  /// A chain's operations after a position, oldest first, all branches; at most `limit`.
  func operations(of chain: ChainID, after seq: UInt64, limit: Int) throws -> [Operation]
  /// The newest signed statements about a chain.
  func checkpoints(of chain: ChainID) throws -> [SignedCheckpoint]
  /// A large content by its hash; nil when it is not here.
  func blob(_ hash: Hash) throws -> [UInt8]?
}
