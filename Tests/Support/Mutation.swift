/// Changes bytes as damage, malice and careless programs do.
package enum Mutation {
  private static let heads: [UInt8] = [
    0x00, 0x17, 0x18, 0x19, 0x1A, 0x1B, 0x1C, 0x1F, 0x20, 0x3B, 0x40, 0x5F, 0x60, 0x61, 0x7F, 0x80,
    0x81, 0x9F, 0xA0, 0xA1, 0xBF, 0xC0, 0xC2, 0xD8, 0xE0, 0xF4, 0xF5, 0xF6, 0xF7, 0xF8, 0xF9, 0xFA,
    0xFB, 0xFF,
  ]

  /// Returns valid bytes with one change or two.
  package static func mutated(_ valid: [UInt8], _ random: inout SplitMix64) -> [UInt8] {
    var bytes = valid
    for _ in 0..<Int.random(in: 1...2, using: &random) { change(&bytes, &random) }
    return bytes
  }

  private static func change(_ bytes: inout [UInt8], _ random: inout SplitMix64) {
    guard !bytes.isEmpty else {
      bytes = [random.pick(heads)]
      return
    }
    let place = Int.random(in: 0..<bytes.count, using: &random)
    switch Int.random(in: 0..<9, using: &random) {
    case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    case 1: bytes[place] = random.pick(heads)
    case 2: bytes[place] = bytes[place] &+ (random.chance(1, in: 2) ? 1 : 255)
    case 3: bytes.insert(random.pick(heads), at: place)
    case 4: bytes.remove(at: place)
    case 5: bytes.removeSubrange(place...)
    case 6:
      let end = Int.random(in: place..<bytes.count, using: &random)
      bytes.insert(contentsOf: bytes[place...end], at: place)
    case 7:
      // The same number in a longer form.
      let head = bytes[place]
      if head & 0x1F < 24 {
        bytes[place] = head | 0x18
        bytes.insert(head & 0x1F, at: place + 1)
      }
    default: bytes.swapAt(place, Int.random(in: 0..<bytes.count, using: &random))
    }
  }
}
