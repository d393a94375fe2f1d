/// A second reading of CBOR, written apart: it accepts every spelling of a value, writes the
/// canonical one, and calls bytes canonical when both are the same.
struct LenientCBOR {
  private indirect enum Node {
    case head(UInt8, UInt64)
    case string(UInt8, ArraySlice<UInt8>)
    case list([Node])
    case table([UInt64: Node])
  }

  private var rest: ArraySlice<UInt8>
  private var deepest = 0

  /// Whether bytes are the canonical encoding of a value that keeps the limits.
  static func accepts(_ bytes: [UInt8], size: Int = 65_536, depth: Int = 8) -> Bool {
    guard bytes.count <= size else { return false }
    var reading = LenientCBOR(rest: bytes[...])
    guard let node = reading.node(1), reading.rest.isEmpty, reading.deepest <= depth else {
      return false
    }
    var written: [UInt8] = []
    write(node, &written)
    return written == bytes
  }

  private init(rest: ArraySlice<UInt8>) {
    self.rest = rest
  }

  private mutating func node(_ depth: Int) -> Node? {
    guard let first = rest.popFirst() else { return nil }
    let (major, detail) = (first / 32, first % 32)
    if major == 7 { return (20...22).contains(detail) ? .head(7, UInt64(detail)) : nil }
    guard major != 6, detail < 28 else { return nil }
    var number = UInt64(detail)
    if detail >= 24 {
      let width = [1, 2, 4, 8][Int(detail) - 24]
      guard rest.count >= width else { return nil }
      number = rest.prefix(width).reduce(0) { $0 * 256 + UInt64($1) }
      rest = rest.dropFirst(width)
    }
    switch major {
    case 0, 1: return .head(major, number)
    case 2, 3:
      guard number <= UInt64(rest.count) else { return nil }
      let content = rest.prefix(Int(number))
      rest = rest.dropFirst(Int(number))
      return major == 2 || Self.isUTF8(content) ? .string(major, content) : nil
    default:
      deepest = max(deepest, depth)
      // Beyond any limit this suite asks for; the reader under test has its own.
      guard depth < 100 else { return nil }
      var members: [Node] = []
      var table: [UInt64: Node] = [:]
      var left = number
      while left > 0 {
        left -= 1
        guard let member = node(depth + 1) else { return nil }
        if major == 4 {
          members.append(member)
          continue
        }
        guard case .head(0, let key) = member, let value = node(depth + 1) else { return nil }
        guard table.updateValue(value, forKey: key) == nil else { return nil }
      }
      return major == 4 ? .list(members) : .table(table)
    }
  }

  private static func write(_ node: Node, _ out: inout [UInt8]) {
    switch node {
    case .head(7, let number): out.append(0xE0 + UInt8(number))
    case .head(let major, let number): out += head(major, number)
    case .string(let major, let content): out += head(major, UInt64(content.count)) + content
    case .list(let members):
      out += head(4, UInt64(members.count))
      for member in members { write(member, &out) }
    case .table(let table):
      out += head(5, UInt64(table.count))
      for key in table.keys.sorted() {
        out += head(0, key)
        if let value = table[key] { write(value, &out) }
      }
    }
  }

  private static func head(_ major: UInt8, _ number: UInt64) -> [UInt8] {
    if number < 24 { return [major * 32 + UInt8(number)] }
    let width = number < 1 << 8 ? 1 : number < 1 << 16 ? 2 : number < 1 << 32 ? 4 : 8
    let detail: UInt8 = [1: 24, 2: 25, 4: 26, 8: 27][width] ?? 0
    return [major * 32 + detail]
      + (0..<width).reversed().map { UInt8(truncatingIfNeeded: number >> UInt64($0 * 8)) }
  }

  /// Well-formed UTF-8 by the table of the Unicode standard, 3-7.
  private static func isUTF8(_ bytes: ArraySlice<UInt8>) -> Bool {
    var rest = bytes
    while let first = rest.popFirst() {
      let (count, least, most): (Int, UInt8, UInt8)
      switch first {
      case 0...0x7F: continue
      case 0xC2...0xDF: (count, least, most) = (1, 0x80, 0xBF)
      case 0xE0: (count, least, most) = (2, 0xA0, 0xBF)
      case 0xED: (count, least, most) = (2, 0x80, 0x9F)
      case 0xE1...0xEF: (count, least, most) = (2, 0x80, 0xBF)
      case 0xF0: (count, least, most) = (3, 0x90, 0xBF)
      case 0xF1...0xF3: (count, least, most) = (3, 0x80, 0xBF)
      case 0xF4: (count, least, most) = (3, 0x80, 0x8F)
      default: return false
      }
      guard rest.count >= count, let second = rest.first, least <= second, second <= most else {
        return false
      }
      guard rest.prefix(count).allSatisfy({ $0 & 0xC0 == 0x80 }) else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }
}
