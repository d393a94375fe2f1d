import Items
import Judgments

/// Hands a store's own chains on to a remote: contents, then segments, then heads.
struct Handover {
  let store: any OperationPublisher
  let remote: any Remote
  let isDryRun: Bool
  let isThorough: Bool

  /// How many heads of a chain stay.
  private static let heads = 4

  /// Says at the remote which project it is for; only the root's keeper can.
  func introduce() throws {
    guard !isDryRun, let card = try ProjectCard.make(for: store) else { return }
    try remote.write(card, as: .project, replacing: true)
  }

  func run(
    into report: inout ExchangeReport, progress: (ExchangeReport) -> Void
  ) throws {
    let tips = Dictionary(grouping: try store.haveVector().frontiers, by: \.chain)
    let present = Set(try remote.scopes())
    var listings: [Scope: [ChainID: ChainListing]] = [:]
    var contents = HandedContents(store: store, remote: remote, isThorough: isThorough)
    for own in try store.chainsOfItsDevices() {
      let ends = tips[own.chain] ?? []
      guard Self.mayHandOn(own.scope, present: present) else {
        report.heldBack += own.scope == .rev ? Int(clamping: ends.map(\.seq).max() ?? 0) : 0
        continue
      }
      if listings[own.scope] == nil {
        listings[own.scope] = Dictionary(
          try remote.chains(in: own.scope).map { ($0.chain, $0) },
          uniquingKeysWith: { one, _ in one })
      }
      let listing = listings[own.scope]?[own.chain] ?? ChainListing(chain: own.chain)
      for end in ends {
        let line = try ChainLine(to: end, in: store, isOnly: ends.count == 1)
        try handOn(line, own, listing, &contents, into: &report, progress: progress)
      }
      guard !isDryRun else { continue }
      if ends.count == 1, let end = ends.first {
        try announce(end, own, listing)
        try store.noteSent(own.chain, upTo: end.seq)
        report.handedOn[own.chain] = end.seq
      }
    }
    if !isDryRun { try contents.handOnMissing() }
  }

  /// What only leads may hold goes to no remote; what reviewers may hold, to those that have a
  /// place for it, whose maker decides who can read it.
  static func mayHandOn(_ scope: Scope, present: Set<Scope>) -> Bool {
    switch scope {
    case .pub, .to, .from: true
    case .rev: present.contains(.rev)
    case .vault: false
    }
  }

  private func handOn(
    _ line: ChainLine, _ own: (chain: ChainID, scope: Scope, deviceKey: [UInt8]),
    _ listing: ChainListing, _ contents: inout HandedContents, into report: inout ExchangeReport,
    progress: (ExchangeReport) -> Void
  ) throws {
    var there: [SegmentName] = []
    let known = try listing.segments.filter { try line.contains($0.last, $0.head) }
    let newest = known.max { $0.last < $1.last }
    var damaged: Set<SegmentName> = []
    for name in known {
      // A file that its owner has just written may have been cut short by whoever copied it.
      if isThorough || name == newest, try !isWhole(name, own.scope, own.chain) {
        damaged.insert(name)
      } else {
        there.append(name)
      }
    }
    for gap in line.gaps(between: there) {
      try line.cut(gap) { operations in
        let cutting = try segment(of: operations, own)
        report.sent += operations.count
        if isDryRun { return }
        try contents.handOn(of: operations, in: own.scope)
        let name = SegmentName(
          first: cutting.header.first, last: cutting.header.last,
          head: HeadPrefix(firstBytesOf: cutting.head))
        try remote.write(
          cutting.encoded, as: .segment(own.scope, own.chain, name),
          replacing: damaged.contains(name))
        progress(report)
      }
    }
  }

  private func isWhole(_ name: SegmentName, _ scope: Scope, _ chain: ChainID) throws -> Bool {
    guard let bytes = try remote.read(.segment(scope, chain, name)),
      let segment = try? Segment(decoding: bytes)
    else { return false }
    return segment.header.first == name.first && segment.header.last == name.last
      && HeadPrefix(firstBytesOf: segment.head) == name.head
  }

  private func segment(
    of operations: [OperationBytes], _ own: (chain: ChainID, scope: Scope, deviceKey: [UInt8])
  ) throws -> Segment {
    guard let last = operations.last, let envelope = try? Envelope(decoding: last.envelope) else {
      throw HandoverFault.unreadable(remote.name)
    }
    let checkpoint = Checkpoint(
      project: store.project, chain: own.chain, seq: last.seq, head: last.hash, hlc: envelope.hlc,
      deviceKey: own.deviceKey, haveDigest: .zero)
    guard let signed = isDryRun ? unsigned(checkpoint) : store.sign(checkpoint),
      let segment = Segment(
        project: store.project, scope: own.scope, operations: operations, signed: signed)
    else { throw HandoverFault.unreadable(remote.name) }
    return segment
  }

  /// A store that is only read has no keys; what would be sent can be counted all the same.
  private func unsigned(_ checkpoint: Checkpoint) -> SignedCheckpoint? {
    SignedCheckpoint(checkpoint: checkpoint, signature: [])
  }

  private func announce(
    _ end: Frontier, _ own: (chain: ChainID, scope: Scope, deviceKey: [UInt8]),
    _ listing: ChainListing
  ) throws {
    let name = HeadName(seq: end.seq, head: HeadPrefix(firstBytesOf: end.hash))
    var heads = listing.heads
    if !heads.contains(name),
      let signed = try store.checkpoints(of: own.chain).first(where: {
        $0.checkpoint.head == end.hash
      })
    {
      try remote.write(
        HeadFile.encoded(signed), as: .head(own.scope, own.chain, name), replacing: false)
      heads = (heads + [name]).sorted()
    }
    let old = Array(heads.dropLast(Self.heads))
    guard !old.isEmpty || !listing.leftovers.isEmpty else { return }
    try remote.tidy(listing, in: own.scope, heads: old)
  }
}

/// Why a store could not hand on what it holds.
package enum HandoverFault: Error, Hashable {
  case unreadable(String)

  /// The whole message, as full sentences.
  package var message: String {
    switch self {
    case .unreadable(let remote):
      "Operations of this store cannot be read, so they were not sent to \(remote). Check the "
        + "store with gloss verify."
    }
  }
}
