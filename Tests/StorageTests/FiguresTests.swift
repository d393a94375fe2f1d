import Foundation
import Items
import Judgments
import Storage
import Testing

/// Figures for people, printed and never asserted; run with GLOSS_FIGURES=1 in a release build.
@Suite(.serialized, .enabled(if: ProcessInfo.processInfo.environment["GLOSS_FIGURES"] != nil))
struct FiguresTests {
  @Test func printTheFigures() throws {
    let world = World(seed: 1)
    let clock = ContinuousClock()
    let store = try world.create(order: "shuffled")
    let count = 1_000_000
    let items = World.items(0..<count)
    let imported = try clock.measure {
      for start in stride(from: 0, to: count, by: 250_000) {
        _ = try store.importItems(items[start..<start + 250_000])
      }
    }
    print("import of \(count) items: \(imported)")
    try store.close()
    var opened: Store?
    let opening = try clock.measure { opened = try world.open() }
    print("opening at \(count) items: \(opening)")
    guard let again = opened else { return }
    var saves: [Duration] = []
    var ino = try again.first(filter: .unjudged)
    for step in 0..<4000 {
      guard let current = ino, let item = try again.item(at: current) else { break }
      let judgment = World.judgment(again, item.externalID, step % 3 == 0 ? "good" : "bad")
      saves.append(try clock.measure { _ = try again.save(judgment) })
      if step % 500 == 499 { try again.tidy() }
      ino = try again.next(after: current, filter: .unjudged)
    }
    saves.sort()
    print("save: p50 \(saves[saves.count / 2]), p99 \(saves[saves.count * 99 / 100])")
    let middle = try again.first(filter: .judged) ?? 1
    print(
      "next unjudged: \(try clock.measure { _ = try again.next(after: middle, filter: .unjudged) })"
    )
    print("position: \(try clock.measure { _ = try again.position(of: middle) })")
    print("undo: \(try clock.measure { _ = try again.undo() })")
    try again.close()
  }
}
