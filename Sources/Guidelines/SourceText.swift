/// Cuts a source into lines as Markdown counts them.
enum SourceText {
  /// The lines without their ends, which are `\n`, `\r\n` or `\r` and nothing else.
  static func lines(of text: some StringProtocol) -> [Substring] {
    var lines: [Substring] = []
    let text = Substring(text)
    let bytes = text.utf8
    var start = bytes.startIndex
    var index = start
    while index < bytes.endIndex {
      let byte = bytes[index]
      let next = bytes.index(after: index)
      guard byte == 0x0A || byte == 0x0D else {
        index = next
        continue
      }
      lines.append(text[start..<index])
      index = next
      if byte == 0x0D, next < bytes.endIndex, bytes[next] == 0x0A {
        index = bytes.index(after: next)
      }
      start = index
    }
    lines.append(text[start...])
    return lines
  }

  /// Says whether a line holds nothing but blanks.
  static func isBlank(_ line: Substring) -> Bool {
    line.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 }
  }

  /// The column (from 1, in code points) at which `part` first stands in `line`.
  static func column(of part: String, in line: Substring) -> Int {
    let scalars = Array(line.unicodeScalars)
    let wanted = Array(part.unicodeScalars)
    guard !wanted.isEmpty, scalars.count >= wanted.count else { return 1 }
    for start in 0...(scalars.count - wanted.count)
    where scalars[start..<start + wanted.count].elementsEqual(wanted) {
      return start + 1
    }
    return 1
  }
}
