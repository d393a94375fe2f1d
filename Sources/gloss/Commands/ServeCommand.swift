import ArgumentParser
import CSystem
import Foundation
import Sync

/// `gloss serve --stdio --root DIR`: the far end of an SSH sync.
struct ServeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Answers gloss sync from the other end of an SSH connection.",
    discussion: """
      gloss starts this itself on the far machine. To let a key do nothing else, and only as one \
      person, put before it in authorized_keys:

        restrict,command="gloss serve --stdio --root /srv/project --as bob" ssh-ed25519 …

      Then whatever that key asks for, it gets this. With --as a session reads what that person \
      may hold, and writes what that person's devices have signed; without it, everything but the \
      leads' vault. Nothing is ever deleted or overwritten.
      """)

  @Flag(help: "Speak over standard input and output; there is no other way.")
  var stdio = false

  @Option(help: "The folder that is served.", completion: .directory)
  var root: String

  @Option(name: .customLong("as"), help: "Whose session it is, by the name on the roster.")
  var person: String?

  func validate() throws {
    guard stdio else { throw ValidationError("Say --stdio: there is no other way to speak.") }
  }

  func run() throws {
    guard cs_is_terminal(0) != 1, cs_is_terminal(1) != 1 else {
      throw Refusal(
        "gloss serve speaks to another gloss and not to a terminal.",
        remedy: "Run gloss sync STORE ssh://HOST/FOLDER on the other machine.")
    }
    try checkOriginalCommand()
    let folder = FolderRemote(name: root, disk: SystemRemoteDisk(root: root))
    // Said before anything is asked, so that a wrong --root is told on the first try.
    let pipe = DescriptorPipe(name: "the other side", input: 0, output: 1)
    do {
      _ = try folder.scopes()
      let gate = try person.map { try RemoteGate(handle: $0, at: folder) }
      try RemoteService(
        folder: folder, gate: gate, program: "gloss \(GlossVersion.text)", pipe: pipe,
        pace: Pace(
          clock: { cs_monotonic_ns() },
          rest: { usleep(UInt32(clamping: min($0 / 1000, 1_000_000))) })
      ).run()
    } catch let fault as RemoteFault {
      throw Refusal(fault.message, remedy: "")
    }
  }

  /// A confined key asks in words that are known; anything else is told and not served.
  private func checkOriginalCommand() throws {
    guard let asked = ProcessInfo.processInfo.environment["SSH_ORIGINAL_COMMAND"] else { return }
    guard OriginalCommand.isSync(asked) else {
      throw Refusal(
        "This key is for gloss sync alone.", remedy: "Log in with another key for anything else.")
    }
  }
}
