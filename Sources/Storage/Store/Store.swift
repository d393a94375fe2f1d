package import Items
package import Judgments

/// One SQLite file: what one person has on one device.
///
/// A store belongs to one thread. Every writing method is one transaction, and what it saved is
/// on the disk when it returns. State is read from tables that are a function of the operations.
package final class Store {
  /// How a store is opened.
  package enum Access: Equatable, Sendable {
    case read
    /// For writing; `takeOver` takes the store from a program that has it open.
    case write(takeOver: Bool)
  }

  package let path: String
  package let access: Access
  package let project: ProjectID
  /// The store's own id, under which its guard record is kept.
  let identity: [UInt8]
  /// The public key of the store's device.
  package let deviceKey: [UInt8]
  let surroundings: Surroundings
  var ledger: Ledger
  var clock: HybridClock
  /// The key that signs; nil in a store opened for reading.
  let key: DeviceKey?
  let rootKey: DeviceKey?
  /// Why new chains must be opened before the next write.
  var doubt: ChainOpen.Cause?
  let lock: WriterLock?
  let token: [UInt8]
  /// How the file was opened, for opening it again after a failed commit.
  let manner: Connection.Manner
  var isClosed = false
  /// Set once the disk was full in spite of the ballast, or the store was taken over.
  package internal(set) var trouble: StoreFault?
  /// Whether what is kept in memory could not be read again after a write that failed.
  var isStale = false
  /// The commits since the journal was last folded into the file.
  var commitsSinceTidying = 0
  /// The content added by imports and merges since then.
  var bytesSinceTidying = 0

  var db: Connection { ledger.db }

  init(
    path: String, access: Access, surroundings: Surroundings, ledger: Ledger, identity: [UInt8],
    deviceKey: [UInt8], key: DeviceKey?, rootKey: DeviceKey?, lock: WriterLock?, token: [UInt8],
    manner: Connection.Manner
  ) {
    self.path = path
    self.access = access
    self.surroundings = surroundings
    self.ledger = ledger
    self.identity = identity
    self.deviceKey = deviceKey
    self.key = key
    self.rootKey = rootKey
    self.lock = lock
    self.token = token
    self.manner = manner
    project = ledger.project
    clock = HybridClock(last: ledger.tally.hlc)
  }

  deinit {
    if !isClosed { lock?.release() }
  }

  /// Signs the ends of the store's chains, folds the journal into the file and closes it.
  package func close() throws {
    guard !isClosed else { return }
    isClosed = true
    defer { lock?.release() }
    if access != .read, trouble == nil {
      // A full disk must not keep the store from closing; unsigned ends are signed next time.
      try? sign()
      // While in doubt the store is not what the record is of: a copy that was only looked at
      // would be taken for the original next time.
      if doubt == nil { try? recordGuard(durably: true) }
      try? db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
      _ = Ballast(store: path, surroundings).drop()
    }
    try db.close()
  }

  /// Whose store this is.
  package var me: Person { person(ledger.me) }

  /// Everybody on the roster that this store knows, in the order of their ids.
  package var people: [Person] {
    ledger.authority.people.map { known in
      Person(
        id: known.person, handle: known.standing.handle, roles: known.standing.roles,
        isRemoved: known.standing.removed)
    }
  }

  package func person(_ id: PersonID) -> Person {
    let standing = ledger.authority.standing(of: id)
    return Person(
      id: id, handle: standing?.handle ?? String(id.hex.prefix(8)), roles: standing?.roles ?? [],
      isRemoved: standing?.removed ?? false)
  }

  /// The store's device.
  package var device: DeviceID { DeviceID(ofKey: deviceKey) }

  /// What the lead called a device of mine; nil where it has no name here.
  package func label(of device: DeviceID) -> String? {
    ledger.authority.devices(of: ledger.me).first { $0.device == device && !$0.label.isEmpty }?
      .label
  }
}

/// Somebody in the project.
package struct Person: Hashable, Sendable {
  package var id: PersonID
  package var handle: String
  package var roles: Roles
  package var isRemoved: Bool

  package init(id: PersonID, handle: String, roles: Roles, isRemoved: Bool = false) {
    self.id = id
    self.handle = handle
    self.roles = roles
    self.isRemoved = isRemoved
  }
}
