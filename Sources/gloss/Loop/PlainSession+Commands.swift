import Judgments
import Project
import Questions
import Screens
import Storage
import Terminal

extension PlainSession {
  /// What a line that is a command leads to.
  enum Way {
    /// It is no command.
    case none
    case done
    case go(ItemQuery)
    case leave
  }

  /// Carries a command out: its key, and for some of them words behind it.
  mutating func obey(_ line: String, _ form: Form, _ item: LoadedItem) throws -> Way {
    let words = line.split(separator: " ", maxSplits: 1).map { String($0) }
    switch line {
    case "q": return .leave
    case "u": return .go(try undo(isRedo: false) ?? .number(item.number))
    case "U": return .go(try undo(isRedo: true) ?? .number(item.number))
    case "[": return .go(.previous(before: item.number, .all))
    case "]": return .go(.next(after: item.number, .all))
    case "?":
      try say([
        "Write the keys of an answer, or one of these on a line of its own:",
        "u undo   U redo   [ previous item   ] next item   g guidelines   q leave",
        "- put aside   f ask the lead   n note   c how sure you are, 1 to 5",
        "Enter goes to the next question, and saves when nothing is missing.",
      ])
      return .done
    case "g":
      try sayGuidelines()
      return .done
    case "-": return try putAside(form, item)
    default: break
    }
    if line == "c" || line.count == 2 && line.first == "c" && line.last?.isWholeNumber == true {
      if work.workplace.project.work.confidence == .off {
        try say("This project does not ask how sure you are.")
      } else {
        _ = try rate(String(line.dropFirst()))
        try keep(form, item)
      }
      return .done
    }
    guard let command = words.first, ["f", "n"].contains(command), words.count == 1 else {
      return .none
    }
    try remark(isAsk: command == "f", form, item)
    return .done
  }

  private mutating func putAside(_ form: Form, _ item: LoadedItem) throws -> Way {
    try say("Put aside: 1 later, back to me   2 not my field   3 broken item   Enter cancels")
    let reasons: [String: Aside] = ["1": .later, "2": .notMyField, "3": .brokenItem]
    guard let line = try read() else { return .leave }
    guard let reason = reasons[line] else {
      try say("Not put aside.")
      return .done
    }
    return try save(form, item, aside: reason)
      ? .go(.next(after: item.number, .unjudged)) : .done
  }

  /// Takes a confidence, and asks for it where the line has none; false when none was given.
  mutating func rate(_ digit: String) throws -> Bool {
    var digit = digit
    if digit.isEmpty {
      try say("How sure are you? 1 guessing … 5 certain")
      guard let line = try read() else { return false }
      digit = line
    }
    guard let number = Int(digit), (1...5).contains(number) else {
      try say("That is no digit from 1 to 5.")
      return !digit.isEmpty
    }
    confidence = number
    try say("Sure \(number) of 5.")
    return true
  }

  private mutating func remark(isAsk: Bool, _ form: Form, _ item: LoadedItem) throws {
    try say(isAsk ? "Your question to the lead:" : "Your note:")
    guard let text = try read(), text.contains(where: { !$0.isWhitespace }) else {
      try say("Nothing was written.")
      return
    }
    let question = form.focusedQuestion
    let remark = Remark(item: item.id, text: text, rule: question?.rule, question: question?.id)
    let effect: Effect =
      isAsk ? .ask(remark, item: item.number) : .note(remark, item: item.number)
    if case .failed(let why)? = runner.carryOut(effect, at: .zero) {
      try say(why)
    } else {
      try say("Saved with this item.")
    }
  }

  func sayGuidelines() throws {
    guard let handbook = work.handbook else {
      try say("This project has no guidelines.")
      return
    }
    try say(DisplayText.lines(of: String(decoding: handbook.bytes, as: UTF8.self)))
  }
}
