extension JSONScanner {
  /// A fault that names what stands at the position instead of what was expected.
  func unexpected(_ expectation: String, remedy: String = "") -> Fault {
    guard position < bytes.count else {
      return Fault(
        offset: bytes.count, what: "The text ends too early.", why: expectation,
        remedy: remedy.isEmpty ? "Complete it." : remedy)
    }
    let byte = bytes[position]
    let rest = bytes[position..<min(bytes.count, position + 24)]
    if byte == 0 {
      return Fault(
        offset: position, what: "There is a NUL byte.", why: expectation,
        remedy: "The file is damaged, or it is UTF-16 and must be converted to UTF-8.")
    }
    guard UTF8Sequence.length(in: bytes, at: position) != nil else { return notUTF8(position) }
    if let remedy = Self.remedyForWord(rest) {
      return Fault(
        offset: position, what: "\(Quoted(bytes: word(rest), limit: 12)) is no JSON value.",
        remedy: remedy)
    }
    let found = Quoted(bytes: rest.prefix(4), limit: 1).safe.prefix { $0 != "…" }
    return Fault(
      offset: position, what: "\"\(found)\" was not expected here.", why: expectation,
      remedy: remedy)
  }

  /// A fault for a byte that begins no well-formed UTF-8 sequence.
  func notUTF8(_ offset: Int) -> Fault {
    Fault(
      offset: offset,
      what: "The byte \(Hexadecimal.text([bytes[offset]]).uppercased()) is not UTF-8.",
      remedy: "Convert the file to UTF-8, for example with iconv.")
  }

  private func word(_ rest: Slice<UnsafeRawBufferPointer>) -> [UInt8] {
    Array(rest.prefix { $0 == 0x2D || ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) })
  }

  /// What to write in place of the words and marks that other languages have.
  private static func remedyForWord(_ rest: Slice<UnsafeRawBufferPointer>) -> String? {
    let known: [(String, String)] = [
      ("NaN", "JSON has no such number: write null, or a text."),
      ("nan", "JSON has no such number: write null, or a text."),
      ("Infinity", "JSON has no such number: write null, or a text."),
      ("-Infinity", "JSON has no such number: write null, or a text."),
      ("True", "Write true."),
      ("False", "Write false."),
      ("None", "Write null."),
      ("undefined", "Write null."),
    ]
    return known.first { rest.starts(with: $0.0.utf8) }?.1
  }
}
