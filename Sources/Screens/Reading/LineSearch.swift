package import Terminal

/// Finds a term in broken lines, across the breaks as well.
package enum LineSearch {
  /// Returns, for each row that holds some of a match, its places in code points of the row's text.
  ///
  /// A blank of the term also matches the end of a row, where wrapping left one out.
  package static func matches(
    of term: String, in lines: some Collection<Line>
  ) -> [Int: [Range<Int>]] {
    guard !term.isEmpty else { return [:] }
    var text = ""
    var starts: [Int] = []
    var count = 0
    for line in lines {
      starts.append(count)
      let row = line.text
      text += row
      text += " "
      count += row.unicodeScalars.count + 1
    }
    var matches: [Int: [Range<Int>]] = [:]
    var row = 0
    for range in TextSearch.ranges(of: term, in: text) {
      while row + 1 < starts.count, starts[row + 1] <= range.lowerBound { row += 1 }
      var start = range.lowerBound
      var here = row
      while start < range.upperBound {
        // The blank behind the row belongs to no line.
        let next = here + 1 < starts.count ? starts[here + 1] : count
        let end = min(range.upperBound, next - 1)
        if start < end {
          matches[here, default: []].append(start - starts[here]..<end - starts[here])
        }
        start = next
        here += 1
      }
    }
    return matches
  }

  /// The rows on which a match begins or goes on, in order.
  package static func rows(of term: String, in lines: some Collection<Line>) -> [Int] {
    matches(of: term, in: lines).keys.sorted()
  }
}
