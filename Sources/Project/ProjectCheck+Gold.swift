import Guidelines
import Items
import Questions

/// The keys of a line under `gold/`.
private enum GoldKey: String, CaseIterable {
  case item
  case answers
  case rule
  case why
}

extension ProjectCheck {
  /// Reads everything under `gold/` and compares it with the questions, the items and the rules.
  mutating func readGold(
    _ project: ProjectDefinition, _ handbook: Handbook?, items: CheckedItems, lead: LeadPolicy?
  ) {
    var first: [[UInt8]: Place] = [:]
    for path in paths(in: "gold") {
      readRecords(path, shape: ItemShape(idField: GoldKey.item.rawValue)) { check, record in
        switch record {
        case .problem(let problem):
          check.problems.append(problem)
        case .item(let gold, let place):
          check.counts.gold += 1
          if let other = first[Array(gold.externalID.utf8)] {
            check.report(
              place, "The item \(Quoted(gold.externalID)) has gold answers at \(other) already.",
              remedy: "Remove one of the two lines.")
          }
          first[Array(gold.externalID.utf8)] = place
          check.checkGold(gold, at: place, project, handbook, items)
        }
      }
    }
    if let lead, lead.goldPool > counts.gold, counts.gold > 0 {
      report(
        Place(file: "lead.yaml", line: 1, column: 1),
        "A pool of \(lead.goldPool) gold items is wanted, but there are \(counts.gold).",
        remedy: "Add gold items under \"gold/\", or lower \"pool\" and \"each\".")
    }
  }

  private mutating func checkGold(
    _ gold: CanonicalItem, at place: Place, _ project: ProjectDefinition, _ handbook: Handbook?,
    _ items: CheckedItems
  ) {
    guard let line = try? JSON(parsing: gold.content, file: place.file, line: place.line) else {
      return
    }
    let id = Quoted(gold.externalID)
    if !items.contains(gold.externalID), counts.items > 0 {
      report(
        place, "There is no item \(id).", remedy: "Add it under \"items/\", or correct its id.")
    }
    let keys = GoldKey.allCases.map(\.rawValue)
    for member in line.members ?? [] where !keys.contains(member.key) {
      report(
        place, "The key \(Quoted(member.key)) is not known in a gold line.",
        remedy: NearestWord.find(member.key, among: keys).map { "Perhaps \"\($0)\" was meant." }
          ?? "The keys are \(keys.map { "\"\($0)\"" }.joined(separator: ", ")).")
    }
    if let why = line[GoldKey.why.rawValue], why.stringValue == nil {
      report(place, "\"why\" is a text, but \(why.kindName) stands there.")
    }
    checkGoldRule(line[GoldKey.rule.rawValue], of: id, at: place, handbook)
    guard let answers = line[GoldKey.answers.rawValue]?.members, !answers.isEmpty else {
      report(
        place, "The gold line of \(id) has no answers.",
        remedy: "Add \"answers\": {\"question\": answer, …}.")
      return
    }
    checkGoldAnswers(answers, of: id, at: place, project)
  }

  private mutating func checkGoldRule(
    _ rule: JSON?, of id: Quoted, at place: Place, _ handbook: Handbook?
  ) {
    guard let handbook else { return }
    guard let rule = rule?.stringValue else {
      report(
        place, "The gold line of \(id) names no rule.",
        why: "Gold teaches, and who answered otherwise must be able to look it up.",
        remedy: "Add \"rule\" with the id of a heading of the handbook.")
      return
    }
    if handbook.rule(rule) == nil {
      report(
        place, "The handbook has no rule \(Quoted(rule)).", remedy: nearest(rule, handbook))
    }
  }

  private mutating func checkGoldAnswers(
    _ answers: [JSONMember], of id: Quoted, at place: Place, _ project: ProjectDefinition
  ) {
    var values: [String: [String]] = [:]
    for member in answers where project.question(member.key) == nil {
      report(
        place, "The gold line of \(id) answers \(Quoted(member.key)), which is no question.",
        remedy: NearestWord.find(member.key, among: project.questions.map(\.id))
          .map { "Perhaps \"\($0)\" was meant." } ?? "Remove that answer.")
    }
    // In declared order, for a condition looks at the answers before it.
    for question in project.questions {
      guard let member = answers.first(where: { $0.key == question.id }) else { continue }
      do throws(Problem) {
        let answer = try question.kind.answer(from: member.value)
        if let when = question.when, !when.holds({ values[$0] ?? [] }) {
          report(
            place,
            "The gold line of \(id) answers \(Quoted(question.id)), which is not asked then.",
            why: "It is asked when \(Quoted(when.text, limit: 200)).",
            remedy: "Remove that answer, or correct the others.")
        }
        values[question.id] = question.kind.conditionValues(of: answer)
      } catch {
        report(
          place, "The gold answer of \(id) to \(Quoted(question.id)) cannot be.",
          why: error.what, remedy: error.remedy)
      }
    }
  }
}
