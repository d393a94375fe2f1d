/// Makes a chronicle that fails smaller for as long as it fails.
enum Shrinking {
  private static let mostRuns = 150

  /// The smallest chronicle found, with what it fails with.
  static func shrink(_ chronicle: Chronicle, ablation: Ablation? = nil) -> (Chronicle, String)? {
    guard var last = failure(of: chronicle, ablation) else { return nil }
    var smallest = chronicle
    var runs = 0
    func isSmaller(_ candidate: Chronicle) -> Bool {
      guard runs < mostRuns else { return false }
      runs += 1
      guard let failure = failure(of: candidate, ablation) else { return false }
      (smallest, last) = (candidate, failure)
      return true
    }
    // Fewer events, in ever smaller pieces.
    var length = max(1, smallest.events.count / 2)
    while length >= 1 {
      var start = 0
      while start < smallest.events.count {
        var candidate = smallest
        candidate.events.removeSubrange(start..<min(start + length, candidate.events.count))
        if !isSmaller(candidate) { start += length }
      }
      if length == 1 { break }
      length /= 2
    }
    // Fewer people; the numbers of the events then choose others, and may fail all the same.
    for seat in smallest.crew {
      var candidate = smallest
      candidate.crew.removeAll { $0 == seat }
      _ = isSmaller(candidate)
    }
    return (smallest, last)
  }

  private static func failure(of chronicle: Chronicle, _ ablation: Ablation?) -> String? {
    do {
      _ = try Simulation(chronicle, ablation: ablation).run()
      return nil
    } catch {
      return "\(error)"
    }
  }
}
