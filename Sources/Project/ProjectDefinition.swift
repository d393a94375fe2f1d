package import Items
package import Questions

/// What a lead declares in `project.yaml`: the questions, how items are shown, and the policy that
/// everybody may know.
package struct ProjectDefinition: Sendable {
  /// A short name: letters, digits, `_` and `-`.
  package var name: String
  /// What people read.
  package var title: String
  /// The handbook's path within the project.
  package var guidelines: String?
  /// The field that holds an item's id; nil makes the id from the content.
  package var idField: String?
  /// What is shown of an item, from top to bottom.
  package var parts: [Part]
  /// Which fields are shown only when a question has an answer: the question's id by field.
  package var revealedBy: [String: String]
  /// The fields that no annotator may see; empty when the definition was read from a public form.
  package var hide: [String]
  package var questions: [Question]
  package var work: WorkPolicy
  package var quality: QualityPolicy
  /// Where in the file each field is named first.
  package var fieldPlaces: [String: Place]
  /// Where in the file the handbook is named.
  package var guidelinesPlace: Place?

  package init(
    name: String, title: String, guidelines: String? = nil, idField: String? = nil,
    parts: [Part] = [], revealedBy: [String: String] = [:], hide: [String] = [],
    questions: [Question] = [], work: WorkPolicy = WorkPolicy(),
    quality: QualityPolicy = QualityPolicy(), fieldPlaces: [String: Place] = [:],
    guidelinesPlace: Place? = nil
  ) {
    self.name = name
    self.title = title
    self.guidelines = guidelines
    self.idField = idField
    self.parts = parts
    self.revealedBy = revealedBy
    self.hide = hide
    self.questions = questions
    self.work = work
    self.quality = quality
    self.fieldPlaces = fieldPlaces
    self.guidelinesPlace = guidelinesPlace
  }

  /// What the readers of items need to know.
  package var shape: ItemShape { ItemShape(idField: idField, hide: hide) }

  /// The question of that id.
  package func question(_ id: String) -> Question? { questions.first { $0.id == id } }

  /// Every field that is shown, compared or read by a question, in that order, each once.
  package var fields: [String] {
    let all =
      parts.flatMap(\.fields) + questions.flatMap { $0.kind.candidates }
      + questions.flatMap { $0.kind.fields.map(\.word) }
    return all.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// Every rule of the handbook that is mentioned.
  package var rules: [PlacedWord] { questions.flatMap(\.rules) }
}

extension ProjectDefinition {
  /// The definition as the JSON that every store may hold and ``init(publicForm:)`` reads back.
  ///
  /// The hidden fields are left out with their names, which alone may say too much.
  package var publicForm: JSON {
    var members: [JSONMember] = [
      JSONMember("gloss", 1), JSONMember("name", .string(name)),
      JSONMember("title", .string(title)), JSONMember("item", item),
      JSONMember("questions", .array(questions.map(\.publicForm))),
      JSONMember("work", work.publicForm), JSONMember("quality", quality.publicForm),
    ]
    if let guidelines { members.append(JSONMember("guidelines", .string(guidelines))) }
    return .object(members)
  }

  private var item: JSON {
    var members = [JSONMember("show", .array(parts.map(show)))]
    if let idField { members.append(JSONMember("id", .string(idField))) }
    return .object(members)
  }

  private func show(_ part: Part) -> JSON {
    var members = [JSONMember("as", .string(part.display.rawValue))]
    switch part {
    case .field(let field, _): members.append(JSONMember("field", .string(field)))
    case .compare(let fields, _):
      members.append(JSONMember("compare", .array(fields.map { .string($0) })))
    }
    if let question = part.fields.first.flatMap({ revealedBy[$0] }) {
      members.append(JSONMember("after", .string(question)))
    }
    return .object(members)
  }

  /// Reads a public form back.
  ///
  /// - Throws: the first problem of a form that is none.
  package init(publicForm: JSON) throws(Problem) {
    let place = Place(file: "the project's public form", line: 1, column: 1)
    let (definition, problems) = Self.read(Setting(publicForm, at: place))
    if let problem = problems.first { throw problem }
    guard let definition else {
      throw Problem(place: place, what: "The project's public form cannot be read.")
    }
    self = definition
  }
}

extension WorkPolicy {
  var publicForm: JSON {
    [
      "submit": .string(submit.rawValue), "order": .string(order.rawValue),
      "confidence": .string(confidence.rawValue), "idle_s": .integer(idleSeconds),
    ]
  }
}

extension QualityPolicy {
  var publicForm: JSON {
    [
      "overlap": [
        "share": .number(overlapShare.description), "annotators": .integer(annotators),
        "extra_on_split": .integer(extraOnSplit),
      ],
      "agreement": ["target": .number(agreementTarget.description)],
      "review": [
        "at_most": .number(reviewAtMost.description), "sure": .number(reviewSure.description),
        "allow": .integer(reviewAllow), "floor": .number(reviewFloor.description),
      ],
    ]
  }
}
