import Items
import Judgments

/// What became of a damaged store.
package struct Recovery: Hashable, Sendable {
  package var operations = 0
  /// Operations that wait for earlier ones, which are lost here.
  package var waiting = 0
  package var contents = 0
  package var drafts = 0
  /// Envelopes that were found without their payload, and operations known to be missing.
  package var bereft = 0
  package var missing = 0
}

extension Salvage {
  /// What a recovery would save at most: whether all of it may be held is seen when it is made.
  package var prospect: Recovery {
    Recovery(
      operations: operations.count, contents: contents.count, bereft: bereft,
      missing: gaps.reduce(0) { $0 + $1.missing })
  }
}

extension Store {
  /// Makes a new store of what was salvaged from a damaged one; the new one opens new chains.
  ///
  /// - Throws: `StoreFault.damaged` when nothing says whose store it was.
  package static func recover(
    _ salvage: Salvage, to path: String, surroundings: Surroundings
  ) throws -> (store: Store, recovery: Recovery) {
    let identity = try identity(of: salvage, path: path, surroundings)
    // The rows of the store's own business come back with it; its id does not, since the damaged
    // file may be opened again.
    let store = try createGranted(
      path: path, project: identity.project, rootKey: identity.rootKey, person: identity.person,
      deviceKey: identity.deviceKey, surroundings: surroundings)
    do {
      return (store, try store.take(salvage))
    } catch {
      try? store.close()
      throw error
    }
  }

  private func take(_ salvage: Salvage) throws -> Recovery {
    var recovery = Recovery(bereft: salvage.bereft)
    recovery.missing = salvage.gaps.reduce(0) { $0 + $1.missing }
    recovery.contents = salvage.contents.count
    try write { for bytes in salvage.contents.values { _ = try ledger.putBlob(bytes) } }
    // Who may do what comes first: the roster decides what of the rest may be held.
    let chains = salvage.chains
    let openings = chains.mapValues { $0.first.flatMap(Self.scope) }
    let sorted = chains.keys.sorted { left, right in
      (openings[left]??.receivingRank ?? 9, left) < (openings[right]??.receivingRank ?? 9, right)
    }
    for chain in sorted {
      var rest = (chains[chain] ?? [])[...]
      while !rest.isEmpty {
        var batch = OperationBatch(source: "a damaged store")
        batch.operations = Array(rest.prefix(5000))
        batch.checkpoints = salvage.checkpoints.filter { $0.checkpoint.chain == chain }
        rest = rest.dropFirst(5000)
        let reception = try receive(batch)
        recovery.operations += reception.new
        recovery.waiting += reception.pending
      }
    }
    recovery.drafts = try takeLocals(salvage)
    try adoptOwnChains()
    return recovery
  }

  private func takeLocals(_ salvage: Salvage) throws -> Int {
    try write {
      for (key, value) in salvage.facts
      where key.hasPrefix("preference.") || key == "remotes" || key == "invitations" {
        try db.run(
          "INSERT OR REPLACE INTO meta(k, v) VALUES(CAST(? AS TEXT), ?)", .text(key), .blob(value))
      }
      var drafts = 0
      for (number, draft) in salvage.drafts {
        guard let item = salvage.items[number], let ino = try ledger.knownNumber(of: item) else {
          continue
        }
        try db.run(
          "INSERT OR REPLACE INTO draft(ino, at, bytes) VALUES(?, ?, ?)", .integer(ino),
          .integer(draft.at), .blob(draft.bytes))
        try ledger.refreshPlace(ino)
        drafts += 1
      }
      return drafts
    }
  }

  /// Has the next write open chains that go on from those of the store's device.
  private func adoptOwnChains() throws {
    let keys = Set([deviceKey] + (rootKey.map { [$0.publicKey] } ?? []))
    let mine = ledger.chains.values.filter { keys.contains($0.deviceKey) }
      .sorted { ($0.tips.map(\.hlc).max() ?? 0) < ($1.tips.map(\.hlc).max() ?? 0) }
    try write {
      for chain in mine {
        let own: OwnChain = chain.person == .zero ? .root : .scope(chain.scope)
        try db.run(
          "INSERT OR REPLACE INTO own(scope, cid, sent) VALUES(?, ?, 0)", .text(own.text),
          .integer(chain.number))
      }
    }
    doubt = .restore
    try write { try rotateIfInDoubt() }
  }

  private struct Identity {
    var project: ProjectID
    var rootKey: [UInt8]
    var person: PersonID
    var deviceKey: [UInt8]
  }

  /// Whose store it was: as it said itself, else as its device's key on this machine says.
  private static func identity(
    of salvage: Salvage, path: String, _ surroundings: Surroundings
  ) throws -> Identity {
    if let project = ProjectID(bytes: salvage.facts["project"] ?? []),
      let person = PersonID(bytes: salvage.facts["person"] ?? []),
      let device = salvage.facts["device"], device.count == 32,
      let root = salvage.facts["root"], root.count == 32
    {
      return Identity(project: project, rootKey: root, person: person, deviceKey: device)
    }
    let vault = KeyVault(surroundings)
    var found: Set<[UInt8]> = []
    var identity: Identity?
    for operation in salvage.operations.values where operation.envelope.seq == 1 {
      guard let map = operation.map,
        let payload = try? Payload(kind: operation.envelope.kind, schemaVersion: 1, map: map),
        case .chainOpen(let opening) = payload, opening.person != .zero,
        try vault.key(opening.deviceKey) != nil,
        let root = salvage.operations.values.lazy.compactMap(rootKey)
          .first(where: { $0.project == opening.project })
      else { continue }
      found.insert(opening.deviceKey)
      identity = Identity(
        project: opening.project, rootKey: root.key, person: opening.person,
        deviceKey: opening.deviceKey)
    }
    guard let identity, found.count == 1 else {
      throw StoreFault.damaged(
        path: path, detail: "nothing in it says whose it was, and no key here tells")
    }
    return identity
  }

  private static func rootKey(_ operation: Operation) -> (project: ProjectID, key: [UInt8])? {
    guard operation.envelope.kind == .projectGenesis, let map = operation.map,
      case .genesis(let genesis)? = try? Payload(kind: .projectGenesis, map: map)
    else { return nil }
    return (ProjectID.founded(by: operation.hash), genesis.rootKey)
  }

  private static func scope(_ first: Operation) -> Scope? {
    guard first.envelope.seq == 1, let map = first.map,
      let payload = try? Payload(kind: first.envelope.kind, schemaVersion: 1, map: map)
    else { return nil }
    switch payload {
    case .genesis: return .pub
    case .chainOpen(let opening): return opening.scope
    default: return nil
    }
  }
}
