import Questions
import Terminal

/// What the person is typing or about to choose, apart from the answers themselves.
enum Entry: Sendable {
  /// A question to the lead; the item is the shown one, or the one just left.
  case ask(TextField, item: Int64)
  case note(TextField, item: Int64)
  case find(TextField)
  case labels(TextField, selected: Int)
  case aside
  case confidence(previous: Bool)
  case inspect
  /// A command for the item just left.
  case last

  /// What stands before the field, or the whole row of a menu.
  var label: String {
    switch self {
    case .ask: "Ask the lead"
    case .note: "Note"
    case .find: "Find"
    case .labels: "Label"
    case .aside: "Put aside:  1 later, back to me   2 not my field   3 broken item      Ctrl+C cancels"
    case .confidence: "How sure are you?  1 guessing … 5 certain      Ctrl+C cancels"
    case .inspect: "Press a label's key to see its rule; nothing is chosen.      Ctrl+C cancels"
    case .last: "The item just left:  n note   f ask   c confidence      Ctrl+C cancels"
    }
  }

  var field: TextField? {
    get {
      switch self {
      case .ask(let field, _), .note(let field, _), .find(let field), .labels(let field, _): field
      case .aside, .confidence, .inspect, .last: nil
      }
    }
    set {
      guard let newValue else { return }
      switch self {
      case .ask(_, let item): self = .ask(newValue, item: item)
      case .note(_, let item): self = .note(newValue, item: item)
      case .find: self = .find(newValue)
      case .labels: self = .labels(newValue, selected: 0)
      case .aside, .confidence, .inspect, .last: break
      }
    }
  }
}
