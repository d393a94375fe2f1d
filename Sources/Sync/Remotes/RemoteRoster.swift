package import Items
package import Judgments

/// Who takes part, as the operations at a remote say it: the root's founding, and what leads said
/// of people and devices since.
package struct RemoteRoster: Sendable {
  package let project: ProjectID
  package let rootKey: [UInt8]
  let authority: Authority

  /// Reads the public chains of a remote.
  package init(at remote: any Remote) throws {
    // Where nothing is at all, that is what is told.
    _ = try remote.scopes()
    guard let card = try remote.read(.project), let founding = try? ProjectCard.founding(in: card),
      let rootKey = ProjectCard.rootKey(of: founding)
    else {
      throw RemoteFault.told(
        "No lead has exchanged here yet, so nobody is known here. The lead syncs first.")
    }
    project = ProjectID.founded(by: founding.hash)
    self.rootKey = rootKey
    var records: [AuthorityRecord] = []
    var chains: [ChainID: [UInt64: Hash]] = [:]
    for listing in try remote.chains(in: .pub) {
      let line = try Self.line(of: listing, project, at: remote)
      records += line.records
      chains[listing.chain] = line.names
    }
    var lines = CutLines()
    for cut in records.flatMap(\.cuts) where chains[cut.chain]?[cut.seq] == cut.hash {
      lines.add(
        cut, names: (chains[cut.chain]?.filter { $0.key <= cut.seq }.values).map { Set($0) })
    }
    authority = Authority(rootKey: rootKey, records: records, lines: lines)
  }

  /// Finds somebody by name; nobody who was removed.
  package func person(named handle: String) throws -> (person: PersonID, roles: Roles) {
    let known = authority.people.filter {
      !$0.standing.removed && $0.standing.handle.utf8.elementsEqual(handle.utf8)
    }
    guard let one = known.first, known.count == 1 else {
      throw RemoteFault.told(
        "\(Quoted(handle).safe) is \(known.isEmpty ? "nobody" : "more than one person") on the "
          + "roster here. The lead adds people with gloss people add or invite, and syncs.")
    }
    return (one.person, one.standing.roles)
  }

  /// One line of a public chain: what it says of authority, and the names by position.
  private static func line(
    of listing: ChainListing, _ project: ProjectID, at remote: any Remote
  ) throws -> (records: [AuthorityRecord], names: [UInt64: Hash]) {
    var records: [AuthorityRecord] = []
    var names: [UInt64: Hash] = [:]
    var opening: SegmentOpening?
    var next: UInt64 = 1
    for name in listing.segments where name.last >= next {
      guard let bytes = try remote.read(.segment(.pub, listing.chain, name)),
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
