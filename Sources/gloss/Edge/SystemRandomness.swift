import CSystem
import Judgments

/// Random bytes from the kernel.
struct SystemRandomness: Randomness {
  /// - Returns: fewer bytes than asked for, namely none, where the kernel has no randomness; every
  ///   caller refuses to make a key or a salt of that.
  func bytes(_ count: Int) -> [UInt8] {
    var failed = false
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      failed = cs_random(buffer.baseAddress, count) < 0
      initialized = failed ? 0 : count
    }
    return failed ? [] : bytes
  }
}
