/// Work cut into parts of a fixed size, whose results are joined in their order.
///
/// The cut depends on the amount of work alone, so one thread and many give the same bits.
package enum Chunks {
  package static func ranges(count: Int, size: Int) -> [Range<Int>] {
    stride(from: 0, to: count, by: size).map { $0..<min($0 + size, count) }
  }

  /// Returns the results of all parts, computed one after another.
  package static func inOrder<Part>(
    count: Int, size: Int, _ body: (Range<Int>) -> Part
  ) -> [Part] {
    ranges(count: count, size: size).map(body)
  }

  /// Returns the results of all parts in order, computed by `workers` tasks at a time.
  package static func spread<Part: Sendable>(
    count: Int, size: Int, workers: Int, _ body: @escaping @Sendable (Range<Int>) -> Part
  ) async -> [Part] {
    let ranges = ranges(count: count, size: size)
    return await withTaskGroup(of: (Int, Part).self) { group in
      var results = [Part?](repeating: nil, count: ranges.count)
      var next = 0
      while next < min(max(workers, 1), ranges.count) {
        let index = next
        group.addTask { (index, body(ranges[index])) }
        next += 1
      }
      while let (index, part) = await group.next() {
        results[index] = part
        if next < ranges.count {
          let index = next
          group.addTask { (index, body(ranges[index])) }
          next += 1
        }
      }
      return results.compactMap { $0 }
    }
  }
}
