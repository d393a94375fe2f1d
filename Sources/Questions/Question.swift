package import Items

/// Something that is asked of every item.
package struct Question: Sendable {
  /// Its name in stored answers and in conditions.
  package var id: String
  /// What people are asked.
  package var ask: String
  /// How it is asked and answered.
  package var kind: any QuestionKind
  /// The handbook's rule about it.
  package var rule: String?
  /// Whether an item can be done without an answer.
  package var optional: Bool
  /// When it is asked; nil means always.
  package var when: Condition?
  /// The id it had in the project's last version.
  package var was: String?
  /// Where it was declared.
  package var place: Place
  /// Where its own keys have their values.
  package var places: [String: Place]

  package init(
    id: String, ask: String, kind: any QuestionKind, rule: String? = nil, optional: Bool = false,
    when: Condition? = nil, was: String? = nil,
    place: Place = Place(file: "", line: 1, column: 1), places: [String: Place] = [:]
  ) {
    self.id = id
    self.ask = ask
    self.kind = kind
    self.rule = rule
    self.optional = optional
    self.when = when
    self.was = was
    self.place = place
    self.places = places
  }

  /// Where one of its keys has its value, or where it begins when it has no such key.
  package func place(of key: String) -> Place { places[key] ?? place }

  /// Whether one key answers it.
  package var isOneKey: Bool { kind.isOneKey }

  /// The word behind `kind:`.
  package var kindName: String { type(of: kind).name }
}

extension Question {
  /// The keys that every question has.
  package static let declarations: [SettingDeclaration] = [
    SettingDeclaration(
      "id", "word",
      "The question's name in stored answers and in conditions: letters, digits, `_` and `-`.",
      required: true),
    SettingDeclaration("kind", "word", "How it is asked; see below.", required: true),
    SettingDeclaration("ask", "text", "What people are asked.", required: true),
    SettingDeclaration(
      "when", "condition", "When it is asked. A question that is not asked has no answer.",
      fallback: "always"),
    SettingDeclaration(
      "optional", "yes or no", "Whether an item can be done without an answer.",
      fallback: "no", words: ["true", "false"]),
    SettingDeclaration(
      "rule", "rule id", "The handbook's rule that the guidelines panel shows with it."),
    SettingDeclaration(
      "was", "question id",
      "The id that this question had before, so that its old answers stay with it."),
  ]

  /// Reads a question and adds every mistake to the problems; nil when it cannot be told what kind
  /// it is of.
  package static func read(_ setting: Setting, problems: inout [Problem]) -> Question? {
    guard setting.entries != nil, let kind = kind(of: setting) else {
      problems.append(contentsOf: problemsOfKind(in: setting))
      return nil
    }
    var reader = SettingReader(setting, declarations: declarations + kind.declarations)
    let question = Question(
      id: id(&reader), ask: reader.string("ask"), kind: kind.init(reading: &reader),
      rule: reader.optionalString("rule"), optional: reader.bool("optional"),
      when: condition(&reader), was: reader.optionalString("was"), place: setting.place,
      places: places(of: reader))
    _ = reader.value("kind")
    reader.close()
    problems.append(contentsOf: reader.problems)
    return question
  }

  private static func kind(of setting: Setting) -> (any QuestionKind.Type)? {
    setting["kind"]?.scalar.flatMap { QuestionKinds.named($0) }
  }

  private static func problemsOfKind(in setting: Setting) -> [Problem] {
    var reader = SettingReader(setting, declarations: declarations)
    if setting.entries != nil {
      let names = QuestionKinds.all.map { $0.name }
      _ = reader.choice("kind", of: names, or: names[0])
    }
    return reader.problems
  }

  private static func places(of reader: SettingReader) -> [String: Place] {
    var places: [String: Place] = [:]
    for key in declarations where reader.has(key.name) {
      places[key.name] = reader.place(of: key.name)
    }
    return places
  }

  private static func id(_ reader: inout SettingReader) -> String {
    let id = reader.string("id")
    if !id.isEmpty, !Word.isID(id) {
      reader.report(
        at: reader.place(of: "id"), "\(Quoted(id)) cannot be a question's id.",
        why: "An id starts with a letter and has letters, digits, \"_\" and \"-\" only.",
        remedy: "Write for example \"\(Word.id(from: id))\".")
    } else if Word.reserved.contains(id) {
      reader.report(
        at: reader.place(of: "id"), "\"\(id)\" cannot be a question's id.",
        why: "It is a word of conditions.", remedy: "Write for example \"\(id)_it\".")
    }
    return id
  }

  private static func condition(_ reader: inout SettingReader) -> Condition? {
    guard let text = reader.optionalString("when") else { return nil }
    do throws(Condition.Fault) {
      return try Condition(parsing: text)
    } catch {
      var place = reader.place(of: "when")
      place.column += error.column - 1
      reader.report(
        at: place, "The condition cannot be read. \(error.message)",
        remedy: "A condition reads like: better not in [tie, cannot_judge] and score >= 3.")
      return nil
    }
  }
}

extension Question {
  /// The question as the JSON that ``read(_:problems:)`` reads back.
  package var publicForm: JSON {
    var members: [JSONMember] = [
      JSONMember("id", .string(id)), JSONMember("ask", .string(ask)),
      JSONMember("kind", .string(kindName)),
    ]
    if let rule { members.append(JSONMember("rule", .string(rule))) }
    if optional { members.append(JSONMember("optional", .bool(true))) }
    if let when { members.append(JSONMember("when", .string(when.text))) }
    if let was { members.append(JSONMember("was", .string(was))) }
    return .object(members + kind.publicForm)
  }

  /// Every rule of the handbook that the question mentions.
  package var rules: [PlacedWord] {
    (rule.map { [PlacedWord($0, at: place(of: "rule"))] } ?? []) + kind.rules
  }
}
