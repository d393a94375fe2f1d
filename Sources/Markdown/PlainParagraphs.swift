/// Reads a text as paragraphs that keep their line ends and have no markup.
enum PlainParagraphs {
  static func read(_ source: UnsafeBufferPointer<UInt8>) -> [(block: Block, line: Int)] {
    var read: [(block: Block, line: Int)] = []
    var lines: [Inline] = []
    var first = 1
    var number = 1
    func close() {
      if !lines.isEmpty { read.append((.paragraph(lines), first)) }
      lines = []
    }
    var start = 0
    while start < source.count {
      let end = SourceLines.end(of: start, in: source)
      let line = source[start..<end]
      if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) {
        close()
      } else {
        if lines.isEmpty { first = number } else { lines.append(.hardBreak) }
        lines.append(.text(String(decoding: line, as: UTF8.self)))
      }
      start = end + 1
      if end + 1 < source.count, source[end] == 0x0D, source[end + 1] == 0x0A { start += 1 }
      number += 1
    }
    close()
    return read
  }
}
