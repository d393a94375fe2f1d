import Items
import Judgments

@testable import Storage

/// What people do with their stores.
extension Simulation {
  func act(_ event: Chronicle.Event, _ replica: Replica) throws {
    let store = replica.store
    replica.world.clock.advance(Int64(event.number % 90_000))
    let externalID = "q-\(event.other % FirstDay.items)"
    let judgment = World.judgment(
      store, externalID, ["good", "bad", "tie"][event.number % 3],
      note: event.number % 5 == 0 ? "Because \(event.number)." : "")
    switch event.act {
    case .judge: _ = try store.save(judgment)
    case .putAside:
      _ = try store.save(
        Judgment(item: judgment.item, aside: Aside(rawValue: UInt64(event.number % 3))))
    case .resolve:
      guard let ino = try store.first(filter: .conflicts), let item = try store.item(at: ino) else {
        return
      }
      _ = try store.save(World.judgment(store, item.externalID, "good"))
    case .undo: _ = try store.undo()
    case .redo: _ = try store.redo()
    case .ask, .note:
      guard let ino = try store.find(externalID: externalID) else { return }
      let text = "Remark \(event.number)"
      if event.act == .ask {
        _ = try store.ask(ino, text: text)
      } else {
        _ = try store.note(ino, text: text)
      }
    case .takeBack:
      guard let ino = try store.find(externalID: externalID) else { return }
      let mine = try store.remarks(on: ino).filter { $0.person == replica.person }
      if !mine.isEmpty { try store.remove(mine[event.number % mine.count]) }
    case .acknowledge:
      if let handbook = try store.handbook() { try store.acknowledge(handbook: handbook.blob) }
    case .newer: try newer(event, replica, judgment)
    default: break
    }
  }

  /// Lets a newer program on the same device write what this one does not know.
  private func newer(_ event: Chronicle.Event, _ replica: Replica, _ judgment: Judgment) throws {
    let store = replica.store
    let cell = Cell.judgment(item: judgment.item, person: replica.person)
    let tips = try store.ownHeads().map(\.hash).sorted()
    let map = CBOR.map([
      CBORPair(key: 0, value: .text("from a newer program")), CBORPair(key: 9, value: .unsigned(1)),
    ])
    switch event.number % 6 {
    case 0: try store.putForeign(OperationKind(rawValue: 0x0042), map)
    case 1:
      try store.putForeign(
        OperationKind(rawValue: 0x1042), map, cell: cell, bases: Array(tips.prefix(1)))
    case 2: try store.putForeign(OperationKind(rawValue: 0x2042), map, bases: tips)
    case 3: try store.putForeign(OperationKind(rawValue: 0x3042), map)
    case 4: try store.putForeign(OperationKind(rawValue: 0x5001), map)
    default: try store.putForeign(.judgePut, judgment.map, cell: cell, version: 2)
    }
    happened.unknown += 1
  }

  // MARK: Leads

  func rule(_ event: Chronicle.Event, _ replica: Replica) throws {
    let store = replica.store
    switch event.act {
    case .publish:
      let label = "v\(event.number)"
      switch event.other % 4 {
      case 0:
        try store.publish(
          schema: SchemaPublishing(label: label, publicForm: World.form(order: "listed")))
      case 1:
        try store.publish(handbook: HandbookPublishing(label: label, text: Array(label.utf8)))
      case 2: try store.publish(policy: "open", value: "\"\(label)\"", forLeadsOnly: false)
      default: try store.publish(policy: "lead", value: "\"\(label)\"", forLeadsOnly: true)
      }
    case .addItems:
      let first = FirstDay.items + event.number % 20
      _ = try store.importItems(
        World.items(first..<first + 2, hidden: event.other % 2 == 0 ? "model-eight" : nil))
    case .revoke: try revoke(event, store)
    case .admit:
      let late = try store.late().sorted { $0.reference < $1.reference }
      try store.admit(Array(late.prefix(1 + event.number % 4)))
    default: break
    }
  }

  /// Ends the trust in somebody's device, at what the lead has of it or a little before.
  private func revoke(_ event: Chronicle.Event, _ store: Store) throws {
    let keys = Set(store.ledger.chains.values.map(\.deviceKey))
      .subtracting([store.deviceKey, store.ledger.rootKey])
      .sorted { $0.lexicographicallyPrecedes($1) }
    guard !keys.isEmpty else { return }
    let key = keys[event.other % keys.count]
    guard event.number % 3 == 0 else {
      try store.revoke(
        DeviceID(ofKey: key), as: event.number % 2 == 0 ? .departed : .stolen)
      return
    }
    // A lead who knows better than the receipts where the trust ends.
    var cut: [OperationReference] = []
    for chain in store.ledger.chains.values where chain.deviceKey == key {
      let all = try store.storedBytes(of: chain.id, after: 0, limit: 1000)
      let kept = all.dropLast(event.number % 3)
      if let last = kept.last {
        cut.append(OperationReference(chain: chain.id, seq: last.seq, hash: last.hash))
      }
    }
    let revoke = DeviceRevoke(
      device: DeviceID(ofKey: key), reason: event.number % 2 == 0 ? .departed : .stolen,
      cut: cut.sorted())
    try store.write {
      _ = try store.append(.deviceRevoke, .deviceRevoke(revoke), to: .scope(.pub))
    }
  }

  /// Gives somebody a further device, or somebody new a first one.
  func grant(_ event: Chronicle.Event, _ lead: Replica) throws {
    guard replicas.count < 12 else { return }
    let handle = ["bob", "carol", "eve", "finn"][event.number % 4]
    made += 1
    let name = "\(handle)-new-\(made)"
    let grant = try lead.store.grant(handle: handle, roles: .annotator, label: name)
    let world = World(
      seed: chronicle.seed &* 64 &+ UInt64(20 + made), machine: name, isPortable: true)
    let store = try FirstDay.join(grant, lead.store, world)
    add(
      Replica(
        name: name, handle: handle, person: grant.person, roles: .annotator, world: world,
        file: FirstDay.file, store: store))
  }

  func add(_ replica: Replica) {
    replicas.append(replica)
    touched.append(replicas.count - 1)
  }
}

extension Store {
  /// Appends an operation to the own chain of judgments as some other program would.
  func putForeign(
    _ kind: OperationKind, _ map: CBOR, cell: CellID? = nil, bases: [Hash] = [],
    version: UInt64 = 1
  ) throws {
    try write {
      let chain = try ownChain(.scope(.from(ledger.me)))
      guard let tip = chain.tips.first else { return }
      let payload = surroundings.randomness.bytes(Operation.saltLength) + map.encoded
      let envelope = Envelope(
        chain: chain.id, seq: tip.seq + 1, prev: tip.hash,
        hlc: clock.tick(wallMilliseconds: surroundings.clock.now), kind: kind,
        schemaVersion: version, cell: cell, bases: bases.sorted(),
        payloadLength: UInt64(payload.count), payloadHash: Operation.payloadHash(payload))
      _ = try ledger.insert(Operation(envelope: envelope, payload: payload))
    }
  }
}
