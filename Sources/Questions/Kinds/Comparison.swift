package import Items

/// Which of two candidates is better, and by how much.
///
/// Keys speak of the side shown, answers of the field: 1–3 are the left side with 1 the strongest,
/// 5–7 the right side, 4 a tie. In an answer grade 1 is the weakest.
package struct Comparison: QuestionKind {
  package static let name = "comparison"
  package static let summary = "Which of two candidates is better, and by how much."
  /// The verdicts that prefer neither, with their fixed keys.
  static let neither: [Option] = [
    Option(id: "tie", title: "tie", key: "4"),
    Option(id: "both_bad", title: "both bad", key: "0"),
    Option(id: "cannot_judge", title: "cannot judge", key: "9"),
  ]
  package static let declarations = [
    SettingDeclaration(
      "between", "list of two fields", "The fields that hold the candidates.", required: true),
    SettingDeclaration(
      "grades", "whole number",
      "How finely one is preferred: 1 (A, B), 2 (much better, better) or "
        + "3 (much better, better, slightly better).",
      fallback: "1", words: ["1", "2", "3"]),
    SettingDeclaration(
      "also", "list of words", "Which verdicts there are that prefer neither.", fallback: "none",
      words: neither.map(\.id)),
  ]

  /// The two fields, in declared order.
  let between: [PlacedWord]
  let grades: Int
  /// The verdicts that prefer neither, in the order of their keys on the screen.
  let also: [Option]

  package init(reading reader: inout SettingReader) {
    let fields = reader.words("between")
    if fields.count != 2, reader.has("between") {
      reader.report(
        at: reader.place(of: "between"),
        "A comparison is between two fields, but \(fields.count) stand there.",
        remedy: "Write for example \"between: [reply_a, reply_b]\".")
    }
    for field in fields where Self.neither.contains(where: { $0.id == field.word }) {
      reader.report(
        at: field.place, "A candidate cannot be called \"\(field.word)\".",
        why: "That is a verdict that prefers neither.", remedy: "Rename the field of the items.")
    }
    // Two names, so that whatever was written, everything below can count on them.
    between =
      fields.count == 2
      ? fields.map { PlacedWord($0.word, at: $0.place) }
      : ["a", "b"].map { PlacedWord($0, at: reader.setting.place) }
    grades = reader.int("grades", in: 1...3) ?? 1
    let words = reader.words("also")
    for word in words where !Self.neither.contains(where: { $0.id == word.word }) {
      let names = Self.neither.map(\.id)
      reader.report(
        at: word.place, "\(Quoted(word.word)) is no verdict of a comparison.",
        remedy: NearestWord.find(word.word, among: names).map { "Perhaps \"\($0)\" was meant." }
          ?? "The verdicts are \(names.map { "\"\($0)\"" }.joined(separator: ", ")).")
    }
    also = Self.neither.filter { option in words.contains { $0.word == option.id } }
  }

  package var publicForm: [JSONMember] {
    var members = [
      JSONMember("between", .array(between.map { .string($0.word) })),
      JSONMember("grades", .integer(grades)),
    ]
    if !also.isEmpty { members.append(JSONMember("also", .array(also.map { .string($0.id) }))) }
    return members
  }

  package var isOneKey: Bool { true }
  package var candidates: [String] { between.map(\.word) }
  package var fields: [PlacedWord] { between }
  package var conditionWords: [String]? { candidates + also.map(\.id) }

  /// The two fields in the order shown: left, right.
  func sides(_ shown: [String]) -> [String] {
    let fields = candidates
    guard let left = shown.firstIndex(of: fields[0]), let right = shown.firstIndex(of: fields[1])
    else { return fields }
    return left < right ? fields : [fields[1], fields[0]]
  }

  package func editor(for shown: Shown, answer: AnswerValue?) -> any AnswerEditor {
    ComparisonEditor(
      kind: self, sides: sides(shown.sides),
      answer: answer.flatMap { fault(in: $0) == nil ? $0 : nil })
  }

  package func fault(in answer: AnswerValue) -> String? {
    guard let parts = answer.elements, let prefer = parts.first?.textValue else {
      return "The answer to a comparison says which field is preferred."
    }
    if also.contains(where: { $0.id == prefer }) {
      return parts.count == 1 ? nil : "The verdict \"\(prefer)\" has no grade."
    }
    guard candidates.contains(where: { $0.hasSameBytes(as: prefer) }) else {
      let words = conditionWords ?? []
      if let near = NearestWord.find(prefer, among: words) {
        return "\(Quoted(prefer)) is no verdict here; perhaps \(Quoted(near)) was meant."
      }
      let list = words.map { "\(Quoted($0))" }.joined(separator: ", ")
      return "\(Quoted(prefer)) is no verdict here. The verdicts are \(list)."
    }
    guard parts.count == 3, let grade = parts[1].integerValue, let of = parts[2].integerValue else {
      return "Who prefers \(Quoted(prefer)) says by how much: a grade and of how many."
    }
    if of != grades { return "The grade is out of \(of), but this question has \(grades)." }
    return (1...grades).contains(grade)
      ? nil : "The grade \(grade) is not between 1, the weakest, and \(grades)."
  }

  package func json(of answer: AnswerValue) -> JSON {
    let parts = answer.elements ?? []
    var members = [JSONMember("prefer", .string(parts.first?.textValue ?? ""))]
    if parts.count == 3, let grade = parts[1].integerValue, let of = parts[2].integerValue {
      members.append(JSONMember("grade", .integer(grade)))
      members.append(JSONMember("of", .integer(of)))
    }
    return .object(members)
  }

  package func answer(from json: JSON) throws(Problem) -> AnswerValue {
    guard let members = json.members, let prefer = json["prefer"]?.stringValue else {
      throw Problem(
        what: "The answer to a comparison is an object such as {\"prefer\":\"tie\"}, "
          + "but \(json.kindName) without \"prefer\" stands there.")
    }
    if let other = members.first(where: { !["prefer", "grade", "of"].contains($0.key) }) {
      throw Problem(
        what: "The key \(Quoted(other.key)) is not known in the answer to a comparison.")
    }
    guard members.count > 1 else { return try checked(.list([.text(prefer)])) }
    guard let grade = json["grade"]?.integerValue, let of = json["of"]?.integerValue else {
      throw Problem(what: "\"grade\" and \"of\" are two whole numbers that stand together.")
    }
    return try checked(.list([.text(prefer), .integer(grade), .integer(of)]))
  }

  package func summary(of answer: AnswerValue, sides: [String]) -> String {
    guard let parts = answer.elements, let prefer = parts.first?.textValue else { return "" }
    if let verdict = Self.neither.first(where: { $0.id == prefer }) { return verdict.title }
    let letter = self.sides(sides).first == prefer ? "A" : "B"
    guard parts.count == 3, let grade = parts[1].integerValue, let of = parts[2].integerValue else {
      return letter
    }
    return [letter, Self.word(grade: grade, of: of)].filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// How a grade is called; empty when there is one only.
  static func word(grade: Int, of grades: Int) -> String {
    let words = [1: [""], 2: ["better", "much"], 3: ["slightly", "better", "much"]][grades] ?? []
    return words.indices.contains(grade - 1) ? words[grade - 1] : ""
  }

  package func conditionValues(of answer: AnswerValue) -> [String] {
    (answer.elements?.first?.textValue).map { [$0] } ?? []
  }

  /// Half the distance on a line from one candidate much better (−1) over a tie (0) to the other
  /// (1); 1 between a place on the line and a verdict that has none.
  package func distance(_ left: AnswerValue, _ right: AnswerValue) -> Double {
    guard let left = position(left), let right = position(right) else {
      return left == right ? 0 : 1
    }
    return abs(left - right) / 2
  }

  private func position(_ answer: AnswerValue) -> Double? {
    guard let parts = answer.elements, let prefer = parts.first?.textValue else { return nil }
    if prefer == "tie" { return 0 }
    guard candidates.contains(prefer), parts.count == 3, let grade = parts[1].integerValue,
      let of = parts[2].integerValue, of > 0, (1...of).contains(grade)
    else { return nil }
    return Double(grade) / Double(of) * (prefer == candidates[0] ? -1 : 1)
  }
}

extension Comparison {
  package func changes(since old: Comparison) -> [KindChange] {
    var changes: [KindChange] = []
    if Set(candidates) != Set(old.candidates) {
      changes.append(KindChange("Other fields are compared.", invalidates: true))
    }
    if grades != old.grades {
      changes.append(
        KindChange("The grades are \(grades) instead of \(old.grades).", invalidates: true))
    }
    for verdict in old.also where !also.contains(verdict) {
      changes.append(KindChange("The verdict \"\(verdict.title)\" is gone.", invalidates: true))
    }
    for verdict in also where !old.also.contains(verdict) {
      changes.append(
        KindChange(
          "The verdict \"\(verdict.title)\" is new; who answered before could not choose it.",
          invalidates: false))
    }
    return changes
  }

  package static let example = KindExample(
    question: """
      id: better
      kind: comparison
      ask: Which reply is better overall?
      rule: overall
      between: [{A}, {B}]
      grades: 3
      also: [tie, both_bad, cannot_judge]
      """,
    fields: ["prompt", "reply_a", "reply_b"], isPair: true,
    items: [
      #"{"id": "c-1", "prompt": "How do I get candle wax out of a tablecloth?", "reply_a": "Throw it away.", "reply_b": "Let it harden, scrape it off, then iron the rest into paper."}"#,
      #"{"id": "c-2", "prompt": "What is seven times eight?", "reply_a": "56", "reply_b": "Seven times eight is 56."}"#,
    ],
    gold: [
      #"{"item": "c-1", "answers": {"better": {"prefer": "reply_b", "grade": 3, "of": 3}}, "rule": "overall", "why": "Only one of them answers the question."}"#
    ],
    handbook: """
      ## Better overall {#overall}

      Prefer the reply that a careful expert would send.
      A wrong step outweighs any number of kind words.

      - ✓ names the step that solves the problem
      - ✗ "Throw it away." (answers another question)
      """)
}

struct ComparisonEditor: AnswerEditor {
  let kind: Comparison
  /// The two fields in the order shown.
  let sides: [String]
  var answer: AnswerValue?

  init(kind: Comparison, sides: [String], answer: AnswerValue?) {
    self.kind = kind
    self.sides = sides
    self.answer = answer
  }

  /// The options from left to right: A from strong to weak, tie, B from weak to strong, the rest.
  private var options: [(option: Option, answer: AnswerValue)] {
    // Digits never move: with two grades the inner ones are unused, with one the outer ones too.
    let left: [Character] = [["2"], ["1", "2"], ["1", "2", "3"]][kind.grades - 1]
    let right: [Character] = [["6"], ["7", "6"], ["7", "6", "5"]][kind.grades - 1]
    func graded(_ field: String, _ letter: String, _ keys: [Character]) -> [(Option, AnswerValue)] {
      keys.enumerated().map { index, key in
        let grade = kind.grades - index
        let word = Comparison.word(grade: grade, of: kind.grades)
        let option = Option(
          id: "\(field):\(grade)", title: word.isEmpty ? letter : "\(letter) \(word)", key: key)
        return (option, .list([.text(field), .integer(grade), .integer(kind.grades)]))
      }
    }
    let verdicts = kind.also.map { ($0, AnswerValue.list([.text($0.id)])) }
    return graded(sides[0], "A", left) + verdicts.filter { $0.0.id == "tie" }
      + graded(sides[1], "B", right).reversed() + verdicts.filter { $0.0.id != "tie" }
  }

  var view: AnswerView {
    AnswerView(
      options: options.map { OptionState(option: $0.option, chosen: $0.answer == answer) },
      selectedSummary: answer.map { kind.summary(of: $0, sides: sides) } ?? "")
  }

  mutating func handle(_ input: AnswerInput) -> AnswerReaction {
    switch input {
    case .key(let key):
      guard key.isASCII, key.isNumber else { return .ignored }
      guard let match = options.first(where: { $0.option.key == key }) else {
        let keys = options.compactMap(\.option.key).map { String($0) }.joined(separator: " ")
        return .refused("\(key) is not used in this comparison. Its keys are \(keys).")
      }
      answer = match.answer
      return .decided
    case .choose(let id):
      guard let match = options.first(where: { $0.option.id == id }) else { return .ignored }
      answer = match.answer
      return .decided
    case .text:
      return .ignored
    case .clear:
      guard answer != nil else { return .ignored }
      answer = nil
      return .changed
    }
  }
}
