import Foundation

/// An OpenSSH server of this run alone, on loopback, with keys of its own.
final class LoopbackServer {
  private let process = Process()
  let port: UInt16
  /// A program that is ssh with this server's key.
  let client: String

  /// How the client is told where to go.
  var destination: [String] { ["-p", "\(port)", "\(NSUserName())@127.0.0.1"] }

  /// Starts it; nil where there is no sshd.
  init?(in place: Workshop) throws {
    let programs = ["/usr/sbin/sshd", "/usr/local/sbin/sshd", "/opt/homebrew/sbin/sshd"]
    guard let program = programs.first(where: FileManager.default.isExecutableFile(atPath:))
    else { return nil }
    port = try Self.freePort()
    client = place.path("ssh")
    // Debian's sshd wants its empty folder when it runs as root.
    if getuid() == 0 {
      try FileManager.default.createDirectory(
        atPath: "/run/sshd", withIntermediateDirectories: true)
    }
    for name in ["host", "key"] {
      try SecureShellBenchmark.run(
        "/usr/bin/env",
        ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", place.path(name)], place.environment)
    }
    try FileManager.default.copyItem(
      atPath: place.path("key.pub"), toPath: place.path("authorized_keys"))
    let configuration = """
      ListenAddress 127.0.0.1
      Port \(port)
      HostKey \(place.path("host"))
      AuthorizedKeysFile \(place.path("authorized_keys"))
      PidFile none
      StrictModes no
      PasswordAuthentication no
      PermitRootLogin prohibit-password
      UsePAM no

      """
    try configuration.write(
      toFile: place.path("sshd_config"), atomically: true, encoding: .utf8)
    let wrapper = """
      #!/bin/sh
      exec ssh -F none -i '\(place.path("key"))' -o IdentitiesOnly=yes -o BatchMode=yes \
        -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR "$@"

      """
    try wrapper.write(toFile: client, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: client)
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = ["-D", "-e", "-f", place.path("sshd_config")]
    process.standardInput = FileHandle.nullDevice
    let said = Pipe()
    process.standardError = said
    try process.run()
    // It says so when it listens.
    var text = ""
    while !text.contains("Server listening") {
      let part = said.fileHandleForReading.availableData
      guard !part.isEmpty else {
        throw Workshop.Refusal(description: "sshd did not start: \(text)")
      }
      text += String(decoding: part, as: UTF8.self)
    }
    said.fileHandleForReading.readabilityHandler = { _ = $0.availableData }
  }

  func stop() {
    process.terminate()
    process.waitUntilExit()
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
    guard done else { throw Workshop.Refusal(description: "No port is free.") }
    return UInt16(bigEndian: address.sin_port)
  }
}
