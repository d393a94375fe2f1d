/// Returns the known word that somebody most likely meant, or `nil` if none is near.
///
/// Near means at most one letter in three changed, added, left out or swapped with its neighbour
/// (the optimal string alignment distance); capitals do not count. The first of equals wins.
package func nearestWord(to word: String, in known: [String]) -> String? {
  let wanted = Array(word.lowercased().unicodeScalars.prefix(64))
  var best: (word: String, distance: Int)?
  for candidate in known {
    let letters = Array(candidate.lowercased().unicodeScalars.prefix(64))
    let limit = max(1, max(wanted.count, letters.count) / 3)
    let distance = alignmentDistance(wanted, letters)
    if distance <= limit, distance < (best?.distance ?? .max) { best = (candidate, distance) }
  }
  return best?.word
}

private func alignmentDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
  var before: [Int] = []
  var row = Array(0...right.count)
  for i in 0..<left.count {
    var next = [i + 1]
    for j in 0..<right.count {
      let same = left[i] == right[j] ? 0 : 1
      var cost = min(row[j + 1] + 1, next[j] + 1, row[j] + same)
      if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
        cost = min(cost, before[j - 1] + 1)
      }
      next.append(cost)
    }
    before = row
    row = next
  }
  return row[right.count]
}
