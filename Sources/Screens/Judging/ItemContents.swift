import Items
import Project
import Questions

/// What of an item there is to read, as the answers so far let it be seen.
struct ItemContents: Sendable {
  private let content: JSON
  private let project: ProjectDefinition

  init(_ content: JSON, in project: ProjectDefinition) {
    self.content = content
    self.project = project
  }

  /// The fields compared, with their display; nil where nothing is compared.
  static func compared(in project: ProjectDefinition) -> (fields: [String], display: Display)? {
    for part in project.parts {
      if case .compare(let fields, let display) = part { return (fields, display) }
    }
    return nil
  }

  /// The texts that are not compared.
  func prompt(answered: Set<String>) -> [TextPane.Content] {
    let fields = project.parts.compactMap { part in
      if case .field(let name, let display) = part { (name, display) } else { nil }
    }
    let shown = fields.compactMap { name, display -> TextPane.Content? in
      // A field that an item has not is nothing to read.
      guard content[name] != nil else { return nil }
      var part = one(name, display, answered: answered)
      part.isTitled = fields.count > 1 && display != .conversation
      return part
    }
    guard shown.isEmpty, !fields.isEmpty, let first = fields.first else { return shown }
    let names = fields.map(\.0).joined(separator: ", ")
    return [
      TextPane.Content(
        field: first.0, text: "", form: .text, isTitled: false,
        placeholder: "(this item has no \(names))")
    ]
  }

  /// One compared text.
  func reply(_ field: String, _ display: Display, answered: Set<String>) -> TextPane.Content {
    one(field, display, answered: answered)
  }

  private func one(
    _ field: String, _ display: Display, answered: Set<String>
  ) -> TextPane.Content {
    var part = TextPane.Content(
      field: field, text: content[field]?.shown ?? "", form: ReadingForm(display), isTitled: false)
    let revealing = project.revealedBy[field].flatMap { id in
      answered.contains(id) ? nil : project.question(id)?.ask ?? id
    }
    if let revealing {
      // The text itself stays out of reach, so that no search and no copy can show it.
      part.text = ""
      part.placeholder = "(shown once this is answered: \(revealing))"
    } else if content[field] == nil {
      part.placeholder = "(missing)"
    }
    return part
  }
}

extension ReadingForm {
  init(_ display: Display) {
    switch display {
    case .text: self = .text
    case .markdown: self = .markdown
    case .code: self = .code
    case .conversation: self = .conversation
    case .facts: self = .facts
    }
  }
}
