import Items
import Judgments
import Synchronization
import Testing

@testable import Storage
@testable import Sync

/// One liar against one victim over one way of exchanging.
struct LiarBench {
  enum Way: CaseIterable {
    case merge, folder, farEnd, nearEnd, lyingEnd
  }

  struct Found: Sendable {
    var offered = 0
    var stored = 0
    var setAside = 0
  }

  let seed: UInt64
  let lead: FirstDay.Opened
  let carol: FirstDay.Opened
  let bob: FirstDay.Opened
  private(set) var liar: Liar
  var random: SplitMix64
  let stick = MemoryStick()

  init(seed: UInt64) throws {
    self.seed = seed
    random = SplitMix64(seed: seed)
    let seats = try FirstDay.made.get().seats
    lead = try seats[0].opened(seed: seed &* 16)
    bob = try seats[1].opened(seed: seed &* 16 &+ 1)
    carol = try seats[4].opened(seed: seed &* 16 &+ 2)
    for number in 0..<3 {
      _ = try carol.store.save(World.judgment(carol.store, "q-\(number)", "good"))
    }
    _ = try lead.store.save(World.judgment(lead.store, "q-0", "good"))
    for opened in [carol, lead] { try Exchanges.sync(opened.store, stick) }
    try Exchanges.sync(carol.store, stick)
    let secret = seats[1].files.first { $0.key.hasPrefix("state/keys/") }?.value ?? []
    guard let key = DeviceKey(secret: secret) else { throw Broken(what: "Bob has no key") }
    let heads = try lead.store.haveVector().frontiers.map {
      OperationReference(chain: $0.chain, seq: $0.seq, hash: $0.hash)
    }
    liar = Liar(
      project: lead.store.project, me: bob.store.me.id, key: key,
      others: [lead.store.me.id, carol.store.me.id],
      otherKeys: [lead.store.deviceKey, carol.store.deviceKey], known: heads.sorted(), seed: seed)
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      liar.tell(Liar.Lie.allCases.randomElement(using: &random) ?? .equivocates)
    }
  }

  mutating func run() throws -> Found {
    let way = Way.allCases[Int(seed % 5)]
    // The lead can be told everything, an annotator less; both must stand it.
    let victim = seed / 5 % 3 == 0 && way != .nearEnd ? carol.store : lead.store
    let witness = try Witness(victim, against: liar.me)
    let before = victim.ledger.tally.operations
    let offered: Int
    switch way {
    case .merge: offered = try merge(into: victim)
    case .lyingEnd: offered = try listen(victim)
    case .folder, .farEnd, .nearEnd: offered = try exchange(way, victim)
    }
    let complaints = try witness.complaints(victim, offered: offered)
    if !complaints.isEmpty { throw Broken(what: "\(way): \(complaints.prefix(3))") }
    let found = Found(
      offered: offered, stored: victim.ledger.tally.operations - before,
      setAside: try victim.quarantined().count)
    try goOn(victim)
    return found
  }

  /// A public chain of an annotator's that speaks of authority and of other things by turns.
  mutating func chatter(_ count: Int) -> LyingChain {
    liar.chain(scope: .pub) { liar, writer in
      for number in 0..<count {
        let entry = RosterEntry(
          person: liar.me, handle: "boss \(number)", roles: [.annotator, .lead])
        writer.append(.rosterSet, entry.map)
        writer.append(.noteAdd, Remark(item: liar.item(0), text: "note").map)
      }
    }
  }

  /// Chains of which there is nothing but the first operation.
  mutating func openings(_ count: Int) throws -> OperationBatch {
    var batch = OperationBatch(source: "liar")
    for _ in 0..<count {
      for bytes in liar.honest(length: 1).operations {
        batch.operations.append(
          try Operation(receiving: bytes.envelope, payload: bytes.payload))
      }
    }
    return batch
  }

  private func merge(into victim: Store) throws -> Int {
    let place = LyingPlace(liar)
    let receiver = CountingReceiver(victim)
    for _ in 0..<2 { _ = try Merge(from: place, named: "liar", into: receiver).run() }
    if place.reads > 16 * (liar.chains.count + 1) { throw Broken(what: "\(place.reads) reads") }
    if receiver.largestBatch > 20_000 || receiver.given > 2 * liar.offered {
      throw Broken(what: "\(receiver.given) operations were given on")
    }
    return liar.offered
  }

  private mutating func exchange(_ way: Way, _ victim: Store) throws -> Int {
    var lies = LyingFiles(seed: seed)
    lies.put(liar)
    if way == .nearEnd {
      try serve(lies)
    } else {
      var files = stick.files
      files.merge(lies.files) { honest, _ in honest }
      stick.files = files
    }
    stick.state.withLock { $0.calls = 0 }
    if way == .farEnd {
      try Wire.session(Wire(), serving: stick, as: nil) { pipe in
        let remote = try FrameRemote(
          name: "far", pipe: pipe, program: "test", project: victim.project)
        defer { remote.close() }
        _ = try Exchange(store: victim, remote: remote).run()
      }
    } else {
      try Exchanges.sync(victim, stick)
    }
    let calls = stick.state.withLock { $0.calls }
    if calls > 200 + 10 * stick.files.count { throw Broken(what: "\(calls) calls of the stick") }
    return 2 * liar.offered
  }

  /// Lets the liar speak frames to a program that serves the stick to Bob.
  private mutating func serve(_ lies: LyingFiles) throws {
    let before = stick.files
    let pipe = ScriptedPipe(script(lies))
    let folder = FolderRemote(name: "far", disk: stick)
    try? RemoteService(
      folder: folder, gate: try RemoteGate(handle: "bob", at: folder), program: "test", pipe: pipe
    ).run()
    for (path, bytes) in stick.files where before[path] != bytes {
      guard Simulation.scope(ofPath: path) == .from(liar.me), before[path] == nil else {
        throw Broken(what: "the liar wrote \(path)")
      }
    }
    for (scope, _) in Transcript.files(in: pipe.written)
    where ![.pub, .to(liar.me), .from(liar.me)].contains(scope) {
      throw Broken(what: "the liar was given something of \(scope.text)")
    }
    if pipe.largestRead > Frame.sizeLimit { throw Broken(what: "a frame of any size is read") }
  }

  /// Honest work goes on after the lies, also Bob's own.
  private func goOn(_ victim: Store) throws {
    let judgment = World.judgment(carol.store, "q-4", "good")
    let saved = try carol.store.save(judgment)
    _ = try bob.store.save(World.judgment(bob.store, "q-5", "good"))
    for opened in [carol, bob] {
      try opened.store.signCheckpoints()
      _ = try Merge(from: opened.store, named: "honest", into: lead.store).run()
    }
    let bobs = try bob.store.ownHeads()
    guard try lead.store.holds(saved.reference), let bobs = bobs.first,
      try lead.store.holds(bobs)
    else { throw Broken(what: "honest work does not arrive after the lies") }
    if victim === carol.store { _ = try Merge(from: lead.store, named: "lead", into: victim).run() }
  }
}
