package import Items
import Questions

extension ProjectDefinition {
  /// Reads `project.yaml`; the definition is nil only when there is nothing to make one of.
  ///
  /// A definition that comes with problems serves to find more of them, and nothing else.
  package static func read(
    yaml: [UInt8], file: String, reservedKeys: Set<Character> = []
  ) -> (ProjectDefinition?, [Problem]) {
    let (setting, problems) = YAMLText.read(yaml, file: file)
    guard let setting else { return (nil, problems) }
    let (definition, more) = read(setting, reservedKeys: reservedKeys)
    return (definition, Problem.inOrder(problems + more))
  }

  static func read(
    _ setting: Setting, reservedKeys: Set<Character> = []
  ) -> (ProjectDefinition?, [Problem]) {
    var reader = SettingReader(setting, declarations: declarations)
    guard setting.entries != nil else { return (nil, reader.problems) }
    FormatVersion.check(&reader)
    let name = name(&reader)
    var definition = ProjectDefinition(
      name: name, title: reader.optionalString("title") ?? name,
      guidelines: guidelines(&reader), guidelinesPlace: reader.place(of: "guidelines"))
    reader.map("item") { definition.readItem(&$0) }
    definition.questions = questions(&reader)
    definition.work = reader.map("work") { WorkPolicy(reading: &$0) } ?? WorkPolicy()
    definition.quality = reader.map("quality") { QualityPolicy(reading: &$0) } ?? QualityPolicy()
    reader.close()
    reader.report(definition.inconsistencies(reservedKeys: reservedKeys))
    return (definition, reader.problems)
  }

  private static func name(_ reader: inout SettingReader) -> String {
    let name = reader.string("name")
    if !name.isEmpty, !Word.isID(name) {
      reader.report(
        at: reader.place(of: "name"), "\(Quoted(name)) cannot be a project's name.",
        why: "A name starts with a letter and has letters, digits, \"_\" and \"-\" only.",
        remedy: "Write for example \"\(Word.id(from: name))\", and the rest as the title.")
    }
    return name
  }

  private static func guidelines(_ reader: inout SettingReader) -> String? {
    guard let path = reader.optionalString("guidelines"), !path.isEmpty else { return nil }
    guard ProjectPath.isInside(path) else {
      reader.report(
        at: reader.place(of: "guidelines"), "\(Quoted(path)) is not a path within the project.",
        remedy: "Put the handbook into \"guidelines/\" and name it from there.")
      return nil
    }
    return path
  }

  private static func questions(_ reader: inout SettingReader) -> [Question] {
    let settings = reader.list("questions")
    if settings.isEmpty, reader.setting["questions"]?.elements != nil {
      reader.report(
        at: reader.place(of: "questions"), "The project asks nothing.",
        remedy: "Add a question with \"id\", \"kind\" and \"ask\".")
    }
    var problems: [Problem] = []
    let questions = settings.compactMap { Question.read($0, problems: &problems) }
    reader.report(problems)
    return questions
  }

  private mutating func readItem(_ reader: inout SettingReader) {
    idField = reader.optionalString("id")
    if let idField { name(idField, at: reader.place(of: "id")) }
    let hidden = reader.words("hide")
    hide = hidden.map(\.word)
    for field in hidden { name(field.word, at: field.place) }
    if let idField, hide.contains(idField) {
      reader.report(
        at: reader.place(of: "id"), "The field \(Quoted(idField)) is the id and hidden.",
        why: "An item's id is in every store.", remedy: "Choose another field for the id.")
    }
    for setting in reader.list("show") {
      if let field = setting.scalar, !field.isEmpty {
        name(field, at: setting.place)
        parts.append(.field(field, .text))
      } else {
        reader.map(setting, declarations: Self.show) { readPart(&$0) }
      }
    }
    if parts.isEmpty, reader.setting["show"]?.elements?.isEmpty == true {
      reader.report(
        at: reader.place(of: "show"), "Nothing of an item would be shown.",
        remedy: "Add the fields that people are to read.")
    }
    for hidden in hidden where parts.contains(where: { $0.fields.contains(hidden.word) }) {
      reader.report(
        at: hidden.place, "The field \(Quoted(hidden.word)) is both shown and hidden.",
        remedy: "Remove it from \"show\" or from \"hide\".")
    }
  }

  private mutating func readPart(_ reader: inout SettingReader) {
    let words = Display.allCases.map(\.rawValue)
    let display = Display(rawValue: reader.choice("as", of: words, or: "text")) ?? .text
    let field = reader.optionalString("field").flatMap { $0.isEmpty ? nil : $0 }
    let compared = reader.words("compare")
    let after = reader.optionalString("after")
    if (field == nil) == compared.isEmpty {
      reader.report(
        "A part shows either a \"field\" or several fields to \"compare\".",
        remedy: "Write for example \"{field: prompt, as: text}\".")
      return
    }
    if let field {
      name(field, at: reader.place(of: "field"))
      parts.append(.field(field, display))
      if let after { revealedBy[field] = after }
      return
    }
    if compared.count < 2 {
      reader.report(
        at: reader.place(of: "compare"), "One field alone cannot be compared.",
        remedy: "Name at least two fields.")
    }
    for field in compared {
      name(field.word, at: field.place)
      if let after { revealedBy[field.word] = after }
    }
    parts.append(.compare(compared.map(\.word), display))
  }

  private mutating func name(_ field: String, at place: Place) {
    if fieldPlaces[field] == nil { fieldPlaces[field] = place }
  }
}

extension WorkPolicy {
  init(reading reader: inout SettingReader) {
    let submits = Submit.allCases.map(\.rawValue)
    let orders = Order.allCases.map(\.rawValue)
    let confidences = Confidence.allCases.map(\.rawValue)
    self.init(
      submit: Submit(rawValue: reader.choice("submit", of: submits, or: "enter")) ?? .enter,
      order: Order(rawValue: reader.choice("order", of: orders, or: "listed")) ?? .listed,
      confidence: Confidence(
        rawValue: reader.choice("confidence", of: confidences, or: "optional")) ?? .optional,
      idleSeconds: reader.int("idle_s", in: 5...3600) ?? 120)
  }
}

extension QualityPolicy {
  init(reading reader: inout SettingReader) {
    self.init()
    reader.map("overlap") { overlap in
      overlapShare = overlap.decimal("share", in: 0...1) ?? overlapShare
      annotators = overlap.int("annotators", in: 1...1000) ?? annotators
      extraOnSplit = overlap.int("extra_on_split", in: 0...1000) ?? extraOnSplit
    }
    reader.map("agreement") { agreement in
      agreementTarget = agreement.decimal("target", in: 0...1) ?? agreementTarget
    }
    reader.map("review") { review in
      reviewAtMost = review.decimal("at_most", in: 0...1) ?? reviewAtMost
      reviewSure = review.decimal("sure", in: 0...1) ?? reviewSure
      reviewAllow = review.int("allow", in: 0...100_000) ?? reviewAllow
      reviewFloor = review.decimal("floor", in: 0...1) ?? reviewFloor
    }
  }
}

/// The number behind `gloss:` in a project's files.
enum FormatVersion {
  static let current = 1

  static func check(_ reader: inout SettingReader) {
    guard let value = reader.value("gloss"), value.scalar != String(current) else { return }
    let isNewer = value.scalar.flatMap { Int($0) }.map { $0 > current } ?? false
    reader.report(
      at: value.place, "The format \(value.kindName) is not known.",
      why: isNewer ? "The file was written for a newer gloss." : "",
      remedy: isNewer ? "Install a newer gloss." : "Write \"gloss: \(current)\".")
  }
}

/// Paths as a project names them.
enum ProjectPath {
  /// Whether a path stays within the project's folder on every system.
  static func isInside(_ path: String) -> Bool {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    return !path.contains("\\") && !path.contains("\0")
      && parts.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
  }
}
