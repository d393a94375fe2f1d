import Questions
import Terminal

/// What the person is typing or about to choose, apart from the answers themselves.
enum Entry: Sendable {
  /// A question to the lead; the item is the shown one, or the one just left.
  case ask(TextField, item: Int64)
  case note(TextField, item: Int64)
  case find(TextField)
  case findRule(TextField)
  case labels(TextField, selected: Int)
  case aside
  case confidence(Rating)
  case inspect
  /// A command for the item just left.
  case last
  /// Which of more than two versions in conflict is kept.
  case versions

  /// What a confidence is asked for.
  enum Rating: Sendable {
    case shown
    /// It is all that is missing for saving.
    case saving
    case previous
  }

  /// What stands before the field, or the words of a menu.
  var label: String {
    switch self {
    case .ask: "Ask the lead"
    case .note: "Note"
    case .find: "Find"
    case .findRule: "Find in the guidelines"
    case .labels: "Label"
    case .aside: "Put aside:  1 later, back to me   2 not my field   3 broken item"
    case .confidence(.previous): "How sure were you of the last item?  1 guessing … 5 certain"
    case .confidence: "How sure are you?  1 guessing … 5 certain"
    case .inspect: "Press a label's key to see its rule; nothing is chosen."
    case .last: "The item just left:  n note   f ask   c confidence"
    case .versions: "Which version is to stay? Press its number."
    }
  }

  var field: TextField? {
    get {
      switch self {
      case .ask(let field, _), .note(let field, _), .find(let field), .findRule(let field),
        .labels(let field, _):
        field
      case .aside, .confidence, .inspect, .last, .versions: nil
      }
    }
    set {
      guard let newValue else { return }
      switch self {
      case .ask(_, let item): self = .ask(newValue, item: item)
      case .note(_, let item): self = .note(newValue, item: item)
      case .find: self = .find(newValue)
      case .findRule: self = .findRule(newValue)
      case .labels: self = .labels(newValue, selected: 0)
      case .aside, .confidence, .inspect, .last, .versions: break
      }
    }
  }
}
