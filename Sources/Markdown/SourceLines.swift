/// Where the lines of a source begin, so that a byte's line is found quickly.
struct SourceLines {
  private let source: UnsafeBufferPointer<UInt8>
  private let starts: [Int]

  init(_ source: UnsafeBufferPointer<UInt8>) {
    self.source = source
    var starts = [0]
    var start = 0
    while true {
      let end = Self.end(of: start, in: source)
      guard end < source.count else { break }
      start = end + 1
      // A carriage return before a newline belongs to the same line end.
      if source[end] == 0x0D, start < source.count, source[start] == 0x0A { start += 1 }
      starts.append(start)
    }
    self.starts = starts
  }

  /// How many lines there are; a source that ends in a line end has an empty last one.
  var count: Int { starts.count }

  /// The index (from 0) of the line that holds the byte at `offset`.
  func index(of offset: Int) -> Int {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// The bytes of the line at `index`, without its line end, blanks at its start taken off.
  func trimmed(_ index: Int) -> Slice<UnsafeBufferPointer<UInt8>> {
    guard starts.indices.contains(index) else { return source[0..<0] }
    let start = starts[index]
    let line = source[start..<Self.end(of: start, in: source)]
    guard let first = line.firstIndex(where: { $0 != 0x20 && $0 != 0x09 }) else {
      return line[line.endIndex...]
    }
    return line[first...]
  }

  /// The offset of the line end (newline or carriage return) at or after `start`.
  static func end(of start: Int, in source: UnsafeBufferPointer<UInt8>) -> Int {
    var end = start
    while end < source.count, source[end] != 0x0A, source[end] != 0x0D { end += 1 }
    return end
  }
}
