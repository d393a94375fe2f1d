import CSystem
import Foundation
import Support
import Testing

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

extension ProgramTests {
  @Suite("Killed without a warning")
  struct Kill {
    /// What became of one run.
    private struct Run {
      var wasShown: Bool
      /// The newest count that a frame read from the terminal showed.
      var acknowledged: Int?
    }

    /// Judges as fast as the program reads, and kills it so many microseconds after its start.
    ///
    /// The time runs from the start itself, so that the opening of the store is hit too.
    private func run(
      _ scratch: Scratch, store: String, microseconds: UInt64, key: String
    ) throws -> Run {
      let terminal = try scratch.terminal("work", store, "--guard", "0")
      let end = cs_monotonic_ns() + microseconds * 1000
      var isShown = false
      while true {
        let now = cs_monotonic_ns()
        guard now < end else { break }
        // The last millisecond is spent turning round: poll counts in whole ones.
        terminal.receive(for: end - now > 2_000_000 ? 1 : 0)
        if !isShown { isShown = terminal.screen.saved != nil }
        // Typed ahead: the kill is to meet a program that has more keys to read.
        if isShown { try? terminal.send(key) }
      }
      terminal.signal(SIGKILL)
      let ending = try terminal.waitForEnd()
      guard ending == .killed(SIGKILL) else {
        throw Broken("It ended by itself (\(ending)) and shows:\n\(terminal.screen.picture)")
      }
      // What had reached the terminal before the end was seen by the person.
      while terminal.receive(for: 1), terminal.readUntilSilent(for: 1) > 0 {}
      return Run(wasShown: isShown, acknowledged: terminal.screen.saved)
    }

    @Test func killsLoseNoJudgmentThatWasShownAsSaved() throws {
      // Of the two hundred of a run, this is the part of those who judge.
      let kills = Soak.times(140)
      let seed = UInt64.random(in: 0..<1_000_000)
      print("kill -9: seed \(seed)")
      var random = SplitMix64(seed: seed)
      let scratch = try Scratch()
      let store = try scratch.makeStore(items: min(300_000, Soak.times(12_000)))
      // How long a start takes here decides when kills are worth while.
      let began = cs_monotonic_ns()
      let first = try scratch.terminal("work", store, "--guard", "0")
      try first.wait(forSaved: 0)
      let start = (cs_monotonic_ns() - began) / 1000
      #expect(try first.leave() == .exited(0))

      var known = 0
      var shown = 0
      var advanced = 0
      for kill in 1...kills {
        let moment = UInt64.random(in: 0...start * 3, using: &random)
        let key = random.pick(["1", "2", "3"])
        let run = try run(scratch, store: store, microseconds: moment, key: key)
        let saved = try scratch.status("judged", of: store)
        let acknowledged = max(known, run.acknowledged ?? 0)
        guard saved >= acknowledged else {
          Issue.record(
            """
            Seed \(seed), kill \(kill) after \(moment) µs: \(acknowledged) judgments were shown as \
            saved, and the store has \(saved).
            """)
          return
        }
        shown += run.wasShown ? 1 : 0
        advanced += saved > known ? 1 : 0
        known = saved
      }
      print(
        "T7: \(kills) kills while judging, \(known) judgments, \(shown) runs shown, "
          + "\(advanced) of them judged, 0 lost")
      // Most kills must have hit a program at work, or the test would prove nothing.
      #expect(advanced >= kills * 3 / 10, "seed \(seed)")
      let verified = try scratch.gloss("verify", store)
      #expect(verified.status == 0, "seed \(seed): \(verified.output)\(verified.errors)")
      #expect(try scratch.gloss("export", store).lines.count == known, "seed \(seed)")
    }
  }
}
