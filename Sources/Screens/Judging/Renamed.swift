import Judgments
import Project
import Questions

extension ProjectDefinition {
  /// The question that an answer belongs to, by its id or by the one it had before it was renamed.
  func questionAnswered(by id: String) -> Question? {
    question(id) ?? questions.first { $0.was == id }
  }

  /// Answers under the ids that the questions have now.
  ///
  /// An answer under a question's own id counts before one under its former id.
  func current(_ answers: [Answered]) -> [Answered] {
    let given = Set(answers.map(\.question))
    return answers.compactMap { answered in
      guard question(answered.question) == nil,
        let renamed = questions.first(where: { $0.was == answered.question })
      else { return answered }
      return given.contains(renamed.id) ? nil : Answered(renamed.id, answered.answer)
    }
  }
}
