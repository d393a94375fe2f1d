/// Tells the texts that would cost md4c more than linear time.
///
/// Measured with md4c 0.4.8: time grows with the square of the open containers (20,000 nested
/// list marks before as many blank lines: 0.1 s), of the reference definitions left open, and of
/// links without an end (40,000 times `[a](b`: 25 ms).
/// The limits are far above anything written by hand.
enum Intricacy {
  static let maximumBytes = 1 << 20
  static let maximumMarksOnALine = 100
  static let maximumDefinitions = 2_000

  /// Says whether `source` (UTF-8) is too long, too deep or too full of definitions.
  static func isTooGreat(_ source: UnsafeBufferPointer<UInt8>) -> Bool {
    if source.count > maximumBytes { return true }
    var definitions = 0
    var start = 0
    while start < source.count {
      let end = SourceLines.end(of: start, in: source)
      let line = source[start..<end]
      if containerMarks(line) > maximumMarksOnALine { return true }
      if beginsDefinition(line) { definitions += 1 }
      if definitions > maximumDefinitions { return true }
      start = end + 1
    }
    return false
  }

  /// Counts the quote and list marks that open `line`; a thematic break has none.
  private static func containerMarks(_ line: Slice<UnsafeBufferPointer<UInt8>>) -> Int {
    var marks = 0
    var hasOther = false
    var bullet: UInt8 = 0
    var index = line.startIndex
    scan: while index < line.endIndex {
      let byte = line[index]
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
        index += 1
        continue scan
      case UInt8(ascii: ">"):
        hasOther = true
      case UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "+"):
        guard isSpace(line, after: index) else { break scan }
        if bullet == 0 { bullet = byte }
        if byte != bullet || byte == UInt8(ascii: "+") { hasOther = true }
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        while index < line.endIndex, line[index] >= 0x30, line[index] <= 0x39 { index += 1 }
        guard index < line.endIndex, line[index] == 0x2E || line[index] == 0x29,
          isSpace(line, after: index)
        else { break scan }
        hasOther = true
      default:
        break scan
      }
      marks += 1
      index += 1
    }
    let isThematicBreak = index == line.endIndex && !hasOther
    return isThematicBreak ? 0 : marks
  }

  private static func isSpace(_ line: Slice<UnsafeBufferPointer<UInt8>>, after index: Int) -> Bool {
    guard index + 1 < line.endIndex else { return true }
    return line[index + 1] == 0x20 || line[index + 1] == 0x09 || line[index + 1] == 0x0D
  }

  /// Says whether a line may begin a link reference definition: a bracket after blanks and marks.
  private static func beginsDefinition(_ line: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    guard let first = line.firstIndex(where: { !" \t>".utf8.contains($0) }),
      line[first] == UInt8(ascii: "[")
    else { return false }
    var previous: UInt8 = 0
    for byte in line[first...] {
      if byte == UInt8(ascii: ":"), previous == UInt8(ascii: "]") { return true }
      previous = byte
    }
    return false
  }
}
