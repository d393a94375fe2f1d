package import Items
package import Judgments

/// A remote behind a program that speaks frames: over SSH, or a helper of somebody else's.
///
/// What is there is asked for once a session, and kept no longer. Questions and files go out
/// before the answers to earlier ones are in, up to the number that the other end takes.
package final class FrameRemote: Remote {
  package let name: String
  let channel: FrameChannel
  /// What was listed; nil until it is asked for.
  var holdings: Holdings?
  /// What was asked for and is not answered yet, in the order of asking.
  private var asked: [Question] = []
  /// Files that arrived before they were read.
  private var arrived: [RemoteFile: [UInt8]?] = [:]
  /// Files that were sent and are not acknowledged yet.
  private var sent: [RemoteFile] = []
  private let window: Int

  private enum Question: Equatable {
    case file(RemoteFile)
    case beginning(RemoteFile)
    case digest
  }

  /// Greets the other end, and asks at once what every session needs.
  package init(
    name: String, pipe: any FramePipe, program: String, project: ProjectID
  ) throws(RemoteFault) {
    self.name = name
    channel = FrameChannel(name: name, pipe: pipe)
    try pipe.write(Frame.greeting)
    try channel.send(.hello(Greeting(program: program, project: project)))
    let greeting = try pipe.read(Frame.greeting.count)
    guard greeting == Frame.greeting else { throw Self.noise(name, greeting) }
    let frame = try channel.receive()
    if case .problem(let problem, let text)? = frame { throw Self.fault(problem, text, name) }
    guard case .hello(let theirs)? = frame else { throw channel.broken("it does not greet") }
    guard theirs.versions.contains(Frame.version) else {
      throw channel.broken(
        "its \(Quoted(theirs.program, limit: 60).safe) speaks another version; update the older of "
          + "the two")
    }
    if let other = theirs.project, other != project { throw RemoteFault.otherProject(name) }
    window = max(1, min(Frame.window, theirs.window))
    try ask(.file(.project))
    try ask(.digest)
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

  /// The other end checks every file before it keeps it, so names are enough here.
  package var isProving: Bool { true }

  package func digest() throws(RemoteFault) -> Hash? {
    if !asked.contains(.digest) { try ask(.digest) }
    try answer(upTo: .digest)
    guard case .digest(let digest)? = try next() else { throw misunderstood }
    return digest
  }

  // MARK: Reading

  package func expect(_ files: [RemoteFile]) throws(RemoteFault) {
    for file in files {
      guard asked.count < window else { return }
      if arrived[file] == nil, !asked.contains(.file(file)) { try ask(.file(file)) }
    }
  }

  package func read(_ file: RemoteFile) throws(RemoteFault) -> [UInt8]? {
    if let early = arrived.removeValue(forKey: file) { return early }
    if !asked.contains(.file(file)) { try ask(.file(file)) }
    try answer(upTo: .file(file))
    return try answered(file)
  }

  package func beginnings(
    of files: [RemoteFile], _ count: Int
  ) throws(RemoteFault) -> [[UInt8]?] {
    var found: [[UInt8]?] = []
    for start in stride(from: 0, to: files.count, by: window) {
      let part = files[start..<min(files.count, start + window)]
      for file in part { try ask(.beginning(file)) }
      for file in part {
        try answer(upTo: .beginning(file))
        found.append(try answered(file))
      }
    }
    return found
  }

  private func ask(_ question: Question) throws(RemoteFault) {
    asked.append(question)
    switch question {
    case .file(let file): try say(.want(file))
    case .beginning(let file): try say(.peek(file))
    case .digest: try say(.askDigest)
    }
  }

  /// Takes the answers to what was asked before; the one to this is next.
  private func answer(upTo question: Question) throws(RemoteFault) {
    while let first = asked.first {
      asked.removeFirst()
      if first == question { return }
      switch first {
      case .file(let file): arrived[file] = .some(try answered(file))
      case .beginning(let file): _ = try answered(file)
      case .digest: _ = try next()
      }
    }
  }

  private func answered(_ file: RemoteFile) throws(RemoteFault) -> [UInt8]? {
    guard case .data(let answered, let first, let isLast)? = try next(), answered == file else {
      throw misunderstood
    }
    guard let first else { return nil }
    return try channel.file(file, beginning: first, isWhole: isLast)
  }

  /// Takes the answers to everything that was asked.
  func quieten() throws(RemoteFault) {
    while let last = asked.last {
      try answer(upTo: last)
      switch last {
      case .file(let file): arrived[file] = .some(try answered(file))
      case .beginning(let file): _ = try answered(file)
      case .digest: _ = try next()
      }
    }
  }

  // MARK: Writing

  @discardableResult
  package func write(
    _ bytes: [UInt8], as file: RemoteFile, replacing: Bool
  ) throws(RemoteFault) -> Bool {
    try quieten()
    // The other end has no copies: where a name is taken, it decides itself what stays.
    var file = file
    if case .copy(let scope, let chain, let name) = file, let named = SegmentName(beginning: name) {
      file = .segment(scope, chain, named)
    }
    while sent.count >= window { try acknowledge() }
    // Whether a file there is damaged and may be replaced, the other end sees for itself.
    sent.append(file)
    do throws(RemoteFault) {
      try channel.send(file, bytes)
    } catch {
      throw reason(behind: error)
    }
    return false
  }

  package func finish() throws(RemoteFault) {
    while !sent.isEmpty { try acknowledge() }
  }

  private func acknowledge() throws(RemoteFault) {
    guard case .acknowledged(let answered)? = try next(), answered == sent.first else {
      throw channel.broken("it does not say that it keeps what it was given")
    }
    sent.removeFirst()
  }

  /// The other end keeps its folder tidy itself.
  package func tidy(
    _ chain: ChainListing, in scope: Scope, heads: [HeadName]
  ) throws(RemoteFault) {}

  package func remove(
    _ segments: [SegmentName], of chain: ChainID, in scope: Scope
  ) throws(RemoteFault) {
    throw .told(
      "\(name) keeps everything that it has taken. Whoever has its folder at hand can prune there.")
  }

  /// Ends the session.
  package func close() {
    // Nobody may be listening any more, and nothing is lost by that.
    try? channel.send(.bye)
  }

  // MARK: Talking

  var misunderstood: RemoteFault { channel.broken("it does not answer what was asked") }

  func say(_ frame: Frame) throws(RemoteFault) {
    do throws(RemoteFault) {
      try channel.send(frame)
    } catch {
      throw reason(behind: error)
    }
  }

  func next() throws(RemoteFault) -> Frame? {
    let frame = try channel.receive()
    guard case .problem(let problem, let text)? = frame else { return frame }
    throw Self.fault(problem, text, name)
  }

  /// Why the other end has stopped listening, where it has said so before.
  private func reason(behind fault: RemoteFault) -> RemoteFault {
    while let frame = try? channel.receive() {
      if case .problem(let problem, let text) = frame { return Self.fault(problem, text, name) }
    }
    return fault
  }

  private static func fault(_ problem: Frame.Problem, _ text: String, _ name: String)
    -> RemoteFault
  {
    switch problem {
    case .otherProject: .otherProject(name)
    case .full: .told("\(name) is full. \(Quoted(text, limit: 400).safe)")
    case .refused, .failed: .told("\(name) says: \(Quoted(text, limit: 400).safe)")
    }
  }
}
