import Items
import Judgments
import Questions
import Storage
import Sync

/// A session that is crashed at every write: what is there before it, and what is done in it.
struct Script: Sendable {
  typealias Step = @Sendable (Sitting) throws -> Void

  var name: String
  /// The stores that the steps change.
  var stores: [String]
  /// Whether a step is one transaction, so that a crash leaves all of it or nothing.
  var isStepwise: Bool
  var prepare: Step
  var steps: [Step]
  /// Whether all of a script's work has arrived where it should be, at its end.
  var finish: @Sendable (Sitting) throws -> [String] = { _ in [] }

  static let all = [judging, merging, exchanging]

  /// Somebody judges, changes their mind, writes drafts and remarks, leaves and comes back.
  static let judging = Script(
    name: "judging", stores: ["ada"], isStepwise: true,
    prepare: { try $0.found("ada", items: 8) },
    steps: [
      save("ada", 0, "good"), draft("ada", 1, "half a thought"), save("ada", 1, "good"),
      { _ = try $0.store("ada").note(ino($0, 0), text: "Read twice.") }, undo("ada"), undo("ada"),
      save("ada", 1, "bad"),
      { _ = try $0.store("ada").ask(ino($0, 2), text: "What does it mean?") },
      draft("ada", 2, "a draft that stays"), { try $0.store("ada").tidy() },
      save("ada", 3, "good", note: String(repeating: "A long note. ", count: 400)), undo("ada"),
      { _ = try $0.store("ada").redo() },
      { sitting in
        let store = try sitting.store("ada")
        var judgment = World.judgment(store, "q-4", "good")
        judgment.answers = []
        judgment.aside = .notMyField
        _ = try store.save(judgment)
      },
      { try $0.close("ada") }, save("ada", 5, "good"), draft("ada", 5, "second thoughts"),
      { try $0.store("ada").clearDraft(ino($0, 5)) }, save("ada", 0, "mixed"), undo("ada"),
      { try $0.store("ada").signCheckpoints() }, save("ada", 6, "bad"),
    ])

  /// Two devices of one person disagree, and a lead takes both in.
  static let merging = Script(
    name: "merging", stores: ["lead", "bob", "desk"], isStepwise: false,
    prepare: { sitting in
      try sitting.found("lead", items: 12)
      try sitting.add("bob", as: "bob", to: "lead")
      try sitting.add("bob", as: "desk", to: "lead")
      for number in 0..<8 {
        try save("bob", number, "good")(sitting)
        try save("desk", number + 3, number % 2 == 0 ? "good" : "bad")(sitting)
      }
      _ = try sitting.store("lead").importItems(World.items(12..<16))
      for name in ["lead", "bob", "desk"] { try sitting.store(name).signCheckpoints() }
    },
    steps: [
      { try $0.merge("bob", into: "lead") }, { try $0.merge("desk", into: "lead") },
      { try $0.merge("lead", into: "bob") }, { try $0.merge("desk", into: "bob") },
      { try $0.merge("bob", into: "desk") }, { try $0.close("lead") },
      { try $0.merge("desk", into: "lead") },
    ],
    finish: { sitting in
      try sitting.store("lead").counts.items == 16 ? [] : ["items are missing"]
    })

  /// A lead, an annotator and a second device meet in a folder.
  static let exchanging = Script(
    name: "exchanging", stores: ["lead", "bob", "desk"], isStepwise: false,
    prepare: { sitting in
      try sitting.disk.makeFolder("meet")
      try sitting.found("lead", items: 6)
      try sitting.add("bob", as: "bob", to: "lead")
      try sitting.add("bob", as: "desk", to: "lead")
      for number in 0..<4 { try save("bob", number, "good")(sitting) }
    },
    steps: [
      { try sync("lead", $0) }, { try sync("bob", $0) }, save("desk", 3, "bad"),
      { try sync("desk", $0) }, save("bob", 5, "mixed"), { try sync("bob", $0) },
      { try sync("lead", $0) }, { try $0.close("bob") }, { try sync("desk", $0) },
    ],
    finish: { sitting in
      var problems: [String] = []
      for name in ["lead", "bob", "desk"] {
        if try sitting.store(name).counts.unsent > 0 { problems.append("\(name) has unsent work") }
      }
      let names = try sitting.folder.names(in: "pub") ?? []
      for path in sitting.disk.files where path.contains(".tmp-") && path.contains("/pub/") {
        problems.append("\(path) was left among \(names.count) chains")
      }
      return problems
    })

  private static func ino(_ sitting: Sitting, _ number: Int) throws -> Int64 {
    guard let ino = try sitting.store("ada").find(externalID: "q-\(number)") else {
      throw StoreFault.unknownItem("q-\(number)")
    }
    return ino
  }

  private static func save(
    _ name: String, _ number: Int, _ label: String, note: String = ""
  ) -> Step {
    { sitting in
      let store = try sitting.store(name)
      _ = try store.save(World.judgment(store, "q-\(number)", label, note: note))
    }
  }

  private static func draft(_ name: String, _ number: Int, _ text: String) -> Step {
    { sitting in
      let store = try sitting.store(name)
      guard let ino = try store.find(externalID: "q-\(number)") else {
        throw StoreFault.unknownItem("q-\(number)")
      }
      try store.saveDraft(ino, Draft(answers: [Answered("note", .text(text))]))
    }
  }

  private static func undo(_ name: String) -> Step { { _ = try $0.store(name).undo() } }

  /// What a report says without throwing is a failure too, as the command's exit status tells.
  private static func sync(_ name: String, _ sitting: Sitting) throws {
    let report = try sitting.sync(name)
    if let problem = report.problems.first { throw RemoteFault.told(problem) }
  }
}

/// A script as it runs on a disk that fails nowhere, with everything that must hold at each step.
final class Recording {
  let script: Script
  let seed: UInt64
  let disk = RecordedDisk()
  /// The events after which each step was acknowledged.
  private(set) var marks: [Int] = []
  /// What each store held and showed before the first step and after each.
  private(set) var moments: [[Moment]] = []
  private(set) var calls = 0

  /// A store at one moment.
  struct Moment: Equatable {
    var have: HaveVector
    var operations: Int
    var picture: [String]
  }

  init(_ script: Script, seed: UInt64) throws {
    self.script = script
    self.seed = seed
    let preparation = Sitting(disk, seed: seed)
    try script.prepare(preparation)
    try preparation.close()
    disk.record()
    let sitting = Sitting(disk, seed: seed &+ 1)
    moments.append(try Self.moments(of: script, sitting))
    for step in script.steps {
      try step(sitting)
      // Before the stores are looked at, which opens what the step has closed.
      marks.append(disk.events)
      moments.append(try Self.moments(of: script, sitting))
    }
    try sitting.close()
  }

  static func moments(of script: Script, _ sitting: Sitting) throws -> [Moment] {
    try script.stores.map { name in
      let store = try sitting.store(name)
      return Moment(
        have: try store.haveVector(), operations: try store.counts.operations,
        picture: try Picture.lines(of: store))
    }
  }

  /// How many steps were acknowledged when an event came.
  func acknowledged(at event: Int) -> Int { marks.prefix { $0 <= event }.count }

  /// What is wrong with a disk on which so many steps were acknowledged; `step` is how many of them
  /// are known to be done, one more when a crash left all of the next.
  func problems(
    _ sitting: Sitting, acknowledged: Int
  ) throws -> (problems: [String], done: Int) {
    var problems: [String] = []
    for (index, name) in script.stores.enumerated() {
      let store = try sitting.store(name)
      for end in moments[acknowledged][index].have.frontiers
      where try !store.holds(end.chain, seq: end.seq, hash: end.hash) {
        problems.append("\(name) lacks operation \(end.seq) of \(end.chain.hex)")
      }
    }
    let next = min(acknowledged + 1, script.steps.count)
    var done = acknowledged
    if script.isStepwise {
      let now = try Self.moments(of: script, sitting)
      if now.map(\.picture) == moments[next].map(\.picture),
        now[0].operations >= moments[next][0].operations
      {
        done = next
      } else if now.map(\.picture) != moments[acknowledged].map(\.picture) {
        problems.append("neither before nor after step \(next): \(now[0].picture)")
      }
    }
    return (problems, done)
  }

  /// Whether the stores show what they show after a step.
  func isDone(_ step: Int, _ sitting: Sitting) throws -> Bool {
    try Self.moments(of: script, sitting).map(\.picture) == moments[step + 1].map(\.picture)
  }

  /// Does what is left of the script, and says what is wrong with its end.
  func resume(_ sitting: Sitting, from done: Int, verifying: Bool) throws -> [String] {
    for step in script.steps[done...] { try step(sitting) }
    var problems = try script.finish(sitting)
    try sitting.close()
    let last = moments[script.steps.count]
    for (index, name) in script.stores.enumerated() {
      let store = try sitting.store(name)
      let picture = try Picture.lines(of: store)
      if picture != last[index].picture {
        problems.append("\(name) ends as \(picture) and not as \(last[index].picture)")
      }
      if verifying { problems += try store.verify().problems }
    }
    return problems
  }
}
