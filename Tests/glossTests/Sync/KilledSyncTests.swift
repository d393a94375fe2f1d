import CSystem
import Foundation
import Support
import Testing

/// `gloss sync` and `gloss merge`, killed at any moment: the next run finishes what they began.
@Suite("Killed while exchanging", .serialized)
struct KilledSyncTests {
  /// Runs the program and kills it after so many microseconds; false where it ended before.
  private static func kill(
    _ scratch: Scratch, _ arguments: [String], _ environment: [String: String],
    after microseconds: UInt64
  ) throws -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Scratch.program)
    process.arguments = arguments
    process.environment = scratch.environment.merging(environment) { $1 }
    process.currentDirectoryURL = URL(fileURLWithPath: scratch.folder)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    let end = cs_monotonic_ns() + microseconds * 1000
    while process.isRunning, cs_monotonic_ns() < end {}
    Foundation.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    return process.terminationReason == .uncaughtSignal
  }

  /// How long a run takes here, in microseconds: kills come within that time.
  private static func length(
    _ scratch: Scratch, _ arguments: [String], _ environment: [String: String]
  ) throws -> UInt64 {
    let began = cs_monotonic_ns()
    let run = try scratch.run(Scratch.program, arguments, environment: environment)
    guard run.status == 0 else { throw Broken(run.errors) }
    return (cs_monotonic_ns() - began) / 1000
  }

  private static func judge(_ scratch: Scratch, _ his: [String: String]) throws {
    let keys = try scratch.write("1\n", to: "keys")
    let work = try scratch.gloss(
      "work", scratch.path("bob.gloss"), "--keys", keys, environment: his)
    guard work.status == 0 else { throw Broken(work.errors) }
  }

  private static func check(
    _ scratch: Scratch, _ his: [String: String], judged: Int, _ seed: UInt64
  ) throws {
    let export = try scratch.gloss("export", scratch.path("lead.gloss"))
    #expect(export.lines.count == judged, "seed \(seed): \(export.errors)")
    for (name, environment) in [("lead", [:]), ("bob", his)] {
      let verified = try scratch.gloss(
        "verify", scratch.path("\(name).gloss"), environment: environment)
      #expect(verified.status == 0, "seed \(seed): \(verified.output)\(verified.errors)")
    }
  }

  @Test func killsWhileSyncingLoseNothing() throws {
    let seed = UInt64.random(in: 0..<1_000_000)
    var random = SplitMix64(seed: seed)
    let scratch = try Scratch()
    try FolderProgramTests.team(scratch, ["bob"])
    let his = FolderProgramTests.machine("bob", scratch)
    let mine: [String] = ["sync", scratch.path("lead.gloss"), scratch.path("meet")]
    let theirs: [String] = ["sync", scratch.path("bob.gloss"), scratch.path("meet")]
    _ = try Self.length(scratch, mine, [:])
    try Self.judge(scratch, his)
    let length = try Self.length(scratch, theirs, his)
    var judged = 1
    var hit = 0
    let kills = Soak.times(30)
    for kill in 0..<kills {
      if kill % 2 == 0, judged < 40 {
        try Self.judge(scratch, his)
        judged += 1
      }
      let moment = UInt64.random(in: 0...length, using: &random)
      let isSender = kill % 3 != 2
      if try Self.kill(scratch, isSender ? theirs : mine, isSender ? his : [:], after: moment) {
        hit += 1
      }
    }
    for (arguments, environment) in [(theirs, his), (mine, [:])] {
      let last = try scratch.run(Scratch.program, arguments, environment: environment)
      #expect(last.status == 0, "seed \(seed): \(last.errors)")
    }
    try Self.check(scratch, his, judged: judged, seed)
    print("T7: \(kills) kills while syncing, \(hit) of them in time, \(judged) judgments, 0 lost")
    #expect(hit > kills / 3, "seed \(seed)")
  }

  @Test func killsWhileMergingLoseNothing() throws {
    let seed = UInt64.random(in: 0..<1_000_000)
    var random = SplitMix64(seed: seed)
    let scratch = try Scratch()
    try FolderProgramTests.team(scratch, ["bob"])
    let his = FolderProgramTests.machine("bob", scratch)
    let merge: [String] = ["merge", scratch.path("lead.gloss"), scratch.path("bob.gloss")]
    try Self.judge(scratch, his)
    let length = try Self.length(scratch, merge, [:])
    var judged = 1
    var hit = 0
    let kills = Soak.times(30)
    for kill in 0..<kills {
      if kill % 2 == 0, judged < 40 {
        try Self.judge(scratch, his)
        judged += 1
      }
      let moment = UInt64.random(in: 0...length, using: &random)
      if try Self.kill(scratch, merge, [:], after: moment) { hit += 1 }
    }
    let last = try scratch.run(Scratch.program, merge)
    #expect(last.status == 0, "seed \(seed): \(last.errors)")
    try Self.check(scratch, his, judged: judged, seed)
    print("T7: \(kills) kills while merging, \(hit) of them in time, \(judged) judgments, 0 lost")
    #expect(hit > kills / 3, "seed \(seed)")
  }
}
