import Foundation
import Items
import Testing

/// A whole team over SSH and a folder, with a backup that comes back and a key that is stolen.
@Suite(
  "A team", .serialized,
  .enabled(if: FarHost.program != nil, "sshd is not installed; install openssh-server"))
struct TeamTests {
  /// A lead at the far machine's account, three annotators with confined keys, one on the folder.
  final class Team {
    let scratch: Scratch
    let host: FarHost
    private var environments: [String: [String: String]] = [:]

    init() throws {
      scratch = try Scratch()
      _ = try scratch.makeStore(items: 40, name: "lead.gloss")
      try FileManager.default.createDirectory(
        atPath: scratch.path("meet"), withIntermediateDirectories: false)
      host = try FarHost(in: scratch)
      environments["lead"] = try host.admit("lead", command: nil)
      // The lead's store was made with the scratch folder's own state.
      environments["lead"]?["XDG_STATE_HOME"] = scratch.path("state")
      for name in ["bob", "carol", "dora"] {
        environments[name] = try host.admit(
          name,
          command: "\(Scratch.program) serve --stdio --root \(scratch.path("meet")) --as \(name)")
      }
      environments["finn"] = ["XDG_STATE_HOME": scratch.path("state-finn")]
    }

    var meet: String { scratch.path("meet") }

    func remote(of name: String) -> String { name == "finn" ? meet : host.address(meet) }

    /// Runs the program as somebody; their second device has a state folder of its own.
    @discardableResult
    func gloss(
      as name: String, device: String = "", _ arguments: String...,
      allowing statuses: Set<Int32> = [0]
    ) throws -> Scratch.Outcome {
      try run(as: name, device: device, arguments, allowing: statuses)
    }

    func run(
      as name: String, device: String = "", _ arguments: [String],
      allowing statuses: Set<Int32> = [0]
    ) throws -> Scratch.Outcome {
      host.drain()
      var environment = environments[name] ?? [:]
      if !device.isEmpty { environment["XDG_STATE_HOME"] = scratch.path("state-\(device)") }
      let outcome = try scratch.run(Scratch.program, arguments, environment: environment)
      guard statuses.contains(outcome.status) else {
        throw Broken("\(name): \(arguments): \(outcome.output)\(outcome.errors)")
      }
      return outcome
    }

    /// Invites somebody, joins as them, and admits them by the four words they read out.
    func join(_ name: String, device: String = "", store: String) throws {
      let invited = try gloss(
        as: "lead", "people", "invite", scratch.path("lead.gloss"), name,
        host.address(meet))
      let code = try #require(
        invited.lines.map { $0.trimmingCharacters(in: .whitespaces) }
          .first { $0.hasPrefix("gloss-") })
      let joined = try gloss(
        as: name, device: device, "join", remote(of: name), scratch.path(store), "--as", name,
        "--invitation", code)
      let words = try #require(
        joined.lines.first { $0.hasPrefix("    ") }?.trimmingCharacters(in: .whitespaces))
      let wrong = try gloss(
        as: "lead", "people", "admit", scratch.path("lead.gloss"), name, "--words",
        "zoo zoo zoo zoo", allowing: [1])
      #expect(wrong.errors.contains("not the words"), "\(wrong.errors)")
      let admitted = try gloss(
        as: "lead", "people", "admit", scratch.path("lead.gloss"), name, "--words", words)
      #expect(admitted.output.contains(words))
      try sync(name, device: device, store: store)
    }

    func judge(_ name: String, device: String = "", store: String, _ keys: [String]) throws {
      let file = try scratch.write(keys.joined(separator: "\n") + "\n", to: "keys-\(name)")
      try gloss(as: name, device: device, "work", scratch.path(store), "--keys", file)
    }

    func sync(_ name: String, device: String = "", store: String) throws {
      try gloss(as: name, device: device, "sync", scratch.path(store), remote(of: name))
    }

    func settle(_ stores: [(name: String, device: String, store: String)]) throws {
      for _ in 0..<2 {
        for one in stores { try sync(one.name, device: one.device, store: one.store) }
        try gloss(as: "lead", "sync", scratch.path("lead.gloss"))
      }
    }

    /// The judgments of one person as a store has them.
    func judgments(of person: String, in store: String, as name: String) throws -> [String] {
      try gloss(as: name, "export", scratch.path(store), "--conflicts").lines.filter {
        try JSON(text: $0)["person"]?.stringValue == person
      }
    }
  }

  @Test func everyNumberIsTheSameOnEveryStoreAtTheEnd() throws {
    let team = try Team()
    let lead = team.scratch.path("lead.gloss")
    for name in ["bob", "carol", "dora", "finn"] { try team.join(name, store: "\(name).gloss") }
    for name in ["bob", "carol", "dora", "finn"] {
      try team.judge(name, store: "\(name).gloss", ["1", "2", "1"])
    }
    // Bob's laptop dies after three more items; only two of them were handed on.
    try team.gloss(
      as: "bob", "backup", team.scratch.path("bob.gloss"), team.scratch.path("bob.backup"))
    try team.judge("bob", store: "bob.gloss", ["2", "2"])
    try team.sync("bob", store: "bob.gloss")
    try team.judge("bob", store: "bob.gloss", ["1"])
    for suffix in ["", "-wal", "-shm", ".ballast"] {
      try? FileManager.default.removeItem(atPath: team.scratch.path("bob.gloss" + suffix))
    }
    try FileManager.default.moveItem(
      atPath: team.scratch.path("bob.backup"), toPath: team.scratch.path("bob.gloss"))
    try team.sync("bob", store: "bob.gloss")
    #expect(try team.judgments(of: "bob", in: "bob.gloss", as: "bob").count == 5)
    try team.judge("bob", store: "bob.gloss", ["1"])
    // Everything that is Carol's is copied by a thief, after the lead has received her work.
    try team.settle([("carol", "", "carol.gloss")])
    for (from, to) in [("carol.gloss", "thief.gloss"), ("state-carol", "state-thief")] {
      try FileManager.default.copyItem(
        atPath: team.scratch.path(from), toPath: team.scratch.path(to))
    }
    try team.judge("carol", device: "thief", store: "thief.gloss", ["1", "1", "1", "1"])
    try team.sync("carol", device: "thief", store: "thief.gloss")
    let listed = try JSON(text: team.gloss(as: "lead", "device", "list", lead, "--json").output)
    let stolen = try #require(
      listed.elements?.first { $0["person"]?.stringValue == "carol" }?["device"]?.stringValue)
    let revocation = ["device", "revoke", lead, String(stolen.prefix(12)), "--reason", "stolen"]
    let dry = try team.run(as: "lead", revocation + ["--dry-run"])
    #expect(dry.lines.first?.contains("would be revoked") == true, "\(dry.output)")
    #expect(dry.output.contains("trusted up to 4"), "\(dry.output)")
    _ = try team.run(as: "lead", revocation)
    try team.join("carol", device: "carol-2", store: "carol-2.gloss")
    try team.judge("carol", device: "carol-2", store: "carol-2.gloss", ["2"])
    let stores = [
      ("bob", "", "bob.gloss"), ("carol", "carol-2", "carol-2.gloss"), ("dora", "", "dora.gloss"),
      ("finn", "", "finn.gloss"),
    ]
    try team.settle(stores)
    for (name, device, store) in stores {
      let mine = try team.judgments(of: name, in: store, as: name)
      let theirs = try team.judgments(of: name, in: "lead.gloss", as: "lead")
      #expect(mine == theirs, "\(name)")
      #expect(mine.count == ["bob": 6, "carol": 4, "dora": 3, "finn": 3][name], "\(name): \(mine)")
      let verified = try team.gloss(
        as: name, device: device, "verify", team.scratch.path(store), "--json")
      #expect(try JSON(text: verified.output)["ok"]?.boolValue == true, "\(verified.output)")
    }
    let verified = try team.gloss(as: "lead", "verify", lead, "--json")
    #expect(try JSON(text: verified.output)["ok"]?.boolValue == true, "\(verified.output)")
    let late = try team.gloss(
      as: "lead", "people", "admit", lead, "carol", "--late", "--dry-run")
    #expect(late.lines.count { $0.contains("judge.put") } == 4, "\(late.output)")
    // A store that is made from the lead's has the same numbers as the one that worked.
    try team.gloss(
      as: "lead", "people", "add", lead, "dora", "--store", team.scratch.path("dora-2.gloss"))
    #expect(
      try team.judgments(of: "dora", in: "dora-2.gloss", as: "dora")
        == team.judgments(of: "dora", in: "dora.gloss", as: "dora"))
  }
}
