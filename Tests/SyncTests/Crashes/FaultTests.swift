import CTestVFS
import Foundation
import Storage
import Support
import Sync
import Testing

/// Every call to the disk of three sessions fails, once or from then on: nothing crashes, nothing
/// that was acknowledged is lost, what happened is told, and the session goes on.
@Suite struct FaultTests {
  struct Count {
    var faults = 0
    var told = 0
    var harmless = 0
    var reopened = 0
    var problems: [String] = []
  }

  /// What a call fails with.
  ///
  /// A system call that a signal interrupts is begun anew by whoever makes it, so `EINTR` is met
  /// below this disk, by real programs.
  private static let codes: [(name: String, code: Int32)] = [
    ("ENOSPC", ENOSPC), ("EIO", EIO), ("a short write", CV_SHORT),
  ]

  private static func run(_ script: Script, seed: UInt64) throws -> Count {
    let recording = try Recording(script, seed: seed)
    var count = Count()
    for step in script.steps.indices {
      let before = step == 0 ? 0 : recording.marks[step - 1]
      for lasts in [false, true] {
        var call = 1
        var isHit = true
        while isHit {
          // Each call fails in each way in a soak; else the ways take turns.
          let ways = Soak.factor > 1 ? codes : [codes[(call + step) % codes.count]]
          isHit = false
          for way in ways {
            let name =
              "\(script.name), seed \(seed), step \(step), call \(call), \(way.name), "
              + (lasts ? "for ever" : "once")
            let disk = RecordedDisk(recording.disk, after: before, keeping: CV_KEPT)
            let sitting = Sitting(disk, seed: seed &+ 7777 &+ UInt64(call))
            do {
              let found = try fail(
                (disk, sitting), recording, step, (call, way.code, lasts), &count)
              isHit = isHit || found.isHit
              count.problems += found.problems.map { "\(name): \($0)" }
            } catch {
              count.problems.append("\(name): \(error)")
            }
            cv_disk_fail(disk.number, 0, 0, 0)
            sitting.abandon()
            if count.problems.count > 5 { return count }
          }
          call += 1
        }
      }
    }
    return count
  }

  private static func fail(
    _ place: (disk: RecordedDisk, sitting: Sitting), _ recording: Recording, _ step: Int,
    _ fault: (call: Int, code: Int32, lasts: Bool), _ count: inout Count
  ) throws -> (isHit: Bool, problems: [String]) {
    let (disk, sitting) = place
    let script = recording.script
    // Opened before, so that it is the step that fails and not the opening.
    for name in script.stores { _ = try sitting.store(name) }
    cv_disk_fail(disk.number, Int32(fault.call), fault.code, fault.lasts ? 1 : 0)
    var problems: [String] = []
    var isTold = false
    do {
      try script.steps[step](sitting)
    } catch {
      isTold = true
      let message = Self.message(error)
      if message.utf8.count < 20 || !message.hasSuffix(".") {
        problems.append("it is told as \(message)")
      }
    }
    let isHit = cv_disk_failures(disk.number) > 0
    guard isHit else { return (false, problems) }
    count.faults += 1
    count.told += isTold ? 1 : 0
    count.harmless += isTold ? 0 : 1
    cv_disk_fail(disk.number, 0, 0, 0)
    sitting.retry()
    // As the program does where a store is of no use any more, it is opened anew.
    var state: (problems: [String], done: Int)
    do {
      state = try recording.problems(sitting, acknowledged: step)
    } catch {
      count.reopened += 1
      sitting.abandon()
      state = try recording.problems(sitting, acknowledged: step)
    }
    problems += state.problems
    let isSame =
      recording.moments[step].map(\.picture) == recording.moments[step + 1].map(\.picture)
    if !isTold, !isSame, try !recording.isDone(step, sitting) {
      problems.append("nothing is told, and it was not done")
    }
    if state.done == step {
      do {
        try script.steps[step](sitting)
      } catch {
        count.reopened += 1
        sitting.abandon()
        try script.steps[step](sitting)
      }
      state = try recording.problems(sitting, acknowledged: step)
      if script.isStepwise, state.done != step + 1 {
        let isSame =
          recording.moments[step].map(\.picture) == recording.moments[step + 1].map(\.picture)
        if !isSame { problems.append("it does not go on: \(state.problems)") }
      }
    }
    // What is said to be so is so on the disk: another program reads it.
    if count.faults % 8 == 0 {
      try sitting.close()
      problems += try recording.problems(sitting, acknowledged: step).problems
      for name in script.stores { problems += try sitting.store(name).verify().problems }
    }
    return (true, problems)
  }

  private static func message(_ error: any Error) -> String {
    switch error {
    case let fault as StoreFault: fault.message
    case let fault as RemoteFault: fault.message
    case let fault as MergeFault: fault.message
    case let fault as HandoverFault: fault.message
    default: "\(error)"
    }
  }

  @Test(arguments: Script.all.indices)
  func noCallThatFailsLosesWhatWasAcknowledged(_ index: Int) throws {
    let script = Script.all[index]
    let count = try Self.run(script, seed: UInt64(620 + index))
    print(
      "T10: \(script.name), \(count.faults) failing calls, \(count.told) told, "
        + "\(count.harmless) harmless, \(count.reopened) stores reopened, "
        + "\(count.problems.count) problems")
    #expect(count.problems == [])
    #expect(count.faults > 100)
  }

  /// The opening itself: it says why it does not open, or it opens.
  @Test func anOpeningThatFailsIsToldAndTheNextOneWorks() throws {
    let recording = try Recording(Script.judging, seed: 630)
    let last = recording.script.steps.count
    var faults = 0
    for lasts in [Int32(0), 1] {
      for (name, code) in Self.codes {
        var call: Int32 = 1
        var isHit = true
        while isHit {
          let disk = RecordedDisk(
            recording.disk, after: recording.marks[last - 1], keeping: CV_KEPT)
          let sitting = Sitting(disk, seed: 631)
          cv_disk_fail(disk.number, call, code, lasts)
          do {
            _ = try sitting.store("ada")
          } catch {
            #expect(Self.message(error).hasSuffix("."), "\(name), call \(call): \(error)")
          }
          isHit = cv_disk_failures(disk.number) > 0
          cv_disk_fail(disk.number, 0, 0, 0)
          sitting.abandon()
          let found = try recording.problems(sitting, acknowledged: last)
          #expect(found.problems == [], "\(name), call \(call)")
          sitting.abandon()
          faults += isHit ? 1 : 0
          call += 1
        }
      }
    }
    print("T10: \(faults) failing calls while a store is opened")
    #expect(faults > 100)
  }
}
