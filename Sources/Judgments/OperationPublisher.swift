package import Items

/// A store that exchanges operations with remotes: it takes in, and hands on what it wrote itself.
package protocol OperationPublisher: OperationSource, OperationReceiver {
  /// Says what was received of others since the last time, where the store's person is a lead.
  func writeReceipts() throws
  /// Signs the ends of the store's own chains, without which nothing may leave it.
  func signCheckpoints() throws
  /// Signs a statement about a chain whose key is on this machine; nil for any other.
  func sign(_ checkpoint: Checkpoint) -> SignedCheckpoint?
  /// The chains that the store's devices have written, now or before a copy or a restore.
  func chainsOfItsDevices() throws -> [(chain: ChainID, scope: Scope, deviceKey: [UInt8])]
  /// The names of a chain's operations at a position; several at a fork.
  func names(in chain: ChainID, at seq: UInt64) throws -> [Hash]
  /// The large contents that the store holds.
  func blobNames() throws -> [Hash]
  /// Notes that a chain was handed on up to a position; never takes a note back.
  func noteSent(_ chain: ChainID, upTo seq: UInt64) throws
}
