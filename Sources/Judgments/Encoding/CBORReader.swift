/// Reads canonical CBOR strictly: what it accepts re-encodes to the same bytes.
///
/// The input's length is checked before anything is read, and a declared length allocates
/// nothing by itself, so hostile bytes cost no more than their size.
package struct CBORReader: Sendable {
  private let bytes: [UInt8]
  private let limits: CBORLimits
  package private(set) var position = 0

  /// How many members room is made for before they are read; more than most lists have.
  private static let reserve = 16

  package init(_ bytes: [UInt8], limits: CBORLimits = .operation) throws(CBORFault) {
    guard bytes.count <= limits.size else { throw CBORFault(offset: limits.size, reason: .tooLong) }
    self.bytes = bytes
    self.limits = limits
  }

  /// Checks that nothing follows.
  package func finish() throws(CBORFault) {
    if position != bytes.count { throw fault(.trailing) }
  }

  package mutating func unsigned() throws(CBORFault) -> UInt64 {
    let start = position
    let (major, value) = try head()
    guard major == 0 else { throw CBORFault(offset: start, reason: .unexpected) }
    return value
  }

  /// Opens an array and returns its count, which is never more than the bytes left.
  package mutating func array() throws(CBORFault) -> Int { try opening(major: 4, unit: 1) }

  /// Opens a map and returns its count of pairs.
  package mutating func map() throws(CBORFault) -> Int { try opening(major: 5, unit: 2) }

  package mutating func byteString() throws(CBORFault) -> [UInt8] {
    let start = position
    let (major, value) = try head()
    guard major == 2 else { throw CBORFault(offset: start, reason: .unexpected) }
    return Array(bytes[try take(value)])
  }

  package mutating func value() throws(CBORFault) -> CBOR { try value(depth: 0) }

  private mutating func value(depth: Int) throws(CBORFault) -> CBOR {
    let start = position
    let (major, number) = try head()
    switch major {
    case 0: return .unsigned(number)
    case 1: return .negative(number)
    case 2: return .bytes(Array(bytes[try take(number)]))
    case 3:
      guard let text = String(validating: bytes[try take(number)], as: UTF8.self) else {
        throw CBORFault(offset: start, reason: .invalidText)
      }
      return .text(text)
    case 4:
      guard depth < limits.depth else { throw CBORFault(offset: start, reason: .tooDeep) }
      let count = try bounded(number, unit: 1)
      var members: [CBOR] = []
      members.reserveCapacity(min(count, Self.reserve))
      for _ in 0..<count { members.append(try value(depth: depth + 1)) }
      return .array(members)
    case 5:
      guard depth < limits.depth else { throw CBORFault(offset: start, reason: .tooDeep) }
      let count = try bounded(number, unit: 2)
      var pairs: [CBORPair] = []
      pairs.reserveCapacity(min(count, Self.reserve))
      for _ in 0..<count {
        let place = position
        let (keyMajor, key) = try head()
        guard keyMajor == 0 else { throw CBORFault(offset: place, reason: .keyNotUnsigned) }
        if let last = pairs.last, last.key >= key {
          throw CBORFault(offset: place, reason: .keyOrder)
        }
        pairs.append(CBORPair(key: key, value: try value(depth: depth + 1)))
      }
      return .map(pairs)
    default:
      switch number {
      case 20 where major == 7: return .bool(false)
      case 21 where major == 7: return .bool(true)
      case 22 where major == 7: return .null
      default: throw CBORFault(offset: start, reason: .unsupported)
      }
    }
  }

  private mutating func opening(major wanted: UInt8, unit: Int) throws(CBORFault) -> Int {
    let start = position
    let (major, number) = try head()
    guard major == wanted else { throw CBORFault(offset: start, reason: .unexpected) }
    return try bounded(number, unit: unit)
  }

  /// Every member takes at least one byte, so a count beyond the bytes left is a lie.
  private func bounded(_ count: UInt64, unit: Int) throws(CBORFault) -> Int {
    guard count <= UInt64((bytes.count - position) / unit) else { throw fault(.truncated) }
    return Int(count)
  }

  private mutating func take(_ count: UInt64) throws(CBORFault) -> Range<Int> {
    guard count <= UInt64(bytes.count - position) else { throw fault(.truncated) }
    let range = position..<(position + Int(count))
    position = range.upperBound
    return range
  }

  private mutating func head() throws(CBORFault) -> (major: UInt8, value: UInt64) {
    let start = position
    guard position < bytes.count else { throw fault(.truncated) }
    let first = bytes[position]
    position += 1
    let major = first >> 5
    let detail = first & 0x1F
    switch detail {
    case 0..<24: return (major, UInt64(detail))
    case 24...27:
      // Major 7 with a following byte is a float or a simple value that operations do not use.
      guard major != 7 else { throw CBORFault(offset: start, reason: .unsupported) }
      let count = 1 << Int(detail - 24)
      guard count <= bytes.count - position else { throw fault(.truncated) }
      var value: UInt64 = 0
      for _ in 0..<count {
        value = value << 8 | UInt64(bytes[position])
        position += 1
      }
      let least: UInt64 = count == 1 ? 24 : 1 << UInt64(count * 4)
      guard value >= least else { throw CBORFault(offset: start, reason: .longForm) }
      return (major, value)
    case 31: throw CBORFault(offset: start, reason: .indefinite)
    default: throw CBORFault(offset: start, reason: .unsupported)
    }
  }

  private func fault(_ reason: CBORFault.Reason) -> CBORFault {
    CBORFault(offset: position, reason: reason)
  }
}
