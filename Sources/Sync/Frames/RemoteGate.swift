import Items
import Judgments

/// Whose session it is, and what that person may read and write at a remote.
package struct RemoteGate: Sendable {
  let person: PersonID
  let roles: Roles
  private let authority: Authority

  /// Finds somebody by name on the roster that lies at the remote.
  package init(handle: String, at folder: FolderRemote) throws {
    let roster = try RemoteRoster(at: folder)
    (person, roles) = try roster.person(named: handle)
    authority = roster.authority
  }

  func mayRead(_ scope: Scope) -> Bool {
    scope != .vault && scope.mayBeHeld(by: person, roles: roles)
  }

  /// Whether a device's chain may be written; the device must be the person's own, or that of
  /// somebody for whom a lead hands on what they have signed.
  ///
  /// What a person writes may be handed over before a lead has granted the device: it counts only
  /// from then on. Whoever rules or reviews is granted first.
  func mayWrite(_ scope: Scope, _ opening: SegmentOpening) -> Bool {
    guard mayWrite(scope) else { return false }
    if scope == .from(person) { return opening.person == person }
    if roles.contains(.lead) {
      return authority.isGranted(DeviceID(ofKey: opening.deviceKey), to: opening.person)
    }
    return opening.person == person
      && authority.isGranted(DeviceID(ofKey: opening.deviceKey), to: person)
  }

  /// Whether a join request may be written: everybody asks for themselves.
  func mayAsk(_ request: JoinRequest) -> Bool { request.person == person }

  func mayWrite(_ scope: Scope) -> Bool {
    switch scope {
    case .pub: roles.contains(.lead)
    case .to, .rev: roles.contains(.lead) || roles.contains(.reviewer)
    case .from(let owner): owner == person || roles.contains(.lead)
    case .vault: false
    }
  }
}
