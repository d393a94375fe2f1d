package import Items
package import Judgments

/// Somebody who was invited and has not been admitted yet.
package struct InvitationEntry: Hashable, Sendable {
  package var person: PersonID
  /// The secret that proves a join request; it is in this store alone.
  package var code: [UInt8]
}

extension Store {
  /// Makes a secret code for somebody on the roster, who proves with it a device of their own.
  package func invite(_ person: PersonID, codeLength: Int) throws -> [UInt8] {
    try requireLead("invite people")
    let code = surroundings.randomness.bytes(codeLength)
    try keep(try invitations() + [InvitationEntry(person: person, code: code)])
    return code
  }

  /// The open invitations of this store's person, oldest first.
  package func invitations() throws -> [InvitationEntry] {
    let bytes = try db.one("SELECT v FROM meta WHERE k = 'invitations'") { $0.bytes(0) }
    guard let bytes, case .array(let entries)? = try? CBOR(decoding: bytes) else { return [] }
    return entries.compactMap { entry in
      guard case .array(let parts) = entry, parts.count == 2, case .bytes(let person) = parts[0],
        let person = PersonID(bytes: person), case .bytes(let code) = parts[1]
      else { return nil }
      return InvitationEntry(person: person, code: code)
    }
  }

  /// Takes an invitation back, so that its code admits nobody any more.
  package func withdraw(_ invitation: InvitationEntry) throws {
    try keep(try invitations().filter { $0 != invitation })
  }

  private func keep(_ invitations: [InvitationEntry]) throws {
    let list = CBOR.array(
      invitations.map { .array([.bytes($0.person.bytes), .bytes($0.code)]) }
    ).encoded
    guard list.count <= CBORLimits.operation.size else {
      throw StoreFault.invalid(
        "A store keeps open invitations up to 64 KiB. Nobody was invited. Admit or withdraw some.")
    }
    try write {
      try db.run("INSERT OR REPLACE INTO meta(k, v) VALUES('invitations', ?)", .blob(list))
    }
  }

  /// Makes a key for a device of this machine.
  package static func makeDeviceKey(_ surroundings: Surroundings) throws -> DeviceKey {
    try makeKey(surroundings)
  }

  /// Makes the empty store of somebody who joins with a device of their own; its key goes into the
  /// state folder at once.
  package static func join(
    path: String, as grant: Grant, surroundings: Surroundings
  ) throws -> Store {
    // Before the store, so that there is never a store whose key is nowhere.
    try KeyVault(surroundings).keep(grant.key)
    return try createGranted(
      path: path, project: grant.project, rootKey: grant.rootKey, person: grant.person,
      deviceKey: grant.key.publicKey, surroundings: surroundings)
  }
}
