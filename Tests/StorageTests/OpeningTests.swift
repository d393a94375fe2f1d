import Foundation
import Items
import Judgments
import Storage
import Synchronization
import Testing

@Suite struct OpeningTests {
  @Test func aSecondProgramIsToldSinceWhenAndWhereAndCanTakeOver() throws {
    let world = World(seed: 61)
    let first = try world.create()
    _ = try first.importItems(World.items(0..<3))
    #expect(throws: StoreFault.self) { try world.open() }
    do {
      _ = try world.open()
    } catch let fault as StoreFault {
      #expect(fault.message.contains("since 2026-01-05T"))
      #expect(fault.message.contains("host-of-machine-1"))
      #expect(fault.message.contains("process 4711"))
    }
    let second = try world.open(takeOver: true)
    _ = try second.save(World.judgment(second, "q-0", "good"))
    #expect(throws: StoreFault.self) {
      try first.save(World.judgment(first, "q-1", "bad"))
    }
    guard case .takenOver = first.trouble else {
      Issue.record("the first program must know that it was taken over")
      return
    }
    #expect(first.trouble?.message.contains("taken over") == true)
    try first.close()
    _ = try second.save(World.judgment(second, "q-1", "good"))
    let problems = try second.verify().problems
    #expect(problems == [])
    try second.close()
    try world.open().close()
  }

  @Test func filesThatAreNoStoresAreRefusedWithASentence() throws {
    let world = World(seed: 62)
    #expect(throws: StoreFault.missing(path: world.path("none"))) { try world.open("none") }
    let text = world.path("text")
    try Data("This is no database, but it is long enough to look like a page.".utf8)
      .write(to: URL(fileURLWithPath: text))
    #expect(throws: StoreFault.notAStore(path: text)) { try world.open("text") }
    #expect(throws: StoreFault.notAStore(path: text)) { try world.read("text") }
    try Data().write(to: URL(fileURLWithPath: world.path("empty")))
    #expect(throws: StoreFault.notAStore(path: world.path("empty"))) { try world.open("empty") }
    try world.create().close()
    #expect(throws: StoreFault.exists(path: world.path("store.gloss"))) { try world.create() }
  }

  @Test func aStoreOfANewerVersionIsRefusedAndLeftAlone() throws {
    let world = World(seed: 63)
    try world.create().close()
    let path = world.path("store.gloss")
    var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    bytes[63] = 9  // The last byte of user_version in SQLite's header.
    try bytes.write(to: URL(fileURLWithPath: path))
    #expect(throws: StoreFault.newer(path: path, version: 9)) { try world.open() }
    #expect(throws: StoreFault.newer(path: path, version: 9)) { try world.read() }
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == bytes)
  }

  @Test func flippedBytesAreFoundOrHarmlessAndNeverCrash() throws {
    let world = World(seed: 64)
    let store = try world.create()
    _ = try store.importItems(World.items(0..<50))
    for number in 0..<30 { _ = try store.save(World.judgment(store, "q-\(number)", "good")) }
    let digest = try store.projectionDigest()
    try store.close()
    let whole = try Data(contentsOf: URL(fileURLWithPath: world.path("store.gloss")))
    var random = SplitMix64(seed: 64)
    var found = 0
    for round in 0..<60 {
      var bytes = whole
      for _ in 0..<(round % 3 + 1) {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] ^=
          1 << UInt8.random(in: 0..<8, using: &random)
      }
      let path = world.path("flipped.gloss")
      try bytes.write(to: URL(fileURLWithPath: path))
      do {
        let damaged = try world.read("flipped.gloss")
        defer { try? damaged.close() }
        let verification = try damaged.verify()
        if !verification.isOK {
          found += 1
        } else {
          #expect(verification.digest == digest, "round \(round): a change was not found")
        }
      } catch let fault as StoreFault {
        #expect(fault.message.hasSuffix("."))
        found += 1
      } catch {
        found += 1
      }
    }
    #expect(found > 10, "many flipped bytes must be found")
  }

  @Test func aTruncatedStoreIsRefused() throws {
    let world = World(seed: 65)
    let store = try world.create()
    _ = try store.importItems(World.items(0..<500))
    try store.close()
    let whole = try Data(contentsOf: URL(fileURLWithPath: world.path("store.gloss")))
    for part in [50, 600, 5000, whole.count / 2] {
      let path = world.path("cut.gloss")
      try whole.prefix(part).write(to: URL(fileURLWithPath: path))
      #expect(throws: (any Error).self, "\(part) bytes") {
        let store = try world.read("cut.gloss")
        defer { try? store.close() }
        let verification = try store.verify()
        if !verification.isOK {
          throw StoreFault.damaged(path: path, detail: verification.problems.joined())
        }
      }
    }
  }

  @Test func networkDisksAndSynchronisedFoldersAreRefusedWithAWayOut() throws {
    let world = World(seed: 66)
    try world.create().close()
    let path = world.path("store.gloss")
    world.places.kind.withLock { $0.kind = .network }
    #expect(throws: StoreFault.networkDisk(path: path, fileSystem: "ext4")) { try world.open() }
    #expect(throws: StoreFault.self) { try world.create("other.gloss") }
    let forced = try Store.open(
      path: path, access: .write(takeOver: false), surroundings: world.surroundings,
      allowAnyDisk: true)
    _ = try forced.importItems(World.items(0..<3))
    _ = try forced.save(World.judgment(forced, "q-0", "good"))
    try forced.close()
    world.places.kind.withLock { $0.kind = .local }
    try world.disk.write([], to: world.path(".stfolder"), manner: .quickly)
    #expect(throws: StoreFault.syncedFolder(path: path, marker: world.path(".stfolder"))) {
      try world.open()
    }
    try world.disk.remove(world.path(".stfolder"))
    let store = try world.open()
    #expect(try store.counts.judged == 1)
    try store.close()
  }

  @Test func aReadOnlyFileIsReadAndNeverWritten() throws {
    let world = World(seed: 67)
    let store = try world.create()
    _ = try store.importItems(World.items(0..<3))
    try store.close()
    let path = world.path("store.gloss")
    let before = try Data(contentsOf: URL(fileURLWithPath: path))
    try FileManager.default.setAttributes([.posixPermissions: 0o400], ofItemAtPath: path)
    #expect(throws: StoreFault.readOnly(path: path)) { try world.open() }
    let reader = try world.read()
    #expect(try reader.counts.items == 3)
    #expect(try reader.verify().isOK)
    #expect(throws: StoreFault.readOnly(path: path)) {
      try reader.save(World.judgment(reader, "q-0", "good"))
    }
    try reader.close()
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
    #expect(!FileManager.default.fileExists(atPath: path + "-wal"))
  }

  @Test func aStoreWithoutItsKeyIsNotOpenedForWriting() throws {
    let world = World(seed: 68)
    let store = try world.create()
    let device = store.device.hex
    try store.close()
    try world.disk.remove(world.folder + "/state/keys/" + device)
    do {
      _ = try world.open()
      Issue.record("a store without a key must not be opened")
    } catch let fault as StoreFault {
      #expect(fault.message.contains(device))
    }
    try world.read().close()
  }

  @Test func aBackupIsWholeAndLeavesOutNothing() throws {
    let world = World(seed: 69)
    let store = try world.create()
    _ = try store.importItems(World.items(0..<10))
    _ = try store.save(World.judgment(store, "q-0", "good"))
    try store.backup(to: world.path("backup.gloss"))
    let copy = try world.read("backup.gloss")
    #expect(try copy.projectionDigest() == store.projectionDigest())
    #expect(try copy.verify().isOK)
    #expect(throws: StoreFault.exists(path: world.path("backup.gloss"))) {
      try store.backup(to: world.path("backup.gloss"))
    }
  }
}
