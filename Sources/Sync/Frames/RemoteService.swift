import Items

/// The far end of a remote: answers frames over a folder, and writes what proves itself there.
///
/// A peer is never believed: names are typed, files are checked before they are written, nothing
/// is ever overwritten but a damaged file, and the gate decides which scopes there are for it.
package struct RemoteService {
  let folder: FolderRemote
  /// Nil serves everything but the vault.
  let gate: RemoteGate?
  let program: String
  let pipe: any FramePipe
  let pace: Pace

  package init(
    folder: FolderRemote, gate: RemoteGate?, program: String, pipe: any FramePipe,
    pace: Pace = Pace()
  ) {
    self.pace = pace
    self.folder = folder
    self.gate = gate
    self.program = program
    self.pipe = pipe
  }

  /// Serves one session to its end.
  package func run() throws(RemoteFault) {
    let channel = FrameChannel(name: "the other side", pipe: pipe)
    try pipe.write(Frame.greeting)
    do throws(RemoteFault) {
      try serve(channel)
    } catch {
      // Where the pipe itself is broken, nobody hears this.
      try? channel.send(.problem(Self.kind(of: error), error.message))
      throw error
    }
  }

  private static func kind(of fault: RemoteFault) -> Frame.Problem {
    switch fault {
    case .otherProject: .otherProject
    case .full: .full
    case .told, .denied, .missing: .refused
    case .failed: .failed
    }
  }

  private func serve(_ channel: FrameChannel) throws(RemoteFault) {
    let card = try ProjectCard.state(at: folder)
    let known: ProjectID? = if case .of(let project) = card { project } else { nil }
    try channel.send(.hello(Greeting(program: program, project: known)))
    let greeting = try pipe.read(Frame.greeting.count)
    if greeting.isEmpty { return }
    guard greeting == Frame.greeting, case .hello(let theirs)? = try channel.receive(),
      let project = theirs.project
    else { throw channel.broken("it does not greet") }
    guard theirs.versions.contains(Frame.version) else {
      throw .told("The two gloss speak different versions. Update the older of them.")
    }
    if let known, known != project { throw .otherProject(folder.name) }
    var desk = ServiceDesk(folder: folder, gate: gate, project: project)
    var pace = pace
    while let frame = try channel.receive() {
      pace.count(Pace.question)
      switch frame {
      case .probe:
        for part in try desk.parts() {
          try channel.send(.have(part.holdings, isLast: part.isLast))
        }
      case .askDigest: try channel.send(.digest(try desk.holdings().digest))
      case .want(let file): try channel.send(file, try desk.file(file))
      case .peek(let file): try channel.send(file, try desk.beginning(of: file))
      case .data(let file, let first?, let isLast):
        let bytes = try channel.file(file, beginning: first, isWhole: isLast)
        pace.count(bytes.count / Pace.operationSize)
        try desk.take(bytes, as: file)
        try channel.send(.acknowledged(file))
      case .bye: return
      default: throw channel.broken("it says what has no place here")
      }
    }
  }
}
