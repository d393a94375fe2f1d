import Items
import Judgments
import Storage

/// Signs for the devices whose keys this machine holds.
///
/// The unsigned end of a store that was not left properly can so be merged on the machine that
/// wrote it, without writing to that store.
struct LocalSigner {
  let surroundings: Surroundings

  /// The signed statement; nil when the device's key is not here.
  func sign(_ checkpoint: Checkpoint) -> SignedCheckpoint? {
    let name = DeviceID(ofKey: checkpoint.deviceKey).hex
    let path = "\(surroundings.stateFolder)/keys/\(name)"
    guard let secret = (try? surroundings.disk.read(path)) ?? nil,
      let key = DeviceKey(secret: secret), key.publicKey == checkpoint.deviceKey,
      let signature = key.sign(checkpoint.signedBytes)
    else { return nil }
    return SignedCheckpoint(checkpoint: checkpoint, signature: signature)
  }
}
