import Foundation
import Items
import Storage
import Sync

/// Finds the remote that a name stands for: a folder, an SSH host, or a helper's address.
enum RemotePlace {
  /// The name under which a remote is remembered: a folder by its path from the root, so that it
  /// is found from anywhere.
  static func named(_ name: String) throws -> String {
    guard !name.isEmpty, !name.utf8.contains(0) else {
      throw Refusal("A remote has a name.", remedy: "Name a folder or an address.")
    }
    guard let scheme = scheme(of: name) else { return SystemPlaces().absolute(name) }
    if scheme == "ssh" { _ = try address(name) }
    return name
  }

  /// Uses a remote, and hangs up whatever happens.
  ///
  /// Unless it `speaks`, the program that leads there asks nothing, and what it says comes with the
  /// fault where there is one.
  static func using<Result>(
    _ place: String, project: ProjectID, speaks: Bool = true, _ body: (any Remote) throws -> Result
  ) throws -> Result {
    guard let scheme = scheme(of: place) else {
      return try body(FolderRemote(name: place, disk: SystemRemoteDisk(root: place)))
    }
    let program: RemoteProgram
    if scheme == "ssh" {
      let environment = ProcessInfo.processInfo.environment
      let address = try address(place)
      program = try RemoteProgram(
        environment["GLOSS_SSH"] ?? "ssh",
        address.arguments(farProgram: try farProgram(environment), asks: speaks), name: place,
        speaks: speaks)
    } else {
      program = try RemoteProgram("gloss-remote-\(scheme)", [place], name: place, speaks: speaks)
    }
    do {
      let remote = try FrameRemote(
        name: place, pipe: program.pipe, program: "gloss \(GlossVersion.text)", project: project)
      let result = try body(remote)
      remote.close()
      program.end()
      return result
    } catch RemoteFault.failed(let name, let why) where !speaks {
      // Its last words are there only when it is gone.
      program.end()
      let said = program.said
      throw RemoteFault.failed(name, said.isEmpty ? why : "it said: \(said)")
    } catch {
      program.end()
      throw error
    }
  }

  private static func address(_ text: String) throws -> SSHAddress {
    do {
      return try SSHAddress(text)
    } catch {
      throw Refusal(error.message, remedy: "")
    }
  }

  /// What gloss is called at the far end.
  private static func farProgram(_ environment: [String: String]) throws -> String {
    guard let path = environment["GLOSS_REMOTE_PROGRAM"] else { return "gloss" }
    guard SSHAddress.isPath(path) else {
      throw Refusal(
        "GLOSS_REMOTE_PROGRAM is no path that a far shell takes as one word.",
        remedy: "Name the program from the far machine's root, without spaces.")
    }
    return path
  }

  /// What stands before `://`; nil for a folder.
  private static func scheme(of name: String) -> String? {
    guard let end = name.firstRange(of: "://") else { return nil }
    let scheme = name[..<end.lowerBound]
    // Of a helper's name, so that an address never names a program elsewhere.
    guard let first = scheme.utf8.first, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first),
      scheme.utf8.count <= 30,
      scheme.utf8.allSatisfy({
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
          || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: "-")
      })
    else { return nil }
    return String(scheme)
  }
}
