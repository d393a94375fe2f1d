/// A mistake at a byte offset, before it has a file and a line.
struct Fault: Error {
  /// The offset of the first wrong byte; the count of bytes when more were expected.
  var offset: Int
  var what: String
  var why = ""
  var remedy = ""

  /// The problem at its line and column, counted from the line on which the bytes begin.
  func problem(in bytes: UnsafeRawBufferPointer, file: String, line: Int) -> Problem {
    var line = line
    var lineStart = 0
    let end = min(offset, bytes.count)
    for index in 0..<end where bytes[index] == UInt8(ascii: "\n") {
      line += 1
      lineStart = index + 1
    }
    return Problem(
      place: Place(
        file: file, line: line, column: Self.column(of: end, in: bytes, from: lineStart)),
      what: what, why: why, remedy: remedy)
  }

  /// The column of an offset in code points, from 1; a byte that is not UTF-8 counts as one.
  static func column(
    of offset: Int, in bytes: UnsafeRawBufferPointer, from lineStart: Int = 0
  ) -> Int {
    var column = 1
    var index = lineStart
    while index < offset {
      index += UTF8Sequence.length(in: bytes, at: index) ?? 1
      column += 1
    }
    return column
  }
}
