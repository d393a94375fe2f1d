/// Reads the numbers that a list's items have in the source.
///
/// Markdown counts on from the first item whatever the others say; the text of an item under
/// judgment is shown with the numbers that it was given.
enum ListMarks {
  /// The marks that open a line before `offset`: a number, or `nil` for a bullet.
  static func all(on line: Slice<UnsafeBufferPointer<UInt8>>, before offset: Int) -> [Int?] {
    var marks: [Int?] = []
    var index = line.startIndex
    let end = min(offset, line.endIndex)
    while index < end {
      let byte = line[index]
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: ">"): index += 1
      case UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "+"):
        guard isBlank(line, at: index + 1) else { return marks }
        marks.append(nil)
        index += 1
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        let digits = line[index...].prefix { $0 >= 0x30 && $0 <= 0x39 }
        let mark = digits.endIndex
        guard digits.count <= 9, mark < line.endIndex, line[mark] == 0x2E || line[mark] == 0x29,
          isBlank(line, at: mark + 1)
        else { return marks }
        marks.append(digits.reduce(0) { $0 * 10 + Int($1 - 0x30) })
        index = mark + 1
      default: return marks
      }
    }
    return marks
  }

  /// Divides items into lists wherever a number is not the one that comes next.
  static func divided(_ items: [[Block]], numbers: [Int?], start: Int) -> [Block] {
    var lists: [Block] = []
    var current: [[Block]] = []
    var first = start
    for (item, number) in zip(items, numbers) {
      let next = first + current.count
      if let number, number != next {
        if !current.isEmpty { lists.append(.list(current, start: first)) }
        current = []
        first = number
      }
      current.append(item)
    }
    return lists + [.list(current, start: first)]
  }

  private static func isBlank(_ line: Slice<UnsafeBufferPointer<UInt8>>, at index: Int) -> Bool {
    index >= line.endIndex || line[index] == 0x20 || line[index] == 0x09
  }
}
