import Foundation
import Support
import Testing

extension ProgramTests {
  @Suite("Disks")
  struct Disks {
    // MARK: Syncs

    static let canTrace: Bool = {
      guard let scratch = try? Scratch(), Tools.strace != nil else { return false }
      return (try? scratch.run(Tools.strace ?? "", ["-o", "/dev/null", "/bin/true"]))?.status == 0
    }()

    /// What strace saw, as far as it matters here.
    private enum Call: Equatable {
      case written(to: String)
      case synced(String)
      case shown

      init?(_ line: String) {
        guard let open = line.firstIndex(of: "<"), let close = line[open...].firstIndex(of: ">")
        else { return nil }
        let path = String(line[line.index(after: open)..<close])
        if line.contains("sync(") {
          self = .synced(path)
        } else if path.hasPrefix("/dev/pts/") {
          self = .shown
        } else if line.contains("write") {
          self = .written(to: path)
        } else {
          return nil
        }
      }
    }

    @Test(.enabled(if: canTrace, "strace is missing, or tracing is not permitted here."))
    func aJudgmentIsOneSyncAndComesBeforeTheFrameThatShowsIt() throws {
      let scratch = try Scratch()
      let store = try scratch.makeStore(items: 30)
      let log = scratch.path("calls")
      let terminal = try scratch.terminal(
        running: Tools.strace ?? "",
        [
          "-f", "-y", "-qq", "-e", "trace=write,writev,pwrite64,fsync,fdatasync", "-o", log,
          Scratch.program, "work", store, "--guard", "0",
        ])
      try terminal.wait(forSaved: 0)
      try terminal.wait(forText: Workshop.text(1))
      terminal.readUntilSilent()
      for number in 1...12 {
        try terminal.send("1")
        try terminal.wait(forSaved: number)
        try terminal.wait(forText: Workshop.text(number + 1))
      }
      terminal.finish()
      let calls = try String(contentsOfFile: log, encoding: .utf8)
        .split(separator: "\n").compactMap { Call(String($0)) }
      // Frames split the calls into what was done before each of them.
      let turns = calls.split(separator: .shown)
      // The opening and the first judgments may make files; then every turn is like the next.
      let steady = turns.filter { $0.contains(.written(to: store + "-wal")) }.dropFirst(2)
      #expect(steady.count >= 9)
      for turn in steady {
        let syncs = turn.filter { if case .synced = $0 { true } else { false } }
        #expect(syncs == [.synced(store + "-wal")])
        let written = turn.lastIndex(of: .written(to: store + "-wal"))
        let synced = turn.lastIndex(of: .synced(store + "-wal"))
        #expect(try #require(written) < #require(synced), "a write after the sync")
      }
    }

    // MARK: Full disks

    static let canMount: Bool = {
      guard let scratch = try? Scratch(), Tools.unshare != nil else { return false }
      let outcome = try? scratch.run(
        Tools.unshare ?? "", ["-rm", "mount", "-t", "tmpfs", "none", scratch.path("tmp")])
      return outcome?.status == 0
    }()

    @Test(.enabled(if: canMount, "No small disk can be mounted here."))
    func aFullDiskSaysSoStaysOnTheItemAndGoesOnAfterRoomIsMade() throws {
      let scratch = try Scratch()
      _ = try scratch.makeStore(items: 40)
      let made = try scratch.run("/bin/sh", ["-c", "mkdir disk; mkfifo orders answers"])
      #expect(made.status == 0)
      // Only programs below see the small disk, so one of them fills and frees it on orders.
      let terminal = try scratch.terminal(
        running: Tools.unshare ?? "",
        [
          "-rm", "/bin/sh", "-c",
          """
          mount -t tmpfs -o size=40m none disk || exit 77
          "$1" create project disk/s.gloss --as ada > made || exit 78
          (while read -r order <&3; do eval "$order" 2> /dev/null; echo done > answers; done) \
          3<> orders &
          exec "$1" work disk/s.gloss --guard 0
          """, "sh", Scratch.program,
        ])
      func order(_ text: String) throws {
        let orders = try #require(FileHandle(forWritingAtPath: scratch.path("orders")))
        try orders.write(contentsOf: Data((text + "\n").utf8))
        let answers = try #require(FileHandle(forReadingAtPath: scratch.path("answers")))
        #expect(try answers.readToEnd() == Data("done\n".utf8))
      }
      try terminal.wait(forSaved: 0)
      try terminal.send("1")
      try terminal.wait(forSaved: 1)
      // The room that was kept for this moment takes the next judgment.
      try order("cat /dev/zero > disk/fill")
      try terminal.send("2")
      try terminal.wait(forSaved: 2)
      try order("cat /dev/zero > disk/fill.too")
      var saved = 2
      while !terminal.screen.shows("is full") {
        try #require(saved < 40, "the disk never became full")
        try terminal.send("3")
        try terminal.wait(for: "a save or a refusal") {
          $0.saved == saved + 1 || $0.shows("is full")
        }
        saved = terminal.screen.saved ?? saved
      }
      #expect(terminal.screen.shows("Not saved"))
      #expect(terminal.screen.saved == saved)
      try terminal.wait(forText: Workshop.text(saved + 1))
      // Neither key is a judgment, and nothing moves on.
      try terminal.send("1")
      try terminal.wait(forText: "is full")
      #expect(terminal.screen.saved == saved)
      #expect(terminal.screen.shows(Workshop.text(saved + 1)))
      try order("rm disk/fill disk/fill.too")
      try terminal.send("2")
      try terminal.wait(forSaved: saved + 1)
      try terminal.wait(forText: Workshop.text(saved + 2))
      try order("\"\(Scratch.program)\" verify disk/s.gloss > verified 2>&1; echo $? > status")
      let status = try String(contentsOfFile: scratch.path("status"), encoding: .utf8)
      let verified = try String(contentsOfFile: scratch.path("verified"), encoding: .utf8)
      #expect(status == "0\n", "\(verified)")
      try order("\"\(Scratch.program)\" export disk/s.gloss > exported 2> /dev/null")
      let exported = try String(contentsOfFile: scratch.path("exported"), encoding: .utf8)
      #expect(exported.split(separator: "\n").count == saved + 1)
      #expect(try terminal.leave() == .exited(0))
    }

    // MARK: Places that cannot be written to

    /// Runs the program as somebody who may read and not write, also where the tests are root's.
    private func asReader(_ scratch: Scratch, _ arguments: String...) throws -> Scratch.Outcome {
      let opened = try scratch.run("/bin/chmod", ["-R", "a+rX", scratch.folder])
      #expect(opened.status == 0)
      guard geteuid() == 0 else { return try scratch.run(Scratch.program, arguments) }
      return try scratch.run(
        Tools.setpriv ?? "",
        ["--reuid=65534", "--regid=65534", "--clear-groups", Scratch.program] + arguments)
    }

    static let canBecomeReader = geteuid() != 0 || Tools.setpriv != nil

    @Test(.enabled(if: canBecomeReader, "setpriv is missing, and root may write everywhere."))
    func aStoreThatCannotBeWrittenIsReadAndRefusedForWork() throws {
      let scratch = try Scratch()
      let store = try scratch.makeStore(items: 3)
      #expect(try scratch.gloss("work", store, "--plain", input: "1\n").status == 0)
      for mode in ["a-w", "u+w"] {
        // First the file itself, then the folder around a file that could be written.
        let part = mode == "a-w" ? store : scratch.folder
        #expect(try scratch.run("/bin/chmod", [mode, store]).status == 0)
        #expect(try scratch.run("/bin/chmod", ["a-w", part]).status == 0)
        let status = try asReader(scratch, "status", store, "--json")
        #expect(status.output.contains("\"judged\":1"), "\(status.errors)")
        #expect(try asReader(scratch, "export", store).lines.count == 1)
        let work = try asReader(scratch, "work", store, "--plain")
        #expect(work.status == 1)
        #expect(work.errors.contains("cannot be written to"), "\(work.errors)")
        #expect(work.errors.contains("permissions"), "\(work.errors)")
        #expect(try scratch.run("/bin/chmod", ["u+w", part]).status == 0)
      }
    }

    // MARK: Two programs

    @Test func aSecondProgramSaysSinceWhenAndWhereAndTakesOver() throws {
      let scratch = try Scratch()
      let store = try scratch.makeStore(items: 9)
      let first = try scratch.terminal("work", store, "--guard", "0")
      try first.wait(forSaved: 0)
      try first.send("1")
      try first.wait(forSaved: 1)

      let refused = try scratch.gloss("work", store, "--plain", input: "1\n")
      #expect(refused.status == 1)
      #expect(refused.errors.contains("process \(first.processID)"), "\(refused.errors)")

      let second = try scratch.terminal("work", store, "--guard", "0", columns: 100)
      try second.wait(forText: "t takes over")
      #expect(second.screen.words.contains("\(store) is open since 20"))
      #expect(second.screen.words.contains("process \(first.processID)"))
      try second.send("t")
      try second.wait(forSaved: 1)
      try second.send("2")
      try second.wait(forSaved: 2)

      // The first one finds out at its next write, says so and keeps its place.
      try first.type("3", until: "taken over")
      #expect(first.screen.saved == 1)
      try first.send("3u-1")
      try first.wait(forText: "taken over")
      #expect(first.screen.saved == 1)
      try first.send("\u{3}q")
      #expect(try first.waitForEnd() == .exited(0))

      try second.send("3")
      try second.wait(forSaved: 3)
      #expect(try second.leave() == .exited(0))
      let exported = try scratch.gloss("export", store).lines
      #expect(exported.count == 3)
      #expect(exported.map { $0.contains("\"mood\":\"good\"") } == [true, false, false])
      let verified = try scratch.gloss("verify", store)
      #expect(verified.status == 0, "\(verified.output)")
    }

    @Test func leavingTheQuestionLeavesTheStoreToTheFirst() throws {
      let scratch = try Scratch()
      let store = try scratch.makeStore(items: 9)
      let first = try scratch.terminal("work", store, "--guard", "0")
      try first.wait(forSaved: 0)
      let second = try scratch.terminal("work", store)
      try second.wait(forText: "t takes over")
      try second.send("q")
      #expect(try second.waitForEnd() == .exited(1))
      #expect(!second.screen.isAlternate)
      try first.send("1")
      try first.wait(forSaved: 1)
      #expect(try first.leave() == .exited(0))
    }

    @Test func aKilledProgramLeavesNoLockBehind() throws {
      let scratch = try Scratch()
      let store = try scratch.makeStore(items: 9)
      let first = try scratch.terminal("work", store, "--guard", "0")
      try first.wait(forSaved: 0)
      first.finish()
      let second = try scratch.terminal("work", store, "--guard", "0")
      try second.wait(forSaved: 0)
      #expect(try second.leave() == .exited(0))
    }
  }
}

/// Programs of the system that some tests need.
enum Tools {
  static let strace = find("strace")
  static let unshare = find("unshare")
  static let setpriv = find("setpriv")

  private static func find(_ name: String) -> String? {
    ["/usr/bin/", "/bin/", "/usr/sbin/", "/sbin/", "/usr/local/bin/"].map { $0 + name }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }
}
