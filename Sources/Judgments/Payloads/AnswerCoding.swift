import Items
package import Questions

/// One question's answer within a judgment.
package struct Answered: Hashable, Sendable {
  package var question: String
  package var answer: AnswerValue

  package init(_ question: String, _ answer: AnswerValue) {
    self.question = question
    self.answer = answer
  }

  // Written out because `==` of String also accepts equivalent spellings.
  package static func == (left: Answered, right: Answered) -> Bool {
    left.question.hasSameBytes(as: right.question) && left.answer == right.answer
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

/// The answers of a judgment or decision, keyed by question.
enum AnswerPairs {
  static func coded(_ answers: [Answered]) -> CBOR {
    TextPairs.coded(answers, by: \.question) { $0.answer.coded }
  }

  static func read(_ value: CBOR, _ key: UInt64) throws(PayloadFault) -> [Answered] {
    try TextPairs.read(value, key) { question, value, key throws(PayloadFault) in
      guard let answer = AnswerValue(coded: value) else {
        throw PayloadFault(key: key, reason: "holds what is no answer")
      }
      return Answered(question, answer)
    }
  }
}
