package import Questions

/// One question's answer within a judgment.
package struct Answered: Hashable, Sendable {
  package var question: String
  package var answer: AnswerValue

  package init(_ question: String, _ answer: AnswerValue) {
    self.question = question
    self.answer = answer
  }
}

extension AnswerValue {
  /// The answer as operations write it.
  package var coded: CBOR {
    switch self {
    case .text(let text): .text(text)
    case .integer(let number): .integer(number)
    case .list(let members): .array(members.map(\.coded))
    }
  }

  /// Reads an answer; nil for a value that no answer is written as.
  package init?(coded: CBOR) {
    switch coded {
    case .text(let text): self = .text(text)
    case .unsigned(let number):
      guard let number = Int(exactly: number) else { return nil }
      self = .integer(number)
    case .negative(let number):
      guard let number = Int(exactly: number) else { return nil }
      self = .integer(-1 - number)
    case .array(let members):
      var list: [AnswerValue] = []
      for member in members {
        guard let value = AnswerValue(coded: member) else { return nil }
        list.append(value)
      }
      self = .list(list)
    case .bytes, .map, .bool, .null: return nil
    }
  }
}

/// Anything keyed by text is an array of pairs sorted by the text's UTF-8 bytes.
enum AnswerPairs {
  static func coded(_ answers: [Answered]) -> CBOR {
    .array(
      answers.sorted { $0.question.utf8.lexicographicallyPrecedes($1.question.utf8) }
        .map { .array([.text($0.question), $0.answer.coded]) })
  }

  static func read(_ value: CBOR, _ key: UInt64) throws(PayloadFault) -> [Answered] {
    var answers: [Answered] = []
    for member in try Fields.array(value, key) {
      let pair = try Fields.array(member, key)
      guard pair.count == 2, let answer = AnswerValue(coded: pair[1]) else {
        throw PayloadFault(key: key, reason: "holds what is no pair of question and answer")
      }
      let question = try Fields.text(pair[0], key)
      if let last = answers.last,
        !last.question.utf8.lexicographicallyPrecedes(question.utf8)
      {
        throw PayloadFault(key: key, reason: "is not sorted, or names a question twice")
      }
      answers.append(Answered(question, answer))
    }
    return answers
  }
}
