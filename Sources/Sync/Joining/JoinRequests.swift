package import Items
import Judgments

/// The join requests that lie at a remote, as a lead sees them.
package struct JoinRequests: Sendable {
  /// Those that this project's invitations prove, with the position of the invitation.
  package private(set) var proven: [(request: JoinRequest, invitation: Int)] = []
  /// Requests that no open invitation proves.
  package private(set) var unproven: [JoinRequest] = []

  /// Reads the requests at a remote; those of devices that are known already are left out.
  package init(
    at remote: any Remote, invitations: [(invitation: Invitation, person: PersonID)],
    isKnown: (DeviceID) -> Bool
  ) throws(RemoteFault) {
    for device in try remote.joinRequests().prefix(Listing.requests) where !isKnown(device) {
      guard let bytes = try remote.read(.joinRequest(device)),
        let request = try? JoinRequest(decoding: bytes), request.device == device
      else { continue }
      let index = invitations.firstIndex {
        $0.invitation.project == request.project && $0.person == request.person
          && request.isProven(by: $0.invitation)
      }
      if let index {
        proven.append((request, index))
      } else {
        unproven.append(request)
      }
    }
  }
}
