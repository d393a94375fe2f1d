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

  /// Everything that the session may know of.
  func holdings() throws(RemoteFault) -> Holdings {
    var all = Holdings()
    for scope in try folder.scopes() where mayRead(scope) {
      all.scopes.append(scope)
      for listing in try folder.chains(in: scope) {
        var told = ChainListing(chain: listing.chain)
        told.segments = listing.segments
        told.heads = listing.heads.suffix(8)
        all.chains.append(Holdings.Held(scope: scope, listing: told))
      }
      for name in try folder.blobs(of: scope) {
        all.contents.append(Holdings.Content(scope: scope, name: name))
      }
    }
    if gate?.roles.contains(.lead) ?? true { all.requests = try folder.joinRequests() }
    return all
  }

  /// Everything that the session may know of, in parts that fit into a frame each.
  func parts() throws(RemoteFault) -> [(holdings: Holdings, isLast: Bool)] {
    let all = try holdings()
    var parts: [Holdings] = []
    var part = Holdings(scopes: all.scopes)
    var room = Frame.listLimit - all.scopes.count
    func make(_ count: Int) {
      room -= count
      guard room <= 0 else { return }
      parts.append(part)
      part = Holdings()
      room = Frame.listLimit
    }
    for held in all.chains {
      var rest = held.listing.segments[...]
      repeat {
        var piece = ChainListing(chain: held.listing.chain)
        piece.segments = Array(rest.prefix(max(1, room)))
        rest = rest.dropFirst(piece.segments.count)
        if rest.isEmpty { piece.heads = held.listing.heads }
        part.chains.append(Holdings.Held(scope: held.scope, listing: piece))
        make(piece.segments.count + 9)
      } while !rest.isEmpty
    }
    for content in all.contents {
      part.contents.append(content)
      make(1)
    }
    for device in all.requests {
      part.requests.append(device)
      make(1)
    }
    parts.append(part)
    return parts.enumerated().map { ($0.element, $0.offset == parts.count - 1) }
  }

  func file(_ file: RemoteFile) throws(RemoteFault) -> [UInt8]? {
    try checkReading(file)
    return try folder.read(file)
  }

  func beginning(of file: RemoteFile) throws(RemoteFault) -> [UInt8]? {
    try checkReading(file)
    return try folder.beginnings(of: [file], SegmentFile.beginning)[0]
  }

  private func checkReading(_ file: RemoteFile) throws(RemoteFault) {
    guard file.scope.map(mayRead) ?? true else {
      throw .told("What is in \(file.folder) is not for this person.")
    }
    if case .joinRequest = file, let gate, !gate.roles.contains(.lead) {
      throw .told("Only leads read who asks to join.")
    }
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
    if let there = try folder.read(file), try proves(there, file),
      try !replaces(there, with: bytes, file)
    {
      return
    }
    _ = try folder.write(bytes, as: file, replacing: true)
    if case .head(let scope, let chain, _) = file {
      let listing = try folder.listing(of: chain, in: scope)
      try folder.tidy(listing, in: scope, heads: Array(listing.heads.dropLast(4)))
    }
  }

  private func mayRead(_ scope: Scope) -> Bool {
    scope != .vault && (gate?.mayRead(scope) ?? true)
  }

  /// Whether a whole file gives way: to the same one, sealed to more devices, or no more sealed.
  ///
  /// Whoever reads the one can read the other, so nothing is lost by it.
  private func replaces(
    _ there: [UInt8], with bytes: [UInt8], _ file: RemoteFile
  ) throws(RemoteFault) -> Bool {
    guard there != bytes else { return false }
    switch file {
    case .segment:
      guard let old = SegmentFile.header(beginning: there),
        let new = SegmentFile.header(beginning: bytes)
      else { return false }
      return Self.replaces(old.recipients, with: new.recipients)
    case .blob(_, let name):
      let isOpen = Hash.sha256(there) == name
      return Self.replaces(
        isOpen ? .none : SealedContent.recipients(beginning: there) ?? .none,
        with: Hash.sha256(bytes) == name
          ? .none
          : SealedContent.recipients(beginning: bytes)
            ?? .none)
    case .project, .head, .copy, .joinRequest: return false
    }
  }

  /// An open file gives way to a sealed one: that is what sealing a remote means.
  private static func replaces(_ old: Recipients, with new: Recipients) -> Bool {
    old.isEmpty != new.isEmpty || (!new.isEmpty && new.include(old) && !old.include(new))
  }

  /// Whether bytes are what a file's name says, signed by whom the chain belongs to.
  private mutating func proves(_ bytes: [UInt8], _ file: RemoteFile) throws(RemoteFault) -> Bool {
    switch file {
    case .project:
      guard let founding = try? ProjectCard.founding(in: bytes) else { return false }
      return ProjectID.founded(by: founding.hash) == project
    case .blob(let scope, let name):
      if Hash.sha256(bytes) == name { return true }
      guard let sealed = try? SealedContent(decoding: bytes) else { return false }
      return sealed.project == project && sealed.scope == scope && sealed.name == name
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
      guard let segment = try? SegmentFile(decoding: bytes), segment.header.project == project,
        segment.has(name, of: chain, in: scope), segment.isProven
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
          let segment = try? SegmentFile(decoding: bytes), segment.header.project == project,
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
