package import Terminal

/// Finds a text in broken lines, whatever its case and across the breaks.
package enum TextSearch {
  /// Returns, for each row that holds some of a match, its places in code points of the row's text.
  ///
  /// A blank of `wanted` also matches the end of a row, where wrapping left one out.
  package static func matches(of wanted: String, in lines: some Collection<Line>) -> [Int: [Range<
    Int
  >]] {
    let needle = folded(wanted)
    guard !needle.isEmpty else { return [:] }
    var hay: [Unicode.Scalar] = []
    var places: [(row: Int, offset: Int)] = []
    for (row, line) in lines.enumerated() {
      if row > 0 {
        hay.append(" ")
        places.append((row, -1))
      }
      for (offset, scalar) in line.text.unicodeScalars.enumerated() {
        hay.append(folded(scalar))
        places.append((row, offset))
      }
    }
    var matches: [Int: [Range<Int>]] = [:]
    for start in starts(of: needle, in: hay) {
      for place in places[start..<start + needle.count] where place.offset >= 0 {
        var ranges = matches[place.row] ?? []
        if let last = ranges.last, last.upperBound >= place.offset {
          ranges[ranges.count - 1] = last.lowerBound..<max(last.upperBound, place.offset + 1)
        } else {
          ranges.append(place.offset..<place.offset + 1)
        }
        matches[place.row] = ranges
      }
    }
    return matches
  }

  /// The rows on which a match begins or goes on, in order.
  package static func rows(of wanted: String, in lines: some Collection<Line>) -> [Int] {
    matches(of: wanted, in: lines).keys.sorted()
  }

  private static func folded(_ text: String) -> [Unicode.Scalar] {
    text.unicodeScalars.map { folded($0) }
  }

  /// The lower case where that is one scalar value.
  private static func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    if scalar.value < 0x80 {
      return scalar.value >= 0x41 && scalar.value <= 0x5A
        ? Unicode.Scalar(UInt8(scalar.value + 32)) : scalar
    }
    let lower = scalar.properties.lowercaseMapping.unicodeScalars
    guard let first = lower.first, lower.count == 1 else { return scalar }
    return first
  }

  /// Where `needle` begins in `hay`, matches that overlap left out (Knuth, Morris and Pratt).
  private static func starts(of needle: [Unicode.Scalar], in hay: [Unicode.Scalar]) -> [Int] {
    var border = [Int](repeating: 0, count: needle.count)
    var length = 0
    for index in needle.indices.dropFirst() {
      while length > 0, needle[index] != needle[length] { length = border[length - 1] }
      if needle[index] == needle[length] { length += 1 }
      border[index] = length
    }
    var starts: [Int] = []
    var matched = 0
    for (index, scalar) in hay.enumerated() {
      while matched > 0, scalar != needle[matched] { matched = border[matched - 1] }
      if scalar == needle[matched] { matched += 1 }
      if matched == needle.count {
        starts.append(index + 1 - needle.count)
        matched = 0
      }
    }
    return starts
  }
}
