/// Finds the valid word that a mistyped one was probably meant to be.
package enum NearestWord {
  /// The word of `words` nearest to `word`, or nil when none is near.
  ///
  /// Near means an edit distance (insertions, deletions, substitutions and swapped neighbours, case
  /// ignored) of at most 2 or a third of the length, and less than the whole word. Of equally near
  /// words the first wins.
  package static func find(_ word: String, among words: [String]) -> String? {
    let wanted = Array(word.lowercased().unicodeScalars)
    // Longer "words" are pasted text; the work would be quadratic in them.
    guard !wanted.isEmpty, wanted.count <= 64 else { return nil }
    let allowed = min(max(2, wanted.count / 3), wanted.count - 1)
    var best: (word: String, distance: Int)?
    for candidate in words {
      let scalars = Array(candidate.lowercased().unicodeScalars)
      guard abs(scalars.count - wanted.count) <= allowed else { continue }
      let distance = distance(wanted, scalars)
      guard distance <= allowed, distance < max(1, scalars.count) else { continue }
      if distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.word
  }

  private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for row in left.indices {
      var current = [row + 1]
      current.reserveCapacity(right.count + 1)
      for column in right.indices {
        var cost = min(
          last[column + 1] + 1,
          current[column] + 1,
          last[column] + (left[row] == right[column] ? 0 : 1))
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          cost = min(cost, beforeLast[column - 1] + 1)
        }
        current.append(cost)
      }
      beforeLast = last
      last = current
    }
    return last[right.count]
  }
}
