import Items
import Judgments

/// The secret keys of this user's devices, outside every store: `keys/DEVICE` in the state folder.
struct KeyVault {
  let disk: any Disk
  let folder: String

  init(_ surroundings: Surroundings) {
    disk = surroundings.disk
    folder = surroundings.stateFolder + "/keys"
  }

  /// Keeps a key; the file is readable by its owner only.
  func keep(_ key: DeviceKey) throws {
    try disk.makeFolder(folder)
    try disk.write(key.secret, to: path(of: key.publicKey), manner: .durably)
  }

  /// The key pair whose public half this is; nil when it is not here.
  func key(_ publicKey: [UInt8]) throws -> DeviceKey? {
    guard let secret = try disk.read(path(of: publicKey)),
      let key = DeviceKey(secret: secret), key.publicKey == publicKey
    else { return nil }
    return key
  }

  /// Moves the key that came beside a granted store into the vault.
  func moveIn(from file: String, expecting publicKey: [UInt8]) throws {
    guard let secret = try disk.read(file), let key = DeviceKey(secret: secret),
      key.publicKey == publicKey
    else { return }
    try keep(key)
    // Removed only after the vault's copy is on the disk.
    try disk.remove(file)
  }

  private func path(of publicKey: [UInt8]) -> String {
    folder + "/" + DeviceID(ofKey: publicKey).hex
  }
}
