/// The stable id that a heading ends with, as in `## Overall {#overall}`.
package enum HeadingID {
  /// Says whether `id` is one: ASCII letters, digits, `-`, `_` and `.`, a letter or digit first.
  package static func isValid(_ id: some StringProtocol) -> Bool {
    guard let first = id.utf8.first, isLetterOrDigit(first) else { return false }
    return id.utf8.allSatisfy { isLetterOrDigit($0) || "-_.".utf8.contains($0) }
  }

  /// Takes a valid id off the end of a heading's runs; a malformed one stays text.
  static func split(_ inlines: [Inline]) -> ([Inline], id: String?) {
    guard case .text(let text)? = inlines.last, text.hasSuffix("}") else { return (inlines, nil) }
    let scalars = text.unicodeScalars
    guard let brace = scalars.lastIndex(of: "{") else { return (inlines, nil) }
    let inside = scalars[scalars.index(after: brace)...].dropLast()
    guard inside.first == "#", isValid(String(inside.dropFirst())) else { return (inlines, nil) }
    let id = String(inside.dropFirst())
    var before = scalars[..<brace]
    while before.last == " " || before.last == "\t" { before.removeLast() }
    let rest = inlines.dropLast()
    return (before.isEmpty ? Array(rest) : rest + [.text(String(before))], id)
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }
}
