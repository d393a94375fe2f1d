/// Turns JSON text into its canonical bytes without building a tree.
///
/// Canonical text is never longer than the text it comes from: white space goes, every escape gets
/// shorter or stays, numbers are copied. So the output buffer has the size of the input.
struct CanonicalWriter: ~Copyable {
  /// One `"key":value` in the output.
  struct Member {
    /// Where the key's opening mark stands in the output.
    var start: Int
    /// Behind the key's closing mark; the value begins one further, behind the colon.
    var keyEnd: Int
    /// Behind the value.
    var end: Int
    /// Whether the key's text is its bytes, without escapes.
    var isPlain: Bool
    /// Where the key stands in the input.
    var offset: Int
  }

  /// What a writer works in, kept from line to line.
  struct Memory {
    var members: [Member] = []
    var copy: [UInt8] = []
  }

  var scanner: JSONScanner
  let output: UnsafeMutableRawBufferPointer
  private(set) var used = 0
  /// How many escapes have been written.
  private var escapes = 0
  /// The members of the objects that are open, those of the outermost first.
  private(set) var members: [Member] = []
  /// An object's bytes while its members are being put in order.
  private var copy: [UInt8] = []

  /// Makes a writer into at least as many bytes as the input has.
  init(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) {
    scanner = JSONScanner(input)
    self.output = output
  }

  /// Exchanges the arrays of members and bytes, so that their memory serves line after line.
  mutating func swapMemory(_ memory: inout Memory) {
    swap(&members, &memory.members)
    swap(&copy, &memory.copy)
  }

  /// Writes one object that fills the input and leaves its members, in canonical order.
  mutating func writeWholeObject() throws(Fault) {
    scanner.skipSpace()
    guard scanner.current == UInt8(ascii: "{") else { throw noObject() }
    try writeObject(isOutermost: true)
    try scanner.finish()
  }

  private func noObject() -> Fault {
    switch scanner.current {
    case UInt8(ascii: "["):
      Fault(
        offset: scanner.position, what: "The line begins an array, not an object.",
        why: "A JSONL file has one object a line.",
        remedy: "Write each element of the array on a line of its own.")
    case .some(UInt8(ascii: "\"")), .some(UInt8(ascii: "-")), .some(0x30...0x39):
      Fault(
        offset: scanner.position, what: "The line holds a bare value, not an object.",
        why: "A JSONL file has one object a line.")
    default:
      scanner.unexpected("An object was expected.", remedy: "Write one JSON object a line.")
    }
  }

  // MARK: - Values

  private mutating func writeValue() throws(Fault) {
    scanner.skipSpace()
    let start = scanner.position
    switch scanner.current {
    case UInt8(ascii: "\""):
      try writeString()
      return
    case UInt8(ascii: "{"):
      try writeObject(isOutermost: false)
      return
    case UInt8(ascii: "["):
      try writeArray()
      return
    case UInt8(ascii: "t"): try scanner.scanLiteral("true")
    case UInt8(ascii: "f"): try scanner.scanLiteral("false")
    case UInt8(ascii: "n"): try scanner.scanLiteral("null")
    case .some(UInt8(ascii: "-")), .some(0x30...0x39): _ = try scanner.scanNumber()
    default: throw scanner.unexpected("A value was expected.")
    }
    write(scanner.bytes[start..<scanner.position])
  }

  /// Writes a string and tells whether it is without escapes in the output.
  @discardableResult
  private mutating func writeString() throws(Fault) -> Bool {
    let found = try scanner.scanString()
    guard found.hasEscapes else {
      write(scanner.bytes[found.range.lowerBound - 1..<found.range.upperBound + 1])
      return true
    }
    write(UInt8(ascii: "\""))
    let before = escapes
    JSONEscapes.walk(UnsafeRawBufferPointer(rebasing: scanner.bytes[found.range])) { run in
      write(run[...])
    } scalar: { value in
      writeEscaped(value)
    }
    write(UInt8(ascii: "\""))
    return escapes == before
  }

  private mutating func writeEscaped(_ value: UInt32) {
    guard value >= 0x80 else {
      let byte = UInt8(value)
      guard CanonicalString.needsEscape(byte) else { return write(byte) }
      escapes += 1
      write(UInt8(ascii: "\\"))
      if let letter = CanonicalString.letter(of: byte) { return write(letter) }
      for letter in [UInt8(ascii: "u"), 0x30, 0x30] { write(letter) }
      write(Hexadecimal.digit(byte >> 4))
      write(Hexadecimal.digit(byte & 15))
      return
    }
    guard let scalar = Unicode.Scalar(value) else { return }
    for byte in UTF8.encode(scalar) ?? .init() { write(byte) }
  }

  private mutating func writeArray() throws(Fault) {
    try scanner.descend()
    write(UInt8(ascii: "["))
    scanner.skipSpace()
    if scanner.current != UInt8(ascii: "]") {
      while true {
        try writeValue()
        scanner.skipSpace()
        guard scanner.current == UInt8(ascii: ",") else { break }
        scanner.position += 1
        write(UInt8(ascii: ","))
      }
      guard scanner.current == UInt8(ascii: "]") else {
        throw scanner.unexpected("A comma or \"]\" was expected.")
      }
    }
    scanner.ascend()
    write(UInt8(ascii: "]"))
  }

  private mutating func writeObject(isOutermost: Bool) throws(Fault) {
    try scanner.descend()
    let base = members.count
    var isSorted = true
    write(UInt8(ascii: "{"))
    scanner.skipSpace()
    if scanner.current != UInt8(ascii: "}") {
      while true {
        try writeMember()
        if members.count - base > 1, isSorted {
          isSorted = order(members[members.count - 2], members[members.count - 1]) < 0
        }
        scanner.skipSpace()
        guard scanner.current == UInt8(ascii: ",") else { break }
        scanner.position += 1
        write(UInt8(ascii: ","))
      }
      guard scanner.current == UInt8(ascii: "}") else {
        throw scanner.unexpected("A comma or \"}\" was expected.")
      }
    }
    scanner.ascend()
    write(UInt8(ascii: "}"))
    if !isSorted { try sortMembers(from: base) }
    if !isOutermost { members.removeLast(members.count - base) }
  }

  private mutating func writeMember() throws(Fault) {
    scanner.skipSpace()
    guard scanner.current == UInt8(ascii: "\"") else {
      throw scanner.unexpected("A key in quotation marks was expected.")
    }
    let offset = scanner.position
    let start = used
    let isPlain = try writeString()
    let keyEnd = used
    scanner.skipSpace()
    try scanner.take(UInt8(ascii: ":"), after: "after the key")
    write(UInt8(ascii: ":"))
    try writeValue()
    members.append(
      Member(start: start, keyEnd: keyEnd, end: used, isPlain: isPlain, offset: offset))
  }

  // MARK: - Order

  /// Puts the members of the object just written into canonical order.
  private mutating func sortMembers(from base: Int) throws(Fault) {
    let first = members[base].start
    sortEntries(from: base)
    for index in base + 1..<members.count {
      let (one, other) = (members[index - 1], members[index])
      guard order(one, other) != 0 else {
        throw .duplicateKey(Quoted(text(of: one)), offset: max(one.offset, other.offset))
      }
    }
    let end = used
    var copy: [UInt8] = []
    swap(&copy, &self.copy)
    defer { swap(&copy, &self.copy) }
    if copy.count < end - first { copy = [UInt8](repeating: 0, count: end - first) }
    copy.withUnsafeMutableBytes { copy in
      copy.copyMemory(from: UnsafeRawBufferPointer(rebasing: output[first..<end]))
    }
    used = first
    for index in base..<members.count {
      if index > base { write(UInt8(ascii: ",")) }
      let member = members[index]
      let shift = used - member.start
      copy.withUnsafeBytes { write($0[member.start - first..<member.end - first]) }
      members[index].start += shift
      members[index].keyEnd += shift
      members[index].end += shift
    }
    write(UInt8(ascii: "}"))
  }

  /// Sorts few members in place; many, which only a hostile line has, in `n log n`.
  private mutating func sortEntries(from base: Int) {
    guard members.count - base <= 24 else {
      var sorted = Array(members[base...])
      sorted.sort { order($0, $1) < 0 }
      members.replaceSubrange(base..., with: sorted)
      return
    }
    for index in base + 1..<members.count {
      let member = members[index]
      var hole = index
      while hole > base, order(member, members[hole - 1]) < 0 {
        members[hole] = members[hole - 1]
        hole -= 1
      }
      members[hole] = member
    }
  }

  /// Below, equal to or above zero as the first key's code points come before, are, or come behind
  /// those of the second.
  private func order(_ left: Member, _ right: Member) -> Int {
    guard left.isPlain, right.isPlain else {
      let (left, right) = (text(of: left), text(of: right))
      return left.hasSameBytes(as: right) ? 0 : left.precedesByBytes(right) ? -1 : 1
    }
    let leftEnd = left.keyEnd - 1
    let rightEnd = right.keyEnd - 1
    var (leftIndex, rightIndex) = (left.start + 1, right.start + 1)
    while leftIndex < leftEnd, rightIndex < rightEnd {
      let difference = Int(output[leftIndex]) - Int(output[rightIndex])
      if difference != 0 { return difference }
      leftIndex += 1
      rightIndex += 1
    }
    return (leftEnd - leftIndex) - (rightEnd - rightIndex)
  }

  /// The text of a member's key.
  func text(of member: Member) -> String {
    let key = UnsafeRawBufferPointer(rebasing: output[member.start + 1..<member.keyEnd - 1])
    return JSONEscapes.text(key, hasEscapes: !member.isPlain)
  }

  // MARK: - Output

  @inline(__always)
  private mutating func write(_ byte: UInt8) {
    precondition(used < output.count, "canonical JSON outgrew its source")
    output[used] = byte
    used += 1
  }

  @inline(__always)
  private mutating func write(_ bytes: Slice<UnsafeRawBufferPointer>) {
    precondition(bytes.count <= output.count - used, "canonical JSON outgrew its source")
    UnsafeMutableRawBufferPointer(rebasing: output[used..<used + bytes.count])
      .copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes))
    used += bytes.count
  }
}
