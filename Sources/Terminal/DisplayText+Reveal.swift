extension DisplayText {
  /// Returns a text in one safe line, for messages, logs and standard error.
  ///
  /// Whatever a screen would show altered is written by its code point, as in `‹U+202E›`. Letters,
  /// blanks and up to four marks on a letter stay as they are. The work ends at the limit, however
  /// long the text is.
  ///
  /// - Parameters:
  ///   - text: Any text, hostile ones included.
  ///   - limit: The most code points of the result.
  /// - Returns: The safe line; what was cut ends in `…`.
  package static func safe(_ text: String, limit: Int = 200) -> String {
    guard limit > 0 else { return "" }
    var output = String.UnicodeScalarView()
    var count = 0
    /// The length before the last pieces, so that one can be taken back for the `…`.
    var fits = (end: output.startIndex, count: 0)
    var marks = Cluster.mostMarks
    for scalar in text.unicodeScalars {
      let kind = Widths.standard.sort(scalar).kind
      let keep = kind == .plain || kind == .mark && marks < Cluster.mostMarks
      marks = kind == .plain ? 0 : keep ? marks + 1 : Cluster.mostMarks
      let piece = keep ? String(scalar) : "‹\(codePoint(scalar))›"
      if count <= limit - 1 { fits = (output.endIndex, count) }
      output.append(contentsOf: piece.unicodeScalars)
      count += piece.unicodeScalars.count
      if count > limit {
        return String(output[..<fits.end]) + "…"
      }
    }
    return String(output)
  }

  /// Names the code points of a cell's source, one a line, as in
  /// `U+202E RIGHT-TO-LEFT OVERRIDE`; what has no name is described by its category.
  package static func reveal(_ glyphSource: String) -> [String] {
    glyphSource.unicodeScalars.map { "\(codePoint($0)) \(name($0))" }
  }

  /// Whether the text has letters or controls that run from right to left, which a terminal may
  /// show in another order than that of the text.
  package var containsRightToLeft: Bool {
    glyphs.contains { glyph in
      Unicode.Scalar(glyph.cluster.base).map { runsRightToLeft($0) } ?? false
    }
  }

  /// Whether a text has letters or controls that run from right to left.
  package static func containsRightToLeft(_ text: String) -> Bool {
    text.unicodeScalars.contains { runsRightToLeft($0) }
  }

  /// Returns a scalar value in the usual notation, `U+` and at least four hexadecimal digits.
  package static func codePoint(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}

/// Says whether a scalar value is of the bidirectional classes R, AL, RLE, RLO or RLI.
///
/// The blocks are those that the Unicode Character Database reserves for such scripts, marks and
/// unassigned places included.
private func runsRightToLeft(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case ..<0x590: false
  case 0x590...0x8FF, 0x200F, 0x202B, 0x202E, 0x2067, 0xFB1D...0xFDFF, 0xFE70...0xFEFE,
    0x1_0800...0x1_0FFF, 0x1_E800...0x1_EFFF:
    true
  default: false
  }
}

private func name(_ scalar: Unicode.Scalar) -> String {
  if let name = scalar.properties.name { return name }
  if scalar.value < 0x20 { return controlNames[Int(scalar.value)] }
  if let name = scalar.properties.nameAlias { return name }
  switch scalar.properties.generalCategory {
  case .control: return scalar.value == 0x7F ? "DELETE" : "a C1 control character"
  case .privateUse: return "a private use character"
  case .unassigned: return "an unassigned code point"
  case .format: return "an invisible format character"
  case .nonspacingMark, .enclosingMark, .spacingMark: return "a combining mark"
  default: return "a character without a name"
  }
}

/// The names of the C0 control characters, which the standard gives only as aliases.
private let controlNames = [
  "NULL", "START OF HEADING", "START OF TEXT", "END OF TEXT", "END OF TRANSMISSION", "ENQUIRY",
  "ACKNOWLEDGE", "BELL", "BACKSPACE", "CHARACTER TABULATION", "LINE FEED", "LINE TABULATION",
  "FORM FEED", "CARRIAGE RETURN", "SHIFT OUT", "SHIFT IN", "DATA LINK ESCAPE",
  "DEVICE CONTROL ONE", "DEVICE CONTROL TWO", "DEVICE CONTROL THREE", "DEVICE CONTROL FOUR",
  "NEGATIVE ACKNOWLEDGE", "SYNCHRONOUS IDLE", "END OF TRANSMISSION BLOCK", "CANCEL",
  "END OF MEDIUM", "SUBSTITUTE", "ESCAPE", "INFORMATION SEPARATOR FOUR",
  "INFORMATION SEPARATOR THREE", "INFORMATION SEPARATOR TWO", "INFORMATION SEPARATOR ONE",
]
