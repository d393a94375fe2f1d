import Foundation
import Support
import Testing

/// A line that hangs up behind every frame, is slow, or is no line at all.
@Suite(
  "Lines that break", .serialized,
  .enabled(
    if: FileManager.default.isExecutableFile(atPath: CuttingProxy.python), "Python is missing."))
struct HangUpTests {
  /// A lead and Bob, who exchange over `meet` through a proxy.
  private struct Line {
    let scratch: Scratch
    let proxy: CuttingProxy
    let his: [String: String]

    init() throws {
      scratch = try Scratch()
      try FolderProgramTests.team(scratch, ["bob"])
      proxy = try CuttingProxy(in: scratch)
      his = FolderProgramTests.machine("bob", scratch)
      let lead = try scratch.gloss("sync", scratch.path("lead.gloss"), scratch.path("meet"))
      guard lead.status == 0 else { throw Broken(lead.errors) }
    }

    var address: String { "ssh://far.example\(scratch.path("meet"))" }

    func judge(_ keys: String) throws {
      let file = try scratch.write(keys, to: "keys")
      let work = try scratch.gloss(
        "work", scratch.path("bob.gloss"), "--keys", file, environment: his)
      guard work.status == 0 else { throw Broken(work.errors) }
    }

    func sync(
      _ name: String, cut: CuttingProxy.Cut? = nil, isSlow: Bool = false
    ) throws -> Scratch.Outcome {
      try scratch.run(
        Scratch.program, ["sync", scratch.path("\(name).gloss"), address],
        environment: proxy.environment(cut: cut, isSlow: isSlow)
          .merging(name == "bob" ? his : [:]) { _, new in new })
    }

    /// Files that have their names and end in the middle, and what was left over.
    func halfFiles() throws -> [String] {
      let folder = scratch.path("meet")
      return try FileManager.default.subpathsOfDirectory(atPath: folder).filter { path in
        if path.contains(".tmp-") { return true }
        guard path.hasSuffix(".nseg") || path.hasSuffix(".nhead") else { return false }
        let bytes = FileManager.default.contents(atPath: "\(folder)/\(path)") ?? Data()
        let magic = path.hasSuffix(".nseg") ? "NSEG1" : "NHED1"
        return !bytes.starts(with: Data(magic.utf8)) || bytes.suffix(5) != Data(magic.utf8)
      }
    }
  }

  @Test func aHangUpBehindAnyFrameLeavesNothingHalfAndTheNextSyncFinishes() throws {
    let line = try Line()
    let (scratch, meet) = (line.scratch, line.scratch.path("meet"))
    // Each session hands on and takes in, so each must have something to do both ways.
    try line.judge("1\n2\n1\n")
    let before = scratch.path("before")
    try FileManager.default.copyItem(atPath: meet, toPath: before)
    let whole = try line.sync("bob")
    #expect(whole.status == 0, "\(whole.errors)")
    let frames = try line.proxy.frames()
    #expect((frames["in"] ?? 0) > 5 && (frames["out"] ?? 0) > 5, "\(frames)")
    var cuts = 0
    for direction in ["in", "out"] {
      for frame in 0..<(frames[direction] ?? 0) {
        for bytes in frame % 3 == 0 ? [0, 3, 40] : [0] {
          try FileManager.default.removeItem(atPath: meet)
          try FileManager.default.copyItem(atPath: before, toPath: meet)
          let cut = CuttingProxy.Cut(direction: direction, frames: frame, bytes: bytes)
          let broken = try line.sync("bob", cut: cut)
          #expect(broken.status <= 1, "\(cut.text): \(broken.errors)")
          #expect(
            broken.status == 0 || broken.errors.hasSuffix(".\n"), "\(cut.text): \(broken.errors)")
          let half = try line.halfFiles()
          #expect(half == [], "\(cut.text)")
          cuts += 1
        }
      }
    }
    #expect(try line.sync("bob").status == 0)
    let taken = try line.sync("lead")
    #expect(taken.output.hasSuffix(", 4 received\n"), "\(taken.output)\(taken.errors)")
    // What the lead acknowledges travels back, and then there is nothing left to say.
    #expect(try line.sync("bob").status == 0)
    #expect(try line.sync("bob").output == "0 sent, 0 received\n")
    print("T22: \(cuts) hang-ups while a store hands on")
  }

  @Test func aHangUpBehindAnyFrameOfAReceiverLosesNothing() throws {
    let line = try Line()
    let (bob, lead) = (line.scratch.path("bob.gloss"), line.scratch.path("lead.gloss"))
    var cuts = 0
    var judged = 0
    for direction in ["in", "out"] {
      for frame in 0..<9 {
        try line.judge("1\n")
        judged += 1
        let local = try line.scratch.gloss(
          "sync", bob, line.scratch.path("meet"), environment: line.his)
        #expect(local.status == 0, "\(local.errors)")
        let cut = CuttingProxy.Cut(direction: direction, frames: frame, bytes: frame % 2 * 9)
        let broken = try line.sync("lead", cut: cut)
        #expect(broken.status <= 1, "\(cut.text): \(broken.errors)")
        let half = try line.halfFiles()
        #expect(half == [], "\(cut.text)")
        cuts += 1
      }
    }
    #expect(try line.sync("lead").status == 0)
    #expect(try line.scratch.gloss("export", lead).lines.count == judged)
    let verified = try line.scratch.gloss("verify", lead)
    #expect(verified.status == 0, "\(verified.output)")
    print("T22: \(cuts) hang-ups while a store receives")
  }

  @Test func aSlowLineOnlyTakesLonger() throws {
    let line = try Line()
    try line.judge("1\n2\n3\n1\n")
    let sent = try line.sync("bob", isSlow: true)
    #expect(sent.output == "5 sent, 0 received\n", "\(sent.errors)")
    let taken = try line.sync("lead", isSlow: true)
    #expect(taken.output.hasSuffix(" sent, 5 received\n"), "\(taken.output)\(taken.errors)")
  }

  @Test func aServerIsNoTerminalProgram() throws {
    let scratch = try Scratch()
    try FolderProgramTests.team(scratch, [])
    let terminal = try scratch.terminal("serve", "--stdio", "--root", scratch.path("meet"))
    #expect(try terminal.waitForEnd() == .exited(1))
    #expect(terminal.screen.words.contains("speaks to another gloss and not to a terminal"))
    #expect(!terminal.screen.words.contains("NGLOSS1"))
  }
}
