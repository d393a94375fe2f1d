/// The answer to one question while it is being given.
package protocol AnswerEditor: Sendable {
  /// The answer so far; nil when there is none.
  var answer: AnswerValue? { get }
  /// What to draw.
  var view: AnswerView { get }
  /// Reacts to what was pressed, chosen or typed.
  mutating func handle(_ input: AnswerInput) -> AnswerReaction
}

/// What an editor is told.
package enum AnswerInput: Hashable, Sendable {
  case key(Character)
  /// An option by its id.
  case choose(String)
  /// The whole new text of a text answer.
  case text(String)
  /// Takes the answer away.
  case clear
}

/// What an editor made of it.
package enum AnswerReaction: Hashable, Sendable {
  /// Not this question's: it may be a command.
  case ignored
  /// This question's, but it cannot be; a sentence says why.
  case refused(String)
  case changed
  /// An answer of one key is complete.
  case decided
}

/// What of an answer there is to draw.
package struct AnswerView: Hashable, Sendable {
  /// What can be chosen, in declared order.
  package var options: [OptionState]
  /// The text being written; nil for questions without text.
  package var text: String?
  /// The answer in a few words; empty when there is none.
  package var selectedSummary: String
  /// What to press, in a few words.
  package var hint: String
  /// Ranges of fields that the answer marks.
  package var marks: [Mark]

  package init(
    options: [OptionState] = [], text: String? = nil, selectedSummary: String = "",
    hint: String = "", marks: [Mark] = []
  ) {
    self.options = options
    self.text = text
    self.selectedSummary = selectedSummary
    self.hint = hint
    self.marks = marks
  }
}

/// A range of a field that an answer speaks of.
package struct Mark: Hashable, Sendable {
  package var field: String
  /// Code points of the field's text, end exclusive.
  package var range: Range<Int>
  package var label: String

  package init(field: String, range: Range<Int>, label: String) {
    self.field = field
    self.range = range
    self.label = label
  }
}
