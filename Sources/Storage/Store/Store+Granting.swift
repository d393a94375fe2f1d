package import Items
package import Judgments

/// A new device of somebody on the roster: what their store begins with.
package struct Grant: Sendable {
  package var person: PersonID
  package var key: DeviceKey
  package var project: ProjectID
  package var rootKey: [UInt8]
}

extension Store {
  /// Puts somebody on the roster, or gives somebody who is there a further device; a lead's act.
  ///
  /// The device's key is made here and handed over as a file beside the new store.
  package func grant(handle: String, roles: Roles, label: String) throws -> Grant {
    try requireLead("add people")
    guard !handle.isEmpty, handle.utf8.count <= 64 else {
      throw StoreFault.invalid(
        "A name has between 1 and 64 bytes; this one has \(handle.utf8.count). Nobody was added. "
          + "Choose another name.")
    }
    let known = people.first { $0.handle == handle && !$0.isRemoved }
    let person: PersonID
    let wanted = known?.roles ?? roles
    if let known {
      person = known.id
    } else {
      person = try Self.identifier(surroundings)
    }
    // Leads and their devices are made by the root key alone.
    let signer: OwnChain = wanted.contains(.lead) ? .root : .scope(.pub)
    if signer == .root, rootKey == nil {
      throw StoreFault.noKey(
        device: "the project's root", folder: KeyVault(surroundings).folder)
    }
    let key = try Self.makeKey(surroundings)
    try write {
      if known == nil {
        _ = try append(
          .rosterSet, .roster(RosterEntry(person: person, handle: handle, roles: roles)),
          to: signer)
      }
      _ = try append(
        .deviceGrant,
        .deviceGrant(DeviceGrant(person: person, deviceKey: key.publicKey, label: label)),
        to: signer)
    }
    try signCheckpoints()
    return Grant(person: person, key: key, project: project, rootKey: ledger.rootKey)
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
