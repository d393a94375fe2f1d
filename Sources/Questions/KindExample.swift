/// A small project around one question of a kind: what a new project starts with and what the
/// documentation shows.
package struct KindExample: Sendable {
  /// The question as YAML, a map that is an element of `questions:`, not indented.
  ///
  /// `{A}` and `{B}` stand for the two fields that hold candidates.
  package var question: String
  /// The fields shown, in order, as in ``items``.
  package var fields: [String]
  /// Whether the last two of the fields are candidates.
  package var isPair: Bool
  /// Items as JSON objects.
  package var items: [String]
  /// Gold answers for some of them as JSON objects.
  package var gold: [String]
  /// The handbook in Markdown, without its title.
  package var handbook: String

  package init(
    question: String, fields: [String], isPair: Bool = false, items: [String], gold: [String],
    handbook: String
  ) {
    self.question = question
    self.fields = fields
    self.isPair = isPair
    self.items = items
    self.gold = gold
    self.handbook = handbook
  }

  /// The question with two fields, given as YAML, in the places of its candidates.
  package func question(between fields: [String]) -> String {
    guard fields.count == 2 else { return question }
    // Apart, for a field's name may look like a place.
    return question.split(separator: "{A}", omittingEmptySubsequences: false)
      .map { $0.replacing("{B}", with: fields[1]) }.joined(separator: fields[0])
  }
}
