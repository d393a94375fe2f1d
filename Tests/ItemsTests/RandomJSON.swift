import Items
import Support

/// Makes JSON values, and texts of them that differ in everything that does not matter.
struct RandomJSON {
  var random: SplitMix64

  init(seed: UInt64) {
    random = SplitMix64(seed: seed)
  }

  mutating func value(depth: Int = 0) -> JSON {
    switch random.below(depth < 4 ? 8 : 5) {
    case 0: return .null
    case 1: return .bool(random.isOneIn(2))
    case 2: return .number(number())
    case 3, 4: return .string(string())
    case 5: return .array((0..<random.below(5)).map { _ in value(depth: depth + 1) })
    default: return object(depth: depth)
    }
  }

  mutating func object(depth: Int = 0) -> JSON {
    var keys: Set<[UInt8]> = []
    var members: [JSONMember] = []
    for _ in 0..<random.below(random.isOneIn(20) ? 60 : 7) {
      let key = string()
      guard keys.insert(Array(key.utf8)).inserted else { continue }
      members.append(JSONMember(key, value(depth: depth + 1)))
    }
    return .object(members)
  }

  mutating func number() -> String {
    let forms = ["0", "-0", "1.50", "1e9", "-12.5E-3", "9007199254740993", "0.1", "7E+2"]
    return random.isOneIn(2)
      ? String(Int.random(in: -999...999, using: &random))
      : forms[random.below(forms.count)]
  }

  mutating func string() -> String {
    var text = ""
    for _ in 0..<random.below(random.isOneIn(8) ? 40 : 6) {
      text.unicodeScalars.append(scalar())
    }
    return text
  }

  private mutating func scalar() -> Unicode.Scalar {
    let ranges: [ClosedRange<UInt32>] = [
      0...0x1F, 0x20...0x7E, 0x61...0x66, 0x22...0x22, 0x5C...0x5C, 0x2F...0x2F, 0x7F...0x9F,
      0x300...0x302, 0x7FF...0x801, 0x202A...0x202E, 0xD7FF...0xD7FF, 0xE000...0xE001,
      0xFFFD...0xFFFF, 0x10000...0x10002, 0x1F600...0x1F610, 0x10FFFF...0x10FFFF,
    ]
    return Unicode.Scalar(
      UInt32.random(in: ranges[random.below(ranges.count)], using: &random)) ?? "?"
  }

  /// A text of the value with random white space, order of members and escapes.
  mutating func text(of value: JSON, spaces: Bool = true) -> String {
    let body: String
    switch value {
    case .null, .bool, .number: body = value.canonicalText
    case .string(let text): body = literal(text)
    case .array(let elements):
      body =
        "[" + elements.map { text(of: $0, spaces: spaces) }.joined(separator: ",")
        + (elements.isEmpty ? space(spaces) : "") + "]"
    case .object(let members):
      body =
        "{"
        + members.shuffled(using: &random).map {
          space(spaces) + literal($0.key) + space(spaces) + ":" + text(of: $0.value, spaces: spaces)
        }.joined(separator: ",") + space(spaces) + "}"
    }
    return space(spaces) + body + space(spaces)
  }

  private mutating func space(_ allowed: Bool) -> String {
    guard allowed, random.isOneIn(3) else { return "" }
    return [" ", "\t", "\r", "  "][random.below(4)]
  }

  private mutating func literal(_ text: String) -> String {
    var literal = "\""
    for scalar in text.unicodeScalars {
      let short: [Unicode.Scalar: String] = [
        "\"": "\\\"", "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\u{8}": "\\b",
        "\u{C}": "\\f", "/": "\\/",
      ]
      if let escape = short[scalar], random.isOneIn(2) {
        literal += escape
      } else if scalar.value < 0x20 || scalar == "\"" || scalar == "\\" || random.isOneIn(6) {
        for unit in String(scalar).utf16 {
          let digits = String(unit, radix: 16, uppercase: random.isOneIn(2))
          literal += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      } else {
        literal.unicodeScalars.append(scalar)
      }
    }
    return literal + "\""
  }
}

extension SplitMix64 {
  mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }
  mutating func isOneIn(_ whole: Int) -> Bool { chance(1, in: whole) }
}
