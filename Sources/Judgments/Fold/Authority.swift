package import Items

/// One operation that says who may do what, with the chain it stands in.
package struct AuthorityRecord: Hashable, Sendable {
  package var reference: OperationReference
  /// The key that the chain belongs to.
  package var deviceKey: [UInt8]
  /// The person who opened the chain.
  package var person: PersonID
  package var payload: Payload

  package init(
    reference: OperationReference, deviceKey: [UInt8], person: PersonID, payload: Payload
  ) {
    self.reference = reference
    self.deviceKey = deviceKey
    self.person = person
    self.payload = payload
  }
}

/// Who may do what: a function of the set of authority operations, whatever their order.
///
/// The root key alone makes leads; leads do the rest. Depth is two, so authority has no cycles.
package struct Authority: Sendable {
  /// What is known of a person.
  package struct Standing: Hashable, Sendable {
    package var handle: String
    package var roles: Roles
    package var removed: Bool
  }

  private struct Grant: Hashable {
    var person: PersonID
    var device: DeviceID
  }

  private let rootKey: [UInt8]
  private var standings: [PersonID: Standing] = [:]
  private var grants: Set<Grant> = []
  private var labels: [DeviceID: String] = [:]
  private var revocations: [DeviceID: [DeviceRevoke]] = [:]
  private var admitted: Set<OperationReference> = []

  /// Folds the operations; those of people without authority are left out.
  package init(rootKey: [UInt8], records: some Sequence<AuthorityRecord>) {
    self.rootKey = rootKey
    let sorted = records.sorted { $0.reference < $1.reference }
    let byRoot = sorted.filter { $0.deviceKey == rootKey }
      .sorted { ($0.reference.seq, $0.reference) < ($1.reference.seq, $1.reference) }
    for record in byRoot { apply(record, fromRoot: true) }
    let leads = self
    let byLeads = sorted.filter { record in
      record.deviceKey != rootKey
        && leads.isLead(record.person, device: DeviceID(ofKey: record.deviceKey))
        && !leads.isCut(record.reference, device: DeviceID(ofKey: record.deviceKey))
    }.sorted { ($0.reference.seq, $0.reference) < ($1.reference.seq, $1.reference) }
    let rootDecided = Set(standings.keys)
    for record in byLeads where !leads.concernsLead(record.payload) {
      if case .roster(let entry) = record.payload, rootDecided.contains(entry.person) { continue }
      apply(record, fromRoot: false)
    }
  }

  private mutating func apply(_ record: AuthorityRecord, fromRoot: Bool) {
    switch record.payload {
    case .roster(let entry):
      var roles = entry.roles
      if !fromRoot { roles.remove(.lead) }
      // Removal wins over every other entry, so that the order of arrival cannot matter.
      let removed = entry.removed || standings[entry.person]?.removed == true
      standings[entry.person] = Standing(handle: entry.handle, roles: roles, removed: removed)
    case .deviceGrant(let grant):
      let device = DeviceID(ofKey: grant.deviceKey)
      grants.insert(Grant(person: grant.person, device: device))
      labels[device] = grant.label
    case .deviceRevoke(let revoke): revocations[revoke.device, default: []].append(revoke)
    case .admission(let admission): admitted.formUnion(admission.admitted)
    default: break
    }
  }

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
    let device = DeviceID(ofKey: deviceKey)
    guard isGranted(device, to: person) else { return .pending }
    if isCut(reference, device: device), !admitted.contains(reference) { return .late }
    // The root holds every role; it opens chains before its person is on the roster.
    let roles: Roles =
      deviceKey == rootKey ? [.annotator, .reviewer, .lead] : standings[person]?.roles ?? []
    return Permission.allows(kind, in: scope, by: person, roles: roles) ? .ok : .wrongRole
  }

  private func isLead(_ person: PersonID, device: DeviceID) -> Bool {
    roles(of: person).contains(.lead) && grants.contains(Grant(person: person, device: device))
  }

  /// Leads and their devices are the root's business.
  private func concernsLead(_ payload: Payload) -> Bool {
    switch payload {
    case .roster(let entry): standings[entry.person]?.roles.contains(.lead) == true
    case .deviceGrant(let grant): standings[grant.person]?.roles.contains(.lead) == true
    case .deviceRevoke(let revoke):
      grants.contains {
        $0.device == revoke.device && standings[$0.person]?.roles.contains(.lead) == true
      }
    default: false
    }
  }

  /// Whether an operation lies beyond any cut of its device's revocations.
  private func isCut(_ reference: OperationReference, device: DeviceID) -> Bool {
    guard let revocations = revocations[device] else { return false }
    return revocations.contains { revocation in
      guard let last = revocation.cut.first(where: { $0.chain == reference.chain }) else {
        return true
      }
      return reference.seq > last.seq
    }
  }
}
