import CTestVFS
import Storage
import Support
import Sync
import Synchronization
import Testing

/// A crash before and after every write, sync and change of a name of three sessions: what was
/// acknowledged is there, the files are sound, and the session goes on to the same end.
@Suite struct CrashTests {
  /// What was counted over a script's crashes.
  struct Count {
    var points = 0
    var states = 0
    var checked = 0
    var resumed = 0
    var problems: [String] = []
  }

  /// What a crash keeps of what was not synced.
  private static func policies(_ random: inout Support.SplitMix64) -> [(Int32, UInt64)] {
    [(CV_KEPT, 0), (CV_DROPPED, 0)]
      + (0..<Soak.times(2)).map { _ in (CV_TORN, random.next()) }
  }

  private static func crash(_ script: Script, seed: UInt64) throws -> Count {
    let recording = try Recording(script, seed: seed)
    var random = Support.SplitMix64(seed: seed)
    var count = Count()
    var seen: Set<UInt64> = []
    for event in 0...recording.disk.events {
      for (policy, torn) in policies(&random) {
        count.points += 1
        let disk = RecordedDisk(recording.disk, after: event, keeping: policy, seed: torn)
        let acknowledged = recording.acknowledged(at: event)
        // A state that was looked at with as much acknowledged says nothing new.
        guard seen.insert(disk.digest &+ UInt64(acknowledged)).inserted else { continue }
        count.states += 1
        let isResumed = count.states % 8 == 0
        count.resumed += isResumed ? 1 : 0
        let sitting = Sitting(disk, seed: seed &+ 1000 &+ UInt64(count.states))
        do {
          var found = Self.folderProblems(disk)
          let state = try recording.problems(sitting, acknowledged: acknowledged)
          found += state.problems
          if count.states % 2 == 0 {
            // Of a copy, because a second connection would mend what the first one is to mend.
            let copy = RecordedDisk(recording.disk, after: event, keeping: policy, seed: torn)
            for name in script.stores where cv_disk_integrity(copy.path(name + ".gloss")) != 0 {
              found.append("SQLite finds \(name) damaged")
            }
            count.checked += 1
          }
          if isResumed {
            found += try recording.resume(
              sitting, from: state.done, verifying: count.resumed % 4 == 0)
          }
          count.problems += found.map {
            "\(script.name), seed \(seed), event \(event), policy \(policy), torn \(torn): \($0)"
          }
        } catch {
          count.problems.append(
            "\(script.name), seed \(seed), event \(event), policy \(policy), torn \(torn): \(error)"
          )
        }
        sitting.abandon()
        if count.problems.count > 5 { return count }
      }
    }
    return count
  }

  /// Files that have their names at a remote are whole, whatever was lost.
  private static func folderProblems(_ disk: RecordedDisk) -> [String] {
    disk.files.filter { $0.hasPrefix("meet/") && !$0.contains(".tmp-") }.compactMap { path in
      guard let bytes = try? disk.content(path).get() else { return "\(path) cannot be read" }
      let isWhole =
        if path.hasSuffix(".nseg") {
          (try? Segment(decoding: bytes).verify()) != nil
        } else if path.hasSuffix(".nhead") {
          (try? HeadFile.decode(bytes)) != nil
        } else {
          !bytes.isEmpty
        }
      return isWhole ? nil : "\(path) is not whole"
    }
  }

  @Test(arguments: Script.all.indices)
  func aCrashAtAnyWriteLosesNothingThatWasAcknowledged(_ index: Int) throws {
    let script = Script.all[index]
    let seed = UInt64(600 + index)
    let count = try Self.crash(script, seed: seed)
    print(
      "T6: \(script.name), \(count.points) crash points, \(count.states) different states, "
        + "\(count.checked) checked by SQLite, \(count.resumed) resumed, "
        + "\(count.problems.count) losses")
    #expect(count.problems == [])
    #expect(count.states > 100)
  }

  /// Were the disk to lie about its syncs, the same checks would find it.
  @Test(arguments: Script.all.indices)
  func aLossWouldBeFound(_ index: Int) throws {
    let recording = try Recording(Script.all[index], seed: 610)
    let disk = RecordedDisk(recording.disk, after: 0, keeping: CV_DROPPED)
    let found = try recording.problems(
      Sitting(disk, seed: 611), acknowledged: recording.script.steps.count)
    #expect(!found.problems.isEmpty)
  }
}
