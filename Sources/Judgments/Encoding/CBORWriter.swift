/// Writes canonical CBOR, value by value.
package struct CBORWriter: Sendable {
  package private(set) var bytes: [UInt8]

  package init(reserving capacity: Int = 128) {
    bytes = []
    bytes.reserveCapacity(capacity)
  }

  package mutating func unsigned(_ value: UInt64) { head(0, value) }

  package mutating func byteString(_ value: some Collection<UInt8>) {
    head(2, UInt64(value.count))
    bytes.append(contentsOf: value)
  }

  package mutating func text(_ value: String) {
    var value = value
    value.withUTF8 { buffer in
      head(3, UInt64(buffer.count))
      bytes.append(contentsOf: buffer)
    }
  }

  /// Opens an array of `count` values, which the caller writes next.
  package mutating func array(_ count: Int) { head(4, UInt64(count)) }

  /// Opens a map of `count` pairs, which the caller writes next in ascending order of keys.
  package mutating func map(_ count: Int) { head(5, UInt64(count)) }

  package mutating func write(_ value: CBOR) {
    switch value {
    case .unsigned(let number): head(0, number)
    case .negative(let number): head(1, number)
    case .bytes(let content): byteString(content)
    case .text(let content): text(content)
    case .array(let members):
      head(4, UInt64(members.count))
      for member in members { write(member) }
    case .map(let pairs):
      head(5, UInt64(pairs.count))
      for pair in CBORPair.inOrder(pairs) {
        head(0, pair.key)
        write(pair.value)
      }
    case .bool(let truth): bytes.append(truth ? 0xF5 : 0xF4)
    case .null: bytes.append(0xF6)
    }
  }

  private mutating func head(_ major: UInt8, _ value: UInt64) {
    let type = major << 5
    switch value {
    case 0..<24: bytes.append(type | UInt8(value))
    case 24...0xFF:
      bytes.append(type | 24)
      bytes.append(UInt8(value))
    case 0x100...0xFFFF: append(type | 25, value, count: 2)
    case 0x1_0000...0xFFFF_FFFF: append(type | 26, value, count: 4)
    default: append(type | 27, value, count: 8)
    }
  }

  private mutating func append(_ first: UInt8, _ value: UInt64, count: Int) {
    bytes.append(first)
    for index in (0..<count).reversed() {
      bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(index * 8)))
    }
  }
}
