/// Whether an operation counts; anything but `ok` is stored, relayed and listed, never folded.
package enum OperationStatus: Int, Hashable, Sendable, CaseIterable {
  case ok = 0
  /// No grant for its device has been seen yet.
  case pending = 1
  /// Written after the cut of a revocation, and not admitted.
  case late = 2
  /// Its author's roles or its chain's scope do not fit its kind.
  case wrongRole = 3
  /// Its cell is not the one its payload gives.
  case invalidCell = 4
  /// Its time is not after that of the operation before.
  case badClockOrder = 5
  /// This version does not know its kind.
  case unknownKind = 6
  /// Its payload has not the form of its kind.
  case invalidPayload = 7

  /// The status in words.
  package var name: String {
    switch self {
    case .ok: "ok"
    case .pending: "pending"
    case .late: "late"
    case .wrongRole: "wrong role"
    case .invalidCell: "invalid cell"
    case .badClockOrder: "bad clock order"
    case .unknownKind: "unknown kind"
    case .invalidPayload: "invalid payload"
    }
  }
}
