import Items
import Judgments

/// Whose session it is, and what that person may read and write at a remote.
///
/// It is read from the operations in the folder itself: the root's founding, and what leads said
/// of people and devices since.
package struct RemoteGate: Sendable {
  let person: PersonID
  let roles: Roles
  private let authority: Authority

  /// Finds somebody by name.
  package init(handle: String, at folder: FolderRemote) throws {
    guard let card = try folder.read(.project), let founding = try? ProjectCard.founding(in: card),
      let rootKey = ProjectCard.rootKey(of: founding)
    else {
      throw RemoteFault.told(
        "No lead has exchanged here yet, so nobody is known here. The lead syncs first.")
    }
    let project = ProjectID.founded(by: founding.hash)
    var records: [AuthorityRecord] = []
    var chains: [ChainID: [UInt64: Hash]] = [:]
    for listing in try folder.chains(in: .pub) {
      let line = try Self.line(of: listing, project, at: folder)
      records += line.records
      chains[listing.chain] = line.names
    }
    var lines = CutLines()
    for cut in records.flatMap(\.cuts) where chains[cut.chain]?[cut.seq] == cut.hash {
      lines.add(cut, names: (chains[cut.chain]?.filter { $0.key <= cut.seq }.values).map { Set($0) })
    }
    authority = Authority(rootKey: rootKey, records: records, lines: lines)
    let known = authority.people.filter {
      !$0.standing.removed && $0.standing.handle.utf8.elementsEqual(handle.utf8)
    }
    guard let one = known.first, known.count == 1 else {
      throw RemoteFault.told(
        "\(Quoted(handle).safe) is \(known.isEmpty ? "nobody" : "more than one person") on the "
          + "roster here. The lead adds people with gloss people add, and syncs.")
    }
    person = one.person
    roles = one.standing.roles
  }

  func mayRead(_ scope: Scope) -> Bool {
    scope != .vault && scope.mayBeHeld(by: person, roles: roles)
  }

  /// Whether a device's chain may be written; the device must be the person's own.
  func mayWrite(_ scope: Scope, _ opening: SegmentOpening) -> Bool {
    mayWrite(scope)
      && (opening.person == person || (opening.person == .zero && roles.contains(.lead)))
      && authority.isGranted(DeviceID(ofKey: opening.deviceKey), to: person)
  }

  func mayWrite(_ scope: Scope) -> Bool {
    switch scope {
    case .pub: roles.contains(.lead)
    case .to, .rev: roles.contains(.lead) || roles.contains(.reviewer)
    case .from(let owner): owner == person
    case .vault: false
    }
  }

  /// One line of a public chain: what it says of authority, and the names by position.
  private static func line(
    of listing: ChainListing, _ project: ProjectID, at folder: FolderRemote
  ) throws -> (records: [AuthorityRecord], names: [UInt64: Hash]) {
    var records: [AuthorityRecord] = []
    var names: [UInt64: Hash] = [:]
    var opening: SegmentOpening?
    var next: UInt64 = 1
    for name in listing.segments where name.last >= next {
      guard let bytes = try folder.read(.segment(.pub, listing.chain, name)),
        let segment = try? Segment(decoding: bytes), segment.header.project == project,
        segment.header.chain == listing.chain, segment.header.first <= next,
        let operations = try? segment.verify()
      else { continue }
      opening = opening ?? segment.opening
      guard let opening, opening.scope == .pub,
        segment.signed.checkpoint.deviceKey == opening.deviceKey
      else { continue }
      for operation in operations where operation.envelope.seq >= next {
        next = operation.envelope.seq + 1
        names[operation.envelope.seq] = operation.hash
        guard operation.envelope.kind.operationClass == .authority, let map = operation.map,
          let payload = try? Payload(kind: operation.envelope.kind, schemaVersion: 1, map: map)
        else { continue }
        records.append(
          AuthorityRecord(
            reference: operation.reference, deviceKey: opening.deviceKey, person: opening.person,
            payload: payload))
      }
    }
    return (records, names)
  }
}

/// What the first operation of a chain says: its scope, whose it is, and with which key.
struct SegmentOpening: Hashable {
  var scope: Scope
  var person: PersonID
  var deviceKey: [UInt8]
}

extension Segment {
  /// What the chain's first operation says; nil when it is not in here, or not the chain's.
  var opening: SegmentOpening? {
    guard header.first == 1, let first = operations.first,
      let operation = try? Operation(receiving: first.envelope, payload: first.payload),
      ChainID.opened(by: operation.envelope) == header.chain, let map = operation.map,
      let payload = try? Payload(kind: operation.envelope.kind, schemaVersion: 1, map: map)
    else { return nil }
    switch payload {
    case .genesis(let genesis):
      return SegmentOpening(scope: .pub, person: .zero, deviceKey: genesis.rootKey)
    case .chainOpen(let opening):
      return SegmentOpening(
        scope: opening.scope, person: opening.person, deviceKey: opening.deviceKey)
    default: return nil
    }
  }
}
