import Foundation
import Support

/// A real OpenSSH server on loopback, with keys and a configuration of its own.
final class FarHost {
  /// In a terminal of its own, because that gives it no descriptor of this process to keep open.
  private let server: PseudoTerminal
  private let scratch: Scratch
  let port: UInt16
  /// What authorized_keys says, a line a key.
  private var keys: [String] = []

  /// Where OpenSSH's server is; nil where it is not installed.
  static let program = ["/usr/sbin/sshd", "/usr/local/sbin/sshd", "/opt/homebrew/sbin/sshd"]
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  init(in scratch: Scratch) throws {
    self.scratch = scratch
    port = try Self.freePort()
    guard let program = Self.program else { throw Broken("sshd is not installed") }
    // Debian's sshd wants its empty folder when it runs as root.
    if getuid() == 0 {
      try FileManager.default.createDirectory(
        atPath: "/run/sshd", withIntermediateDirectories: true)
    }
    try Self.makeKey("host", scratch)
    try scratch.write("", to: "authorized_keys")
    try scratch.write(
      """
      ListenAddress 127.0.0.1
      Port \(port)
      HostKey \(scratch.path("host"))
      AuthorizedKeysFile \(scratch.path("authorized_keys"))
      PidFile none
      StrictModes no
      PasswordAuthentication no
      PermitRootLogin prohibit-password
      PermitUserEnvironment no
      UsePAM no
      LogLevel INFO
      AcceptEnv GLOSS_*

      """, to: "sshd_config")
    server = try PseudoTerminal(
      program, ["-D", "-e", "-f", scratch.path("sshd_config")], environment: scratch.environment,
      directory: scratch.folder, columns: 200, rows: 50)
    // It says so when it listens: nothing is waited for by time.
    try server.wait(forText: "Server listening")
  }

  /// Takes what the server has said, so that it never waits for somebody to read it.
  func drain() { _ = server.readUntilSilent(for: 1) }

  /// The address of a folder on it.
  func address(_ folder: String) -> String {
    "ssh://\(NSUserName())@127.0.0.1:\(port)\(folder)"
  }

  /// Lets somebody in with a key of their own; with a command, for that command alone.
  ///
  /// Returns the environment in which that person's `gloss sync` uses the key.
  func admit(_ name: String, command: String?) throws -> [String: String] {
    try Self.makeKey("key-\(name)", scratch)
    let key = try String(contentsOfFile: scratch.path("key-\(name).pub"), encoding: .utf8)
    let options = command.map { "restrict,command=\"\($0)\" " } ?? ""
    keys.append(options + key)
    try scratch.write(keys.joined(), to: "authorized_keys")
    let wrapper = try scratch.write(
      """
      #!/bin/sh
      exec ssh -F none -i '\(scratch.path("key-\(name)"))' -o IdentitiesOnly=yes -o BatchMode=yes \
        -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR "$@"

      """, to: "ssh-\(name)")
    try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: wrapper)
    return [
      "XDG_STATE_HOME": scratch.path("state-\(name)"), "GLOSS_SSH": wrapper,
      "GLOSS_REMOTE_PROGRAM": Scratch.program,
    ]
  }

  private static func makeKey(_ name: String, _ scratch: Scratch) throws {
    let made = try scratch.run(
      "/usr/bin/env",
      ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", scratch.path(name)])
    guard made.status == 0 else { throw Broken("ssh-keygen: \(made.errors)") }
  }

  /// A port that nobody listens on now.
  private static func freePort() throws -> UInt16 {
    #if canImport(Darwin)
      let file = socket(AF_INET, SOCK_STREAM, 0)
    #else
      let file = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #endif
    defer { close(file) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let done = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(file, $0, length) == 0 && getsockname(file, $0, &length) == 0
      }
    }
    guard done else { throw Broken("no port is free") }
    return UInt16(bigEndian: address.sin_port)
  }
}
