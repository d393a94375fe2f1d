import Foundation
import Items
import Judgments
import Storage
import Sync
import Testing

@Suite struct ScopeTests {
  /// Every byte on an annotator's disk is looked through for what is not for them.
  @Test func nothingOfOtherScopesIsOnAnAnnotatorsDisk() throws {
    let world = World(seed: 81)
    let lead = try world.create()
    let secrets = [
      "CANARY-model", "CANARY-judgment", "CANARY-policy", "CANARY-note", "CANARY-carol",
    ]
    _ = try lead.importItems(World.items(0..<40, hidden: secrets[0]))
    try lead.publish(policy: "vaulted", value: "{\"gold\":\"\(secrets[2])\"}", forLeadsOnly: true)
    let first = try #require(try lead.find(externalID: "q-0"))
    #expect(try lead.hidden(of: first) == Array("{\"model\":\"CANARY-model\"}".utf8))
    for number in 0..<20 { _ = try lead.save(World.judgment(lead, "q-\(number)", secrets[1])) }
    _ = try lead.note(first, text: secrets[3])
    let carol = try Team.add("carol", to: lead, world)
    _ = try carol.save(World.judgment(carol, "q-1", secrets[4]))
    let bob = try Team.add("bob", to: lead, world)
    for number in 0..<10 { _ = try bob.save(World.judgment(bob, "q-\(number)", "bad")) }
    try Team.meet([lead, carol, bob])
    #expect(try lead.counts.operations > bob.counts.operations)
    let same = try #require(try bob.find(externalID: "q-0"))
    #expect(try bob.hidden(of: same) == nil)
    let report = try Merge(from: lead, named: "lead", into: bob).run()
    #expect(report.new == 0)
    #expect(report.notForThisStore > 20)
    for suffix in ["", "-wal", "-shm", "-journal"] {
      let path = bob.path + suffix
      guard let bytes = try? Data(contentsOf: URL(fileURLWithPath: path)) else { continue }
      for secret in secrets {
        #expect(bytes.range(of: Data(secret.utf8)) == nil, "\(secret) is in \(path)")
      }
    }
    try bob.close()
    let bytes = try Data(contentsOf: URL(fileURLWithPath: bob.path))
    for secret in secrets { #expect(bytes.range(of: Data(secret.utf8)) == nil) }
    #expect(bytes.range(of: Data("Item number 7".utf8)) != nil, "the search finds what is there")
    let kept = try Data(contentsOf: URL(fileURLWithPath: lead.path + "-wal"))
    #expect(kept.range(of: Data(secrets[4].utf8)) != nil, "the lead holds Carol's judgment")
  }

  @Test func aReviewerHoldsEverybodysJudgmentsAndNoVault() throws {
    let world = World(seed: 82)
    let lead = try world.create()
    _ = try lead.importItems(World.items(0..<5, hidden: "model-x"))
    _ = try lead.save(World.judgment(lead, "q-0", "good"))
    let rita = try Team.add("rita", roles: [.annotator, .reviewer], to: lead, world)
    try Team.meet([lead, rita])
    let ino = try #require(try rita.find(externalID: "q-0"))
    #expect(try rita.versions(of: ino).count == 1)
    #expect(try rita.hidden(of: ino) != nil)
    #expect(try rita.policy("lead") == nil)
    #expect(try lead.policy("lead") != nil)
  }

  @Test func theKeyOfAGrantedStoreMovesIntoTheStateFolder() throws {
    let world = World(seed: 83)
    let lead = try world.create()
    let grant = try lead.grant(handle: "bob", roles: .annotator, label: "bob")
    let path = world.path("bob.gloss")
    let new = try Store.create(path: path, for: grant, surroundings: world.surroundings)
    _ = try Merge(from: lead, named: "lead", into: new).run()
    try new.close()
    #expect(try world.disk.read(path + ".key") == grant.key.secret)
    try world.open("bob.gloss").close()
    #expect(try world.disk.read(path + ".key") == nil)
    let kept = try world.disk.read(world.folder + "/state/keys/" + grant.key.device.hex)
    #expect(kept == grant.key.secret)
    #expect(throws: StoreFault.self) {
      let bob = try world.open("bob.gloss")
      defer { try? bob.close() }
      _ = try bob.grant(handle: "eve", roles: .lead, label: "eve")
    }
  }
}
