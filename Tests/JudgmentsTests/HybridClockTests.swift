import Judgments
import Support
import Testing

@Suite struct HybridTimes {
  @Test func theClockNeverRunsBackwardsHoweverTheWallJumps() {
    for seed in UInt64(1)...300 {
      var random = SplitMix64(seed: seed)
      var clock = HybridClock()
      var wall: UInt64 = 1_767_604_211_000
      for _ in 0..<60 {
        let leap: UInt64 = random.pick([0, 0, 1, 40, 86_400_000, 31_536_000_000])
        wall = random.chance(1, in: 3) ? wall - leap : wall + leap
        if random.chance(1, in: 4) {
          clock.absorb(
            random.next() >> UInt64.random(in: 0..<20, using: &random), wallMilliseconds: wall)
        }
        let before = clock.last
        let time = clock.tick(wallMilliseconds: wall)
        #expect(time > before, "seed \(seed)")
        #expect(time == clock.last, "seed \(seed)")
        #expect(HybridClock.milliseconds(time) >= wall, "seed \(seed)")
        // As soon as the wall is ahead again, the clock is the wall.
        if before < wall << 16 { #expect(time == wall << 16, "seed \(seed)") }
      }
    }
  }

  @Test func anotherStoresTimeDragsTheClockByFiveMinutesAtMost() {
    let wall: UInt64 = 1_767_604_211_000
    var clock = HybridClock()
    clock.absorb((wall + 300_000) << 16, wallMilliseconds: wall)
    #expect(clock.last == (wall + 300_000) << 16)
    clock.absorb((wall + 300_000) << 16 | 1, wallMilliseconds: wall)
    #expect(clock.last == (wall + 300_000) << 16)
    clock.absorb(5, wallMilliseconds: wall)
    #expect(clock.last == (wall + 300_000) << 16)
    clock.absorb(.max, wallMilliseconds: wall)
    #expect(clock.tick(wallMilliseconds: wall) == (wall + 300_000) << 16 | 1)
  }

  @Test func sixtyFiveThousandActionsInOneMillisecondOverflowIntoTheNext() {
    var clock = HybridClock(last: 7 << 16 | 0xFFFF)
    #expect(clock.tick(wallMilliseconds: 7) == 8 << 16)
  }

  @Test func absurdWallsAndTimesStayInSQLitesRange() {
    for wall in [0, 1 << 46, 1 << 48, UInt64.max] {
      for last in [0, UInt64(Int64.max) - 1, UInt64(Int64.max), .max] {
        var clock = HybridClock(last: last)
        clock.absorb(.max, wallMilliseconds: wall)
        #expect(clock.tick(wallMilliseconds: wall) <= UInt64(Int64.max))
      }
    }
  }
}
