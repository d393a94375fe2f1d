package import Items

/// One person's answers to one item: the payload of `judge.put`.
package struct Judgment: Hashable, Sendable {
  package var item: ItemID
  package var layer: UInt32
  package var answers: [Answered]
  package var aside: Aside?
  /// From 1 to 5.
  package var confidence: Int?
  package var activeMilliseconds: UInt64
  /// Time spent checking elsewhere.
  package var awayMilliseconds: UInt64
  package var presented: [Presented]
  /// The handbook that the person had acknowledged.
  package var handbook: Hash?
  /// The questions that were asked.
  package var schema: Hash?
  package var assignment: AssignmentID?
  package var retracted: Bool
  /// The operation that this one takes back.
  package var undoes: OperationReference?
  package var read: [FieldRead]
  /// Keys that this version does not know and that an edited judgment keeps: those up to 127.
  package var carried: [CBORPair]

  package init(
    item: ItemID, layer: UInt32 = 0, answers: [Answered] = [], aside: Aside? = nil,
    confidence: Int? = nil, activeMilliseconds: UInt64 = 0, awayMilliseconds: UInt64 = 0,
    presented: [Presented] = [], handbook: Hash? = nil, schema: Hash? = nil,
    assignment: AssignmentID? = nil, retracted: Bool = false,
    undoes: OperationReference? = nil, read: [FieldRead] = [], carried: [CBORPair] = []
  ) {
    self.item = item
    self.layer = layer
    self.answers = answers
    self.aside = aside
    self.confidence = confidence
    self.activeMilliseconds = activeMilliseconds
    self.awayMilliseconds = awayMilliseconds
    self.presented = presented
    self.handbook = handbook
    self.schema = schema
    self.assignment = assignment
    self.retracted = retracted
    self.undoes = undoes
    self.read = read
    self.carried = carried
  }

  /// What two versions must share to be twins rather than a conflict: keys 2, 3 and 11.
  package var decision: Decision {
    Decision(
      answers: answers.sorted { $0.question.utf8.lexicographicallyPrecedes($1.question.utf8) },
      aside: aside, retracted: retracted)
  }
}

/// The part of a judgment that decides.
package struct Decision: Hashable, Sendable {
  package var answers: [Answered]
  package var aside: Aside?
  package var retracted: Bool

  package init(answers: [Answered], aside: Aside?, retracted: Bool) {
    self.answers = answers
    self.aside = aside
    self.retracted = retracted
  }
}

/// Why an item was put aside.
package enum Aside: UInt64, Hashable, Sendable, CaseIterable {
  /// Back to me.
  case later = 0
  /// To another person.
  case notMyField = 1
  /// To the lead.
  case brokenItem = 2

  /// The word that exports and screens use.
  package var name: String {
    switch self {
    case .later: "later"
    case .notMyField: "not my field"
    case .brokenItem: "broken item"
    }
  }
}

/// The order in which a question's fields were shown.
package struct Presented: Hashable, Sendable {
  package var question: String
  package var fields: [String]

  package init(question: String, fields: [String]) {
    self.question = question
    self.fields = fields
  }
}

/// How far a field was read, in thousandths.
package struct FieldRead: Hashable, Sendable {
  package var field: String
  package var permille: UInt64

  package init(field: String, permille: UInt64) {
    self.field = field
    self.permille = permille
  }
}
