import Foundation
import Items
import Judgments
import Sync
import Synchronization
import Testing

@testable import Storage

/// Receipts, revocations, late work.
@Suite struct TrustTests {
  @Test func leadsSayWhatTheyHaveReceivedAndSayItOnce() throws {
    let crew = try FolderTests.Crew(seed: 921)
    for number in 0..<3 { _ = try crew.bob.save(World.judgment(crew.bob, "q-\(number)", "good")) }
    #expect(try crew.bob.receivedByLeads() == 0)
    try Exchanges.settle(crew.all, crew.stick)
    let receipts = try crew.bob.receipts(for: crew.bob.me.id)
    #expect(receipts.map(\.lead) == [crew.lead.me.id])
    #expect(receipts.flatMap(\.held).map(\.seq) == [4])
    #expect(try crew.bob.receivedByLeads() == 4)
    #expect(try crew.carol.receipts(for: crew.bob.me.id).isEmpty, "for Bob and not for Carol")
    let before = try crew.lead.counts.operations
    try Exchanges.settle(crew.all, crew.stick)
    #expect(try crew.lead.counts.operations == before)
    let problems = try Exchanges.problems(crew.all)
    #expect(problems == [])
  }

  @Test func twoLeadsDoNotAnswerEachOthersReceiptsForEver() throws {
    let crew = try FolderTests.Crew(seed: 922)
    let second = try Team.add(
      "eve", roles: [.annotator, .reviewer, .lead], to: crew.lead, crew.world)
    for store in [crew.bob, crew.lead, second] {
      _ = try store.save(World.judgment(store, "q-1", "good"))
    }
    let rounds = try Exchanges.settle(crew.all + [second], crew.stick)
    #expect(rounds < 8)
    #expect(Set(try crew.bob.receipts(for: crew.bob.me.id).map(\.lead)).count == 2)
  }

  @Test func ofAStolenDeviceOnlyThatCountsWhichALeadHadReceived() throws {
    let crew = try FolderTests.Crew(seed: 923)
    for number in 0..<3 { _ = try crew.bob.save(World.judgment(crew.bob, "q-\(number)", "good")) }
    try Exchanges.settle(crew.all, crew.stick)
    for number in 3..<5 { _ = try crew.bob.save(World.judgment(crew.bob, "q-\(number)", "bad")) }
    try Exchanges.sync(crew.bob, crew.stick)
    let mine = try crew.lead.cuts(of: crew.bob.device, as: .stolen)
    #expect(mine.map { $0.trusted.map(\.seq) } == [[4]])
    try crew.lead.revoke(crew.bob.device, as: .stolen)
    try Exchanges.settle([crew.lead, crew.desk, crew.carol], crew.stick)
    // The lead has received what the thief may have written, and counts nothing of it.
    let late = try crew.lead.late()
    #expect(late.map(\.item) == ["q-3", "q-4"])
    #expect(try crew.lead.standings().uncounted == [.late: 2])
    #expect(try crew.desk.counts.judged == 3)
    let entry = try #require(
      try crew.lead.devices().first { $0.device == crew.bob.device })
    #expect(entry.revoked == .stolen)
    #expect(entry.late == 2)
    // One of them was Bob's own after all.
    try crew.lead.admit(Array(late.prefix(1)))
    try Exchanges.settle([crew.lead, crew.desk], crew.stick)
    #expect(try crew.desk.counts.judged == 4)
    #expect(try crew.lead.late().map(\.item) == ["q-4"])
    let problems = try Exchanges.problems([crew.lead, crew.desk])
    #expect(problems == [])
  }

  @Test func aTheftThatIsNoticedLateIsCutAtAnEarlierReceipt() throws {
    let crew = try FolderTests.Crew(seed: 928)
    for number in 0..<3 { _ = try crew.bob.save(World.judgment(crew.bob, "q-\(number)", "good")) }
    try Exchanges.settle(crew.all, crew.stick)
    crew.world.clock.advance(60_000)
    let theft = crew.world.clock.wallMilliseconds()
    crew.world.clock.advance(60_000)
    for number in 3..<5 { _ = try crew.bob.save(World.judgment(crew.bob, "q-\(number)", "bad")) }
    try Exchanges.settle(crew.all, crew.stick)
    #expect(try crew.lead.cuts(of: crew.bob.device, as: .stolen).map(\.beyond) == [0])
    let cuts = try crew.lead.cuts(of: crew.bob.device, as: .stolen, received: theft)
    #expect(cuts.map(\.beyond) == [2])
    #expect(cuts.map { $0.trusted.map(\.seq) } == [[4]])
    #expect(
      try crew.lead.cuts(of: crew.bob.device, as: .stolen, received: 0).map(\.beyond) == [6],
      "of a device of which nothing was received by then, nothing is trusted")
    try crew.lead.revoke(crew.bob.device, as: .stolen, received: theft)
    #expect(try crew.lead.late().map(\.item) == ["q-3", "q-4"])
    #expect(try crew.lead.verify().problems == [])
  }

  @Test func aThiefWhoForksTheChainBelowTheCutGainsNothing() throws {
    let crew = try FolderTests.Crew(seed: 924)
    _ = try crew.bob.save(World.judgment(crew.bob, "q-0", "good"))
    try crew.bob.close()
    let path = crew.world.path("bob.gloss")
    let stolen = try Data(contentsOf: URL(fileURLWithPath: path))
    let state = crew.world.disk.files.withLock { $0 }
    var bob = try crew.world.open("bob.gloss")
    for number in 1..<6 { _ = try bob.save(World.judgment(bob, "q-\(number)", "good")) }
    try Exchanges.settle([crew.lead, bob, crew.desk], crew.stick)
    try bob.close()
    // The thief has a whole older machine: nothing there tells that the chain went on.
    try ForkTests.overwrite(path, with: stolen)
    crew.world.disk.files.withLock { $0 = state }
    bob = try crew.world.open("bob.gloss")
    for number in 1..<4 { _ = try bob.save(World.judgment(bob, "q-\(number)", "forged")) }
    try bob.signCheckpoints()
    try crew.lead.revoke(bob.device, as: .stolen)
    // Its positions are below the cut, in the order of arrival that suits the thief best.
    _ = try Merge(from: bob, named: "thief", into: crew.lead).run()
    try Exchanges.settle([crew.lead, crew.desk], crew.stick)
    #expect(try crew.lead.standings().forks == 1)
    #expect(try crew.lead.late().count == 3)
    #expect(try crew.lead.standings().conflicts == 0)
    let fork = try #require(try crew.lead.forks().first)
    #expect(fork.at == 2)
    #expect(fork.branches == [5, 3])
    let ino = try #require(try crew.lead.find(externalID: "q-2"))
    #expect(try crew.lead.versions(of: ino).count == 1)
    let problems = try Exchanges.problems([crew.lead, crew.desk])
    #expect(problems == [])
  }

  @Test func whoeverLeavesKeepsWhatHasArrivedAndTheRestIsLate() throws {
    let crew = try FolderTests.Crew(seed: 925)
    _ = try crew.carol.save(World.judgment(crew.carol, "q-1", "good"))
    try Exchanges.settle(crew.all, crew.stick)
    _ = try crew.carol.save(World.judgment(crew.carol, "q-2", "good"))
    let carol = try #require(crew.lead.people.first { $0.handle == "carol" })
    try crew.lead.remove(carol)
    try Exchanges.settle(crew.all, crew.stick)
    #expect(try crew.lead.late().map(\.item) == ["q-2"])
    let kept = try #require(try crew.lead.find(externalID: "q-1"))
    #expect(try crew.lead.versions(of: kept).count == 1)
    #expect(!crew.lead.people.contains { $0.handle == "carol" && !$0.isRemoved })
    let problems = try Exchanges.problems(crew.all)
    #expect(problems == [])
  }

  @Test func onlyLeadsRevokeAndNobodyRevokesTheirOwnDevice() throws {
    let crew = try FolderTests.Crew(seed: 926)
    #expect(throws: StoreFault.self) { try crew.bob.revoke(crew.carol.device, as: .stolen) }
    #expect(throws: StoreFault.self) { try crew.lead.revoke(crew.lead.device, as: .replaced) }
    #expect(throws: StoreFault.self) { try crew.lead.remove(crew.lead.me) }
    #expect(throws: StoreFault.self) { try crew.bob.admit(crew.bob.late() + [fake(crew)]) }
    #expect(throws: StoreFault.self) { try crew.lead.revoke(.zero, as: .stolen) }
  }

  @Test func aRewrittenChainIsFoundOutByTheReceipt() throws {
    let crew = try FolderTests.Crew(seed: 927)
    _ = try crew.bob.save(World.judgment(crew.bob, "q-0", "good"))
    try crew.bob.close()
    let path = crew.world.path("bob.gloss")
    let older = try Data(contentsOf: URL(fileURLWithPath: path))
    let state = crew.world.disk.files.withLock { $0 }
    var bob = try crew.world.open("bob.gloss")
    _ = try bob.save(World.judgment(bob, "q-1", "good"))
    try Exchanges.settle([crew.lead, bob], crew.stick)
    try bob.close()
    try ForkTests.overwrite(path, with: older)
    crew.world.disk.files.withLock { $0 = state }
    bob = try crew.world.open("bob.gloss")
    for number in 1..<3 { _ = try bob.save(World.judgment(bob, "q-\(number)", "rewritten")) }
    // Only the receipt comes back to him, not what it is for.
    _ = try Merge(from: ReceiptsOnly(of: crew.lead), named: "lead", into: bob).run()
    #expect(try bob.verify().remarks.contains { $0.contains("another operation at 3") })
    #expect(try crew.lead.verify().remarks == [])
  }

  private func fake(_ crew: FolderTests.Crew) -> LateEntry {
    LateEntry(
      reference: OperationReference(chain: .zero, seq: 1, hash: .zero), person: crew.bob.me.id,
      device: crew.bob.device, kind: .judgePut, at: 0, item: nil, judgment: nil)
  }
}

/// A lead's store that shows no work, only what leads write.
private struct ReceiptsOnly: OperationSource {
  let store: Store

  init(of store: Store) {
    self.store = store
  }

  var project: ProjectID { store.project }

  func haveVector() throws -> HaveVector {
    HaveVector(
      try store.haveVector().frontiers.filter {
        if case .from? = try store.scope(of: $0.chain) { false } else { true }
      })
  }

  func operations(of chain: ChainID, after seq: UInt64, limit: Int) throws -> [Judgments.Operation]
  {
    try store.operations(of: chain, after: seq, limit: limit)
  }

  func storedBytes(of chain: ChainID, after seq: UInt64, limit: Int) throws -> [OperationBytes] {
    try store.storedBytes(of: chain, after: seq, limit: limit)
  }

  func scope(of chain: ChainID) throws -> Scope? { try store.scope(of: chain) }

  func checkpoints(of chain: ChainID) throws -> [SignedCheckpoint] {
    try store.checkpoints(of: chain)
  }

  func blob(_ hash: Hash) throws -> [UInt8]? { try store.blob(hash) }
}
