import Items

/// When a question is asked, in terms of the answers before it.
///
/// `[not] ID (== != < <= > >=) VALUE`, `ID [not] in [a, b]` and `ID has VALUE`, joined by `and`
/// and `or`, of which `and` binds closer. A value is a word, or any text in quotation marks.
/// A test of a question without an answer is false, also behind `not`.
package struct Condition: Sendable {
  /// The condition as it was written.
  package let text: String
  /// Alternatives of tests that must all hold.
  let alternatives: [[Test]]

  /// Reads a condition.
  ///
  /// - Throws: the first mistake with its column.
  package init(parsing text: String) throws(Fault) {
    self.text = text
    var parser = try ConditionParser(text)
    alternatives = try parser.alternatives()
  }

  /// Why a text is no condition.
  package struct Fault: Error, Hashable, Sendable {
    /// The column in code points, from 1.
    package var column: Int
    /// What was found and what was expected, as full sentences.
    package var message: String

    package init(column: Int, message: String) {
      self.column = column
      self.message = message
    }
  }

  /// One test of one question's answer.
  struct Test: Hashable, Sendable {
    var question: String
    var negated: Bool
    var relation: Relation
    var values: [String]
    /// The column of the question's id, from 1.
    var column: Int
  }

  /// How an answer is compared.
  enum Relation: String, Hashable, Sendable, CaseIterable {
    case equal = "=="
    case unequal = "!="
    case less = "<"
    case atMost = "<="
    case greater = ">"
    case atLeast = ">="
    case among = "in"
    case notAmong = "not in"
    case has = "has"
  }

  /// Whether the condition holds, given the words of each question's answer, which are none when
  /// it has no answer.
  package func holds(_ values: (String) -> [String]) -> Bool {
    alternatives.contains { tests in
      tests.allSatisfy { $0.holds(values($0.question)) }
    }
  }

  /// The questions it asks about, each once, in written order.
  package var questions: [String] {
    mentions.reduce(into: []) { if !$0.contains($1.question) { $0.append($1.question) } }
  }

  /// Every question it asks about, with what it compares with and the column of the id.
  package var mentions: [(question: String, values: [String], column: Int)] {
    alternatives.joined().map { ($0.question, $0.values, $0.column) }
  }
}

extension Condition: Equatable {
  package static func == (left: Condition, right: Condition) -> Bool {
    left.text.hasSameBytes(as: right.text)
  }
}

extension Condition.Test {
  func holds(_ answer: [String]) -> Bool {
    guard !answer.isEmpty else { return false }
    let result =
      switch relation {
      case .equal, .among, .has: answer.contains(where: isListed)
      case .unequal, .notAmong: !answer.contains(where: isListed)
      case .less: compares(answer, <)
      case .atMost: compares(answer, <=)
      case .greater: compares(answer, >)
      case .atLeast: compares(answer, >=)
      }
    return result != negated
  }

  private func isListed(_ word: String) -> Bool {
    values.contains { value in
      if let left = Int(word), let right = Int(value) { return left == right }
      return word.hasSameBytes(as: value)
    }
  }

  private func compares(_ answer: [String], _ holds: (Int, Int) -> Bool) -> Bool {
    guard let bound = values.first.flatMap({ Int($0) }) else { return false }
    return answer.contains { Int($0).map { holds($0, bound) } ?? false }
  }
}
