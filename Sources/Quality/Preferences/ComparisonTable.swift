/// Comparisons of two candidates in columns.
package struct ComparisonTable: Sendable {
  package enum Outcome: UInt8, Sendable {
    case first
    case second
    case tie
  }

  package let players: [String]
  package let annotators: [String]
  package let first: ContiguousArray<Int32>
  package let second: ContiguousArray<Int32>
  package let outcome: ContiguousArray<Outcome>
  /// Empty where the table does not say who judged.
  package let annotator: ContiguousArray<Int32>
  /// Length of the first candidate minus that of the second; empty where lengths are not known.
  package var lengthDifference: ContiguousArray<Double> = []

  package init(
    players: [String], annotators: [String] = [], first: ContiguousArray<Int32>,
    second: ContiguousArray<Int32>, outcome: ContiguousArray<Outcome>,
    annotator: ContiguousArray<Int32> = []
  ) {
    self.players = players
    self.annotators = annotators
    self.first = first
    self.second = second
    self.outcome = outcome
    self.annotator = annotator
  }

  package var count: Int { outcome.count }
}

/// Comparisons counted by ordered pair: how often the first won, the second won, neither.
package struct PairCounts: Sendable {
  package struct Pair: Sendable, Equatable {
    package let first: Int
    package let second: Int
    package var firstWins: Double
    package var secondWins: Double
    package var ties: Double

    package init(
      first: Int, second: Int, firstWins: Double = 0, secondWins: Double = 0, ties: Double = 0
    ) {
      self.first = first
      self.second = second
      self.firstWins = firstWins
      self.secondWins = secondWins
      self.ties = ties
    }
  }

  package let players: [String]
  package private(set) var pairs: [Pair]

  package init(players: [String], pairs: [Pair]) {
    self.players = players
    self.pairs = pairs
  }

  package init(_ table: ComparisonTable) {
    players = table.players
    let n = players.count
    guard n <= 1024 else {
      pairs = Self.sparse(table)
      return
    }
    var cells = ContiguousArray<Int32>(repeating: 0, count: n * n * 3)
    cells.withUnsafeMutableBufferPointer { cells in
      table.first.withUnsafeBufferPointer { first in
        table.second.withUnsafeBufferPointer { second in
          table.outcome.withUnsafeBufferPointer { outcome in
            for row in outcome.indices {
              let pair = Int(first[row]) * n + Int(second[row])
              cells[pair * 3 + Int(outcome[row].rawValue)] += 1
            }
          }
        }
      }
    }
    pairs = (0..<n * n).compactMap { pair in
      let (a, b, t) = (cells[pair * 3], cells[pair * 3 + 1], cells[pair * 3 + 2])
      guard a + b + t > 0 else { return nil }
      return Pair(
        first: pair / n, second: pair % n, firstWins: Double(a), secondWins: Double(b),
        ties: Double(t))
    }
  }

  private static func sparse(_ table: ComparisonTable) -> [Pair] {
    let n = table.players.count
    var cells: [Int: Pair] = [:]
    for row in 0..<table.count {
      let (i, j) = (Int(table.first[row]), Int(table.second[row]))
      var pair = cells[i * n + j] ?? Pair(first: i, second: j)
      switch table.outcome[row] {
      case .first: pair.firstWins += 1
      case .second: pair.secondWins += 1
      case .tie: pair.ties += 1
      }
      cells[i * n + j] = pair
    }
    return cells.sorted { $0.key < $1.key }.map(\.value)
  }

  /// The pairs without their order, the smaller player first.
  package var unordered: PairCounts {
    let n = players.count
    var cells: [Int: Pair] = [:]
    cells.reserveCapacity(pairs.count)
    for pair in pairs {
      let swap = pair.first > pair.second
      let (i, j) = swap ? (pair.second, pair.first) : (pair.first, pair.second)
      var cell = cells[i * n + j] ?? Pair(first: i, second: j)
      cell.firstWins += swap ? pair.secondWins : pair.firstWins
      cell.secondWins += swap ? pair.firstWins : pair.secondWins
      cell.ties += pair.ties
      cells[i * n + j] = cell
    }
    return PairCounts(players: players, pairs: cells.sorted { $0.key < $1.key }.map(\.value))
  }

  package var comparisons: Double {
    pairs.reduce(0) { $0 + $1.firstWins + $1.secondWins + $1.ties }
  }

  package var decisive: Double { pairs.reduce(0) { $0 + $1.firstWins + $1.secondWins } }

  /// The pairs under other treatments of a tie.
  package func ties(asHalf: Bool) -> PairCounts {
    PairCounts(
      players: players,
      pairs: pairs.map { pair in
        let half = asHalf ? pair.ties / 2 : 0
        return Pair(
          first: pair.first, second: pair.second, firstWins: pair.firstWins + half,
          secondWins: pair.secondWins + half)
      })
  }

  /// The groups of players that beat each other in a circle, by their smallest member.
  ///
  /// Finite ratings exist where there is one (Ford 1957).
  package func components(tiesConnect: Bool) -> [[Int]] {
    var successors = [[Int]](repeating: [], count: players.count)
    for pair in pairs where pair.first != pair.second {
      let connects = tiesConnect && pair.ties > 0
      if pair.firstWins > 0 || connects { successors[pair.first].append(pair.second) }
      if pair.secondWins > 0 || connects { successors[pair.second].append(pair.first) }
    }
    return StrongComponents.of(successors)
  }
}
