import Judgments
import Support

/// Makes values that canonical CBOR can hold, with a liking for edges.
struct RandomCBOR {
  var random: SplitMix64

  init(seed: UInt64) {
    random = SplitMix64(seed: seed)
  }

  mutating func value(depth: Int = 0, deepest: Int = 8) -> CBOR {
    let kinds = depth < deepest && random.chance(3, in: 5) ? 10 : 6
    switch below(kinds) {
    case 0: return .unsigned(number())
    case 1: return .negative(number())
    case 2: return .bytes(bytes())
    case 3: return .text(text())
    case 4: return .bool(random.chance(1, in: 2))
    case 5: return .null
    case 6, 7:
      return .array((0..<count()).map { _ in value(depth: depth + 1, deepest: deepest) })
    default: return map(depth: depth, deepest: deepest)
    }
  }

  mutating func map(depth: Int = 0, deepest: Int = 8) -> CBOR {
    let keys = Set((0..<count()).map { _ in number() }).sorted()
    return .map(
      keys.map { CBORPair(key: $0, value: value(depth: depth + 1, deepest: deepest)) })
  }

  mutating func number() -> UInt64 {
    let edges: [UInt64] = [
      0, 1, 23, 24, 255, 256, 65_535, 65_536, 0xFFFF_FFFF, 0x1_0000_0000, 0x7FFF_FFFF_FFFF_FFFF,
      0x8000_0000_0000_0000, .max - 1, .max,
    ]
    switch below(4) {
    case 0: return random.pick(edges)
    case 1: return UInt64(below(30))
    default: return random.next() >> UInt64(below(64))
    }
  }

  mutating func bytes() -> [UInt8] {
    let length = random.chance(1, in: 30) ? 200 + below(200) : below(28)
    return (0..<length).map { _ in UInt8(truncatingIfNeeded: random.next()) }
  }

  mutating func text() -> String {
    var text = ""
    for _ in 0..<(random.chance(1, in: 30) ? 90 : below(8)) {
      text.unicodeScalars.append(
        random.chance(1, in: 2)
          ? random.scalar() : random.pick(["a", "\0", "e", "\u{301}", "\u{E9}"]))
    }
    return text
  }

  mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &random) }

  private mutating func count() -> Int { random.chance(1, in: 40) ? 30 : below(4) }
}
