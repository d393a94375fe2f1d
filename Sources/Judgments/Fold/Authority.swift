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
/// The rules are fixed in `Documentation/operations.md`, section Authority.
package struct Authority: Sendable {
  /// What is known of a person.
  package struct Standing: Hashable, Sendable {
    package var handle: String
    package var roles: Roles
    package var removed: Bool
  }

  struct Grant: Hashable {
    var person: PersonID
    var device: DeviceID
  }

  let rootKey: [UInt8]
  private(set) var standings: [PersonID: Standing] = [:]
  private(set) var grants: Set<Grant> = []
  private(set) var labels: [DeviceID: String] = [:]
  private(set) var sealingKeys: [Grant: [UInt8]] = [:]
  private(set) var revocations: [DeviceID: [DeviceRevoke]] = [:]
  private(set) var admitted: Set<OperationReference> = []
  private(set) var admittedByRoot: Set<OperationReference> = []
  private let lines: CutLines

  /// Folds the operations; those of people without authority are left out.
  ///
  /// `lines` says what leads up to the places at which revocations cut.
  package init(rootKey: [UInt8], records: some Sequence<AuthorityRecord>, lines: CutLines) {
    self.rootKey = rootKey
    self.lines = lines
    let sorted = records.sorted {
      ($0.reference.seq, $0.reference) < ($1.reference.seq, $1.reference)
    }
    for record in sorted where record.deviceKey == rootKey { apply(record, fromRoot: true) }
    admittedByRoot = admitted
    // What the root said stands before any lead speaks, so leads cannot change who leads are.
    let ruled = self
    for record in sorted where record.deviceKey != rootKey && ruled.mayRule(record) {
      if case .roster(let entry) = record.payload, ruled.standings[entry.person] != nil { continue }
      if !ruled.concernsLead(record.payload) { apply(record, fromRoot: false) }
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
      let granted = Grant(person: grant.person, device: device)
      grants.insert(granted)
      if let key = grant.sealingKey { sealingKeys[granted] = key }
      labels[device] = grant.label
    case .deviceRevoke(let revoke):
      // The root key is the project itself: what nobody granted, nobody takes away.
      if revoke.device != DeviceID(ofKey: rootKey) {
        revocations[revoke.device, default: []].append(revoke)
      }
    case .admission(let admission): admitted.formUnion(admission.admitted)
    default: break
    }
  }

  /// Whether the root lets a record's author rule.
  ///
  /// A lead who was removed keeps what was ruled before: trust ends with a revocation, whose cut
  /// says where, and never with a word that would undo everybody whom that lead added.
  private func mayRule(_ record: AuthorityRecord) -> Bool {
    let device = DeviceID(ofKey: record.deviceKey)
    return standings[record.person]?.roles.contains(.lead) == true
      && grants.contains(Grant(person: record.person, device: device))
      && (!isCut(record.reference, device: device) || admittedByRoot.contains(record.reference))
  }

  /// Leads and their devices are the root's business.
  private func concernsLead(_ payload: Payload) -> Bool {
    func isLead(_ person: PersonID) -> Bool { standings[person]?.roles.contains(.lead) == true }
    return switch payload {
    case .deviceGrant(let grant): isLead(grant.person)
    case .deviceRevoke(let revoke):
      grants.contains { $0.device == revoke.device && isLead($0.person) }
    default: false
    }
  }

  /// Whether an operation lies beyond any cut of its device's revocations.
  func isCut(_ reference: OperationReference, device: DeviceID) -> Bool {
    guard let revocations = revocations[device] else { return false }
    return revocations.contains { revocation in
      // A chain that a cut does not name is not trusted at all.
      !revocation.cut.contains { lines.leads(from: reference, to: $0) }
    }
  }
}
