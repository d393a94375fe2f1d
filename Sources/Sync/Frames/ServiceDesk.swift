import Items
import Judgments

/// What one session may read and write of a folder.
struct ServiceDesk {
  let folder: FolderRemote
  let gate: RemoteGate?
  let project: ProjectID
  private var openings: [ChainID: SegmentOpening] = [:]

  init(folder: FolderRemote, gate: RemoteGate?, project: ProjectID) {
    self.folder = folder
    self.gate = gate
    self.project = project
  }

  /// Everything that the session may know of, in parts that fit into a frame each.
  func holdings() throws(RemoteFault) -> [(holdings: Holdings, isLast: Bool)] {
    var parts: [Holdings] = []
    var part = Holdings()
    var room = Frame.listLimit
    func close(_ part: inout Holdings) {
      parts.append(part)
      part = Holdings()
      room = Frame.listLimit
    }
    for scope in try folder.scopes() where mayRead(scope) {
      part.scopes.append(scope)
      for listing in try folder.chains(in: scope) {
        var rest = listing.segments[...]
        repeat {
          var piece = ChainListing(chain: listing.chain)
          piece.segments = Array(rest.prefix(room))
          rest = rest.dropFirst(room)
          if rest.isEmpty { piece.heads = listing.heads.suffix(8) }
          part.chains.append(Holdings.Held(scope: scope, listing: piece))
          room -= piece.segments.count + 9
          if room <= 0 { close(&part) }
        } while !rest.isEmpty
      }
      for name in try folder.blobs(of: scope) {
        part.contents.append(Holdings.Content(scope: scope, name: name))
        room -= 1
        if room <= 0 { close(&part) }
      }
    }
    if gate?.roles.contains(.lead) ?? true {
      for device in try folder.joinRequests() {
        part.requests.append(device)
        room -= 1
        if room <= 0 { close(&part) }
      }
    }
    parts.append(part)
    return parts.enumerated().map { ($0.element, $0.offset == parts.count - 1) }
  }

  func file(_ file: RemoteFile) throws(RemoteFault) -> [UInt8]? {
    guard file.scope.map(mayRead) ?? true else {
      throw .told("What is in \(file.folder) is not for this person.")
    }
    if case .joinRequest = file, let gate, !gate.roles.contains(.lead) {
      throw .told("Only leads read who asks to join.")
    }
    return try folder.read(file)
  }

  /// Writes a file that proves itself and that this session may write.
  mutating func take(_ bytes: [UInt8], as file: RemoteFile) throws(RemoteFault) {
    if let scope = file.scope {
      guard scope != .vault, gate?.mayWrite(scope) ?? true else {
        throw .told("This person may not write to \(file.folder).")
      }
      if scope == .rev {
        let present = try folder.scopes()
        guard present.contains(.rev) else {
          throw .told("There is no folder rev here. Whoever keeps this remote makes one.")
        }
      }
    } else if case .project = file, let gate, !gate.roles.contains(.lead) {
      throw .told("Only a lead says which project this remote is for.")
    }
    guard try proves(bytes, file) else {
      throw .told("What was sent as \(file.path) is not that file, so it was not kept.")
    }
    let there = try folder.read(file)
    if let there, try proves(there, file) { return }
    try folder.write(bytes, as: file, replacing: true)
    if case .head(let scope, let chain, _) = file {
      let listing = try folder.listing(of: chain, in: scope)
      try folder.tidy(listing, in: scope, heads: Array(listing.heads.dropLast(4)))
    }
  }

  private func mayRead(_ scope: Scope) -> Bool {
    scope != .vault && (gate?.mayRead(scope) ?? true)
  }

  /// Whether bytes are what a file's name says, signed by whom the chain belongs to.
  private mutating func proves(_ bytes: [UInt8], _ file: RemoteFile) throws(RemoteFault) -> Bool {
    switch file {
    case .project:
      guard let founding = try? ProjectCard.founding(in: bytes) else { return false }
      return ProjectID.founded(by: founding.hash) == project
    case .blob(_, let name): return Hash.sha256(bytes) == name
    case .joinRequest(let device):
      guard let request = try? JoinRequest(decoding: bytes), request.project == project,
        request.device == device
      else { return false }
      return gate?.mayAsk(request) ?? true
    case .copy: return false
    case .head(let scope, let chain, let name):
      guard let signed = try? HeadFile.decode(bytes), signed.checkpoint.project == project,
        signed.checkpoint.chain == chain, signed.checkpoint.seq == name.seq,
        HeadPrefix(firstBytesOf: signed.checkpoint.head) == name.head
      else { return false }
      return try mayStand(signed.checkpoint.deviceKey, chain, scope)
    case .segment(let scope, let chain, let name):
      guard let segment = try? Segment(decoding: bytes), segment.header.project == project,
        segment.header.chain == chain, segment.header.scope == scope,
        segment.header.first == name.first, segment.header.last == name.last,
        HeadPrefix(firstBytesOf: segment.head) == name.head, (try? segment.verify()) != nil
      else { return false }
      if openings[chain] == nil { openings[chain] = segment.opening }
      return try mayStand(segment.signed.checkpoint.deviceKey, chain, scope)
    }
  }

  /// Whether a device may write a chain into a scope: the chain's first operation says so.
  private mutating func mayStand(
    _ deviceKey: [UInt8], _ chain: ChainID, _ scope: Scope
  ) throws(RemoteFault) -> Bool {
    if openings[chain] == nil {
      for name in try folder.listing(of: chain, in: scope).segments where name.first == 1 {
        guard let bytes = try folder.read(.segment(scope, chain, name)),
          let segment = try? Segment(decoding: bytes), segment.header.project == project,
          segment.header.chain == chain, let opening = segment.opening
        else { continue }
        openings[chain] = opening
        break
      }
    }
    guard let opening = openings[chain], opening.scope == scope, opening.deviceKey == deviceKey
    else { return false }
    return gate?.mayWrite(scope, opening) ?? true
  }
}

extension RemoteFile {
  /// The scope of a file; nil for the project's card and for join requests.
  var scope: Scope? {
    switch self {
    case .project, .joinRequest: nil
    case .segment(let scope, _, _), .head(let scope, _, _), .copy(let scope, _, _),
      .blob(let scope, _):
      scope
    }
  }
}
