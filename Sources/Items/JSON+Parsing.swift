extension JSON {
  /// Reads one JSON value that fills all the bytes.
  ///
  /// Strict RFC 8259, and more: nesting at most 64 deep, no duplicate keys, no lone surrogates, no
  /// malformed UTF-8, no NaN.
  ///
  /// - Parameters:
  ///   - bytes: UTF-8 text.
  ///   - file: The file's name for messages.
  ///   - line: The line on which the bytes begin, from 1.
  /// - Throws: the first mistake with its line and column.
  package init(parsing bytes: [UInt8], file: String, line: Int = 1) throws(Problem) {
    let result = bytes.withUnsafeBytes {
      Self.parse($0) { $0.problem(in: $1, file: file, line: line) }
    }
    self = try result.get()
  }

  /// Reads one JSON value that fills the buffer; see ``init(parsing:file:line:)-([UInt8],_,_)``.
  package init(
    parsing bytes: UnsafeRawBufferPointer, file: String, line: Int = 1
  ) throws(Problem) {
    self = try Self.parse(bytes) { $0.problem(in: $1, file: file, line: line) }.get()
  }

  private static func parse(
    _ bytes: UnsafeRawBufferPointer,
    telling problem: (Fault, UnsafeRawBufferPointer) -> Problem
  ) -> Result<JSON, Problem> {
    var tree = JSONTree(scanner: JSONScanner(bytes))
    do throws(Fault) {
      let value = try tree.value()
      try tree.scanner.finish()
      return .success(value)
    } catch {
      return .failure(problem(error, bytes))
    }
  }
}

/// Builds a tree from what the scanner finds.
private struct JSONTree {
  var scanner: JSONScanner

  mutating func value() throws(Fault) -> JSON {
    scanner.skipSpace()
    switch scanner.current {
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "{"): return .object(try members())
    case UInt8(ascii: "["): return .array(try elements())
    case UInt8(ascii: "t"):
      try scanner.scanLiteral("true")
      return .bool(true)
    case UInt8(ascii: "f"):
      try scanner.scanLiteral("false")
      return .bool(false)
    case UInt8(ascii: "n"):
      try scanner.scanLiteral("null")
      return .null
    case .some(UInt8(ascii: "-")), .some(0x30...0x39):
      let range = try scanner.scanNumber()
      return .number(String(decoding: scanner.bytes[range], as: UTF8.self))
    default:
      throw scanner.unexpected("A value was expected.")
    }
  }

  private mutating func string() throws(Fault) -> String {
    let found = try scanner.scanString()
    return JSONEscapes.text(
      UnsafeRawBufferPointer(rebasing: scanner.bytes[found.range]), hasEscapes: found.hasEscapes)
  }

  private mutating func elements() throws(Fault) -> [JSON] {
    try scanner.descend()
    var elements: [JSON] = []
    scanner.skipSpace()
    if scanner.current != UInt8(ascii: "]") {
      while true {
        elements.append(try value())
        scanner.skipSpace()
        guard scanner.current == UInt8(ascii: ",") else { break }
        scanner.position += 1
      }
      guard scanner.current == UInt8(ascii: "]") else {
        throw scanner.unexpected("A comma or \"]\" was expected.")
      }
    }
    scanner.ascend()
    return elements
  }

  private mutating func members() throws(Fault) -> [JSONMember] {
    try scanner.descend()
    var members: [JSONMember] = []
    // Sets of byte arrays, for a Set of String would take equivalent spellings for the same key.
    var keys: Set<[UInt8]> = []
    scanner.skipSpace()
    if scanner.current != UInt8(ascii: "}") {
      while true {
        scanner.skipSpace()
        guard scanner.current == UInt8(ascii: "\"") else {
          throw scanner.unexpected("A key in quotation marks was expected.")
        }
        let offset = scanner.position
        let key = try string()
        guard keys.insert(Array(key.utf8)).inserted else {
          throw Fault.duplicateKey(Quoted(key), offset: offset)
        }
        scanner.skipSpace()
        try scanner.take(UInt8(ascii: ":"), after: "after the key")
        members.append(JSONMember(key, try value()))
        scanner.skipSpace()
        guard scanner.current == UInt8(ascii: ",") else { break }
        scanner.position += 1
      }
      guard scanner.current == UInt8(ascii: "}") else {
        throw scanner.unexpected("A comma or \"}\" was expected.")
      }
    }
    scanner.ascend()
    return members
  }
}

extension Fault {
  static func duplicateKey(_ key: Quoted, offset: Int) -> Fault {
    Fault(
      offset: offset, what: "The key \(key) stands twice in one object.",
      why: "Which of the two is meant cannot be known.", remedy: "Remove or rename one of them.")
  }
}
