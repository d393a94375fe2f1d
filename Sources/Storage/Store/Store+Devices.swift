package import Items
package import Judgments

/// A device of somebody in the project.
package struct DeviceEntry: Hashable, Sendable {
  package var person: Person
  package var device: DeviceID
  package var label: String
  /// Why it is trusted no more; nil while it is.
  package var revoked: DeviceRevoke.Reason?
  /// Its operations that are here, and those of them that do not count because they are late.
  package var operations: Int
  package var late: Int
  /// When it wrote last, by its own clock, in milliseconds since 1970.
  package var lastAt: UInt64?

  package var fingerprint: Fingerprint { Fingerprint(of: device) }
}

/// Where a revocation would cut one chain of a device.
package struct CutEntry: Hashable, Sendable {
  package var chain: ChainID
  package var scope: Scope
  /// The last trusted operations, one a branch; empty where nothing of the chain is trusted.
  package var trusted: [OperationReference]
  /// The operations that are here and would be late.
  package var beyond: Int
}

/// Devices: who has which, and the end of their trust.
extension Store {
  /// All devices that were ever granted, person by person.
  package func devices() throws -> [DeviceEntry] {
    try people.flatMap { person in
      try ledger.authority.devices(of: person.id).map { known in
        var entry = DeviceEntry(
          person: person, device: known.device, label: known.label,
          revoked: ledger.authority.revocation(of: known.device)?.reason, operations: 0, late: 0)
        for chain in chains(of: known.device) {
          let counts = try db.one(
            "SELECT count(*), sum(status = ?) FROM op WHERE cid = ?",
            .integer(OperationStatus.late.rawValue), .integer(chain.number)
          ) { (all: $0.int(0), late: $0.isNull(1) ? 0 : $0.int(1)) }
          entry.operations += counts?.all ?? 0
          entry.late += counts?.late ?? 0
          let last = chain.tips.map(\.hlc).max().map(HybridClock.milliseconds)
          entry.lastAt = [entry.lastAt, last].compactMap { $0 }.max()
        }
        return entry
      }
    }
  }

  /// Whether a lead has granted the store's own device, so that what it writes counts.
  package var isGranted: Bool { ledger.authority.isGranted(device, to: ledger.me) }

  /// Why the store's own device is trusted no more; nil while it is.
  package var revoked: DeviceRevoke.Reason? { ledger.authority.revocation(of: device)?.reason }

  /// Where a revocation would cut the chains of a device.
  ///
  /// Of a stolen one only that is trusted which a lead had received, at the latest when `received`
  /// says (milliseconds since 1970 by the leads' clocks): the thief may have written all the rest.
  /// Of any other everything that is here is trusted.
  package func cuts(
    of device: DeviceID, as reason: DeviceRevoke.Reason, received: UInt64? = nil
  ) throws -> [CutEntry] {
    guard let person = owner(of: device) else { throw unknownDevice(device) }
    if device == self.device {
      throw StoreFault.notAllowed(
        "This store's own device cannot revoke itself. Nothing was changed. Revoke it from another "
          + "lead's store, or with a second device of yours.")
    }
    let receipts = try receipts(for: person.id).filter { $0.at <= received ?? .max }
    let newest = Self.newest(receipts)
    return try chains(of: device).map { chain in
      let tips = chain.tips.map {
        OperationReference(chain: chain.id, seq: $0.seq, hash: $0.hash)
      }
      var entry = CutEntry(chain: chain.id, scope: chain.scope, trusted: tips, beyond: 0)
      guard reason == .stolen else { return entry }
      entry.trusted = try newest[chain.id].map { [$0] }?.filter { try holds($0) } ?? []
      let all = try db.one("SELECT count(*) FROM op WHERE cid = ?", .integer(chain.number)) {
        $0.int(0)
      }
      let trusted = try entry.trusted.first.map { end in
        chain.tips.count > 1 ? try ledger.line(to: end, in: chain).count : Int(end.seq)
      }
      entry.beyond = (all ?? 0) - (trusted ?? 0)
      return entry
    }
  }

  /// Ends the trust in a device; what lies beyond the cut is late from then on, and kept.
  package func revoke(
    _ device: DeviceID, as reason: DeviceRevoke.Reason, received: UInt64? = nil
  ) throws {
    try requireLead("revoke devices")
    guard let person = owner(of: device) else { throw unknownDevice(device) }
    let cut = try cuts(of: device, as: reason, received: received).flatMap(\.trusted)
    let revocation = DeviceRevoke(device: device, reason: reason, cut: cut.sorted())
    let signer = try signer(for: person)
    try write { _ = try append(.deviceRevoke, .deviceRevoke(revocation), to: signer) }
    try signCheckpoints()
  }

  /// Takes somebody off the roster and ends the trust in all their devices; their work stays.
  package func remove(_ person: Person) throws {
    try requireLead("remove people")
    if person.id == ledger.me {
      throw StoreFault.notAllowed(
        "You cannot remove yourself. Nothing was changed. Another lead can.")
    }
    let signer = try signer(for: person)
    for entry in try devices() where entry.person.id == person.id && entry.revoked == nil {
      try revoke(entry.device, as: .departed)
    }
    let entry = RosterEntry(
      person: person.id, handle: person.handle, roles: person.roles, removed: true)
    try write { _ = try append(.rosterSet, .roster(entry), to: signer) }
    try signCheckpoints()
  }

  /// The chains of a device that are here, oldest first.
  private func chains(of device: DeviceID) -> [Chain] {
    ledger.chains.values.filter { DeviceID(ofKey: $0.deviceKey) == device && $0.person != .zero }
      .sorted { $0.number < $1.number }
  }

  private func owner(of device: DeviceID) -> Person? {
    people.first { ledger.authority.devices(of: $0.id).contains { $0.device == device } }
  }

  private func unknownDevice(_ device: DeviceID) -> StoreFault {
    .invalid(
      "No device \(device.hex.prefix(8)) was ever granted in this project. Nothing was changed. "
        + "See gloss device list.")
  }

  /// Leads and their devices are made and unmade by the root key alone.
  func signer(for person: Person) throws -> OwnChain { try signer(for: person.roles) }

  func signer(for roles: Roles) throws -> OwnChain {
    guard roles.contains(.lead) else { return .scope(.pub) }
    guard rootKey != nil else {
      throw StoreFault.noKey(device: "the project's root", folder: KeyVault(surroundings).folder)
    }
    return .root
  }
}
