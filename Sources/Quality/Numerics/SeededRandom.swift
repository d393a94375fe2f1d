/// A small seeded generator (SplitMix64, Steele, Lea & Flood 2014), the same on every machine.
///
/// Work that is split takes one stream for each part, so that the numbers a part sees depend on
/// the seed and on the part alone, never on the number of threads.
package struct SeededRandom: RandomNumberGenerator, Sendable {
  private var state: UInt64

  package init(seed: UInt64, stream: UInt64 = 0) {
    state = seed
    if stream > 0 {
      var mixer = SeededRandom(seed: seed ^ (stream &* 0xD1B5_4A32_D192_ED03))
      state = mixer.next() ^ mixer.next()
    }
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// Returns a number from 0 to `bound` − 1, all equally likely (Lemire 2019).
  @inline(__always)
  package mutating func below(_ bound: UInt32) -> UInt32 {
    var product = UInt64(truncatingIfNeeded: next() >> 32) &* UInt64(bound)
    if UInt32(truncatingIfNeeded: product) < bound {
      let threshold = (0 &- bound) % bound
      while UInt32(truncatingIfNeeded: product) < threshold {
        product = (next() >> 32) &* UInt64(bound)
      }
    }
    return UInt32(truncatingIfNeeded: product >> 32)
  }

  /// Returns a number in 0 ..< 1 with 53 random bits.
  package mutating func unit() -> Double {
    Double(next() >> 11) * 0x1p-53
  }
}
