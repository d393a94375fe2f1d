package import Items
package import Judgments

/// A new device of somebody on the roster: what their store begins with.
package struct Grant: Sendable {
  package var person: PersonID
  package var key: DeviceKey
  package var project: ProjectID
  package var rootKey: [UInt8]

  package init(person: PersonID, key: DeviceKey, project: ProjectID, rootKey: [UInt8]) {
    self.person = person
    self.key = key
    self.project = project
    self.rootKey = rootKey
  }
}

extension Store {
  /// Puts somebody on the roster, or gives somebody who is there a further device; a lead's act.
  ///
  /// The device's key is made here and handed over as a file beside the new store.
  package func grant(handle: String, roles: Roles, label: String) throws -> Grant {
    try requireLead("add people")
    try Self.check(handle)
    let known = people.first { $0.handle == handle && !$0.isRemoved }
    let signer = try signer(for: known?.roles ?? roles)
    let key = try Self.makeKey(surroundings)
    let person = try write {
      let person = try known?.id ?? enrol(handle, roles, by: signer)
      try grant(
        person, key: key.publicKey, sealingKey: key.sealingKey, label: label, by: signer)
      return person
    }
    try signCheckpoints()
    return Grant(person: person, key: key, project: project, rootKey: ledger.rootKey)
  }

  /// Puts somebody on the roster who has no device yet; a lead's act.
  package func enrol(handle: String, roles: Roles) throws -> PersonID {
    try requireLead("add people")
    try Self.check(handle)
    if let known = people.first(where: { $0.handle == handle && !$0.isRemoved }) { return known.id }
    let signer = try signer(for: roles)
    let person = try write { try enrol(handle, roles, by: signer) }
    try signCheckpoints()
    return person
  }

  /// Grants a device that somebody else has made; a lead's act.
  package func grant(
    _ person: Person, key: [UInt8], sealingKey: [UInt8], label: String
  ) throws {
    try requireLead("grant devices")
    let signer = try signer(for: person)
    try write { try grant(person.id, key: key, sealingKey: sealingKey, label: label, by: signer) }
    try signCheckpoints()
  }

  private func enrol(_ handle: String, _ roles: Roles, by signer: OwnChain) throws -> PersonID {
    let person = try Self.identifier(surroundings) as PersonID
    _ = try append(
      .rosterSet, .roster(RosterEntry(person: person, handle: handle, roles: roles)), to: signer)
    return person
  }

  private func grant(
    _ person: PersonID, key: [UInt8], sealingKey: [UInt8], label: String, by signer: OwnChain
  ) throws {
    _ = try append(
      .deviceGrant,
      .deviceGrant(
        DeviceGrant(person: person, deviceKey: key, label: label, sealingKey: sealingKey)),
      to: signer)
  }

  private static func check(_ handle: String) throws {
    guard !handle.isEmpty, handle.utf8.count <= 64 else {
      throw StoreFault.invalid(
        "A name has between 1 and 64 bytes; this one has \(handle.utf8.count). Nobody was added. "
          + "Choose another name.")
    }
  }

  /// Makes the empty store of a grant, with its key in `PATH.key` beside it.
  package static func create(
    path: String, for grant: Grant, surroundings: Surroundings
  ) throws -> Store {
    guard surroundings.places.look(at: path + ".key") == nil else {
      throw StoreFault.exists(path: path + ".key")
    }
    let store = try createGranted(
      path: path, project: grant.project, rootKey: grant.rootKey, person: grant.person,
      deviceKey: grant.key.publicKey, surroundings: surroundings)
    do {
      try surroundings.disk.write(
        grant.key.secret, to: path + ".key", manner: .durablyAndNew)
    } catch {
      try? store.close()
      throw error
    }
    return store
  }
}
