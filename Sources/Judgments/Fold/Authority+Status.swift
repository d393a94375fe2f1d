package import Items

extension Authority {
  /// Everybody on the roster, removed people among them.
  package var people: [(person: PersonID, standing: Standing)] {
    standings.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// What is known of a person; nil for a stranger.
  package func standing(of person: PersonID) -> Standing? { standings[person] }

  /// The roles that a person has now.
  package func roles(of person: PersonID) -> Roles {
    guard let standing = standings[person], !standing.removed else { return [] }
    return standing.roles
  }

  /// The devices granted to a person, with their labels.
  package func devices(of person: PersonID) -> [(device: DeviceID, label: String, revoked: Bool)] {
    grants.filter { $0.person == person }.map(\.device).sorted()
      .map { ($0, labels[$0] ?? "", revocations[$0] != nil) }
  }

  /// The first revocation of a device in the order of the fold; nil while it is trusted.
  package func revocation(of device: DeviceID) -> DeviceRevoke? { revocations[device]?.first }

  /// The keys to seal with what a person may read: none once the person is off the roster.
  ///
  /// They are of those devices that are granted, not revoked, and whose grant names a key.
  package func sealingKeys(of person: PersonID) -> [[UInt8]] {
    guard let standing = standings[person], !standing.removed else { return [] }
    return grants.filter { $0.person == person && revocations[$0.device] == nil }
      .sorted { $0.device < $1.device }.compactMap { sealingKeys[$0] }
  }

  /// Whether a device may write for a person.
  package func isGranted(_ device: DeviceID, to person: PersonID) -> Bool {
    device == DeviceID(ofKey: rootKey) || grants.contains(Grant(person: person, device: device))
  }

  /// Whether an operation counts, as far as people, devices, scopes and kinds decide it.
  package func status(
    of reference: OperationReference, kind: OperationKind, scope: Scope, person: PersonID,
    deviceKey: [UInt8]
  ) -> OperationStatus {
    guard kind.isKnown else { return .unknownKind }
    if deviceKey == rootKey {
      // The root founds and rules; it never speaks for a person.
      let rules: Roles = [.reviewer, .lead]
      return scope == .pub && Permission.allows(kind, in: scope, by: person, roles: rules)
        ? .ok : .wrongRole
    }
    let device = DeviceID(ofKey: deviceKey)
    guard isGranted(device, to: person) else { return .pending }
    if isCut(reference, device: device) {
      // An admission by a lead covers work; who rules is for the root to say.
      let admissions = kind.operationClass == .authority ? admittedByRoot : admitted
      guard admissions.contains(reference) else { return .late }
    }
    return Permission.allows(kind, in: scope, by: person, roles: standings[person]?.roles ?? [])
      ? .ok : .wrongRole
  }
}
