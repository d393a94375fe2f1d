import CTestVFS
import Foundation
import Judgments
import Storage
import Synchronization
import Testing

/// The file system below SQLite forgets what was not synced; what was shown as saved must be there.
///
/// One after the other, because the limit on writes holds for the whole process.
@Suite(.serialized) struct PowerCutTests {
  @Test func noAcknowledgedJudgmentIsLostWhenUnsyncedWritesAre() throws {
    #expect(cv_install() == 0)
    let world = World(seed: 51)
    let store = try world.create("cv-watch.gloss")
    _ = try store.importItems(World.items(0..<40))
    var random = SplitMix64(seed: 51)
    var saved: [OperationReference] = []
    for step in 0..<40 {
      if step % 9 == 8 { try store.tidy() }
      if step % 5 == 4 {
        _ = try store.undo()
      } else {
        saved.append(try store.save(World.judgment(store, "q-\(step)", "good")).reference)
      }
      // The cut comes now; the next write has not begun, or part of it has reached the disk.
      for seed in [0, random.next() | 1] {
        let left = world.path("left-\(step)-\(seed).gloss")
        #expect(cv_power_cut(store.path, left, seed) == 0)
        let after = try Store.open(
          path: left, access: .write(takeOver: false), surroundings: world.surroundings)
        for reference in saved {
          let isThere = try after.holds(reference.chain, seq: reference.seq, hash: reference.hash)
          #expect(isThere, "step \(step), seed \(seed)")
        }
        if step % 13 == 0 {
          let problems = try after.verify().problems
          #expect(problems == [], "step \(step), seed \(seed)")
        }
        try after.close()
        try? FileManager.default.removeItem(atPath: left)
      }
    }
    try store.close()
  }

  @Test func aCutInTheMiddleOfASaveLeavesTheStoreWhole() throws {
    #expect(cv_install() == 0)
    let world = World(seed: 52)
    let store = try world.create("cv-watch.gloss")
    _ = try store.importItems(World.items(0..<60))
    var random = SplitMix64(seed: 52)
    var saved: [OperationReference] = []
    for step in 0..<60 {
      // The write stops after a part of its bytes; with the ballast gone the save fails.
      cv_limit(Int64.random(in: 0..<60_000, using: &random))
      store.retry()
      do {
        saved.append(try store.save(World.judgment(store, "q-\(step)", "good")).reference)
      } catch StoreFault.diskFull {
        #expect(store.trouble == .diskFull(path: store.path))
      }
      let left = world.path("left-\(step).gloss")
      #expect(cv_power_cut(store.path, left, random.next() | 1) == 0)
      cv_limit(-1)
      let after = try Store.open(
        path: left, access: .write(takeOver: false), surroundings: world.surroundings)
      for reference in saved {
        let isThere = try after.holds(reference.chain, seq: reference.seq, hash: reference.hash)
        #expect(isThere, "step \(step)")
      }
      if step % 13 == 0 {
        let problems = try after.verify().problems
        #expect(problems == [], "step \(step)")
      }
      try after.close()
      try? FileManager.default.removeItem(atPath: left)
    }
    store.retry()
    #expect(saved.count < 60, "some saves must have failed")
    #expect(saved.count > 5, "some saves must have succeeded")
    let counted = try store.counts.judged
    #expect(counted == saved.count, "the screen's count is what was saved")
    let problems = try store.verify().problems
    #expect(problems == [])
    try store.close()
  }

  @Test func aSaveSyncsOnce() throws {
    #expect(cv_install() == 0)
    let world = World(seed: 53)
    let store = try world.create("cv-watch.gloss")
    _ = try store.importItems(World.items(0..<50))
    _ = try store.save(World.judgment(store, "q-0", "good"))
    let before = cv_sync_count()
    for number in 1..<50 { _ = try store.save(World.judgment(store, "q-\(number)", "good")) }
    #expect(cv_sync_count() - before == 49)
    try store.close()
  }

  @Test func aFullDiskIsShownAndTheBallastBearsOneMoreSave() throws {
    #expect(cv_install() == 0)
    let world = World(seed: 54)
    let store = try world.create("cv-watch.gloss")
    _ = try store.importItems(World.items(0..<5))
    let ballast = store.path + ".ballast"
    #expect(world.disk.reserved.withLock { $0[ballast] } == 16 << 20)
    cv_limit(0)
    #expect(throws: StoreFault.diskFull(path: store.path)) {
      try store.save(World.judgment(store, "q-0", "good"))
    }
    #expect(world.disk.files.withLock { $0[ballast] } == nil, "the ballast was given up")
    #expect(throws: StoreFault.diskFull(path: store.path)) {
      try store.save(World.judgment(store, "q-0", "good"))
    }
    #expect(try store.counts.judged == 0)
    cv_limit(-1)
    store.retry()
    _ = try store.save(World.judgment(store, "q-0", "good"))
    #expect(try store.counts.judged == 1)
    let problems = try store.verify().problems
    #expect(problems == [])
    try store.close()
  }
}
