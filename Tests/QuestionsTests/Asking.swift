import Items
import Questions
import Testing

/// Places of settings that come from no file.
let here = Place(file: "test", line: 1, column: 1)

/// Reads a question that must have no problems.
func question(_ json: JSON) throws -> Question {
  var problems: [Problem] = []
  let question = Question.read(Setting(json, at: here), problems: &problems)
  try #require(problems.isEmpty, "\(problems.map(\.message))")
  return try #require(question)
}

/// The problems of a question.
func problems(_ json: JSON) -> [Problem] {
  var problems: [Problem] = []
  _ = Question.read(Setting(json, at: here), problems: &problems)
  return problems
}

/// A question that is asked by one key: `sentiment` with the labels positive, negative and mixed.
let sentiment: JSON = [
  "id": "sentiment", "kind": "choice", "ask": "What is thought of it?",
  "labels": [
    ["id": "positive", "key": "p"], ["id": "negative", "key": "v"], "mixed",
  ],
]

/// `better`, a comparison of `reply_a` and `reply_b` with all grades and verdicts.
let better: JSON = [
  "id": "better", "kind": "comparison", "ask": "Which is better?",
  "between": ["reply_a", "reply_b"], "grades": 3, "also": ["tie", "both_bad", "cannot_judge"],
]

/// `why`, several labels, asked only when `better` found one that is.
let why: JSON = [
  "id": "why", "kind": "choices", "ask": "What decided it?",
  "when": "better not in [tie, cannot_judge]",
  "labels": [["id": "accuracy", "key": "a"], ["id": "safety", "key": "s"], "tone"],
]

/// `note`, an optional text.
let note: JSON = ["id": "note", "kind": "text", "ask": "Why?", "optional": true]

extension Form {
  /// A form with the given questions.
  init(
    asking questions: [JSON], sides: [String] = [], fields: [String: String] = [:],
    answers: [(String, AnswerValue)] = [], submit: Submit = .auto
  ) throws {
    self.init(
      questions: try questions.map { try question($0) },
      shown: Shown(sides: sides) { fields[$0] }, answers: answers, submit: submit)
  }

  /// The form as a picture: one line a row, `>` at the focus.
  var picture: String {
    rows.map { row in
      "\(row.focused ? ">" : " ") \(row.question.id): \(row.view.selectedSummary)"
    }.joined(separator: "\n")
  }

  /// The answers as text.
  var given: String {
    answers.map { "\($0.question)=\($0.answer.plain)" }.joined(separator: " ")
  }

  /// Presses keys one after another and returns what the last one did.
  @discardableResult
  mutating func press(_ keys: String) -> FormReaction {
    var reaction = FormReaction.ignored
    for key in keys { reaction = handle(.key(key)) }
    return reaction
  }
}

extension AnswerValue {
  /// The value as text: `reply_b,1,3`.
  var plain: String {
    switch self {
    case .text(let text): text
    case .integer(let number): String(number)
    case .list(let values): values.map(\.plain).joined(separator: ",")
    }
  }
}
