import Items
import Judgments

/// Hands a store's own chains on to a remote: contents, then segments, then heads.
struct Handover {
  let store: any OperationPublisher
  let remote: any Remote
  let manner: ExchangeManner

  typealias Own = (chain: ChainID, scope: Scope, deviceKey: [UInt8])

  /// How many heads of a chain stay.
  private static let heads = 4

  /// Says at the remote which project it is for; only the root's keeper can.
  func introduce() throws {
    guard !manner.isDryRun, let card = try ProjectCard.make(for: store) else { return }
    try remote.write(card, as: .project, replacing: true)
    try remote.finish()
  }

  func run(
    into report: inout ExchangeReport, progress: (ExchangeReport) -> Void
  ) throws {
    let tips = Dictionary(grouping: try store.haveVector().frontiers, by: \.chain)
    var listings = RemoteListings(remote: remote)
    let present = Set(try remote.scopes())
    var contents = HandedContents(store: store, remote: remote, isThorough: manner.isThorough)
    let mine = try store.chainsOfItsDevices()
    for own in mine {
      let ends = tips[own.chain] ?? []
      guard Self.mayHandOn(own.scope, present: present) else {
        report.heldBack += own.scope == .rev ? Int(clamping: ends.map(\.seq).max() ?? 0) : 0
        continue
      }
      let listing = try listings.listing(of: own.chain, in: own.scope)
      for end in ends {
        let line = try ChainLine(to: end, in: store, isOnly: ends.count == 1)
        try handOn(line, own, listing, &contents, into: &report, progress: progress)
      }
      if manner.isPruning, ends.count == 1, let end = ends.first {
        let line = try ChainLine(to: end, in: store, isOnly: true)
        try prune(
          line, own, listing, readers: manner.readers(of: own.scope, in: store), into: &report)
      }
      guard !manner.isDryRun else { continue }
      if ends.count == 1, let end = ends.first {
        try announce(end, own, listing)
        try remote.finish()
        try store.noteSent(own.chain, upTo: end.seq)
        report.handedOn[own.chain] = end.seq
      }
    }
    if manner.isForOthers {
      let republication = Republication(store: store, remote: remote, manner: manner)
      for (chain, ends) in tips where !mine.contains(where: { $0.chain == chain }) {
        guard let scope = try store.scope(of: chain), Self.mayHandOn(scope, present: present)
        else { continue }
        let listing = try listings.listing(of: chain, in: scope)
        for end in ends.sorted() {
          let line = try ChainLine(to: end, in: store, isOnly: ends.count == 1)
          try republication.handOn(line, scope, listing, &contents, into: &report)
          progress(report)
        }
      }
    }
    if !manner.isDryRun {
      try contents.handOnMissing { manner.readers(of: $0, in: store) }
      try remote.finish()
    }
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
    _ line: ChainLine, _ own: Own, _ listing: ChainListing, _ contents: inout HandedContents,
    into report: inout ExchangeReport, progress: (ExchangeReport) -> Void
  ) throws {
    let writer = SegmentWriter(
      store: store, remote: remote, chain: own.chain, scope: own.scope,
      readers: manner.readers(of: own.scope, in: store))
    let known = try listing.segments.filter { try line.contains($0.last, $0.head) }
    var cover = try SegmentCover(
      known, of: own.chain, in: own.scope, at: remote, manner, readers: writer.readers,
      keys: store)
    for (name, lack) in cover.lacking {
      guard try renew(name, lack, line, own, writer, &contents, into: &report) else { continue }
      cover.add(name)
    }
    var (arriving, hasNews) = (0, false)
    for gap in line.gaps(between: cover.there) {
      try line.cut(gap) { operations in
        hasNews = true
        if manner.isDryRun {
          report.sent += operations.count
          return
        }
        try contents.handOn(of: operations, in: own.scope, readers: writer.readers)
        let signed = try writer.sign(operations, deviceKey: own.deviceKey)
        let file = try writer.file(of: operations, signed)
        let isKept = try remote.write(
          file.bytes, as: .segment(own.scope, own.chain, file.name), replacing: false)
        cover.add(file.name)
        if isKept { report.sent += operations.count } else { arriving += operations.count }
        progress(report)
      }
    }
    if manner.isDryRun { return }
    try remote.finish()
    report.sent += arriving
    if hasNews || manner.isThorough {
      try pack(line, own, cover.there, writer, into: &report)
    }
  }

  /// Writes a file anew under its own name; false where that is not possible.
  private func renew(
    _ name: SegmentName, _ lack: SegmentCover.Lack, _ line: ChainLine, _ own: Own,
    _ writer: SegmentWriter, _ contents: inout HandedContents, into report: inout ExchangeReport
  ) throws -> Bool {
    var pieces: [[OperationBytes]] = []
    try line.cut(name.first...name.last) { pieces.append($0) }
    guard pieces.count == 1, let operations = pieces.first, operations.first?.seq == name.first
    else { return false }
    if lack == .damaged { report.sent += operations.count } else { report.resealed += 1 }
    if manner.isDryRun { return true }
    try contents.handOn(
      of: operations, in: own.scope, readers: writer.readers, isRenewing: lack == .readers)
    let signed = try writer.sign(operations, deviceKey: own.deviceKey)
    try remote.write(
      try writer.file(of: operations, signed).bytes, as: .segment(own.scope, own.chain, name),
      replacing: true)
    return true
  }

  private func announce(_ end: Frontier, _ own: Own, _ listing: ChainListing) throws {
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

extension ExchangeManner {
  /// The devices to seal a scope's files to; nil where they stay open.
  func readers(of scope: Scope, in store: any OperationPublisher) -> [[UInt8]]? {
    // What everybody in the project may read says who they are, and there is nobody to keep it from
    // but strangers, who could not even check that a file is whole.
    isSealed && scope != .pub ? store.recipients(of: scope) : nil
  }
}

/// What a remote has of each scope, listed once.
struct RemoteListings {
  let remote: any Remote
  private var listed: [Scope: [ChainID: ChainListing]] = [:]

  init(remote: any Remote) {
    self.remote = remote
  }

  mutating func listing(of chain: ChainID, in scope: Scope) throws -> ChainListing {
    if listed[scope] == nil {
      listed[scope] = Dictionary(
        try remote.chains(in: scope).map { ($0.chain, $0) }, uniquingKeysWith: { one, _ in one })
    }
    return listed[scope]?[chain] ?? ChainListing(chain: chain)
  }
}
