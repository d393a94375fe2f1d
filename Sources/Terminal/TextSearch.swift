/// Finding a term in a text.
package enum TextSearch {
  /// Returns the places of a term in a text, from left to right, none overlapping another.
  ///
  /// A term in small letters matches capitals too; one with a capital matches as it is written.
  /// The work is linear in the length of the text (Knuth, Morris and Pratt).
  ///
  /// - Parameters:
  ///   - term: What is looked for; an empty one is found nowhere.
  ///   - text: Where it is looked for.
  /// - Returns: Ranges of code points, as `Line.highlighted` takes them.
  package static func ranges(of term: String, in text: String) -> [Range<Int>] {
    let wanted = Array(term.unicodeScalars)
    guard !wanted.isEmpty else { return [] }
    let folds = !wanted.contains { $0.properties.isUppercase }
    let borders = borders(of: wanted)
    var ranges: [Range<Int>] = []
    var matched = 0
    for (offset, scalar) in text.unicodeScalars.enumerated() {
      let letter = folds ? small(scalar) : scalar
      while matched > 0, wanted[matched] != letter { matched = borders[matched - 1] }
      if wanted[matched] == letter { matched += 1 }
      if matched == wanted.count {
        ranges.append(offset + 1 - matched..<offset + 1)
        matched = 0
      }
    }
    return ranges
  }

  /// For each beginning of the term the length of its longest end that is a beginning too.
  private static func borders(of term: [Unicode.Scalar]) -> [Int] {
    var borders = [0]
    var length = 0
    for scalar in term.dropFirst() {
      while length > 0, term[length] != scalar { length = borders[length - 1] }
      if term[length] == scalar { length += 1 }
      borders.append(length)
    }
    return borders
  }

  /// The small letter of a capital, where that is a single scalar value; else the scalar itself.
  private static func small(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    if scalar.isASCII {
      return (0x41...0x5A).contains(scalar.value)
        ? Unicode.Scalar(UInt8(scalar.value) | 0x20) : scalar
    }
    let mapping = scalar.properties.lowercaseMapping.unicodeScalars
    guard let first = mapping.first, mapping.count == 1 else { return scalar }
    return first
  }
}
