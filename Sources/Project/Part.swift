/// How a field is drawn.
package enum Display: String, Hashable, Sendable, CaseIterable {
  case text
  case markdown
  case code
  case conversation
  case facts
}

/// One piece of what is shown of an item.
package enum Part: Hashable, Sendable {
  case field(String, Display)
  /// Fields side by side, in an order that each person's items shuffle.
  case compare([String], Display)

  /// The fields it shows.
  package var fields: [String] {
    switch self {
    case .field(let field, _): [field]
    case .compare(let fields, _): fields
    }
  }

  /// How it is drawn.
  package var display: Display {
    switch self {
    case .field(_, let display), .compare(_, let display): display
    }
  }
}
