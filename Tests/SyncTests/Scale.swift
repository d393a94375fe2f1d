import Dispatch
import Foundation
import Support
import Synchronization

/// How large the suites of made-up histories run: as large as for a commit, or `GLOSS_SOAK` times.
enum Scale {
  static let factor = Soak.factor

  /// The seeds of a suite: those of a commit run first, in a soak with others behind them.
  static func seeds(_ count: Int, from first: UInt64 = 1) -> [UInt64] {
    Array(first..<first + UInt64(count * factor))
  }

  /// Says what a suite has done, in the one line that people look for.
  static func report(_ suite: String, _ counts: [(Int, String)]) {
    print("\(suite): " + counts.map { "\(grouped($0.0)) \($0.1)" }.joined(separator: ", "))
  }

  private static func grouped(_ number: Int) -> String {
    var text = ""
    for (index, digit) in String(number).reversed().enumerated() {
      if index > 0, index % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return String(text.reversed())
  }
}

/// A round of a suite that went wrong, by its seed.
struct FailedRound: Error, CustomStringConvertible {
  var seed: UInt64
  var what: String

  var description: String { "seed \(seed): \(what)" }
}

/// Rounds that know nothing of each other, done on all cores.
enum Rounds {
  /// Does a round for each seed and gives the results in the order of the seeds.
  ///
  /// `start` makes what one core works with; a round that throws ends the suite with its seed.
  static func run<Bench, Result: Sendable>(
    _ seeds: [UInt64], start: @Sendable () throws -> Bench,
    _ round: @Sendable (Bench, UInt64) throws -> Result
  ) throws -> [Result] {
    let next = Mutex(0)
    let results = Mutex([Result?](repeating: nil, count: seeds.count))
    let failure = Mutex<FailedRound?>(nil)
    let cores = min(seeds.count, ProcessInfo.processInfo.activeProcessorCount)
    DispatchQueue.concurrentPerform(iterations: cores) { _ in
      var seed: UInt64 = 0
      do {
        let bench = try start()
        while failure.withLock({ $0 == nil }) {
          let index = next.withLock { next in
            defer { next += 1 }
            return next
          }
          guard index < seeds.count else { return }
          seed = seeds[index]
          let result = try round(bench, seed)
          results.withLock { $0[index] = result }
        }
      } catch {
        let failed = FailedRound(seed: seed, what: "\(error)")
        failure.withLock { $0 = $0 ?? failed }
      }
    }
    if let failed = failure.withLock({ $0 }) { throw failed }
    return results.withLock { $0.compactMap { $0 } }
  }

  /// The same where the rounds need nothing to work with.
  static func run<Result: Sendable>(
    _ seeds: [UInt64], _ round: @Sendable (UInt64) throws -> Result
  ) throws -> [Result] {
    try run(seeds, start: {}) { _, seed in try round(seed) }
  }
}
