import Items
import Judgments

extension Store {
  /// Appends an operation to the store's own chain of a scope; inside a transaction.
  func append(
    _ kind: OperationKind, _ payload: Payload, to own: OwnChain, cell: CellID? = nil,
    bases: [Hash] = []
  ) throws -> Operation {
    try append(kind, encoded: payload.map.encoded, to: own, cell: cell, bases: bases)
  }

  /// Appends an operation whose payload's map is encoded already.
  func append(
    _ kind: OperationKind, encoded map: [UInt8], to own: OwnChain, cell: CellID? = nil,
    bases: [Hash] = []
  ) throws -> Operation {
    let chain = try ownChain(own)
    guard let tip = chain.tips.first, chain.tips.count == 1 else {
      throw StoreFault.damaged(path: path, detail: "an own chain has no single end")
    }
    let operation = try OperationMaker.operation(
      kind, map, chain: chain.id, seq: tip.seq + 1, prev: tip.hash,
      hlc: clock.tick(wallMilliseconds: surroundings.clock.now), cell: cell, bases: bases,
      salt: surroundings.randomness.bytes(Operation.saltLength))
    guard try ledger.insert(operation) == .new else {
      throw StoreFault.damaged(path: path, detail: "an own operation could not be added")
    }
    if operation.envelope.seq % 256 == 0 { try sign(chain.id) }
    return operation
  }

  /// The store's own chain of a scope, opened when there is none.
  func ownChain(_ own: OwnChain) throws -> Chain {
    let number = try db.one("SELECT cid FROM own WHERE scope = ?", .text(own.text)) {
      $0.integer(0)
    }
    if let number, let chain = ledger.chainsByNumber[number] { return chain }
    return try openChain(own, parents: [], cause: .fresh)
  }

  /// Opens new chains in place of all own ones when the store may be a copy or a restored backup.
  func rotateIfInDoubt() throws {
    guard let cause = doubt else { return }
    let own = try db.all("SELECT scope, cid FROM own ORDER BY scope") {
      (text: $0.text(0), cid: $0.integer(1))
    }
    for (text, cid) in own {
      guard let kind = OwnChain(text: text), let old = ledger.chainsByNumber[cid] else { continue }
      let parents = old.tips.map {
        OperationReference(chain: old.id, seq: $0.seq, hash: $0.hash)
      }
      _ = try openChain(kind, parents: parents.sorted(), cause: cause)
      // Written in the chain that goes on: a word in the old one would be a third branch.
      if parents.count > 1 {
        _ = try append(
          .chainClose, .chainClose(ChainClose(heads: parents.sorted())), to: kind)
      }
    }
    doubt = nil
  }

  private func openChain(
    _ own: OwnChain, parents: [OperationReference], cause: ChainOpen.Cause
  ) throws -> Chain {
    let signer: DeviceKey?
    let scope: Scope
    let person: PersonID
    switch own {
    case .root: (signer, scope, person) = (rootKey, .pub, .zero)
    case .scope(let wanted): (signer, scope, person) = (key, wanted, ledger.me)
    }
    guard let signer else {
      throw StoreFault.noKey(device: device.hex, folder: KeyVault(surroundings).folder)
    }
    let opening = ChainOpen(
      project: project, scope: scope, person: person, deviceKey: signer.publicKey,
      parents: parents, cause: cause, program: surroundings.program,
      nonce: surroundings.randomness.bytes(16))
    let operation = try OperationMaker.first(
      .chainOpen, opening.map, hlc: clock.tick(wallMilliseconds: surroundings.clock.now),
      salt: surroundings.randomness.bytes(Operation.saltLength))
    guard try ledger.insert(operation) == .new,
      let chain = ledger.chains[operation.envelope.chain]
    else { throw StoreFault.damaged(path: path, detail: "a new chain could not be opened") }
    try db.run(
      "INSERT OR REPLACE INTO own(scope, cid, sent) VALUES(?, ?, 0)", .text(own.text),
      .integer(chain.number))
    return chain
  }

  /// Where the store's own chains end.
  func ownHeads() throws -> [OperationReference] {
    try db.all("SELECT cid FROM own") { $0.integer(0) }.flatMap { number in
      guard let chain = ledger.chainsByNumber[number] else { return [OperationReference]() }
      return chain.tips.map { OperationReference(chain: chain.id, seq: $0.seq, hash: $0.hash) }
    }
  }

  func holds(_ reference: OperationReference) throws -> Bool {
    guard let chain = ledger.chains[reference.chain] else { return false }
    return try ledger.holds(chain, reference.seq, reference.hash)
  }

  func recordGuard(durably: Bool) throws {
    let folder = surroundings.stateFolder + "/guard"
    let places = surroundings.places
    let facts = places.look(at: path)
    let record = GuardRecord(
      machine: surroundings.machine.machineID, path: places.absolute(path),
      device: facts?.device ?? 0, inode: facts?.inode ?? 0, heads: try ownHeads())
    try surroundings.disk.write(
      record.encoded, to: folder + "/" + Hexadecimal.text(identity),
      manner: durably ? .durably : .quickly)
  }
}

/// Builds operations whose bytes are final.
enum OperationMaker {
  /// The first operation of a chain, which gives the chain its id.
  static func first(
    _ kind: OperationKind, _ map: CBOR, hlc: UInt64, salt: [UInt8]
  ) throws -> Operation {
    let payload = salt + map.encoded
    var envelope = Envelope(
      chain: .zero, seq: 1, prev: .zero, hlc: hlc, kind: kind, schemaVersion: 1, cell: nil,
      bases: [], payloadLength: UInt64(payload.count),
      payloadHash: Operation.payloadHash(payload))
    envelope.chain = ChainID.opened(by: envelope)
    return Operation(envelope: envelope, payload: payload)
  }

  static func operation(
    _ kind: OperationKind, _ map: [UInt8], chain: ChainID, seq: UInt64, prev: Hash, hlc: UInt64,
    cell: CellID?, bases: [Hash], salt: [UInt8]
  ) throws -> Operation {
    let payload = salt + map
    let envelope = Envelope(
      chain: chain, seq: seq, prev: prev, hlc: hlc, kind: kind, schemaVersion: 1, cell: cell,
      bases: bases.sorted(), payloadLength: UInt64(payload.count),
      payloadHash: Operation.payloadHash(payload))
    let operation = Operation(envelope: envelope, payload: payload)
    guard operation.envelopeBytes.count + payload.count <= Operation.sizeLimit else {
      throw StoreFault.tooLarge(
        "This would take \(operation.envelopeBytes.count + payload.count) bytes, and one "
          + "operation holds at most \(Operation.sizeLimit). Nothing was saved. Shorten the text.")
    }
    return operation
  }
}
