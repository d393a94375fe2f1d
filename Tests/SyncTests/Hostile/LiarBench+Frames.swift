import Items
import Judgments
import Synchronization

@testable import Storage
@testable import Sync

/// Frames as no program speaks them.
extension LiarBench {
  /// Lets a victim exchange with a far end that answers whatever it likes.
  mutating func listen(_ victim: Store) throws -> Int {
    var lies = LyingFiles(seed: seed)
    lies.put(liar)
    let pipe = ScriptedPipe(answers(lies))
    do {
      let remote = try FrameRemote(
        name: "far", pipe: pipe, program: "test", project: victim.project)
      defer { remote.close() }
      _ = try Exchange(store: victim, remote: remote).run()
    } catch is RemoteFault {
      // That it makes no sense is all that can be said to it.
    }
    if pipe.largestRead > Frame.sizeLimit { throw Broken(what: "a frame of any size is read") }
    for (scope, _) in Transcript.files(in: pipe.written) where !victim.mayHold(scope) {
      throw Broken(what: "\(scope.text) went out")
    }
    return 2 * liar.offered
  }

  /// What a far end says that has files and lies about them, most of it where it is waited for.
  private mutating func answers(_ lies: LyingFiles) -> [UInt8] {
    var bytes = Frame.greeting
    bytes += Self.framed(
      Frame.hello(Greeting(program: "liar", project: liar.project)).cbor.encoded)
    // Whether there is a card, is asked first.
    bytes += Self.framed(Frame.data(.project, nil, isLast: true).cbor.encoded)
    var holdings = Holdings()
    var files: [[UInt8]] = []
    for (path, content) in lies.files.sorted(by: { $0.key < $1.key }) {
      guard case .segment(let scope, let chain, let name)? = Self.file(path) else { continue }
      var listing = ChainListing(chain: chain)
      listing.segments = [name]
      holdings.chains.append(Holdings.Held(scope: scope, listing: listing))
      holdings.scopes.append(scope)
      let file = RemoteFile.segment(scope, chain, name)
      files.append(Frame.data(file, content, isLast: true).cbor.encoded)
    }
    bytes += Self.framed(Frame.have(holdings, isLast: true).cbor.encoded)
    if random.next() % 2 == 0 { files.shuffle(using: &random) }
    for body in files {
      if random.next() % 8 == 0 { bytes += Self.framed([0x9A, 0xFF, 0xFF, 0xFF, 0xFF]) }
      bytes += Self.framed(body)
    }
    return bytes
  }

  /// Frames in no order: what a session has, twice what it has not, and bytes that are none.
  mutating func script(_ lies: LyingFiles) -> [UInt8] {
    var frames: [[UInt8]] = [
      Frame.probe.cbor.encoded, Frame.bye.cbor.encoded, Frame.acknowledged(.project).cbor.encoded,
      Frame.hello(Greeting(program: "liar", project: liar.project)).cbor.encoded,
      CBOR.array([.unsigned(77)]).encoded, CBOR.array([.unsigned(200)]).encoded,
      [0x9A, 0xFF, 0xFF, 0xFF, 0xFF], [],
    ]
    var mine: [[UInt8]] = []
    let files = (Array(lies.files) + Array(stick.files)).sorted { $0.key < $1.key }
    for (path, bytes) in files {
      guard let file = Self.file(path) else { continue }
      let whole = Frame.data(file, bytes, isLast: true).cbor.encoded
      if file.scope == .from(liar.me) { mine.append(whole) }
      frames.append(Frame.want(file).cbor.encoded)
      // Whole, in halves, and without an end.
      let half = Array(bytes.prefix(bytes.count / 2))
      frames.append(whole)
      if random.next() % 4 == 0 {
        frames.append(Frame.data(file, half, isLast: false).cbor.encoded)
      }
    }
    // A session ends at the first that does not fit, so most say nothing else than what may be.
    let spoken = random.next() % 3 > 0 ? [frames[0]] + mine : frames.shuffled(using: &random)
    var bytes = Frame.greeting
    bytes += Self.framed(
      Frame.hello(Greeting(program: "liar", project: liar.project)).cbor.encoded)
    for body in spoken { bytes += Self.framed(body) }
    if random.next() % 4 == 0 { bytes += [0xFF, 0xFF, 0xFF, 0xFF, 0] }
    return bytes
  }

  private static func framed(_ body: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.appendBigEndian(UInt64(body.count), count: 4)
    return bytes + body
  }

  /// The segment that a path names.
  private static func file(_ path: String) -> RemoteFile? {
    let parts = path.split(separator: "/").map(String.init)
    guard let scope = Simulation.scope(ofPath: path), parts.count > 2,
      let chain = ChainID(hex: parts[parts.count - 2]),
      let name = SegmentName(beginning: parts[parts.count - 1])
    else { return nil }
    return .segment(scope, chain, name)
  }
}
