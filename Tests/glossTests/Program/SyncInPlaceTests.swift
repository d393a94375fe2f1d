import Foundation
import Support
import Testing

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

extension ProgramTests {
  /// `S` on the judging screen, against remotes that a test holds in its hand.
  @Suite("Syncing while judging")
  struct SyncsInPlace {
    /// Bob at his machine, and a remote `held://` that answers once the test lets it.
    private struct Desk {
      let scratch: Scratch
      let store: String
      let environment: [String: String]

      init() throws {
        scratch = try Scratch()
        try FolderProgramTests.team(scratch, ["bob"])
        store = scratch.path("bob.gloss")
        let first = try scratch.gloss("sync", scratch.path("lead.gloss"), scratch.path("meet"))
        try #require(first.status == 0, "\(first.errors)")
        var environment = FolderProgramTests.machine("bob", scratch)
        environment["PATH"] =
          scratch.path("bin") + ":" + (Places.environment("PATH") ?? "/usr/bin:/bin")
        self.environment = environment
        try #require(mkfifo(scratch.path("hold"), 0o600) == 0)
        try program(
          "gloss-remote-held",
          """
          read go < '\(scratch.path("hold"))' || exit 1
          exec '\(Scratch.program)' serve --stdio --root '\(scratch.path("meet"))'
          """)
      }

      func program(_ name: String, _ script: String) throws {
        try scratch.write("#!/bin/sh\n" + script + "\n", to: "bin/\(name)")
        try FileManager.default.setAttributes(
          [.posixPermissions: 0o755], ofItemAtPath: scratch.path("bin/\(name)"))
      }

      /// Lets the remote answer.
      func release() throws {
        let file = open(scratch.path("hold"), O_WRONLY | O_CLOEXEC)
        try #require(file >= 0)
        _ = write(file, "go\n", 3)
        close(file)
      }

      func work(columns: Int = 100, rows: Int = 30) throws -> PseudoTerminal {
        let terminal = try scratch.terminal(
          "work", store, "--guard", "0", columns: columns, rows: rows, environment: environment)
        try terminal.wait(forSaved: 0)
        return terminal
      }
    }

    @Test func judgingGoesOnWhileASyncWaitsAndAllOfItIsHandedOn() throws {
      let desk = try Desk()
      let terminal = try desk.work()
      try terminal.type(":sync held://there\r", until: "syncing")
      try terminal.send("1")
      try terminal.wait(forSaved: 1)
      try terminal.send("2")
      try terminal.wait(forSaved: 2)
      #expect(terminal.screen.text(row: 0).contains("syncing · saved 2 · 2 unsent"))
      try desk.release()
      try terminal.wait(forText: "3 sent, 0 received.")
      #expect(!terminal.screen.shows("syncing"))
      #expect(!terminal.screen.text(row: 0).contains("unsent"))
      try terminal.send("3")
      try terminal.wait(forSaved: 3)
      #expect(terminal.screen.text(row: 0).contains("saved 3 · 1 unsent"))
      #expect(try terminal.leave() == .exited(0))
      let scratch = desk.scratch
      #expect(
        try scratch.gloss("sync", scratch.path("lead.gloss")).output.contains(" 3 received"))
      let verified = try scratch.gloss("verify", desk.store, environment: desk.environment)
      #expect(verified.status == 0, "\(verified.errors)")
    }

    @Test func aFolderIsRememberedAndSIsEnoughFromThenOn() throws {
      let desk = try Desk()
      let scratch = desk.scratch
      let terminal = try desk.work()
      try terminal.type("S", until: "knows no remote yet")
      try terminal.type("1", until: "saved 1")
      try terminal.type(":sync meet\r", until: "2 sent, 0 received.")
      try terminal.type("2", until: "saved 2 · 1 unsent")
      try terminal.type("S", until: "1 sent, 0 received.")
      #expect(try terminal.leave() == .exited(0))
      let status = try scratch.gloss(
        "status", desk.store, "--json", environment: desk.environment)
      #expect(
        status.output.contains("\"remotes\":[{\"name\":\"\(scratch.path("meet"))\",\"at\":\"2"))
      #expect(
        status.output.contains("\"sent\":1,\"received\":0,\"unsent\":0,\"problems\":[]}]"),
        "\(status.output)")
    }

    @Test(arguments: [0, SIGTERM, SIGINT, SIGHUP])
    func leavingDuringASyncEndsAtOnceWithAWholeStore(signal: Int32) throws {
      let desk = try Desk()
      let terminal = try desk.work()
      try terminal.type(":sync held://there\r", until: "syncing")
      try terminal.send("1")
      try terminal.wait(forSaved: 1)
      if signal == 0 {
        #expect(try terminal.leave() == .exited(0))
      } else {
        terminal.signal(signal)
        #expect(try terminal.waitForEnd() == .exited(128 + signal))
      }
      let (scratch, his) = (desk.scratch, desk.environment)
      #expect(try scratch.gloss("verify", desk.store, environment: his).status == 0)
      #expect(try scratch.gloss("export", desk.store, environment: his).lines.count == 1)
    }

    @Test func aClosedTerminalDuringASyncEndsWithAWholeStore() throws {
      let desk = try Desk()
      let terminal = try desk.work()
      try terminal.type(":sync held://there\r", until: "syncing")
      terminal.hangUp()
      #expect(try terminal.waitForEnd() == .exited(129))
      #expect(
        try desk.scratch.gloss("verify", desk.store, environment: desk.environment).status == 0)
    }

    @Test func whatTheFarEndSaysStandsInOneSafeLineAndNowhereElse() throws {
      let desk = try Desk()
      try desk.program(
        "gloss-remote-rude",
        #"printf 'first\n\033]0;owned\007\033[31mPermission denied\n' >&2; exit 1"#)
      let terminal = try desk.work()
      try terminal.type(":sync rude://there\r", until: "Permission denied")
      #expect(terminal.screen.words.contains("rude://there could not be used: it said:"))
      let output = String(decoding: terminal.output, as: UTF8.self)
      #expect(!output.contains("\u{1B}]0;owned"))
      #expect(!terminal.screen.shows("first"))
      try terminal.type("1", until: "saved 1")
      #expect(try terminal.leave() == .exited(0))
    }

    @Test func sshIsNeverLetAskOnTheScreen() throws {
      let desk = try Desk()
      let scratch = desk.scratch
      try desk.program(
        "stub-ssh",
        "echo \"$@\" > '\(scratch.path("arguments"))'; echo 'No such host' >&2; exit 255")
      var environment = desk.environment
      environment["GLOSS_SSH"] = scratch.path("bin/stub-ssh")
      let terminal = try scratch.terminal(
        "work", desk.store, "--guard", "0", environment: environment)
      try terminal.wait(forSaved: 0)
      try terminal.type(":sync ssh://nobody@nowhere/srv\r", until: "No such host")
      #expect(try terminal.leave() == .exited(0))
      let arguments = try String(contentsOfFile: scratch.path("arguments"), encoding: .utf8)
      #expect(arguments.contains("-oBatchMode=yes"))
    }

    @Test func aReplayRunsASyncToItsEndBetweenTwoKeys() throws {
      let desk = try Desk()
      let (scratch, his) = (desk.scratch, desk.environment)
      _ = try scratch.gloss("sync", desk.store, scratch.path("meet"), environment: his)
      let keys = try scratch.write("1\nS\n2\nS\n", to: "keys")
      let work = try scratch.gloss(
        "work", desk.store, "--keys", keys, "--dump-frame", "-", environment: his)
      #expect(work.output.contains("1 sent, 0 received."), "\(work.output)\(work.errors)")
      #expect(work.output.contains("saved 2 · ada") || work.output.contains("saved 2 · bob"))
      #expect(
        try scratch.gloss("sync", scratch.path("lead.gloss")).output.contains(" 3 received"))
    }

    @Test func lineByLineASyncIsToldInASentence() throws {
      let desk = try Desk()
      let (scratch, his) = (desk.scratch, desk.environment)
      let work = try scratch.gloss(
        "work", desk.store, "--plain", input: "1\nS\nsync \(scratch.path("meet"))\nq\n",
        environment: his)
      #expect(work.output.contains("knows no remote yet"), "\(work.output)\(work.errors)")
      #expect(work.output.contains("2 sent, 0 received."), "\(work.output)")
    }

    @Test func aRemoteWithAHostileNameIsShownSafely() throws {
      let desk = try Desk()
      let (scratch, his) = (desk.scratch, desk.environment)
      let name = scratch.path("meet\u{1B}[31m\u{202E}")
      try FileManager.default.createDirectory(atPath: name, withIntermediateDirectories: false)
      let synced = try scratch.gloss("sync", desk.store, name, environment: his)
      #expect(synced.status == 0, "\(synced.errors)")
      try FileManager.default.removeItem(atPath: name)
      let failed = try scratch.gloss("sync", desk.store, environment: his)
      #expect(failed.status == 1)
      let keys = try scratch.write("S\n", to: "keys")
      let frame = try scratch.gloss(
        "work", desk.store, "--keys", keys, "--dump-frame", "-", environment: his)
      #expect(frame.output.contains("There is no folder at"), "\(frame.output)")
      let status = try scratch.gloss("status", desk.store, environment: his)
      #expect(status.output.contains("remote "), "\(status.output)")
      #expect(status.output.contains("last tried 2"), "\(status.output)")
      for text in [status.output, frame.output, failed.errors, synced.output] {
        #expect(!text.unicodeScalars.contains("\u{1B}"))
        #expect(!text.unicodeScalars.contains("\u{202E}"))
      }
    }

    /// Two devices of Bob's disagree; he settles it on the screen, undoes that, and does it again.
    @Test func aConflictIsSettledFromTheQueueAndUndoBringsItBack() throws {
      let desk = try Desk()
      let (scratch, his) = (desk.scratch, desk.environment)
      let lead = scratch.path("lead.gloss")
      let second = scratch.path("laptop.gloss")
      try #require(
        try scratch.gloss("people", "add", lead, "bob", "--store", second).status == 0)
      // That the second device is Bob's is known at the remote from now on.
      try #require(try scratch.gloss("sync", lead).status == 0)
      let theirs = FolderProgramTests.machine("laptop", scratch)
      func play(_ keys: String, _ store: String, _ machine: [String: String]) throws -> String {
        let file = try scratch.write(keys, to: "keys")
        let work = try scratch.gloss(
          "work", store, "--keys", file, "--dump-frame", "-", environment: machine)
        return work.output + work.errors
      }
      let meet = scratch.path("meet")
      for (store, machine, key) in [(desk.store, his, "1"), (second, theirs, "2")] {
        #expect(try play("\(key)\n", store, machine).contains("saved 1"))
        for _ in 0..<2 {
          let synced = try scratch.gloss("sync", store, meet, environment: machine)
          #expect(synced.status == 0, "\(synced.errors)")
        }
      }
      #expect(try play("S\n", desk.store, his).contains("1 conflict: press x in the queue."))
      let shown = try play("x\n", desk.store, his)
      #expect(shown.contains("keeps this device"), "\(shown)")
      #expect(shown.contains("keeps laptop"), "\(shown)")
      #expect(shown.contains("≠ How does it"), "\(shown)")
      func conflicts() throws -> Int {
        let status = try scratch.gloss("status", desk.store, "--json", environment: his)
        return status.output.contains("\"conflicts\":1,") ? 1 : 0
      }
      _ = try play("x\n<\n", desk.store, his)
      #expect(try conflicts() == 0)
      #expect(try play("u\n", desk.store, his).contains("≠ How does it"))
      #expect(try conflicts() == 1)
      _ = try play("U\n", desk.store, his)
      #expect(try conflicts() == 0)
      let verified = try scratch.gloss("verify", desk.store, environment: his)
      #expect(verified.status == 0, "\(verified.errors)")
    }
  }
}
