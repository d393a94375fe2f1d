import Foundation
import Items
import Judgments
import Questions
import Storage
import Sync
import Testing

/// The stores and folders of every released version, read by this one.
@Suite struct VersionTests {
  @Test func thereIsAtLeastOneVersion() {
    #expect(Fixture.versions().contains("0.1"))
  }

  @Test(arguments: Fixture.versions())
  func storesOfEachRoleAreReadVerifiedAndMerged(_ version: String) throws {
    let fixture = Fixture(version: version, world: World(seed: 910))
    try fixture.unpack()
    let expected = try fixture.expected()
    var stores: [Store] = []
    for (name, standing) in expected.stores.sorted(by: { $0.key < $1.key }) {
      let store = try fixture.world.read(name + ".gloss")
      let problems = try store.verify().problems
      #expect(problems == [], "\(version): \(name)")
      #expect(try Fixture.Standing(of: store) == standing, "\(version): \(name)")
      stores.append(store)
    }
    let lead = try #require(stores.first { $0.me.handle == "ada" })
    // In either order into a store that begins with nothing.
    for (name, order) in [("forward", stores), ("backward", stores.reversed())] {
      let fresh = try fixture.fresh(name, like: lead, key: name == "forward" ? 211 : 212)
      for _ in 0..<2 {
        for store in order { _ = try Merge(from: store, named: store.path, into: fresh).run() }
      }
      #expect(try Fixture.Standing(of: fresh) == expected.merged, "\(version): \(name)")
      let problems = try fresh.verify().problems
      #expect(problems == [], "\(version): \(name)")
    }
    print("T18: version \(version), \(stores.count) stores read and merged")
  }

  @Test(arguments: Fixture.versions())
  func theFolderIsReadAndReceivedFrom(_ version: String) throws {
    let fixture = Fixture(version: version, world: World(seed: 911))
    try fixture.unpack()
    let expected = try fixture.expected()
    let stick = try fixture.stick()
    var (segments, heads, contents) = (0, 0, 0)
    for (path, bytes) in stick.files {
      if path.hasSuffix(".nseg") {
        _ = try Segment(decoding: bytes).verify()
        segments += 1
      } else if path.hasSuffix(".nhead") {
        _ = try HeadFile.decode(bytes)
        heads += 1
      } else if path.hasSuffix(".nblob") {
        #expect(path.contains(Hexadecimal.text(Hash.sha256(bytes).bytes)), "\(version): \(path)")
        contents += 1
      }
    }
    #expect(segments == expected.segments && heads == expected.heads)
    #expect(contents == expected.contents)
    _ = try RemoteGate(handle: "bob", at: FolderRemote(name: "far", disk: stick))
    let bob = try fixture.world.read("bob.gloss")
    let fresh = try fixture.fresh("fresh", like: bob, key: 213)
    let report = try Exchanges.sync(fresh, stick)
    #expect(report.problems == [] && report.damaged == [] && report.newer == [])
    #expect(try Fixture.Standing(of: fresh) == expected.received, "\(version)")
  }

  @Test(arguments: Fixture.versions())
  func workGoesOnInTheStoresOfAVersion(_ version: String) throws {
    let fixture = Fixture(version: version, world: World(seed: 912))
    try fixture.unpack()
    let stick = try fixture.stick()
    let (lead, bob) = (
      try fixture.world.open("lead.gloss"), try fixture.world.open("bob.gloss")
    )
    let before = try lead.counts.operations
    _ = try bob.save(World.judgment(bob, "q-9", "good"))
    let ino = try #require(try bob.find(externalID: "q-8"))
    #expect(try bob.draft(of: ino)?.answers == [Answered("note", .text("half a thought"))])
    #expect(try bob.counts.conflicts == 1)
    _ = try bob.save(World.judgment(bob, "q-0", "good"))
    #expect(try bob.counts.conflicts == 0)
    try Exchanges.sync(bob, stick)
    try Exchanges.sync(lead, stick)
    // The copied store's new chain, and two judgments; the lead's own copy opens new ones too.
    #expect(try lead.counts.operations >= before + 3)
    let other = try #require(try lead.find(externalID: "q-9"))
    #expect(try lead.versions(of: other).count == 1)
    let problems = try Exchanges.problems([lead, bob])
    #expect(problems == [], "\(version)")
  }
}
