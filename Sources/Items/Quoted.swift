/// Text from data, made safe for a message.
///
/// Control, bidirectional, invisible, private and unassigned characters, and every space but the
/// common one, stand as `‹U+202E›`; long text is cut with `…`. So no escape sequence of a file
/// reaches a terminal or a log, and nothing is hidden from who reads the message.
package struct Quoted: Sendable {
  /// The safe text without quotation marks.
  package let safe: String

  /// Takes a text, of which at most `limit` code points are shown.
  package init(_ text: some StringProtocol, limit: Int = 60) {
    var safe = ""
    var count = 0
    for scalar in text.unicodeScalars {
      guard count < limit else {
        safe += "…"
        break
      }
      if Self.isPlain(scalar, first: count == 0) {
        safe.unicodeScalars.append(scalar)
      } else {
        safe += Self.name(of: scalar)
      }
      count += 1
    }
    self.safe = safe
  }

  /// Takes bytes that may not be UTF-8; those that are not stand as `‹FF›`.
  package init(bytes: some Sequence<UInt8>, limit: Int = 60) {
    // Cut before decoding: a hundred megabytes may stand here. A code point has up to 4 bytes.
    let head = Array(bytes.prefix(limit * 4 + 4))
    var safe = ""
    var count = 0
    var index = 0
    while index < head.count {
      guard count < limit else {
        safe += "…"
        break
      }
      let length = head.withUnsafeBytes { UTF8Sequence.length(in: $0, at: index) }
      if let length,
        let scalar = String(decoding: head[index..<index + length], as: UTF8.self)
          .unicodeScalars.first
      {
        if Self.isPlain(scalar, first: count == 0) {
          safe.unicodeScalars.append(scalar)
        } else {
          safe += Self.name(of: scalar)
        }
        index += length
      } else {
        safe += "‹\(Hexadecimal.text([head[index]]).uppercased())›"
        index += 1
      }
      count += 1
    }
    self.safe = safe
  }

  /// `‹U+XXXX›`, with as many digits as the code point needs and at least four.
  package static func name(of scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "‹U+\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits)›"
  }

  private static func isPlain(_ scalar: Unicode.Scalar, first: Bool) -> Bool {
    if scalar.isASCII { return scalar.value >= 0x20 && scalar.value != 0x7F }
    // The marks of this form themselves, so that a text cannot counterfeit it.
    if scalar == "‹" || scalar == "›" { return false }
    let properties = scalar.properties
    if properties.isDefaultIgnorableCodePoint { return false }
    switch properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator, .spaceSeparator:
      return false
    case .nonspacingMark, .enclosingMark, .spacingMark:
      // At the start it would sit on the quotation mark.
      return !first
    default:
      return true
    }
  }
}

extension Quoted: CustomStringConvertible {
  /// The safe text between quotation marks.
  package var description: String { "\"\(safe)\"" }
}
