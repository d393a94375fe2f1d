import Foundation
import Items
import Judgments
import Sync
import Testing

@testable import Storage

/// Figures for people, printed and never asserted; run with GLOSS_FIGURES=1 in a release build.
@Suite(.serialized, .enabled(if: ProcessInfo.processInfo.environment["GLOSS_FIGURES"] != nil))
struct MergeFiguresTests {
  @Test func printTheFigures() throws {
    let world = World(seed: 1)
    let clock = ContinuousClock()
    let count = 100_000
    let lead = try world.create(order: "shuffled")
    _ = try lead.importItems(World.items(0..<count))
    let bob = try Team.add("bob", to: lead, world)
    try bob.write {
      for number in 0..<count {
        let judgment = World.judgment(bob, "q-\(number)", number % 3 == 0 ? "good" : "bad")
        guard let ino = try bob.number(of: judgment.item) else { continue }
        _ = try bob.put(judgment, ino)
      }
    }
    try bob.signCheckpoints()
    print(
      "merge of \(count): \(try clock.measure { _ = try Merge(from: bob, named: "b", into: lead).run() })"
    )
    print("again: \(try clock.measure { _ = try Merge(from: bob, named: "b", into: lead).run() })")
    try lead.tidy()
    print("rebuild: \(try clock.measure { try lead.refold() })")
    let size = try FileManager.default.attributesOfItem(atPath: bob.path)[.size]
    print("bob's store: \(size ?? 0) bytes")
  }
}
