import Items

/// Reads canonical CBOR strictly: what it accepts re-encodes to the same bytes.
///
/// The input's length is checked before anything is read, and a declared length allocates
/// nothing by itself, so hostile bytes cost no more than their size.
package struct CBORReader: Sendable {
  private let bytes: [UInt8]
  private let limits: CBORLimits
  /// Where the value begins; places are told from here.
  private let start: Int
  package private(set) var position: Int

  /// How many members room is made for before they are read; more than most lists have.
  private static let reserve = 16

  /// Reads the bytes behind a start, which is not beyond their end.
  package init(
    _ bytes: [UInt8], from start: Int = 0, limits: CBORLimits = .operation
  ) throws(CBORFault) {
    guard bytes.count - start <= limits.size else {
      throw CBORFault(offset: limits.size, reason: .tooLong)
    }
    self.bytes = bytes
    self.limits = limits
    self.start = start
    position = start
  }

  /// Checks that nothing follows.
  package func finish() throws(CBORFault) {
    if position != bytes.count { throw fault(.trailing) }
  }

  package mutating func unsigned() throws(CBORFault) -> UInt64 {
    let place = position
    let (major, value) = try head()
    guard major == 0 else { throw fault(.unexpected, at: place) }
    return value
  }

  /// Opens an array and returns its count, which is never more than the bytes left.
  package mutating func array() throws(CBORFault) -> Int { try opening(major: 4, unit: 1) }

  /// Opens an array that stands in others, which may not be nested deeper than the limit.
  mutating func array(depth: Int) throws(CBORFault) -> Int {
    guard depth < limits.depth else { throw fault(.tooDeep) }
    return try array()
  }

  /// A signed integer that fits into the machine's.
  mutating func integer() throws(CBORFault) -> Int {
    let place = position
    let (major, number) = try head()
    guard major <= 1, let number = Int(exactly: number) else { throw fault(.unexpected, at: place) }
    return major == 0 ? number : -1 - number
  }

  /// Opens a map and returns its count of pairs.
  package mutating func map() throws(CBORFault) -> Int { try opening(major: 5, unit: 2) }

  package mutating func byteString() throws(CBORFault) -> [UInt8] {
    Array(bytes[try byteRange()])
  }

  /// Where the content of a byte string stands.
  mutating func byteRange() throws(CBORFault) -> Range<Int> {
    let place = position
    let (major, value) = try head()
    guard major == 2 else { throw fault(.unexpected, at: place) }
    return try take(value)
  }

  /// Where the content of a text stands, which is valid UTF-8.
  mutating func textRange() throws(CBORFault) -> Range<Int> {
    let place = position
    let (major, value) = try head()
    guard major == 3 else { throw fault(.unexpected, at: place) }
    let range = try take(value)
    guard isText(range) else { throw fault(.invalidText, at: place) }
    return range
  }

  /// A byte string that must be a hash.
  mutating func hash() throws(CBORFault) -> Hash {
    let place = position
    guard let hash = hash(in: try byteRange()) else { throw fault(.unexpected, at: place) }
    return hash
  }

  func hash(in range: Range<Int>) -> Hash? {
    bytes.withUnsafeBytes { Hash(raw: UnsafeRawBufferPointer(rebasing: $0[range])) }
  }

  /// A byte string that must be an identifier.
  mutating func identifier<Tag>() throws(CBORFault) -> Identifier<Tag> {
    let place = position
    guard let identifier: Identifier<Tag> = identifier(in: try byteRange()) else {
      throw fault(.unexpected, at: place)
    }
    return identifier
  }

  func identifier<Tag>(in range: Range<Int>) -> Identifier<Tag>? {
    bytes.withUnsafeBytes {
      Identifier(raw: UnsafeRawBufferPointer(rebasing: $0[range]))
    }
  }

  mutating func bool() throws(CBORFault) -> Bool {
    let place = position
    let (major, number) = try head()
    guard major == 7, number == 20 || number == 21 else { throw fault(.unexpected, at: place) }
    return number == 21
  }

  /// The text that stands in a range that was checked.
  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// Whether one range's bytes come before another's.
  func precedes(_ left: Range<Int>, _ right: Range<Int>) -> Bool {
    var (one, other) = (left.lowerBound, right.lowerBound)
    while one < left.upperBound, other < right.upperBound {
      if bytes[one] != bytes[other] { return bytes[one] < bytes[other] }
      one += 1
      other += 1
    }
    return left.count < right.count
  }

  /// The major type of the next value; nil at the end.
  var nextMajor: UInt8? { position < bytes.count ? bytes[position] >> 5 : nil }

  var isAtMap: Bool { nextMajor == 5 }

  package mutating func value() throws(CBORFault) -> CBOR { try value(depth: 0) }

  /// Checks a value as strictly as `value` does and makes nothing of it.
  mutating func skip(depth: Int = 0) throws(CBORFault) {
    let place = position
    let (major, number) = try head()
    switch major {
    case 0, 1: break
    case 2: _ = try take(number)
    case 3:
      guard isText(try take(number)) else { throw fault(.invalidText, at: place) }
    case 4:
      guard depth < limits.depth else { throw fault(.tooDeep, at: place) }
      for _ in 0..<(try bounded(number, unit: 1)) { try skip(depth: depth + 1) }
    case 5:
      guard depth < limits.depth else { throw fault(.tooDeep, at: place) }
      var last: UInt64?
      for _ in 0..<(try bounded(number, unit: 2)) {
        let place = position
        let (keyMajor, key) = try head()
        guard keyMajor == 0 else { throw fault(.keyNotUnsigned, at: place) }
        if let last, last >= key { throw fault(.keyOrder, at: place) }
        last = key
        try skip(depth: depth + 1)
      }
    default:
      guard major == 7, (20...22).contains(number) else { throw fault(.unsupported, at: place) }
    }
  }

  mutating func value(depth: Int) throws(CBORFault) -> CBOR {
    let place = position
    let (major, number) = try head()
    switch major {
    case 0: return .unsigned(number)
    case 1: return .negative(number)
    case 2: return .bytes(Array(bytes[try take(number)]))
    case 3:
      guard let text = String(validating: bytes[try take(number)], as: UTF8.self) else {
        throw fault(.invalidText, at: place)
      }
      return .text(text)
    case 4:
      guard depth < limits.depth else { throw fault(.tooDeep, at: place) }
      let count = try bounded(number, unit: 1)
      var members: [CBOR] = []
      members.reserveCapacity(min(count, Self.reserve))
      for _ in 0..<count { members.append(try value(depth: depth + 1)) }
      return .array(members)
    case 5:
      guard depth < limits.depth else { throw fault(.tooDeep, at: place) }
      let count = try bounded(number, unit: 2)
      var pairs: [CBORPair] = []
      pairs.reserveCapacity(min(count, Self.reserve))
      for _ in 0..<count {
        let place = position
        let (keyMajor, key) = try head()
        guard keyMajor == 0 else { throw fault(.keyNotUnsigned, at: place) }
        if let last = pairs.last, last.key >= key {
          throw fault(.keyOrder, at: place)
        }
        pairs.append(CBORPair(key: key, value: try value(depth: depth + 1)))
      }
      return .map(pairs)
    default:
      switch number {
      case 20 where major == 7: return .bool(false)
      case 21 where major == 7: return .bool(true)
      case 22 where major == 7: return .null
      default: throw fault(.unsupported, at: place)
      }
    }
  }

  private mutating func opening(major wanted: UInt8, unit: Int) throws(CBORFault) -> Int {
    let place = position
    let (major, number) = try head()
    guard major == wanted else { throw fault(.unexpected, at: place) }
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
    let place = position
    guard position < bytes.count else { throw fault(.truncated) }
    let first = bytes[position]
    position += 1
    let major = first >> 5
    let detail = first & 0x1F
    switch detail {
    case 0..<24: return (major, UInt64(detail))
    case 24...27:
      // Major 7 with a following byte is a float or a simple value that operations do not use.
      guard major != 7 else { throw fault(.unsupported, at: place) }
      let count = 1 << Int(detail - 24)
      guard count <= bytes.count - position else { throw fault(.truncated) }
      var value: UInt64 = 0
      for _ in 0..<count {
        value = value << 8 | UInt64(bytes[position])
        position += 1
      }
      let least: UInt64 = count == 1 ? 24 : 1 << UInt64(count * 4)
      guard value >= least else { throw fault(.longForm, at: place) }
      return (major, value)
    case 31: throw fault(.indefinite, at: place)
    default: throw fault(.unsupported, at: place)
    }
  }

  private func isText(_ range: Range<Int>) -> Bool {
    bytes.withUnsafeBufferPointer { all in
      let part = UnsafeBufferPointer(rebasing: all[range])
      // Most texts are short and plain.
      return part.allSatisfy { $0 < 0x80 } || String(validating: part, as: UTF8.self) != nil
    }
  }

  func fault(_ reason: CBORFault.Reason, at place: Int? = nil) -> CBORFault {
    CBORFault(offset: (place ?? position) - start, reason: reason)
  }
}
