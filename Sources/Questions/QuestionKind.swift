package import Items

/// How a question is asked, what answers it takes and what they mean.
///
/// A new kind is one file in `Kinds` and one line in ``QuestionKinds``.
package protocol QuestionKind: Sendable {
  /// The word behind `kind:`.
  static var name: String { get }
  /// What it is for, as one sentence.
  static var summary: String { get }
  /// The keys that it adds to those of every question.
  static var declarations: [SettingDeclaration] { get }
  /// Reads its settings; mistakes are reported to the reader.
  init(reading reader: inout SettingReader)

  /// Its settings as JSON members that ``init(reading:)`` reads back.
  var publicForm: [JSONMember] { get }
  /// Whether one key answers it.
  var isOneKey: Bool { get }
  /// The fields that it compares, in declared order; empty for most kinds.
  var candidates: [String] { get }
  /// Every other field of the item that it reads.
  var fields: [PlacedWord] { get }
  /// Every rule of the handbook that it mentions.
  var rules: [PlacedWord] { get }
  /// Every key that its declaration gives to a label.
  var keys: [PlacedKey] { get }
  /// The words that a condition can find in its answers; nil when they cannot be listed.
  var conditionWords: [String]? { get }

  /// Starts an editor; what the kind does not know of an answer is left out, what is merely
  /// incomplete is kept.
  func editor(for shown: Shown, answer: AnswerValue?) -> any AnswerEditor
  /// Why an answer is none to this question, as a sentence; nil when it is one.
  func fault(in answer: AnswerValue) -> String?
  /// The answer as it stands outside of a store.
  func json(of answer: AnswerValue) -> JSON
  /// Reads an answer from outside.
  ///
  /// - Throws: a problem without a place when it is no answer to this question.
  func answer(from json: JSON) throws(Problem) -> AnswerValue
  /// The answer in a few words, with the fields compared in the order they were shown.
  func summary(of answer: AnswerValue, sides: [String]) -> String
  /// The words that a condition compares.
  func conditionValues(of answer: AnswerValue) -> [String]
  /// What changed since an earlier version of the question.
  func changes(since old: Self) -> [KindChange]
  /// A small project around such a question.
  static var example: KindExample { get }
  /// How far apart two answers are, from 0 (equal) to 1.
  func distance(_ left: AnswerValue, _ right: AnswerValue) -> Double
}

extension QuestionKind {
  package var isOneKey: Bool { false }
  package var candidates: [String] { [] }
  package var fields: [PlacedWord] { [] }
  package var rules: [PlacedWord] { [] }
  package var keys: [PlacedKey] { [] }
  package var conditionWords: [String]? { nil }

  /// Takes an answer only when it has no fault.
  func checked(_ answer: AnswerValue) throws(Problem) -> AnswerValue {
    if let fault = fault(in: answer) { throw Problem(what: fault) }
    return answer
  }
}

/// A word and where it was written.
package struct PlacedWord: Hashable, Sendable {
  package var word: String
  package var place: Place

  package init(_ word: String, at place: Place) {
    self.word = word
    self.place = place
  }
}

/// A key that was given to a label, and where.
package struct PlacedKey: Hashable, Sendable {
  package var key: Character
  /// The label's id.
  package var label: String
  /// The id of the label that it is nested under; empty when it is not.
  package var group: String
  package var place: Place

  package init(_ key: Character, label: String, in group: String = "", at place: Place) {
    self.key = key
    self.label = label
    self.group = group
    self.place = place
  }
}

/// What an editor may know of the item.
package struct Shown: Sendable {
  /// The fields compared in the order in which they are shown; empty when none are.
  package var sides: [String]
  /// A field as people read it; nil when the item has none of that name.
  package var fields: @Sendable (String) -> String?

  package init(
    sides: [String] = [], fields: @escaping @Sendable (String) -> String? = { _ in nil }
  ) {
    self.sides = sides
    self.fields = fields
  }
}
