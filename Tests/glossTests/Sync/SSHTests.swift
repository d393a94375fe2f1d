import Foundation
import Support
import Testing

/// Exchanging through the system's ssh with a real server on loopback.
@Suite(
  "Syncing over SSH", .serialized,
  .enabled(if: FarHost.program != nil, "sshd is not installed; install openssh-server"))
struct SSHTests {
  /// A lead and some annotators, each with a key that may do nothing but sync as its person.
  struct Office {
    let scratch: Scratch
    let host: FarHost
    let lead: [String: String]
    private(set) var people: [String: [String: String]] = [:]

    init(_ names: [String]) throws {
      scratch = try Scratch()
      try FolderProgramTests.team(scratch, names)
      host = try FarHost(in: scratch)
      var lead = try host.admit("lead", command: nil)
      lead["XDG_STATE_HOME"] = nil
      self.lead = lead
      for name in names {
        people[name] = try host.admit(
          name,
          command: "\(Scratch.program) serve --stdio --root \(scratch.path("meet")) --as \(name)")
      }
    }

    var address: String { host.address(scratch.path("meet")) }

    func sync(_ name: String, _ more: String...) throws -> Scratch.Outcome {
      host.drain()
      return try scratch.run(
        Scratch.program, ["sync", scratch.path("\(name).gloss"), address] + more,
        environment: people[name] ?? lead)
    }

    func judge(_ name: String, _ keys: String) throws {
      let file = try scratch.write(keys, to: "keys-\(name)")
      let work = try scratch.gloss(
        "work", scratch.path("\(name).gloss"), "--keys", file, environment: people[name] ?? lead)
      guard work.status == 0 else { throw Broken(work.errors) }
    }
  }

  @Test func aTeamWithConfinedKeysAndOneOnTheFolderMeets() throws {
    let office = try Office(["bob", "carol", "dora"])
    let first = try office.sync("lead")
    #expect(first.status == 0, "\(first.errors)")
    for name in ["bob", "carol", "dora"] {
      try office.judge(name, "1\n2\n")
      let report = try office.sync(name)
      #expect(report.status == 0, "\(report.errors)")
      #expect(report.output.hasPrefix("3 sent, "), "\(report.output)")
    }
    // The lead sits at the far machine and uses its folder.
    let local = try office.scratch.gloss(
      "sync", office.scratch.path("lead.gloss"), office.scratch.path("meet"))
    // To each of the three a chain with what was acknowledged.
    #expect(local.output == "6 sent, 9 received\n", "\(local.errors)")
    let export = try office.scratch.gloss("export", office.scratch.path("lead.gloss"))
    #expect(export.lines.count == 6)
    #expect(try office.sync("bob").output == "0 sent, 2 received\n")
    let verified = try office.scratch.gloss("verify", office.scratch.path("bob.gloss"))
    #expect(verified.status == 0, "\(verified.errors)")
  }

  @Test func aConfinedKeyReadsOnlyItsPersonAndWritesOnlyAsThem() throws {
    let office = try Office(["bob", "carol"])
    _ = try office.sync("lead")
    try office.judge("carol", "1\n")
    #expect(try office.sync("carol").status == 0)
    // Bob's store with Carol's key: her session has no place for what Bob's device signed.
    try office.judge("bob", "1\n")
    var stranger = office.people["carol"] ?? [:]
    stranger["XDG_STATE_HOME"] = office.people["bob"]?["XDG_STATE_HOME"]
    let wrong = try office.scratch.run(
      Scratch.program, ["sync", office.scratch.path("bob.gloss"), office.address],
      environment: stranger)
    #expect(wrong.status == 1)
    #expect(wrong.errors.contains("This person may not write"), "\(wrong.errors)")
    #expect(try office.sync("bob").output == "2 sent, 0 received\n")
    // Whatever else such a key asks for, it does not get.
    let key = try #require(office.people["bob"]?["GLOSS_SSH"])
    let shell = try office.scratch.run(
      key, ["-p", "\(office.host.port)", "\(NSUserName())@127.0.0.1", "cat /etc/passwd"])
    #expect(shell.status == 1)
    #expect(shell.output == "")
    #expect(shell.errors.contains("This key is for gloss sync alone"), "\(shell.errors)")
  }

  @Test func aShellThatTalksIsExplained() throws {
    let office = try Office([])
    let noisy = try office.host.admit(
      "noisy",
      command: "echo Welcome to the lab; exec \(Scratch.program) serve --stdio --root "
        + office.scratch.path("meet"))
    var environment = noisy
    environment["XDG_STATE_HOME"] = nil
    let report = try office.scratch.run(
      Scratch.program, ["sync", office.scratch.path("lead.gloss"), office.address],
      environment: environment)
    #expect(report.status == 1)
    #expect(report.errors.contains("Welcome"), "\(report.errors)")
    #expect(report.errors.contains(".bashrc"), "\(report.errors)")
  }

  @Test func aLineThatBreaksAnywhereLeavesNothingHalf() throws {
    let office = try Office(["bob"])
    _ = try office.sync("lead")
    try office.judge("bob", "1\n2\n1\n")
    // After so many bytes from the client the connection is gone.
    for count in [1, 5, 8, 20, 60, 80, 120, 400, 900, 1500] {
      let cut = try office.scratch.write(
        """
        #!/usr/bin/env bash
        dd bs=1 count=\(count) status=none | '\(office.people["bob"]?["GLOSS_SSH"] ?? "")' "$@"

        """, to: "cut-\(count)")
      try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: cut)
      var environment = office.people["bob"] ?? [:]
      environment["GLOSS_SSH"] = cut
      office.host.drain()
      let broken = try office.scratch.run(
        Scratch.program, ["sync", office.scratch.path("bob.gloss"), office.address],
        environment: environment)
      #expect(broken.status == 0 || broken.status == 1, "after \(count) bytes: \(broken.errors)")
      let files = try FileManager.default.subpathsOfDirectory(atPath: office.scratch.path("meet"))
      #expect(!files.contains { $0.contains(".tmp-") }, "after \(count) bytes")
    }
    #expect(try office.sync("bob").status == 0)
    #expect(try office.sync("lead").output.hasSuffix(", 4 received\n"))
  }

  @Test func reconnectingAgainAndAgainMovesNothingTwice() throws {
    let office = try Office(["bob"])
    _ = try office.sync("lead")
    var judged = 0
    let rounds = Soak.times(30)
    for round in 1...rounds {
      let isNews = round % 5 == 1 && judged < 40
      if isNews {
        try office.judge("bob", "1\n")
        judged += 1
      }
      let sync = try office.sync("bob")
      #expect(sync.status == 0, "round \(round): \(sync.errors)")
      if !isNews { #expect(sync.output == "0 sent, 0 received\n", "round \(round)") }
    }
    #expect(try office.sync("lead").output == "2 sent, \(judged + 1) received\n")
    #expect(try office.sync("lead").output == "0 sent, 0 received\n")
    print("T22: \(rounds) connections")
  }

  @Test func hangUpsOfARealConnectionAndARefusedTerminal() throws {
    let office = try Office(["bob"])
    _ = try office.sync("lead")
    try office.judge("bob", "1\n2\n")
    let proxy = try CuttingProxy(in: office.scratch)
    for cut in [
      CuttingProxy.Cut(direction: "in", frames: 3, bytes: 0),
      CuttingProxy.Cut(direction: "in", frames: 5, bytes: 40),
      CuttingProxy.Cut(direction: "out", frames: 2, bytes: 7),
      CuttingProxy.Cut(direction: "out", frames: 4, bytes: 0),
    ] {
      office.host.drain()
      let his = office.people["bob"] ?? [:]
      let broken = try office.scratch.run(
        Scratch.program, ["sync", office.scratch.path("bob.gloss"), office.address],
        environment: his.merging(proxy.environment(cut: cut, ssh: his["GLOSS_SSH"])) { $1 })
      #expect(broken.status <= 1, "\(cut.text): \(broken.errors)")
    }
    #expect(try office.sync("bob").status == 0)
    #expect(try office.sync("lead").output.hasSuffix(", 3 received\n"))
    // A confined key gets no terminal, however much it asks for one.
    let key = try #require(office.people["bob"]?["GLOSS_SSH"])
    let asked = try office.scratch.run(
      key, ["-tt", "-p", "\(office.host.port)", "\(NSUserName())@127.0.0.1"])
    #expect(asked.status != 0)
    #expect(!asked.output.contains("$"), "\(asked.output)")
    #expect(asked.errors.contains("PTY allocation request failed"), "\(asked.errors)")
  }

  @Test func hostileAddressesNeverReachTheProgram() throws {
    let scratch = try Scratch()
    try FolderProgramTests.team(scratch, [])
    let trap = try scratch.write("#!/bin/sh\ntouch '\(scratch.path("sprung"))'\n", to: "trap")
    try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: trap)
    for address in [
      "ssh://-oProxyCommand=touch/x", "ssh://a b/x", "ssh://-l@host/x", "ssh://host/x;touch y",
      "ssh://host/$(touch y)", "ssh://host/x'y", "ssh://host:0/x", "ssh://host:99999/x", "ssh:///x",
      "ssh://host", "ssh://host/x\ny", "ssh://h\u{1B}[31m/x", "ssh://host/`x`", "ssh://[::1/x",
    ] {
      let refused = try scratch.gloss(
        "sync", scratch.path("lead.gloss"), address, environment: ["GLOSS_SSH": trap])
      #expect(refused.status == 1, "\(address)")
      #expect(refused.errors.contains("no address of an SSH remote"), "\(refused.errors)")
      #expect(!refused.errors.contains("\u{1B}"))
    }
    #expect(!FileManager.default.fileExists(atPath: scratch.path("sprung")))
  }

  @Test func aHelperProgramOfAnotherSchemeIsARemoteToo() throws {
    let scratch = try Scratch()
    try FolderProgramTests.team(scratch, [])
    let helper = try scratch.write(
      "#!/bin/sh\nexec '\(Scratch.program)' serve --stdio --root '\(scratch.path("meet"))'\n",
      to: "bin/gloss-remote-lab")
    try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: helper)
    let path = "\(scratch.path("bin")):\(ProcessInfo.processInfo.environment["PATH"] ?? "")"
    let report = try scratch.gloss(
      "sync", scratch.path("lead.gloss"), "lab://anywhere", environment: ["PATH": path])
    #expect(report.status == 0, "\(report.errors)")
    let files = try FileManager.default.subpathsOfDirectory(atPath: scratch.path("meet"))
    #expect(files.contains("PROJECT.cbor"))
    let none = try scratch.gloss("sync", scratch.path("lead.gloss"), "moon://x")
    #expect(none.errors.contains("gloss-remote-moon"))
  }
}
