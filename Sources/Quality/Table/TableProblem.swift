/// One mistake in a table, with its place and what to do.
package struct TableProblem: Sendable, Equatable, CustomStringConvertible {
  package let file: String
  /// Counted from 1; nil where the whole file is meant.
  package let line: Int?
  /// The number of the field from 1, or in JSON lines the name of the member.
  package let column: String?
  package let message: String

  package init(file: String, line: Int? = nil, column: String? = nil, message: String) {
    self.file = file
    self.line = line
    self.column = column
    self.message = message
  }

  package var description: String {
    var place = visible(file)
    if let line { place += ":\(line)" }
    if let column { place += ", column \(column)" }
    return place + ": " + message
  }
}

/// All mistakes found in a table; the first of them where they are many.
package struct TableError: Error, Sendable, CustomStringConvertible {
  package let problems: [TableProblem]
  package let count: Int

  package init(_ problems: [TableProblem], count: Int? = nil) {
    self.problems = problems
    self.count = count ?? problems.count
  }

  package init(_ problem: TableProblem) {
    self.init([problem])
  }

  package var description: String {
    var lines = problems.map(\.description)
    if count > problems.count {
      lines.append("\(count - problems.count) more mistakes of this kind follow.")
    }
    return lines.joined(separator: "\n")
  }
}

/// Mistakes as they are found: all are counted, the first are kept.
package struct ProblemList: Sendable {
  package private(set) var problems: [TableProblem] = []
  package private(set) var count = 0
  package static let kept = 20

  package init() {}

  /// Counts a mistake; the message is made only where it is kept.
  package mutating func add(_ problem: @autoclosure () -> TableProblem) {
    count += 1
    if problems.count < Self.kept { problems.append(problem()) }
  }

  package func throwIfAny() throws(TableError) {
    if count > 0 { throw TableError(problems, count: count) }
  }
}

/// The nearest of a few known words.
package enum Nearest {
  /// Returns the word with the fewest changed letters, if they are few.
  package static func word(to word: String, in words: some Sequence<String>) -> String? {
    let limit = max(1, word.unicodeScalars.count / 3)
    return words.map { (distance(word, $0), $0) }.filter { $0.0 <= limit }
      .min { $0.0 < $1.0 }?.1
  }

  /// Returns " Did you mean …?", or nothing.
  package static func hint(_ word: String, in words: some Sequence<String>) -> String {
    self.word(to: word, in: words).map { " Did you mean \(visible($0))?" } ?? ""
  }

  /// The edit distance of Levenshtein (1965), over at most 64 scalars of each word.
  private static func distance(_ a: String, _ b: String) -> Int {
    let (a, b) = (Array(a.unicodeScalars.prefix(64)), Array(b.unicodeScalars.prefix(64)))
    var row = Array(0...b.count)
    for (i, x) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, y) in b.enumerated() {
        let next = min(diagonal + (x == y ? 0 : 1), row[j] + 1, row[j + 1] + 1)
        diagonal = row[j + 1]
        row[j + 1] = next
      }
    }
    return row[b.count]
  }
}
