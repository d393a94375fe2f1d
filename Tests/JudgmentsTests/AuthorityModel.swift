import Items
import Judgments

/// Authority said once more, by looking through all records for every question asked.
struct AuthorityModel {
  private let root: [UInt8]
  private let byRoot: [AuthorityRecord]
  private var byLeads: [AuthorityRecord] = []
  private var all: [AuthorityRecord] { byRoot + byLeads }

  init(root: [UInt8], records: [AuthorityRecord]) {
    let records = records.sorted {
      ($0.reference.seq, $0.reference) < ($1.reference.seq, $1.reference)
    }
    self.root = root
    byRoot = records.filter { $0.deviceKey == root }
    byLeads = records.filter { record in
      record.deviceKey != root && isLead(record.person)
        && isGranted(record.deviceKey, record.person, byRoot)
        && (!isCut(record.reference, record.deviceKey, byRoot)
          || isAdmitted(record.reference, byRoot))
        && !isForTheRoot(record.payload)
    }
  }

  private func isForTheRoot(_ payload: Payload) -> Bool {
    switch payload {
    case .roster(let entry): !entries(entry.person, byRoot).isEmpty
    case .deviceGrant(let grant): isLead(grant.person)
    case .deviceRevoke(let revoke):
      byRoot.contains {
        guard case .deviceGrant(let grant) = $0.payload else { return false }
        return DeviceID(ofKey: grant.deviceKey) == revoke.device && isLead(grant.person)
      }
    default: false
    }
  }

  private func entries(_ person: PersonID, _ records: [AuthorityRecord]) -> [RosterEntry] {
    records.compactMap {
      if case .roster(let entry) = $0.payload, entry.person == person { entry } else { nil }
    }
  }

  private func isLead(_ person: PersonID) -> Bool {
    entries(person, byRoot).last?.roles.contains(.lead) == true
  }

  private func isGranted(_ key: [UInt8], _ who: PersonID, _ records: [AuthorityRecord]) -> Bool {
    records.contains {
      guard case .deviceGrant(let grant) = $0.payload else { return false }
      return grant.deviceKey == key && grant.person == who
    }
  }

  /// Whether some revocation trusts no place at or behind this one in its chain.
  private func isCut(
    _ place: OperationReference, _ key: [UInt8], _ records: [AuthorityRecord]
  ) -> Bool {
    records.contains {
      guard case .deviceRevoke(let revoke) = $0.payload, key != root,
        revoke.device == DeviceID(ofKey: key)
      else { return false }
      return revoke.cut.allSatisfy { last in
        if last.chain != place.chain || !AuthorityHistory.isHere(last) { return true }
        let isBeside = AuthorityHistory.besides.contains(place.hash)
        return place != last && (place.seq >= last.seq || isBeside)
      }
    }
  }

  private func isAdmitted(_ place: OperationReference, _ records: [AuthorityRecord]) -> Bool {
    records.contains {
      guard case .admission(let admission) = $0.payload else { return false }
      return admission.admitted.contains(place)
    }
  }

  /// Handle, roles and removal in words, or nil for a stranger.
  func standing(_ person: PersonID) -> String? {
    let rooted = entries(person, byRoot)
    let said = rooted.isEmpty ? entries(person, byLeads) : rooted
    guard let last = said.last else { return nil }
    let roles = rooted.isEmpty ? last.roles.subtracting(.lead) : last.roles
    return "\(last.handle) \(roles.rawValue) \(said.contains(where: \.removed))"
  }

  func status(
    _ place: OperationReference, _ kind: OperationKind, _ scope: Scope, _ person: PersonID,
    _ key: [UInt8]
  ) -> OperationStatus {
    if !kind.isKnown { return .unknownKind }
    if key != root, !isGranted(key, person, all) { return .pending }
    let admitting = kind.operationClass == .authority ? byRoot : all
    if isCut(place, key, all), !isAdmitted(place, admitting) { return .late }
    let rooted = entries(person, byRoot).last?.roles
    let led = entries(person, byLeads).last?.roles.subtracting(.lead)
    let held: Roles = key == root ? [.reviewer, .lead] : rooted ?? led ?? []
    let allowed = Permission.allows(kind, in: scope, by: person, roles: held)
    return allowed && (key != root || scope == .pub) ? .ok : .wrongRole
  }
}
