import CSystem
import Foundation
import Items
import Judgments
import Sync

/// Remotes over SSH beside what the same line does bare: a handshake, and `cat`.
struct SecureShellBenchmark {
  let place: Workshop
  /// A store that has all that the folder has.
  let store: String
  let folder: String
  /// The segments that are fetched, in order.
  let files: [String]
  let operations: Int
  let runs: Int

  func run() throws {
    guard let server = try LoopbackServer(in: place) else {
      print("sshd is not installed, so nothing is measured over SSH; install openssh-server.")
      return
    }
    defer { server.stop() }
    try idle(server)
    try bulk(server)
  }

  /// A sync that finds nothing new, and the handshake alone.
  private func idle(_ server: LoopbackServer) throws {
    let address = "ssh://\(NSUserName())@127.0.0.1:\(server.port)\(folder)"
    let environment = place.environment.merging(
      ["GLOSS_SSH": server.client, "GLOSS_REMOTE_PROGRAM": place.gloss]
    ) { $1 }
    // Twice: once to exchange, once to find that there is nothing more.
    for _ in 0..<2 { try Self.run(place.gloss, ["sync", store, address], environment) }
    var (ours, bare) = (Samples(), Samples())
    for _ in 0..<max(9, runs) {
      bare.values.append(
        try Stopwatch.seconds {
          try Self.run(server.client, server.destination + ["true"], environment)
        })
      ours.values.append(
        try Stopwatch.seconds { try Self.run(place.gloss, ["sync", store, address], environment) })
    }
    Report.ratio(
      "sync over SSH, nothing new", ours, bare, unit: "ms", scale: 1e3, digits: 0,
      goal: "≤ a handshake + 2 round trips + 50 ms")
  }

  /// All segments fetched, checked and cut apart, and the same files by `cat`.
  private func bulk(_ server: LoopbackServer) throws {
    let names = files.compactMap { path -> RemoteFile? in
      let parts = path.dropFirst(folder.count + 1).split(separator: "/").map(String.init)
      guard parts.count == 4, let scope = Scope(text: "\(parts[0])/\(parts[1])"),
        let chain = ChainID(hex: parts[2]), let name = SegmentName(parts[3])
      else { return nil }
      return .segment(scope, chain, name)
    }
    var (ours, bare) = (Samples(), Samples())
    for _ in 0..<max(5, runs) {
      bare.values.append(try cat(server))
      ours.values.append(try fetch(names, server))
    }
    Report.ratio(
      "fetch \(operations) operations over SSH", ours, bare, unit: "s", inverted: true,
      goal: "≥ 0.5× cat through the same line")
    var rate = Samples()
    rate.values = ours.values.map { Double(operations) / $0 }
    Report.figure(
      "  operations a second", rate, unit: "k", scale: 1e-3, digits: 0, goal: "≥ 120 k")
  }

  private func cat(_ server: LoopbackServer) throws -> Double {
    let line = try Line(server.client, server.destination + ["cat"] + files)
    defer { line.end() }
    return try Stopwatch.seconds {
      while try !line.pipe.read(1 << 16).isEmpty {}
    }
  }

  private func fetch(_ names: [RemoteFile], _ server: LoopbackServer) throws -> Double {
    let line = try Line(
      server.client,
      server.destination + ["\(place.gloss) serve --stdio --root \(folder)"])
    defer { line.end() }
    let project = try RemoteRoster(
      at: FolderRemote(name: folder, disk: SystemRemoteDisk(root: folder))
    ).project
    return try Stopwatch.seconds {
      let remote = try FrameRemote(
        name: folder, pipe: line.pipe, program: "gloss bench", project: project)
      var count = 0
      for index in names.indices {
        try remote.expect(Array(names[index...]))
        guard let bytes = try remote.read(names[index]) else { continue }
        count += try Segment(decoding: bytes).operations.count
      }
      guard count > operations else {
        throw Workshop.Refusal(description: "Only \(count) operations were fetched.")
      }
    }
  }

  /// Runs a program to its end, without input and output.
  ///
  /// Not by Foundation's Process: it waits for a socket that the server on loopback keeps open.
  static func run(
    _ path: String, _ arguments: [String], _ environment: [String: String]
  ) throws {
    let words =
      ["/bin/sh", "-c", "exec /usr/bin/env \"$@\" </dev/null >/dev/null", "sh"]
      + environment.map { "\($0.key)=\($0.value)" } + [path] + arguments
    var list: [UnsafeMutablePointer<CChar>?] = words.map { (word: String) in strdup(word) }
    list.append(nil)
    defer { for word in list { free(word) } }
    var (code, signal) = (Int32(0), Int32(0))
    guard cs_run("/bin/sh", list, &code, &signal) == 0, code == 0, signal == 0 else {
      throw Workshop.Refusal(description: "\(path) \(arguments.joined(separator: " ")) failed.")
    }
  }
}

/// A program with a pipe in each direction.
private final class Line {
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  let pipe: DescriptorPipe

  init(_ path: String, _ arguments: [String]) throws {
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.standardInput = input
    process.standardOutput = output
    pipe = DescriptorPipe(
      name: path, input: output.fileHandleForReading.fileDescriptor,
      output: input.fileHandleForWriting.fileDescriptor)
    try process.run()
    try? input.fileHandleForReading.close()
    try? output.fileHandleForWriting.close()
  }

  func end() {
    try? input.fileHandleForWriting.close()
    try? output.fileHandleForReading.close()
    // Foundation would wait for a socket that the server on loopback keeps open.
    var status: Int32 = 0
    waitpid(process.processIdentifier, &status, 0)
  }
}
