import Items
import Judgments
import Sync

/// What other machines, sticks and the far ends of connections send.
extension Decoders {
  static let sync: [String: @Sendable ([UInt8]) -> Void] = [
    "checkpoint": checkpoint, "segment": segment, "head": head, "card": card, "frame": frame,
    "answer": answer, "address": address, "request": request, "invitation": invitation,
  ]

  @Sendable private static func checkpoint(_ bytes: [UInt8]) {
    guard let checkpoint = Checkpoint(decoding: bytes) else { return }
    require(checkpoint.encoded == bytes, "a checkpoint is written as it was read")
    let signed = SignedCheckpoint(
      checkpoint: checkpoint, signature: Array(repeating: 1, count: 64))
    require(!signed.isValid, "nobody has signed it")
  }

  /// As it is, and as the body of a file whose checksum is right.
  private static func forms(_ bytes: [UInt8], _ magic: [UInt8]) -> [[UInt8]] {
    [bytes, SealedFile.seal(bytes, magic: magic)]
  }

  @Sendable private static func segment(_ bytes: [UInt8]) {
    for file in forms(bytes, Segment.magic) {
      guard let segment = try? Segment(decoding: file) else { continue }
      require(segment.encoded == file, "a segment is written as it was read")
      guard let operations = try? segment.verify() else { continue }
      require(operations.count == segment.operations.count, "what is verified is all of it")
    }
  }

  @Sendable private static func head(_ bytes: [UInt8]) {
    for file in forms(bytes, HeadFile.magic) {
      guard let signed = try? HeadFile.decode(file) else { continue }
      require(HeadFile.encoded(signed) == file, "a head is written as it was read")
      require(signed.isValid, "a head that is taken is signed")
    }
  }

  @Sendable private static func request(_ bytes: [UInt8]) {
    for file in forms(bytes, Array("NJOI1".utf8)) {
      guard let request = try? JoinRequest(decoding: file) else { continue }
      require(request.encoded == file, "a request is written as it was read")
      let code = Invitation(
        project: request.project, code: Array(repeating: 1, count: Invitation.codeLength))
      require(!request.isProven(by: code), "nobody guesses a code")
    }
  }

  @Sendable private static func invitation(_ bytes: [UInt8]) {
    guard let read = Invitation(text: String(decoding: bytes, as: UTF8.self)) else { return }
    require(Invitation(text: read.text) == read, "an invitation is read as it was written")
  }

  /// A folder whose card these bytes are, as a client and as a server that lets people in.
  @Sendable private static func card(_ bytes: [UInt8]) {
    for file in forms(bytes, Array("NPRJ1".utf8)) {
      let folder = FolderRemote(name: "f", disk: OneFile(name: "PROJECT.cbor", bytes: file))
      _ = try? RemoteGate(handle: "ada", at: folder)
      _ = try? RemoteService(
        folder: folder, gate: nil, program: "f", pipe: Script(greeting)
      ).run()
    }
  }

  private static let greeting = Array("NGLOSS1\n".utf8)

  /// What a client says to a server, behind a greeting.
  @Sendable private static func frame(_ bytes: [UInt8]) {
    let folder = FolderRemote(name: "f", disk: OneFile(name: "f", bytes: bytes))
    for input in [bytes, greeting + bytes] {
      _ = try? RemoteService(folder: folder, gate: nil, program: "f", pipe: Script(input)).run()
    }
  }

  /// What a server answers to a client that asks for all there is.
  @Sendable private static func answer(_ bytes: [UInt8]) {
    guard
      let remote = try? FrameRemote(
        name: "f", pipe: Script(greeting + bytes), program: "f", project: .zero),
      let scopes = try? remote.scopes()
    else { return }
    for scope in scopes {
      for listing in (try? remote.chains(in: scope)) ?? [] {
        for name in listing.segments {
          _ = try? remote.read(.segment(scope, listing.chain, name))
        }
      }
      _ = try? remote.blobs(of: scope)
    }
  }

  @Sendable private static func address(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    if let address = try? SSHAddress(text) {
      let arguments = address.arguments(farProgram: "gloss")
      require(!address.host.hasPrefix("-"), "a host is no option")
      require(address.user?.hasPrefix("-") != true, "a user is no option")
      require(
        arguments.joined(separator: " ").utf8.allSatisfy {
          // What a shell could take for its own, but for the spaces that part the far words.
          !"\"'`$\\;&|<>(){}*?!#~\n\r\t\0".utf8.contains($0)
        }, "no word of it means anything to a shell")
      require(
        OriginalCommand.isSync(arguments.last ?? ""), "a confined key takes what is asked of it")
    }
    if OriginalCommand.isSync(text) {
      let words = text.split(separator: " ")
      require(words.count == 5, "a command that is served has five words")
      require(
        !text.utf8.contains { "\"'`$\\;&|<>(){}*?!#~\n\r\t\0".utf8.contains($0) }, "and only words")
    }
  }
}

/// A folder of one file.
private struct OneFile: RemoteDisk {
  let name: String
  let bytes: [UInt8]

  func names(in folder: String) throws(RemoteFault) -> [String]? { folder.isEmpty ? [name] : nil }
  func read(_ path: String, atMost limit: Int) throws(RemoteFault) -> [UInt8]? {
    path == name ? Array(bytes.prefix(limit)) : nil
  }
  func makeFolder(_ path: String) throws(RemoteFault) {}
  func create(_ path: String, _ bytes: [UInt8]) throws(RemoteFault) {}
  func rename(_ path: String, to name: String) throws(RemoteFault) -> Bool { true }
  func replace(_ path: String, with interim: String) throws(RemoteFault) {}
  func remove(_ path: String) throws(RemoteFault) {}
  func settle(_ folder: String) {}
  func freshName() -> String { "f" }
}

/// The other end says what it says, whatever it hears.
private final class Script: FramePipe {
  private let input: [UInt8]
  private var position = 0

  init(_ input: [UInt8]) {
    self.input = input
  }

  func read(_ count: Int) throws(RemoteFault) -> [UInt8] {
    require(count <= 1 << 20, "no more than a frame is asked for at once")
    let part = Array(input[position..<min(input.count, position + count)])
    position += part.count
    return part
  }

  func write(_ bytes: [UInt8]) throws(RemoteFault) {}
}
