import Terminal

/// Merges the lines of two texts into one list, each line where it belongs.
enum LineDifference {
  enum Entry {
    case both(MarkedText.SourceLine)
    case old(MarkedText.SourceLine)
    case new(MarkedText.SourceLine)

    var line: MarkedText.SourceLine {
      switch self {
      case .both(let line), .old(let line), .new(let line): line
      }
    }
  }

  /// The most pairs of lines that are compared; beyond it, only a common beginning and end count.
  private static let mostPairs = 1_000_000

  static func merge(_ old: [MarkedText.SourceLine], _ new: [MarkedText.SourceLine]) -> [Entry] {
    let pairs = common(old.map(\.text), new.map(\.text))
    var entries: [Entry] = []
    var left = 0
    var right = 0
    for (oldIndex, newIndex) in pairs + [(old.count, new.count)] {
      entries += old[left..<oldIndex].map { .old($0) }
      entries += new[right..<newIndex].map { .new($0) }
      if oldIndex < old.count { entries.append(.both(plain(old[oldIndex], new[newIndex]))) }
      left = oldIndex + 1
      right = newIndex + 1
    }
    return entries
  }

  /// A line in both texts, drawn without the marks that the words around it may have given it.
  private static func plain(
    _ old: MarkedText.SourceLine, _ new: MarkedText.SourceLine
  ) -> MarkedText.SourceLine {
    guard old.isChanged else { return old }
    guard new.isChanged else { return new }
    var line = old
    line.line = old.line.restyled { $0 = .body }
    return line
  }

  /// The pairs of equal lines of a longest common subsequence, in order.
  private static func common(_ old: [String], _ new: [String]) -> [(Int, Int)] {
    var start = 0
    while start < min(old.count, new.count), old[start] == new[start] { start += 1 }
    var tail = 0
    while tail < min(old.count, new.count) - start,
      old[old.count - 1 - tail] == new[new.count - 1 - tail]
    {
      tail += 1
    }
    let rows = old.count - start - tail
    let columns = new.count - start - tail
    var pairs = (0..<start).map { ($0, $0) }
    if rows > 0, columns > 0, rows <= mostPairs / columns {
      var longest = [Int](repeating: 0, count: (rows + 1) * (columns + 1))
      for row in stride(from: rows - 1, through: 0, by: -1) {
        for column in stride(from: columns - 1, through: 0, by: -1) {
          let here = row * (columns + 1) + column
          longest[here] =
            old[start + row] == new[start + column]
            ? longest[here + columns + 2] + 1 : max(longest[here + columns + 1], longest[here + 1])
        }
      }
      var (row, column) = (0, 0)
      while row < rows, column < columns {
        let here = row * (columns + 1) + column
        if old[start + row] == new[start + column] {
          pairs.append((start + row, start + column))
          row += 1
          column += 1
        } else if longest[here + columns + 1] >= longest[here + 1] {
          row += 1
        } else {
          column += 1
        }
      }
    }
    return pairs + (0..<tail).reversed().map { (old.count - 1 - $0, new.count - 1 - $0) }
  }
}
