import Items
import Judgments

extension Store {
  /// Founds a project: makes the store, the keys, the roster, the questions and the handbook.
  ///
  /// The creator is annotator, reviewer and lead at once and never meets the word "chain".
  package static func create(
    path: String, founding: Founding, handle: String, surroundings: Surroundings,
    allowAnyDisk: Bool = false
  ) throws -> Store {
    let root = try makeKey(surroundings)
    let device = try makeKey(surroundings)
    let person = try identifier(surroundings) as PersonID
    let now = surroundings.clock.now
    var clock = HybridClock()
    let genesis = try OperationMaker.first(
      .projectGenesis,
      Genesis(rootKey: root.publicKey, name: founding.projectName, createdMilliseconds: now).map,
      hlc: clock.tick(wallMilliseconds: now),
      salt: surroundings.randomness.bytes(Operation.saltLength))
    let vault = KeyVault(surroundings)
    // Before the store, so that there is never a store whose key is nowhere.
    try vault.keep(root)
    try vault.keep(device)
    let project = ProjectID.founded(by: genesis.hash)
    let store = try prepare(
      path: path, project: project, person: person, deviceKey: device.publicKey,
      rootKey: root.publicKey, surroundings: surroundings, allowAnyDisk: allowAnyDisk)
    do {
      try store.write {
        store.clock = clock
        try store.found(genesis, founding, handle: handle, device: device)
      }
    } catch {
      try? store.close()
      discard(path, surroundings)
      throw error
    }
    return store
  }

  private func found(
    _ genesis: Operation, _ founding: Founding, handle: String, device: DeviceKey
  ) throws {
    guard try ledger.insert(genesis) == .new, let chain = ledger.chains[genesis.envelope.chain]
    else { throw StoreFault.invalid("The project could not be founded.") }
    try db.run(
      "INSERT INTO own(scope, cid, sent) VALUES(?, ?, 0)", .text(OwnChain.root.text),
      .integer(chain.number))
    _ = try append(
      .rosterSet,
      .roster(
        RosterEntry(
          person: ledger.me, handle: handle, roles: [.annotator, .reviewer, .lead])),
      to: .root)
    _ = try append(
      .deviceGrant,
      .deviceGrant(
        DeviceGrant(
          person: ledger.me, deviceKey: device.publicKey, label: surroundings.machine.hostName,
          sealingKey: device.sealingKey)),
      to: .root)
    try putSchema(
      SchemaPublishing(label: founding.schemaLabel, publicForm: founding.publicForm))
    if let handbook = founding.handbook {
      try putHandbook(HandbookPublishing(label: founding.handbookLabel, text: handbook))
    }
    if let policy = founding.leadPolicy {
      try putPolicy("lead", value: String(decoding: policy, as: UTF8.self), scope: .vault)
    }
  }

  /// Makes an empty store for somebody on the roster; what they may hold is merged into it.
  static func createGranted(
    path: String, project: ProjectID, rootKey: [UInt8], person: PersonID, deviceKey: [UInt8],
    surroundings: Surroundings
  ) throws -> Store {
    try prepare(
      path: path, project: project, person: person, deviceKey: deviceKey, rootKey: rootKey,
      surroundings: surroundings, allowAnyDisk: false)
  }

  /// Makes the file with its tables and opens it for writing.
  private static func prepare(
    path: String, project: ProjectID, person: PersonID, deviceKey: [UInt8], rootKey: [UInt8],
    surroundings: Surroundings, allowAnyDisk: Bool
  ) throws -> Store {
    guard surroundings.places.look(at: path) == nil else { throw StoreFault.exists(path: path) }
    if !allowAnyDisk { try Location.check(path, places: surroundings.places) }
    let connection = try Connection(path: path, manner: .writing)
    do {
      try connection.prepareForWriting(.writing, path: path)
      try connection.transaction {
        try Schema.create(in: connection)
        let facts: [(String, [UInt8])] = [
          ("project", project.bytes), ("person", person.bytes), ("device", deviceKey),
          ("root", rootKey), ("store", surroundings.randomness.bytes(16)),
          ("fold", [UInt8(Schema.foldVersion)]),
        ]
        for (key, value) in facts {
          try connection.run(
            "INSERT INTO meta(k, v) VALUES(CAST(? AS TEXT), ?)", .text(key), .blob(value))
        }
      }
      try connection.close()
    } catch {
      try? connection.close()
      discard(path, surroundings)
      throw error
    }
    return try open(
      path: path, access: .write(takeOver: false), surroundings: surroundings,
      allowAnyDisk: allowAnyDisk, isFresh: true)
  }

  private static func discard(_ path: String, _ surroundings: Surroundings) {
    for suffix in ["", "-wal", "-shm", "-journal", ".lock", ".ballast"] {
      try? surroundings.disk.remove(path + suffix)
    }
  }

  static func makeKey(_ surroundings: Surroundings) throws -> DeviceKey {
    guard let key = DeviceKey(secret: surroundings.randomness.bytes(32)) else {
      throw StoreFault.invalid("No key could be made: the source of randomness gave too little.")
    }
    return key
  }

  static func identifier<Tag>(_ surroundings: Surroundings) throws -> Identifier<Tag> {
    guard let identifier = Identifier<Tag>(bytes: surroundings.randomness.bytes(16)) else {
      throw StoreFault.invalid("No id could be made: the source of randomness gave too little.")
    }
    return identifier
  }
}
