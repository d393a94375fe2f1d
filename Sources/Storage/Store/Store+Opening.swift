import Items
import Judgments

extension Store {
  /// Opens a store; nothing in it is scanned.
  ///
  /// `allowAnyDisk` opens it on a network disk or in a synchronised folder all the same, with a
  /// rollback journal and exclusive locking instead of shared memory.
  package static func open(
    path: String, access: Access, surroundings: Surroundings, allowAnyDisk: Bool = false
  ) throws -> Store {
    try open(
      path: path, access: access, surroundings: surroundings, allowAnyDisk: allowAnyDisk,
      isFresh: false)
  }

  static func open(
    path: String, access: Access, surroundings: Surroundings, allowAnyDisk: Bool, isFresh: Bool
  ) throws -> Store {
    guard let facts = surroundings.places.look(at: path) else {
      throw StoreFault.missing(path: path)
    }
    guard case .write(let takeOver) = access else {
      return try openForReading(path: path, facts: facts, surroundings: surroundings)
    }
    var manner = Connection.Manner.writing
    do {
      try Location.check(path, places: surroundings.places)
    } catch {
      guard allowAnyDisk else { throw error }
      manner = .exclusive
    }
    guard facts.isWritable else { throw StoreFault.readOnly(path: path) }
    let lock = WriterLock(store: path, surroundings)
    let opening = Opening(
      since: surroundings.clock.now, host: surroundings.machine.hostName,
      process: surroundings.machine.processID)
    if try !lock.take(opening) {
      guard takeOver else {
        throw StoreFault.openElsewhere(path: path, opening: lock.holder())
      }
    }
    do {
      let connection = try Connection(path: path, manner: manner)
      do {
        try Schema.check(connection, path: path)
        try connection.prepareForWriting(manner, path: path)
        return try open(
          connection, path: path, access: access, surroundings: surroundings, lock: lock,
          opening: opening, manner: manner, isFresh: isFresh)
      } catch {
        try? connection.close()
        throw error
      }
    } catch {
      lock.release()
      throw error
    }
  }

  private static func open(
    _ connection: Connection, path: String, access: Access, surroundings: Surroundings,
    lock: WriterLock, opening: Opening, manner: Connection.Manner, isFresh: Bool
  ) throws -> Store {
    let facts = try Facts(reading: connection, path: path)
    let vault = KeyVault(surroundings)
    var key = try vault.key(facts.deviceKey)
    if key == nil {
      try vault.moveIn(from: path + ".key", expecting: facts.deviceKey)
      key = try vault.key(facts.deviceKey)
    }
    // A store that is being made for somebody else is filled without that person's key.
    if key == nil, !isFresh {
      throw StoreFault.noKey(device: DeviceID(ofKey: facts.deviceKey).hex, folder: vault.folder)
    }
    let ledger = try Ledger(db: connection, project: facts.project, me: facts.person)
    let store = Store(
      path: path, access: access, surroundings: surroundings, ledger: ledger,
      identity: facts.identity, deviceKey: facts.deviceKey, key: key,
      rootKey: try vault.key(facts.rootKey), lock: lock,
      token: surroundings.randomness.bytes(16), manner: manner)
    try surroundings.disk.makeFolder(surroundings.stateFolder + "/guard")
    if !isFresh { try store.lookForDoubt() }
    try connection.transaction {
      try connection.run(
        "INSERT OR REPLACE INTO meta(k, v) VALUES('writer', ?)", .blob(store.token))
    }
    if !lock.isHeld { try lock.note(opening) }
    Ballast(store: path, surroundings).load()
    if facts.foldVersion != Schema.foldVersion { try store.refold() }
    return store
  }

  private static func openForReading(
    path: String, facts: FileFacts, surroundings: Surroundings
  ) throws -> Store {
    // Without a journal nobody has it open, and it can be read without leaving files beside it.
    let journal = surroundings.places.look(at: path + "-wal")
    let hasJournal = (journal?.size ?? 0) > 0
    let connection = try Connection(path: path, manner: hasJournal ? .reading : .immutable)
    do {
      let facts = try Facts(reading: connection, path: path)
      let ledger = try Ledger(db: connection, project: facts.project, me: facts.person)
      return Store(
        path: path, access: .read, surroundings: surroundings, ledger: ledger,
        identity: facts.identity, deviceKey: facts.deviceKey, key: nil, rootKey: nil, lock: nil,
        token: [], manner: hasJournal ? .reading : .immutable)
    } catch {
      try? connection.close()
      throw error
    }
  }

  /// Compares the store with what was remembered of it outside.
  private func lookForDoubt() throws {
    let own = try ownHeads()
    guard !own.isEmpty else { return }
    let places = surroundings.places
    let file = surroundings.stateFolder + "/guard/" + Hexadecimal.text(identity)
    guard let bytes = try surroundings.disk.read(file), let record = GuardRecord(decoding: bytes)
    else {
      // Without a record nobody can tell whether this is the store that wrote last.
      doubt = .copy
      return
    }
    doubt = try record.doubt(
      machine: surroundings.machine.machineID, path: places.absolute(path),
      facts: places.look(at: path)
    ) { try holds($0) }
  }

  /// What a store says of itself.
  struct Facts {
    var project: ProjectID
    var person: PersonID
    var deviceKey: [UInt8]
    var rootKey: [UInt8]
    var identity: [UInt8]
    var foldVersion: Int

    init(reading connection: Connection, path: String) throws {
      do {
        try Schema.check(connection, path: path)
        let values = try connection.all("SELECT k, v FROM meta") { ($0.text(0), $0.bytes(1)) }
        let meta = Dictionary(values) { first, _ in first }
        guard let project = ProjectID(bytes: meta["project"] ?? []),
          let person = PersonID(bytes: meta["person"] ?? []), let device = meta["device"],
          let root = meta["root"], let identity = meta["store"], let fold = meta["fold"]?.first
        else { throw StoreFault.damaged(path: path, detail: "it does not say whose it is") }
        self.project = project
        self.person = person
        deviceKey = device
        rootKey = root
        self.identity = identity
        foldVersion = Int(fold)
      } catch StoreFault.failed(_, let detail) {
        throw StoreFault.damaged(path: path, detail: detail)
      }
    }
  }
}
