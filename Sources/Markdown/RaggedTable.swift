/// A table with rows of more cells than its delimiter row has.
///
/// md4c drops the cells to spare, as GitHub's specification has it; but the text of an item must
/// not vanish, so the delimiter row is lengthened and the source is read once more.
struct RaggedTable: Hashable {
  /// The line of the delimiter row, from 0.
  let delimiterLine: Int
  let missingColumns: Int

  /// Looks for rows with cells to spare, given the header's line, from 0.
  init?(headerLine: Int, rows: Int, columns: Int, lines: SourceLines) {
    let widest = (headerLine...headerLine + rows + 1)
      .lazy.filter { $0 != headerLine + 1 }
      .map { Self.cells(in: lines.trimmed($0)) }
      .max()
    guard let widest, widest > columns else { return nil }
    delimiterLine = headerLine + 1
    missingColumns = widest - columns
  }

  /// Lengthens the table's delimiter row.
  func widening(_ lines: SourceLines) -> SourceEdit {
    var row = lines.trimmed(delimiterLine)
    while let last = row.last, last == 0x20 || last == 0x09 { row.removeLast() }
    let column = row.last == UInt8(ascii: "|") ? "---|" : "|---"
    return SourceEdit(
      offset: row.endIndex, text: String(repeating: column, count: missingColumns))
  }

  /// Counts the cells of a row; bars that are escaped or in a code span divide none.
  private static func cells(in line: Slice<UnsafeBufferPointer<UInt8>>) -> Int {
    var row = line
    while let last = row.last, last == 0x20 || last == 0x09 { row.removeLast() }
    if row.first == UInt8(ascii: "|") { row.removeFirst() }
    let lastRuns = lastTickRuns(row)
    var bars = 0
    var endsInBar = false
    var index = row.startIndex
    while index < row.endIndex {
      endsInBar = false
      switch row[index] {
      case UInt8(ascii: "\\"): index += 2
      case UInt8(ascii: "`"):
        let length = tickRun(at: index, in: row)
        index += length
        guard let close = lastRuns[length], close >= index else { continue }
        // The code span ends at the next run as long as the one that began it.
        while index < row.endIndex {
          let run = tickRun(at: index, in: row)
          index += max(run, 1)
          if run == length { break }
        }
      case UInt8(ascii: "|"):
        bars += 1
        endsInBar = true
        index += 1
      default: index += 1
      }
    }
    return endsInBar ? bars : bars + 1
  }

  /// The length of the run of backticks that begins at `index`, 0 for none.
  private static func tickRun(at index: Int, in row: Slice<UnsafeBufferPointer<UInt8>>) -> Int {
    row[index...].prefix { $0 == UInt8(ascii: "`") }.count
  }

  /// Where the last run of backticks of each length begins.
  private static func lastTickRuns(_ row: Slice<UnsafeBufferPointer<UInt8>>) -> [Int: Int] {
    var last: [Int: Int] = [:]
    var index = row.startIndex
    while index < row.endIndex {
      let run = tickRun(at: index, in: row)
      if run > 0 { last[run] = index }
      index += max(run, 1)
    }
    return last
  }
}
