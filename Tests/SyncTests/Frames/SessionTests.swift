import Foundation
import Items
import Judgments
import Storage
import Sync
import Synchronization
import Testing

/// Whole sessions between both ends, without a network.
@Suite struct SessionTests {
  /// Exchanges over frames with a far end that serves a stick.
  private static func sync(
    _ store: Store, _ stick: MemoryStick, as handle: String? = nil,
    manner: ExchangeManner = ExchangeManner(), _ wire: SessionWire = SessionWire()
  ) throws -> ExchangeReport {
    let gate = try handle.map {
      try RemoteGate(handle: $0, at: FolderRemote(name: "far", disk: stick))
    }
    let thread = Thread {
      let folder = FolderRemote(name: "far", disk: stick)
      try? RemoteService(folder: folder, gate: gate, program: "test", pipe: wire.far).run()
      wire.far.hangUp()
    }
    thread.start()
    defer { wire.near.hangUp() }
    let remote = try FrameRemote(
      name: "far", pipe: wire.near, program: "test", project: store.project)
    let report = try Exchange(store: store, remote: remote, manner: manner).run()
    remote.close()
    return report
  }

  @Test func sessionsBringTheSameAsAFolder() throws {
    let crew = try FolderTests.Crew(seed: 901)
    let (far, folder) = (MemoryStick(), MemoryStick())
    for round in 0..<3 {
      for store in crew.all {
        _ = try store.save(World.judgment(store, "q-\(round)", "good"))
        _ = try Self.sync(store, far)
      }
    }
    for _ in 0..<2 { for store in crew.all { _ = try Self.sync(store, far) } }
    #expect(try crew.bob.projectionDigest() == crew.desk.projectionDigest())
    let problems = try Exchanges.problems(crew.all)
    #expect(problems == [])
    folder.files = far.files
    for store in crew.all {
      let report = try Exchanges.sync(store, folder)
      #expect((report.sent, report.received) == (0, 0))
    }
  }

  @Test func aSessionWithoutNewsSendsNoLists() throws {
    let crew = try FolderTests.Crew(seed: 902)
    let far = MemoryStick()
    for number in 0..<30 {
      _ = try crew.bob.save(World.judgment(crew.bob, "q-\(number)", "good"))
      _ = try Self.sync(crew.bob, far)
    }
    // Once to find that there is nothing new, and from then on the digest says so.
    _ = try Self.sync(crew.bob, far)
    let wire = SessionWire()
    let report = try Self.sync(crew.bob, far, wire)
    #expect((report.sent, report.received) == (0, 0))
    #expect(wire.far.carried < 2000, "\(wire.far.carried) bytes from the far end")
    // Somebody else's news is seen all the same.
    _ = try crew.desk.save(World.judgment(crew.desk, "q-1", "bad"))
    _ = try Self.sync(crew.desk, far)
    #expect(try Self.sync(crew.bob, far).received == 2)
    // And what the far end has lost is given back.
    _ = try Self.sync(crew.bob, far)
    _ = try Self.sync(crew.bob, far)
    let own = try crew.bob.chainsOfItsDevices().filter { $0.scope == .from(crew.bob.me.id) }
    let lost = try #require(
      far.segments.first { path in own.contains { path.contains($0.chain.hex) } })
    var files = far.files
    files[lost] = nil
    far.files = files
    #expect(try Self.sync(crew.bob, far).sent > 0)
    #expect(far.files[lost] != nil)
  }

  @Test func sealedFilesPassAGateThatCannotReadThem() throws {
    let crew = try FolderTests.Crew(seed: 903)
    let far = MemoryStick()
    try Exchanges.sync(crew.lead, far)
    var sealing = ExchangeManner()
    sealing.isSealed = true
    for number in 0..<3 {
      _ = try crew.bob.save(World.judgment(crew.bob, "q-\(number)", "good", note: "Confidential"))
      #expect(try Self.sync(crew.bob, far, as: "bob", manner: sealing).problems == [])
    }
    let word = Array("Confidential".utf8)
    #expect(!far.files.values.contains { $0.firstRange(of: word) != nil })
    let rita = try Team.newcomer("rita", roles: [.annotator, .reviewer], to: crew.lead, crew.world)
    try Exchanges.sync(crew.lead, far)
    #expect(try Self.sync(rita, far, as: "rita").sealed == 3)
    #expect(try Self.sync(crew.bob, far, as: "bob", manner: sealing).resealed == 3)
    let files = far.files.filter { $0.key.hasPrefix("from/") }
    let report = try Self.sync(rita, far, as: "rita")
    #expect(report.sealed == 0)
    let ino = try #require(try rita.find(externalID: "q-2"))
    #expect(try rita.versions(of: ino).count == 1)
    #expect(far.files.filter { $0.key.hasPrefix("from/\(crew.bob.me.id.hex)") } == files)
  }

  @Test func aGateTakesNoSealedFileOfSomebodyElse() throws {
    let crew = try FolderTests.Crew(seed: 904)
    let far = MemoryStick()
    try Exchanges.sync(crew.lead, far)
    var sealing = ExchangeManner()
    sealing.isSealed = true
    _ = try crew.bob.save(World.judgment(crew.bob, "q-1", "good"))
    let before = far.files
    // Carol's session, Bob's store.
    let report = try Self.sync(crew.bob, far, as: "carol", manner: sealing)
    #expect(report.problems.count == 1)
    #expect(far.files == before)
  }

  @Test func aLeadHandsOnForOthersThroughAGate() throws {
    let crew = try FolderTests.Crew(seed: 905)
    for store in [crew.bob, crew.carol] {
      for number in 0..<4 { _ = try store.save(World.judgment(store, "q-\(number)", "good")) }
      try Exchanges.sync(store, crew.stick)
    }
    try Exchanges.sync(crew.lead, crew.stick)
    let far = MemoryStick()
    var manner = ExchangeManner()
    try Exchanges.sync(crew.lead, far)
    manner.isForOthers = true
    let report = try Self.sync(crew.lead, far, as: "ada", manner: manner)
    #expect(report.problems == [])
    #expect(far.segments.contains { $0.hasPrefix("from/\(crew.bob.me.id.hex)") })
    // Bob's own session may not do the same for Carol, and says so.
    let carols = far.segments.filter { $0.hasPrefix("from/\(crew.carol.me.id.hex)") }
    #expect(!carols.isEmpty)
    var files = far.files
    for path in carols { files[path] = nil }
    far.files = files
    let refused = try Self.sync(crew.lead, far, as: "bob", manner: manner)
    #expect(refused.problems.count == 1)
    #expect(!far.segments.contains { $0.hasPrefix("from/\(crew.carol.me.id.hex)") })
  }

  @Test func aFarEndThatRefusesIsHeardAlsoWhileFilesAreOnTheirWay() throws {
    let crew = try FolderTests.Crew(seed: 906)
    let far = MemoryStick()
    try Exchanges.sync(crew.lead, far)
    for number in 0..<30 { _ = try crew.bob.save(World.judgment(crew.bob, "q-\(number)", "good")) }
    far.state.withLock { $0.isReadOnly = true }
    let report = try Self.sync(crew.bob, far)
    #expect(report.problems.count == 1)
    #expect(report.problems[0].contains("may not be written"), "\(report.problems)")
    #expect(report.sent == 0)
  }

  @Test func aSessionThatAsksWithoutEndRests() throws {
    let rested = Mutex<UInt64>(0)
    let crew = try FolderTests.Crew(seed: 907)
    try Exchanges.sync(crew.lead, crew.stick)
    let asking = ServiceTests.frame(CBOR.array([.unsigned(8)]).encoded)
    let pipe = ScriptedPipe(
      Array("NGLOSS1\n".utf8) + ServiceTests.frame(ServiceTests.hello(crew.lead.project))
        + Array(repeatElement(asking, count: 20_100).joined()))
    try RemoteService(
      folder: FolderRemote(name: "far", disk: MemoryStick()), gate: nil, program: "test",
      pipe: pipe,
      pace: Pace(clock: { 0 }, rest: { nanoseconds in rested.withLock { $0 += nanoseconds } })
    ).run()
    #expect(rested.withLock { $0 } > 0)
  }
}

/// Two pipes between two threads.
final class SessionWire: Sendable {
  let near: SessionEnd
  let far: SessionEnd

  init() {
    let (one, two) = (Belt(), Belt())
    near = SessionEnd(incoming: one, outgoing: two)
    far = SessionEnd(incoming: two, outgoing: one)
  }
}

/// One end of a wire.
final class SessionEnd: FramePipe, Sendable {
  private let incoming: Belt
  private let outgoing: Belt

  fileprivate init(incoming: Belt, outgoing: Belt) {
    self.incoming = incoming
    self.outgoing = outgoing
  }

  /// How many bytes this end has sent.
  var carried: Int { outgoing.carried }

  func read(_ count: Int) throws(RemoteFault) -> [UInt8] { incoming.take(count) }

  func write(_ bytes: [UInt8]) throws(RemoteFault) {
    if !outgoing.put(bytes) { throw .failed("wire", "the other side has stopped") }
  }

  /// Says no more and hears no more.
  func hangUp() {
    outgoing.close()
    incoming.close()
  }
}

/// Bytes in one direction, at most 64 KiB of them at once, as in a pipe.
private final class Belt: Sendable {
  private struct State {
    var bytes: [UInt8] = []
    var isClosed = false
    var carried = 0
  }

  private let state = Mutex(State())
  private let changed = NSCondition()

  var carried: Int { state.withLock { $0.carried } }

  func close() {
    changed.withLock {
      state.withLock { $0.isClosed = true }
      changed.broadcast()
    }
  }

  /// False where nobody listens any more.
  func put(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while true {
      let isDone: Bool? = changed.withLock {
        let done: Bool? = state.withLock { state in
          if state.isClosed { return false }
          let room = max(0, (1 << 16) - state.bytes.count)
          state.bytes += rest.prefix(room)
          state.carried += min(room, rest.count)
          rest = rest.dropFirst(room)
          return rest.isEmpty ? true : nil
        }
        changed.broadcast()
        if done == nil { changed.wait() }
        return done
      }
      if let isDone { return isDone }
    }
  }

  /// Fewer only where the other end has hung up.
  func take(_ count: Int) -> [UInt8] {
    var taken: [UInt8] = []
    while taken.count < count {
      let isOver = changed.withLock {
        let (part, isOver) = state.withLock { state -> ([UInt8], Bool) in
          let part = Array(state.bytes.prefix(count - taken.count))
          state.bytes.removeFirst(part.count)
          return (part, part.isEmpty && state.isClosed)
        }
        taken += part
        changed.broadcast()
        if part.isEmpty, !isOver { changed.wait() }
        return isOver
      }
      if isOver { break }
    }
    return taken
  }
}
