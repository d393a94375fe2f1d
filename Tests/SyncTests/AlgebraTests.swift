import Items
import Judgments
import Storage
import Sync
import Testing

/// Merging store files is a union: commutative, associative, idempotent.
@Suite struct AlgebraTests {
  @Test func anyTreeOfMergesGivesTheSameStore() throws {
    for seed in UInt64(1)...12 {
      let world = World(seed: 1000 + seed)
      let lead = try world.create()
      _ = try lead.importItems(World.items(0..<6))
      var random = SplitMix64(seed: seed)
      let devices = try (0..<3).map { try Team.add("bob", to: lead, world, name: "bob-\($0)") }
      try Team.meet([lead] + devices)
      for _ in 0..<25 {
        world.clock.advance(Int64.random(in: -90_000...90_000, using: &random))
        let device = devices[Int.random(in: 0..<3, using: &random)]
        switch Int.random(in: 0..<8, using: &random) {
        case 0: _ = try device.undo()
        case 1: _ = try device.redo()
        case 2:
          let ino = try #require(try device.first(filter: .all))
          _ = try device.ask(ino, text: "why?")
        case 3:
          let other = devices[Int.random(in: 0..<3, using: &random)]
          try other.signCheckpoints()
          if other !== device { _ = try Merge(from: other, named: "x", into: device).run() }
        default:
          let number = Int.random(in: 0..<6, using: &random)
          let label = Bool.random(using: &random) ? "good" : "bad"
          _ = try device.save(World.judgment(device, "q-\(number)", label))
        }
      }
      for device in devices { try device.signCheckpoints() }
      // Six fresh stores of the same person, each filled in another order, one of them twice.
      var digests: Set<Hash> = []
      let orders = [
        [0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0, 0, 1, 2],
      ]
      let fresh = try orders.indices.map {
        try Team.add("bob", to: lead, world, name: "fresh-\($0)")
      }
      for (target, order) in zip(fresh, orders) {
        // All have the same grants before the judgments come.
        _ = try Merge(from: lead, named: "lead", into: target).run()
        for index in order { _ = try Merge(from: devices[index], named: "d", into: target).run() }
        digests.insert(try target.projectionDigest())
        let problems = try target.verify().problems
        #expect(problems == [], "seed \(seed)")
      }
      #expect(digests.count == 1, "seed \(seed)")
      // (a ∪ b) ∪ c against a ∪ (b ∪ c), over stores that have merged before.
      try Team.meet([lead] + devices)
      #expect(
        Set(try devices.map { try $0.haveVector() }).count == 1, "seed \(seed): sets differ")
      #expect(
        Set(try devices.map { try $0.projectionDigest() }).count == 1, "seed \(seed)")
      let again = try Merge(from: devices[0], named: "d", into: devices[1]).run()
      #expect(again.new == 0)
    }
  }
}
