import Items
import Judgments

/// Who may do what, written a second time from `Documentation/operations.md`, section Authority,
/// over the whole set of operations at once.
struct ReferenceAuthority {
  /// An authority operation with the chain that it stands in.
  struct Word {
    var operation: Operation
    var key: [UInt8]
    var person: PersonID
  }

  private static let lead: UInt64 = 4
  private static let reviewer: UInt64 = 2

  private let rootKey: [UInt8]
  private var roles: [PersonID: UInt64] = [:]
  /// Person and device behind one another.
  private var grants: Set<[UInt8]> = []
  /// The operations that each revocation of a device trusts.
  private var cuts: [DeviceID: [Set<Hash>]] = [:]
  private var admitted: Set<OperationReference> = []
  private var admittedByRoot: Set<OperationReference> = []

  private let names: [Hash: Operation]

  /// Hears the words that stand in public chains; `names` are all operations that are here.
  init(rootKey: [UInt8], words: [Word], names: [Hash: Operation]) {
    self.rootKey = rootKey
    self.names = names
    let ordered = words.sorted {
      let (one, other) = ($0.operation.reference, $1.operation.reference)
      return (one.seq, one) < (other.seq, other)
    }
    for word in ordered where word.key == rootKey { hear(word.operation, mask: .max) }
    admittedByRoot = admitted
    let root = self
    for word in ordered where word.key != rootKey && root.rules(word) {
      if root.isForTheRoot(word.operation) { continue }
      hear(word.operation, mask: ~Self.lead)
    }
  }

  private mutating func hear(_ operation: Operation, mask: UInt64) {
    guard let map = operation.map,
      let payload = try? Payload(kind: operation.envelope.kind, schemaVersion: 1, map: map)
    else { return }
    switch payload {
    case .roster(let entry): roles[entry.person] = entry.roles.rawValue & mask
    case .deviceGrant(let grant):
      grants.insert(grant.person.bytes + DeviceID(ofKey: grant.deviceKey).bytes)
    case .deviceRevoke(let revoke):
      if revoke.device != DeviceID(ofKey: rootKey) {
        cuts[revoke.device, default: []].append(trusted(by: revoke.cut))
      }
    case .admission(let admission): admitted.formUnion(admission.admitted)
    default: break
    }
  }

  /// What is met on the way back from the last trusted operations, each in its own chain.
  private func trusted(by cut: [OperationReference]) -> Set<Hash> {
    var trusted: Set<Hash> = []
    for last in cut {
      guard var operation = names[last.hash], operation.reference == last else { continue }
      trusted.insert(operation.hash)
      while let before = names[operation.envelope.prev] {
        trusted.insert(before.hash)
        operation = before
      }
    }
    return trusted
  }

  /// Whether the root lets the author of a word rule.
  private func rules(_ word: Word) -> Bool {
    let reference = word.operation.reference
    return roles[word.person, default: 0] & Self.lead != 0
      && isGranted(word.key, to: word.person)
      && (!isCut(reference, word.key) || admittedByRoot.contains(reference))
  }

  private func isForTheRoot(_ operation: Operation) -> Bool {
    guard let map = operation.map,
      let payload = try? Payload(kind: operation.envelope.kind, schemaVersion: 1, map: map)
    else { return true }
    func isLead(_ person: PersonID) -> Bool { roles[person, default: 0] & Self.lead != 0 }
    switch payload {
    case .roster(let entry): return roles[entry.person] != nil
    case .deviceGrant(let grant): return isLead(grant.person)
    case .deviceRevoke(let revoke):
      return roles.keys.contains {
        isLead($0) && grants.contains($0.bytes + revoke.device.bytes)
      }
    default: return false
    }
  }

  private func isGranted(_ key: [UInt8], to person: PersonID) -> Bool {
    grants.contains(person.bytes + DeviceID(ofKey: key).bytes)
  }

  private func isCut(_ reference: OperationReference, _ key: [UInt8]) -> Bool {
    cuts[DeviceID(ofKey: key), default: []].contains { !$0.contains(reference.hash) }
  }

  /// What is wrong with an operation as far as people, devices and scopes decide it; nil where
  /// nothing is.
  func fault(of operation: Operation, _ scope: Scope, _ person: PersonID, _ key: [UInt8]) -> String?
  {
    let kind = operation.envelope.kind
    if !kind.isKnown { return "unknown kind" }
    if key == rootKey {
      let isAllowed = scope == .pub && allows(kind, scope, person, Self.lead | Self.reviewer)
      return isAllowed ? nil : "wrong role"
    }
    guard isGranted(key, to: person) else { return "pending" }
    let accepted = kind.rawValue >> 12 == 3 ? admittedByRoot : admitted
    if isCut(operation.reference, key), !accepted.contains(operation.reference) { return "late" }
    return allows(kind, scope, person, roles[person, default: 0]) ? nil : "wrong role"
  }

  /// The table of kinds, scopes and roles.
  private func allows(
    _ kind: OperationKind, _ scope: Scope, _ person: PersonID, _ roles: UInt64
  ) -> Bool {
    let isLead = roles & Self.lead != 0
    let isReviewer = isLead || roles & Self.reviewer != 0
    let isOwn = scope == .from(person)
    let isTo = if case .to = scope { true } else { false }
    switch kind {
    case .projectGenesis, .rosterSet, .deviceGrant, .deviceRevoke, .operationAdmit,
      .guidelinePublish, .schemaPublish:
      return scope == .pub && isLead
    case .policySet: return (scope == .pub || scope == .vault) && isLead
    case .itemBatch, .itemPut, .itemRetire, .judgeImport:
      return (scope == .pub || scope == .rev || isTo) && isLead
    case .judgePut, .guideAcknowledge: return isOwn
    case .askAdd, .noteAdd: return isOwn || (scope == .rev && isReviewer)
    case .adjudicationPut: return scope == .rev && isReviewer
    case .assignAdd, .assignCancel: return isTo && isReviewer
    case .chainOpen, .chainClose, .receipt:
      return isOwn || ((scope == .pub || scope == .vault) && isLead)
        || ((scope == .rev || isTo) && isReviewer)
    default: return false
    }
  }
}
