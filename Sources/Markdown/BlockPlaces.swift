/// Finds the line that each outermost block begins on.
///
/// md4c tells no places, but the texts it hands out lie in the source; what has no text (a thematic
/// break, an empty heading) is looked for below the block before it.
struct BlockPlaces {
  private let lines: SourceLines
  /// The first line that no earlier block has taken, from 0.
  private var next = 0
  private var firstText: Int?
  private var lastText: Int?

  init(_ lines: SourceLines) { self.lines = lines }

  /// Begins an outermost block.
  mutating func begin() {
    firstText = nil
    lastText = nil
  }

  /// Notes that the block has a text on `line`, from 0.
  mutating func sawText(on line: Int) {
    if firstText == nil { firstText = line }
    lastText = max(lastText ?? line, line)
  }

  /// Ends the block and gives its first line, from 1.
  mutating func end(_ kind: BlockBuilder.Kind) -> Int {
    let start = max(next, first(of: kind))
    next = max(start, lastText ?? start) + 1
    skipTail(of: kind, from: start)
    begin()
    return start + 1
  }

  private func first(of kind: BlockBuilder.Kind) -> Int {
    switch kind {
    case .code(language: _, fence: let fence?):
      look { $0.starts(with: [fence, fence, fence]) } ?? firstText ?? next
    case .rule: look(isThematicBreak) ?? next
    case .heading: firstText ?? look { $0.first == UInt8(ascii: "#") } ?? next
    case .quote: look { $0.first == UInt8(ascii: ">") } ?? firstText ?? next
    case .list: look(beginsItem) ?? firstText ?? next
    case .table: look { $0.contains(UInt8(ascii: "|")) } ?? firstText ?? next
    default: firstText ?? look { !$0.isEmpty } ?? next
    }
  }

  /// Steps over what closes a block: the closing fence, a heading's underline, a table's one.
  private mutating func skipTail(of kind: BlockBuilder.Kind, from start: Int) {
    switch kind {
    case .code(language: _, fence: let fence?):
      var line = next
      while line < lines.count, lines.trimmed(line).isEmpty { line += 1 }
      if lines.trimmed(line).starts(with: [fence, fence, fence]) { next = line + 1 }
    case .heading:
      let isUnderlined = lines.trimmed(start).first != UInt8(ascii: "#")
      if isUnderlined { next += 1 }
    case .table: next = max(next, start + 2)
    default: break
    }
  }

  /// The first line that no block has taken and that satisfies `isIt`, up to the first text.
  private func look(_ isIt: (Slice<UnsafeBufferPointer<UInt8>>) -> Bool) -> Int? {
    let end = min(firstText ?? lines.count - 1, lines.count - 1)
    guard next <= end else { return nil }
    return (next...end).first { isIt(lines.trimmed($0)) }
  }

  private func isThematicBreak(_ line: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    guard let mark = line.first, "-*_".utf8.contains(mark) else { return false }
    return line.allSatisfy { $0 == mark || $0 == 0x20 || $0 == 0x09 }
      && line.count(where: { $0 == mark }) >= 3
  }

  private func beginsItem(_ line: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    guard let first = line.first else { return false }
    return "-*+".utf8.contains(first) || (first >= 0x30 && first <= 0x39)
  }
}
