package import Items
package import Judgments

/// A remote behind a program that speaks frames: over SSH, or a helper of somebody else's.
///
/// What is there is asked for once before receiving and once before sending, and kept no longer.
package final class FrameRemote: Remote {
  package let name: String
  private let channel: FrameChannel
  private var holdings: [Scope: [ChainListing]] = [:]
  private var contents: [Scope: Set<Hash>] = [:]
  private var requests: [DeviceID] = []

  /// Greets the other end.
  package init(
    name: String, pipe: any FramePipe, program: String, project: ProjectID
  ) throws(RemoteFault) {
    self.name = name
    channel = FrameChannel(name: name, pipe: pipe)
    try pipe.write(Frame.greeting)
    try channel.send(
      .hello(versions: [Frame.version], program: program, project: project))
    let greeting = try pipe.read(Frame.greeting.count)
    guard greeting == Frame.greeting else { throw Self.noise(name, greeting) }
    guard case .hello(let versions, _, let theirs)? = try next() else {
      throw channel.broken("it does not greet")
    }
    guard versions.contains(Frame.version) else {
      throw channel.broken("its gloss speaks another version; update the older of the two")
    }
    if let theirs, theirs != project { throw RemoteFault.otherProject(name) }
  }

  private static func noise(_ name: String, _ bytes: [UInt8]) -> RemoteFault {
    guard !bytes.isEmpty else {
      return .failed(
        name, "no gloss answered there; what the other side said stands above, if it said anything")
    }
    let text = String(decoding: bytes, as: UTF8.self)
    return .failed(
      name,
      "its shell printed \(Quoted(text, limit: 40).safe) before gloss could answer. Remove the "
        + "output from that account's .bashrc or .profile for sessions without a terminal")
  }

  package func scopes() throws(RemoteFault) -> [Scope] {
    holdings = [:]
    contents = [:]
    requests = []
    try channel.send(.probe)
    while true {
      guard case .have(let part, let isLast)? = try next() else {
        throw channel.broken("it does not say what it has")
      }
      for scope in part.scopes { holdings[scope, default: []] += [] }
      for held in part.chains { add(held) }
      requests += part.requests
      for content in part.contents { contents[content.scope, default: []].insert(content.name) }
      guard holdings.values.reduce(0, { $0 + $1.count }) <= Listing.limit else {
        throw channel.broken("it has more chains than a project can")
      }
      if isLast { return Array(holdings.keys) }
    }
  }

  /// Adds a part of what there is; the files of a long chain come in several parts.
  private func add(_ held: Holdings.Held) {
    var listings = holdings[held.scope] ?? []
    if let last = listings.indices.last, listings[last].chain == held.listing.chain {
      listings[last].segments += held.listing.segments
      listings[last].heads += held.listing.heads
    } else {
      listings.append(held.listing)
    }
    holdings[held.scope] = listings
  }

  package func chains(in scope: Scope) throws(RemoteFault) -> [ChainListing] {
    holdings[scope] ?? []
  }

  package func blobs(of scope: Scope) throws(RemoteFault) -> Set<Hash> { contents[scope] ?? [] }

  package func joinRequests() throws(RemoteFault) -> [DeviceID] {
    _ = try scopes()
    return requests
  }

  package func read(_ file: RemoteFile) throws(RemoteFault) -> [UInt8]? {
    try channel.send(.want(file))
    guard case .data(let answered, let first, let isLast)? = try next(), answered == file else {
      throw channel.broken("it does not answer what was asked")
    }
    guard let first else { return nil }
    return try channel.file(file, beginning: first, isWhole: isLast)
  }

  package func write(
    _ bytes: [UInt8], as file: RemoteFile, replacing: Bool
  ) throws(RemoteFault) {
    // Whether a file there is damaged and may be replaced, the other end sees for itself.
    try channel.send(file, bytes)
    guard case .acknowledged(let answered)? = try next(), answered == file else {
      throw channel.broken("it does not say that it keeps what it was given")
    }
  }

  /// The other end keeps its folder tidy itself.
  package func tidy(
    _ chain: ChainListing, in scope: Scope, heads: [HeadName]
  ) throws(RemoteFault) {}

  /// Ends the session.
  package func close() {
    // Nobody may be listening any more, and nothing is lost by that.
    try? channel.send(.bye)
  }

  private func next() throws(RemoteFault) -> Frame? {
    let frame = try channel.receive()
    guard case .problem(let problem, let text)? = frame else { return frame }
    switch problem {
    case .otherProject: throw .otherProject(name)
    case .full: throw .told("\(name) is full. \(Quoted(text, limit: 400).safe)")
    case .refused, .failed: throw .told("\(name) says: \(Quoted(text, limit: 400).safe)")
    }
  }
}
