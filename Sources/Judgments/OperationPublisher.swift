package import Items

/// A store that exchanges operations with remotes: it takes in, and hands on what it wrote itself.
package protocol OperationPublisher: OperationSource, OperationReceiver, Unsealer {
  /// Says what was received of others since the last time, where the store's person is a lead.
  func writeReceipts() throws
  /// Whether leads have made a rule that this version cannot read; then nothing is signed, and
  /// nothing leaves the store.
  func isBehindItsRules() throws -> Bool
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
  /// The sealing keys of the devices that may hold a scope's bytes, this store's among them.
  func recipients(of scope: Scope) -> [[UInt8]]
  /// How many bytes the operations of a chain have at some positions.
  func size(of chain: ChainID, in positions: ClosedRange<UInt64>) throws -> Int
  /// The time as the machine believes it, in milliseconds since 1970.
  var wallMilliseconds: UInt64 { get }
  /// The newest place of an own chain that a lead has said to have received.
  func receiptedEnd(of chain: ChainID) throws -> OperationReference?
  /// Whether an exchange with a remote has found before that this digest means no news.
  func isKnown(_ digest: Hash, at remote: String) throws -> Bool
  /// Notes the digest that means no news at a remote, in place of the one before.
  func noteKnown(_ digest: Hash, at remote: String) throws
}

/// What opens sealed files: the keys of a device.
package protocol Unsealer {
  /// The content key that one of these was sealed to; nil where none is for this device.
  func unseal(_ secrets: [SealedSecret], context: [UInt8]) -> [UInt8]?
}
