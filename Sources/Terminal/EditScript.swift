/// Which elements must be taken out of one list and put in to get another.
///
/// The shortest script is found by Myers' algorithm ("An O(ND) Difference Algorithm", 1986), whose
/// work grows with the length times the number of differences. It is bounded: beyond `mostEdits`
/// differences or `mostSteps` comparisons everything between the common beginning and the common
/// end counts as changed, so hostile texts cost no more than a fixed sum and one pass.
struct EditScript {
  /// For each element of the first list whether the second lacks it.
  private(set) var removed: [Bool]
  /// For each element of the second list whether the first lacks it.
  private(set) var added: [Bool]

  /// The most differences that are searched for; the trace takes the square of it in memory.
  static let mostEdits = 1_000
  /// The most steps of the search.
  static let mostSteps = 2_000_000

  /// Compares two lists.
  init(_ a: [Int], _ b: [Int]) {
    var start = 0
    while start < a.count, start < b.count, a[start] == b[start] { start += 1 }
    var end = 0
    while end < a.count - start, end < b.count - start,
      a[a.count - 1 - end] == b[b.count - 1 - end]
    {
      end += 1
    }
    removed = (0..<a.count).map { $0 >= start && $0 < a.count - end }
    added = (0..<b.count).map { $0 >= start && $0 < b.count - end }
    let left = a[start..<(a.count - end)]
    let right = b[start..<(b.count - end)]
    for pair in Self.common(Array(left), Array(right)) {
      removed[start + pair.a] = false
      added[start + pair.b] = false
    }
  }

  /// Returns the places of a longest common subsequence, or nothing if the search was given up.
  private static func common(_ a: [Int], _ b: [Int]) -> [(a: Int, b: Int)] {
    guard !a.isEmpty, !b.isEmpty else { return [] }
    let most = min(a.count + b.count, mostEdits)
    var furthest = [Int32](repeating: 0, count: 2 * most + 3)
    let middle = most + 1
    var trace: [[Int32]] = []
    var steps = 0
    for edits in 0...most {
      trace.append(Array(furthest[(middle - edits)...(middle + edits)]))
      for diagonal in stride(from: -edits, through: edits, by: 2) {
        let down =
          diagonal == -edits
          || diagonal != edits
            && furthest[middle + diagonal - 1] < furthest[middle + diagonal + 1]
        var x = Int(
          down ? furthest[middle + diagonal + 1] : furthest[middle + diagonal - 1] + 1)
        let from = x
        while x < a.count, x - diagonal < b.count, a[x] == b[x - diagonal] { x += 1 }
        steps += x - from + 1
        furthest[middle + diagonal] = Int32(x)
        if x >= a.count, x - diagonal >= b.count {
          return path(a.count, b.count, edits, trace)
        }
        if steps > mostSteps { return [] }
      }
    }
    return []
  }

  /// Walks back from the end through the furthest points of each number of edits.
  private static func path(
    _ aCount: Int, _ bCount: Int, _ edits: Int, _ trace: [[Int32]]
  ) -> [(a: Int, b: Int)] {
    var pairs: [(a: Int, b: Int)] = []
    var x = aCount
    var y = bCount
    for step in stride(from: edits, through: 0, by: -1) {
      let row = trace[step]
      func reach(_ diagonal: Int) -> Int { Int(row[diagonal + step]) }
      let diagonal = x - y
      var startX = 0
      var previousX = 0
      var previousY = 0
      if step > 0 {
        let down =
          diagonal == -step || diagonal != step && reach(diagonal - 1) < reach(diagonal + 1)
        previousX = reach(down ? diagonal + 1 : diagonal - 1)
        previousY = previousX - (down ? diagonal + 1 : diagonal - 1)
        startX = down ? previousX : previousX + 1
      }
      while x > startX, y > 0 {
        x -= 1
        y -= 1
        pairs.append((x, y))
      }
      x = previousX
      y = previousY
    }
    return pairs
  }
}
