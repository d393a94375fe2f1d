import Items
import Questions

extension ProjectDefinition {
  /// What of the definition does not fit together, with places.
  func inconsistencies(reservedKeys: Set<Character>) -> [Problem] {
    var problems: [Problem] = []
    var earlier: [Question] = []
    for question in questions {
      if let first = earlier.first(where: { $0.id == question.id }), !question.id.isEmpty {
        problems.append(
          Problem(
            place: question.place(of: "id"),
            what:
              "The question \(Quoted(question.id)) stands twice, first at \(first.place(of: "id")).",
            remedy: "Give one of them another id."))
      }
      problems += conditionProblems(question, earlier: earlier)
      problems += fieldProblems(question)
      problems += KeyClash.problems(in: question, reserved: reservedKeys)
      if let was = question.was, questions.contains(where: { $0.id == was }) {
        problems.append(
          Problem(
            place: question.place(of: "was"),
            what: "The question \(Quoted(question.id)) was \(Quoted(was)), which is still asked.",
            remedy: "Remove \"was\", or the other question."))
      }
      earlier.append(question)
    }
    return problems + revealProblems() + renameProblems()
  }

  private func conditionProblems(_ question: Question, earlier: [Question]) -> [Problem] {
    var problems: [Problem] = []
    for mention in question.when?.mentions ?? [] {
      guard let asked = earlier.first(where: { $0.id == mention.question }) else {
        let comesLater = questions.contains { $0.id == mention.question }
        let near = NearestWord.find(mention.question, among: earlier.map(\.id))
        problems.append(
          Problem(
            place: mentionPlace(mention.column, of: question),
            what: "The condition of \(Quoted(question.id)) asks about \(Quoted(mention.question)), "
              + (comesLater ? "which is not asked before it." : "which is no question."),
            remedy: comesLater
              ? "Move that question up."
              : near.map { "Perhaps \(Quoted($0)) was meant." }
                ?? "Name a question that stands above it."))
        continue
      }
      guard let words = asked.kind.conditionWords else { continue }
      for value in mention.values where !words.contains(value) && !isNumber(value, among: words) {
        problems.append(
          Problem(
            place: mentionPlace(mention.column, of: question),
            what: "The condition of \(Quoted(question.id)) waits for \(Quoted(value)), "
              + "which is no answer to \(Quoted(asked.id)).",
            remedy: NearestWord.find(value, among: words).map { "Perhaps \(Quoted($0)) was meant." }
              ?? "The answers are \(words.prefix(12).map { "\(Quoted($0))" }.joined(separator: ", "))."
          ))
      }
    }
    return problems
  }

  private func mentionPlace(_ column: Int, of question: Question) -> Place {
    var place = question.place(of: "when")
    place.column += column - 1
    return place
  }

  /// A number may bound a scale from outside.
  private func isNumber(_ value: String, among words: [String]) -> Bool {
    Int(value) != nil && words.allSatisfy { Int($0) != nil }
  }

  private func fieldProblems(_ question: Question) -> [Problem] {
    let shown = parts.flatMap(\.fields)
    return question.kind.fields.compactMap { field in
      if hide.contains(field.word) {
        return Problem(
          place: field.place,
          what: "The question \(Quoted(question.id)) needs the field \(Quoted(field.word)), "
            + "which is hidden.",
          remedy: "Remove it from \"hide\".")
      }
      guard question.kind.candidates.contains(field.word), !shown.contains(field.word) else {
        return nil
      }
      return Problem(
        place: field.place,
        what: "The field \(Quoted(field.word)) is compared but not shown.",
        remedy: NearestWord.find(field.word, among: shown).map {
          "Perhaps \(Quoted($0)) was meant."
        }
          ?? "Add both fields to \"show\" as \"compare\".")
    }
  }

  private func revealProblems() -> [Problem] {
    revealedBy.keys.sorted().compactMap { field in
      guard let wanted = revealedBy[field], question(wanted) == nil else { return nil }
      return Problem(
        place: fieldPlaces[field],
        what: "The field \(Quoted(field)) waits for \(Quoted(wanted)), which is no question.",
        remedy: NearestWord.find(wanted, among: questions.map(\.id))
          .map { "Perhaps \(Quoted($0)) was meant." } ?? "Name one of the questions.")
    }
  }

  private func renameProblems() -> [Problem] {
    var first: [String: Question] = [:]
    return questions.compactMap { question in
      guard let was = question.was else { return nil }
      guard let other = first[was] else {
        first[was] = question
        return nil
      }
      return Problem(
        place: question.place(of: "was"),
        what: "Both \(Quoted(other.id)) and \(Quoted(question.id)) say that they were "
          + "\(Quoted(was)).",
        remedy: "Remove \"was\" from one of them.")
    }
  }
}

extension Problem {
  /// Problems by file, line and column, those without a place first.
  static func inOrder(_ problems: [Problem]) -> [Problem] {
    problems.enumerated().sorted { left, right in
      let first = left.element.place
      let second = right.element.place
      let file = (first?.file ?? "", second?.file ?? "")
      if file.0 != file.1 { return file.0 < file.1 }
      let key = (first?.line ?? 0, first?.column ?? 0, left.offset)
      return key < (second?.line ?? 0, second?.column ?? 0, right.offset)
    }.map(\.element)
  }
}
