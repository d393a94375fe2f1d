/// A mistake in a JSON document, with its place.
package struct JSONProblem: Error, Equatable, CustomStringConvertible {
  package let line: Int
  package let column: Int
  package let message: String

  package var description: String { "Line \(line), column \(column): \(message)" }
}

/// Reads one JSON document (RFC 8259) in one pass, without recursion beyond a fixed depth.
package struct JSONReader {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var place = 0
  private let firstLine: Int
  private static let deepest = 200

  private init(_ bytes: UnsafeBufferPointer<UInt8>, firstLine: Int) {
    self.bytes = bytes
    self.firstLine = firstLine
  }

  /// Returns the document in `bytes`; whatever follows it but blanks is a mistake.
  package static func value(
    of bytes: UnsafeBufferPointer<UInt8>, firstLine: Int = 1
  ) throws(JSONProblem) -> JSONValue {
    var reader = JSONReader(bytes, firstLine: firstLine)
    if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { reader.place = 3 }
    let value = try reader.value(depth: 0)
    reader.skipBlanks()
    guard reader.place == bytes.count else {
      throw reader.problem("Something follows the end of the JSON document. Remove it.")
    }
    return value
  }

  package static func value(of bytes: [UInt8]) throws(JSONProblem) -> JSONValue {
    // A typed throw does not pass through withUnsafeBufferPointer's own generic error on all
    // compilers, so the result travels as a value.
    let result = bytes.withUnsafeBufferPointer { buffer -> Result<JSONValue, JSONProblem> in
      do throws(JSONProblem) {
        return .success(try value(of: buffer))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  private func problem(_ message: String) -> JSONProblem {
    var (line, start) = (firstLine, 0)
    for index in 0..<min(place, bytes.count) where bytes[index] == 0x0A {
      line += 1
      start = index + 1
    }
    return JSONProblem(line: line, column: place - start + 1, message: message)
  }

  private mutating func skipBlanks() {
    while place < bytes.count {
      switch bytes[place] {
      case 0x20, 0x0A, 0x0D, 0x09: place += 1
      default: return
      }
    }
  }

  private mutating func value(depth: Int) throws(JSONProblem) -> JSONValue {
    skipBlanks()
    guard place < bytes.count else { throw problem("The document ends in the middle.") }
    guard depth < Self.deepest else {
      throw problem("Arrays and objects are nested more than \(Self.deepest) deep.")
    }
    switch bytes[place] {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func word(_ word: String, _ value: JSONValue) throws(JSONProblem) -> JSONValue {
    let end = place + word.utf8.count
    guard end <= bytes.count, bytes[place..<end].elementsEqual(word.utf8) else {
      throw problem("Expected a JSON value. Text needs double quotes.")
    }
    place = end
    return value
  }

  private mutating func number() throws(JSONProblem) -> JSONValue {
    let start = place
    loop: while place < bytes.count {
      switch bytes[place] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"),
        UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"):
        place += 1
      default: break loop
      }
    }
    let text = String(decoding: bytes[start..<place], as: UTF8.self)
    guard let first = text.utf8.first, first != UInt8(ascii: "+"), first != UInt8(ascii: "."),
      let number = Double(text), number.isFinite
    else {
      place = start
      throw problem(
        "Expected a JSON value. Text needs double quotes; NaN and Infinity are no JSON.")
    }
    return .number(number)
  }

  private mutating func array(depth: Int) throws(JSONProblem) -> JSONValue {
    place += 1
    var elements: [JSONValue] = []
    skipBlanks()
    if accept("]") { return .array(elements) }
    while true {
      elements.append(try value(depth: depth + 1))
      skipBlanks()
      if accept("]") { return .array(elements) }
      guard accept(",") else { throw problem("Expected , or ] in this array.") }
    }
  }

  private mutating func object(depth: Int) throws(JSONProblem) -> JSONValue {
    place += 1
    var members: [JSONValue.Member] = []
    skipBlanks()
    if accept("}") { return .object(members) }
    while true {
      skipBlanks()
      guard place < bytes.count, bytes[place] == UInt8(ascii: "\"") else {
        throw problem("Expected a member's name in double quotes.")
      }
      let key = try string()
      skipBlanks()
      guard accept(":") else { throw problem("Expected : after a member's name.") }
      members.append(JSONValue.Member(key, try value(depth: depth + 1)))
      skipBlanks()
      if accept("}") { return .object(members) }
      guard accept(",") else { throw problem("Expected , or } in this object.") }
    }
  }

  private mutating func accept(_ sign: Unicode.Scalar) -> Bool {
    guard place < bytes.count, bytes[place] == UInt8(ascii: sign) else { return false }
    place += 1
    return true
  }

  private mutating func string() throws(JSONProblem) -> String {
    place += 1
    let start = place
    while place < bytes.count, bytes[place] != 0x22, bytes[place] != 0x5C, bytes[place] >= 0x20 {
      place += 1
    }
    if place < bytes.count, bytes[place] == 0x22 {
      defer { place += 1 }
      return String(decoding: bytes[start..<place], as: UTF8.self)
    }
    var text = [UInt8](bytes[start..<place])
    while place < bytes.count {
      let byte = bytes[place]
      place += 1
      switch byte {
      case 0x22: return String(decoding: text, as: UTF8.self)
      case 0x5C: try escape(into: &text)
      case 0..<0x20: throw problem("A control character stands in this text. Write it as \\u00XX.")
      default: text.append(byte)
      }
    }
    throw problem("This text has no closing quote.")
  }

  private mutating func escape(into text: inout [UInt8]) throws(JSONProblem) {
    guard place < bytes.count else { throw problem("This text has no closing quote.") }
    let sign = bytes[place]
    place += 1
    switch sign {
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(sign)
    case UInt8(ascii: "u"):
      var code = try hexadecimal()
      if (0xD800..<0xDC00).contains(code), place + 1 < bytes.count,
        bytes[place] == 0x5C, bytes[place + 1] == UInt8(ascii: "u")
      {
        place += 2
        let low = try hexadecimal()
        guard (0xDC00..<0xE000).contains(low) else {
          throw problem("Half of a surrogate pair is missing.")
        }
        code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
      }
      guard let scalar = Unicode.Scalar(code) else {
        throw problem("Half of a surrogate pair is missing.")
      }
      text += String(Character(scalar)).utf8
    default: throw problem("A backslash is followed by a letter that JSON does not know.")
    }
  }

  private mutating func hexadecimal() throws(JSONProblem) -> UInt32 {
    guard place + 4 <= bytes.count,
      let code = UInt32(String(decoding: bytes[place..<place + 4], as: UTF8.self), radix: 16)
    else { throw problem("\\u needs four hexadecimal digits.") }
    place += 4
    return code
  }
}
