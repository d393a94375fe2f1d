/// Every kind of question there is.
package enum QuestionKinds {
  /// The kinds in the order in which they are explained; a new kind adds its type here.
  package static let all: [any QuestionKind.Type] = [
    Choice.self, Choices.self, Scale.self, FreeText.self, Comparison.self,
  ]

  /// The kind of that name.
  package static func named(_ name: String) -> (any QuestionKind.Type)? {
    all.first { $0.name == name }
  }
}
