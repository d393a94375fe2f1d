package import Items

/// Who may hold an operation's bytes.
///
/// A chain never mixes scopes: a reader without one of them could not check contiguity.
package enum Scope: Hashable, Sendable {
  /// Everybody in the project.
  case pub
  /// One person, the reviewers and the leads; written by the latter.
  case to(PersonID)
  /// One person, the reviewers and the leads; written by that person.
  case from(PersonID)
  /// Reviewers and leads.
  case rev
  /// Leads alone.
  case vault

  /// The scope as `chain.open` spells it.
  package var text: String {
    switch self {
    case .pub: "pub"
    case .to(let person): "to/\(person.hex)"
    case .from(let person): "from/\(person.hex)"
    case .rev: "rev"
    case .vault: "vault"
    }
  }

  /// Reads the spelling of `chain.open`; nil for any other text.
  package init?(text: String) {
    switch text {
    case "pub": self = .pub
    case "rev": self = .rev
    case "vault": self = .vault
    default:
      if text.hasPrefix("to/"), let person = PersonID(hex: String(text.dropFirst(3))) {
        self = .to(person)
      } else if text.hasPrefix("from/"), let person = PersonID(hex: String(text.dropFirst(5))) {
        self = .from(person)
      } else {
        return nil
      }
      // One scope has one spelling, so that it can be compared as text.
      if self.text != text { return nil }
    }
  }

  /// Where the scope stands when chains are taken in: who may do what comes first, and items come
  /// before judgments of them.
  package var receivingRank: Int {
    switch self {
    case .pub: 0
    case .to: 1
    case .rev: 2
    case .vault: 3
    case .from: 4
    }
  }

  /// Whether somebody with these roles may hold the scope's bytes.
  package func mayBeHeld(by person: PersonID, roles: Roles) -> Bool {
    switch self {
    case .pub: true
    case .to(let other), .from(let other):
      other == person || roles.contains(.reviewer) || roles.contains(.lead)
    case .rev: roles.contains(.reviewer) || roles.contains(.lead)
    case .vault: roles.contains(.lead)
    }
  }
}

/// What a person does in the project.
package struct Roles: OptionSet, Hashable, Sendable {
  package var rawValue: UInt64

  package init(rawValue: UInt64) {
    self.rawValue = rawValue
  }

  package static let annotator = Roles(rawValue: 1)
  package static let reviewer = Roles(rawValue: 2)
  package static let lead = Roles(rawValue: 4)

  /// The roles in words, such as `annotator, lead`.
  package var names: [String] {
    [(Roles.annotator, "annotator"), (.reviewer, "reviewer"), (.lead, "lead")]
      .filter { contains($0.0) }.map(\.1)
  }
}
