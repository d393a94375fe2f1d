import Items
import Judgments

/// Takes in what a remote has and a store has not, by the files' names.
struct Intake {
  let store: any OperationPublisher
  let remote: any Remote
  let isDryRun: Bool

  /// How many bytes of segments are merged at once.
  private static let groupSize = Segment.fillLimit

  func run(
    into report: inout ExchangeReport, progress: (ExchangeReport) -> Void
  ) throws {
    // Who may do what comes first: the roster decides what of the rest may be held.
    for scope in try remote.scopes().sorted(by: { $0.receivingRank < $1.receivingRank }) {
      guard store.mayHold(scope) else { continue }
      var contents = RemoteContents(remote: remote, scope: scope, keys: store)
      for listing in try remote.chains(in: scope) {
        try take(listing, in: scope, &contents, into: &report)
        progress(report)
      }
    }
  }

  private func take(
    _ listing: ChainListing, in scope: Scope, _ contents: inout RemoteContents,
    into report: inout ExchangeReport
  ) throws {
    let chain = listing.chain
    var group = SegmentGroup(chain: chain)
    var files = try listing.segments.filter { try !holds($0.last, $0.head, of: chain) }
      .map { (file: RemoteFile.segment(scope, chain, $0), name: Optional($0)) }
    for copy in listing.copies.prefix(Listing.copies) {
      let name = SegmentName(beginning: copy)
      if let name, try holds(name.last, name.head, of: chain) { continue }
      files.append((.copy(scope, chain, copy), name))
    }
    var sealed: [SegmentName] = []
    for (index, (file, name)) in files.enumerated() {
      // An earlier file may bring a later one along, so only the next few are asked for.
      try expect(files[index...])
      if let name, group.contains(name.last, name.head) { continue }
      if let name, try holds(name.last, name.head, of: chain) { continue }
      let before = report.sealed
      guard let segment = try read(file, of: chain, &contents, into: &report) else {
        if report.sealed > before, let name { sealed.append(name) }
        continue
      }
      group.append(segment)
      if group.size >= Self.groupSize { try merge(&group, contents, into: &report) }
    }
    try merge(&group, contents, into: &report)
    // What came by another file, sealed to this device, too, is wanting no more.
    for name in sealed {
      let isHere = try holds(name.last, name.head, of: chain)
      if isHere || group.contains(name.last, name.head) { report.sealed -= 1 }
    }
    if let head = listing.heads.last, try !holds(head.seq, head.head, of: chain),
      !group.contains(head.seq, head.head),
      let bytes = try remote.read(.head(scope, chain, head)),
      let signed = try? HeadFile.decode(bytes), signed.checkpoint.project == store.project
    {
      report.announced += 1
    }
  }

  /// Reads a segment; what is wrong with it is noted and nothing is done about it.
  private func read(
    _ file: RemoteFile, of chain: ChainID, _ contents: inout RemoteContents,
    into report: inout ExchangeReport
  ) throws -> Segment? {
    // Gone since it was listed: as if it had never been there.
    guard let bytes = try remote.read(file) else { return nil }
    do throws(FileFault) {
      let segment = try Segment(decoding: bytes, with: store)
      guard segment.header.project == store.project else {
        throw .damaged("it belongs to another project")
      }
      guard segment.header.chain == chain else { throw .damaged("it belongs to another chain") }
      if segment.header.isSealed { report.isOpenAmongSealed = true }
      if !contents.complete(segment, besides: store) { throw FileFault.incomplete }
      return segment
    } catch .incomplete {
      report.incomplete.append(file.path)
    } catch .damaged(let why) {
      report.damaged.append("\(file.path) (\(why))")
    } catch .newer {
      report.newer.append(file.path)
    } catch .sealed {
      report.sealed += 1
      report.isOpenAmongSealed = true
    }
    return nil
  }

  private func merge(
    _ group: inout SegmentGroup, _ contents: RemoteContents, into report: inout ExchangeReport
  ) throws {
    guard !group.segments.isEmpty else { return }
    let source = SegmentSource(group.segments, of: group.chain, over: store) { hash in
      contents.bytes(of: hash)
    }
    report.add(
      try Merge(from: source, named: remote.name, into: store).run(isDryRun: isDryRun))
    // A dry run has merged nothing, so what was seen stays known here alone.
    group.empty(keepingEnds: isDryRun)
  }

  /// Asks for the next files, up to one that a longer one before it brings along.
  private func expect(_ files: ArraySlice<(file: RemoteFile, name: SegmentName?)>) throws {
    var end: UInt64 = 0
    let next = files.prefix(Frame.window).prefix { file in
      guard let name = file.name else { return false }
      defer { end = max(end, name.last) }
      return name.last > end
    }
    try remote.expect(next.map(\.file))
  }

  private func holds(_ seq: UInt64, _ head: HeadPrefix, of chain: ChainID) throws -> Bool {
    try store.names(in: chain, at: seq).contains { HeadPrefix(firstBytesOf: $0) == head }
  }
}

/// Segments of one chain that are merged together.
struct SegmentGroup {
  let chain: ChainID
  private(set) var segments: [Segment] = []
  private(set) var size = 0
  private var prefixes: [UInt64: Set<HeadPrefix>] = [:]

  init(chain: ChainID) {
    self.chain = chain
  }

  mutating func append(_ segment: Segment) {
    segments.append(segment)
    for bytes in segment.operations {
      size += bytes.envelope.count + (bytes.payload?.count ?? 0)
      prefixes[bytes.seq, default: []].insert(HeadPrefix(firstBytesOf: bytes.hash))
    }
  }

  func contains(_ seq: UInt64, _ head: HeadPrefix) -> Bool {
    prefixes[seq]?.contains(head) ?? false
  }

  mutating func empty(keepingEnds: Bool) {
    segments = []
    size = 0
    if !keepingEnds { prefixes = [:] }
  }
}
