extension JSON {
  /// The one spelling of this value that is hashed and stored.
  ///
  /// UTF-8, keys sorted by code points, no white space, numbers as written, the shortest escapes:
  /// only `"`, `\` and the control characters below U+0020 are escaped, with the two-character form
  /// where there is one and `\u00xx` in lower case otherwise.
  package var canonicalBytes: [UInt8] {
    var bytes: [UInt8] = []
    append(to: &bytes, isSorted: true)
    return bytes
  }

  /// Canonical JSON but for the members, which keep their order: for files that people read.
  package var orderedBytes: [UInt8] {
    var bytes: [UInt8] = []
    append(to: &bytes, isSorted: false)
    return bytes
  }

  /// The canonical bytes as text.
  package var canonicalText: String { String(decoding: canonicalBytes, as: UTF8.self) }

  private func append(to bytes: inout [UInt8], isSorted: Bool) {
    switch self {
    case .null: bytes.append(contentsOf: "null".utf8)
    case .bool(let flag): bytes.append(contentsOf: (flag ? "true" : "false").utf8)
    case .number(let text): bytes.append(contentsOf: text.utf8)
    case .string(let text): CanonicalString.append(text, to: &bytes)
    case .array(let elements):
      bytes.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        element.append(to: &bytes, isSorted: isSorted)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let members):
      bytes.append(UInt8(ascii: "{"))
      let members = isSorted ? members.sorted { $0.key.precedesByBytes($1.key) } : members
      for (index, member) in members.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        CanonicalString.append(member.key, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        member.value.append(to: &bytes, isSorted: isSorted)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }
}
