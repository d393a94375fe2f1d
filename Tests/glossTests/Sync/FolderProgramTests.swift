import Foundation
import Testing

/// `gloss sync` as a team runs it: processes that know of each other only by a folder.
@Suite("Syncing over a folder", .serialized)
struct FolderProgramTests {
  /// A lead's store and those of some annotators, each with a state folder of its own.
  static func team(_ scratch: Scratch, _ names: [String]) throws {
    _ = try scratch.makeStore(items: 40, name: "lead.gloss")
    for name in names {
      let added = try scratch.gloss(
        "people", "add", scratch.path("lead.gloss"), name, "--store",
        scratch.path("\(name).gloss"))
      try #require(added.status == 0, "\(added.errors)")
    }
    try FileManager.default.createDirectory(
      atPath: scratch.path("meet"), withIntermediateDirectories: false)
  }

  /// The environment of somebody on a machine of their own.
  static func machine(_ name: String, _ scratch: Scratch) -> [String: String] {
    ["XDG_STATE_HOME": scratch.path("state-\(name)")]
  }

  /// Starts a script and does not wait for it.
  private static func start(
    _ script: String, _ scratch: Scratch, _ environment: [String: String]
  ) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", script]
    process.environment = scratch.environment.merging(environment) { $1 }
    process.currentDirectoryURL = URL(fileURLWithPath: scratch.folder)
    process.standardInput = FileHandle.nullDevice
    try process.run()
    return process
  }

  @Test func judgmentsTravelAndAreToldInOneSentence() throws {
    let scratch = try Scratch()
    try Self.team(scratch, ["bob"])
    let (lead, bob, meet) = (
      scratch.path("lead.gloss"), scratch.path("bob.gloss"), scratch.path("meet")
    )
    let his = Self.machine("bob", scratch)
    let keys = try scratch.write("1\n2\n1\n", to: "keys")
    let work = try scratch.gloss("work", bob, "--keys", keys, environment: his)
    #expect(work.status == 0, "\(work.errors)")
    let dry = try scratch.gloss("sync", bob, meet, "--dry-run", environment: his)
    #expect(dry.output == "would be 4 sent, 0 received\n")
    #expect(try FileManager.default.contentsOfDirectory(atPath: meet) == [])
    #expect(try scratch.gloss("sync", lead, meet).status == 0)
    let sent = try scratch.gloss("sync", bob, meet, environment: his)
    #expect(sent.output == "4 sent, 0 received\n", "\(sent.errors)")
    #expect(try scratch.gloss("sync", lead).output == "2 sent, 4 received\n")
    let export = try scratch.gloss("export", lead)
    #expect(export.lines.count == 3)
    let json = try scratch.gloss("sync", lead, "--json")
    #expect(
      json.output.hasPrefix("{\"remotes\":[{\"remote\":\"\(meet)\",\"sent\":0,\"received\":0,"))
  }

  @Test func whatIsNotARemoteIsRefusedInAFullSentence() throws {
    let scratch = try Scratch()
    try Self.team(scratch, [])
    let lead = scratch.path("lead.gloss")
    let none = try scratch.gloss("sync", lead)
    #expect(none.status == 1)
    #expect(none.errors.contains("has not exchanged with any remote yet"))
    let missing = try scratch.gloss("sync", lead, scratch.path("nowhere"))
    #expect(missing.status == 1)
    #expect(missing.errors.contains("There is no folder at"))
    #expect(try scratch.gloss("sync", lead).errors.contains("not exchanged with any remote yet"))
    // A link inside the folder could lead anywhere.
    try FileManager.default.createSymbolicLink(
      atPath: scratch.path("meet/pub"), withDestinationPath: scratch.path("home"))
    let link = try scratch.gloss("sync", lead, scratch.path("meet"))
    #expect(link.status == 1)
    #expect(link.errors.contains("it is a link or a file"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path("home")) == [])
  }

  @Test func processesThatSyncAtTheSameTimeLoseNothing() throws {
    let scratch = try Scratch()
    let names = ["bob", "carol", "dora"]
    try Self.team(scratch, names)
    let rounds = 8
    try scratch.write("1\n", to: "keys")
    let meet = scratch.path("meet")
    // Everybody judges and syncs as fast as they can, the lead among them.
    var running = try names.map { name in
      try Self.start(
        """
        for round in $(seq \(rounds)); do
          '\(Scratch.program)' work \(name).gloss --keys keys >/dev/null || exit 1
          '\(Scratch.program)' sync \(name).gloss meet >/dev/null || exit 1
        done
        """, scratch, Self.machine(name, scratch))
    }
    running.append(
      try Self.start(
        """
        for round in $(seq \(rounds * 2)); do
          '\(Scratch.program)' sync lead.gloss meet >/dev/null || exit 1
        done
        """, scratch, [:]))
    for process in running {
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
    }
    let last = try scratch.gloss("sync", scratch.path("lead.gloss"), meet)
    #expect(last.errors == "")
    let export = try scratch.gloss("export", scratch.path("lead.gloss"))
    #expect(export.lines.count == names.count * rounds)
    #expect(try scratch.gloss("verify", scratch.path("lead.gloss")).status == 0)
    let files = try FileManager.default.subpathsOfDirectory(atPath: meet)
    #expect(!files.contains { $0.contains(".tmp-") })
  }
}
