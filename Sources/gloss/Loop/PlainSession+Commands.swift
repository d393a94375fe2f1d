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
        "S sync   x what your devices judged differently   keep 2 keeps the second version",
        "Enter goes to the next question, and saves when nothing is missing.",
      ])
      return .done
    case "g":
      try sayGuidelines()
      return .done
    case "-": return try putAside(form, item)
    case "S":
      try sync(nil)
      return .done
    case "x":
      if try runner.store.counts.conflicts > 0 { return .go(.next(after: nil, .conflicts)) }
      try say("No judgment of yours is in conflict.")
      return .done
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
    if words.count == 2, words[0] == "sync" {
      try sync(words[1])
      return .done
    }
    if words.count == 2, words[0] == "keep" { return try keepVersion(words[1], item) }
    guard let command = words.first, ["f", "n"].contains(command), words.count == 1 else {
      return .none
    }
    try remark(isAsk: command == "f", form, item)
    return .done
  }

  /// Exchanges with remotes to the end, and says what came of it.
  private mutating func sync(_ remote: String?) throws {
    try say("Syncing …")
    try TextOutput.standard.flush()
    switch runner.carryOut(.sync(remote), at: .zero) {
    case .synced(let synced)?:
      try say(synced.sentence(toConflicts: "write x for the first of them"))
    case .failed(let why)?: try say(why)
    default: break
    }
  }

  /// Says what the person's devices judged differently, a line a version.
  func sayVersions(of item: LoadedItem) throws {
    if item.standing == .blocked { try say("A newer gloss changed this judgment last.") }
    guard item.hasChoice else { return }
    try say("Your devices judged this differently. keep and a number keeps one, or answer anew.")
    for line in Workpieces.versions(of: item, in: work.workplace) { try say(line) }
  }

  private mutating func keepVersion(_ number: String, _ item: LoadedItem) throws -> Way {
    guard item.hasChoice, let place = Int(number), item.versions.indices.contains(place - 1)
    else {
      try say("There is no version of that number to keep.")
      return .done
    }
    var judgment = item.versions[place - 1].judgment
    judgment.undoes = nil
    switch runner.carryOut(.save(judgment, item: item.number, over: item.seen), at: .zero) {
    case .saved?:
      try say("Kept version \(place).")
      return .go(.next(after: nil, .conflicts))
    case .failed(let why)?: try say(why)
    default: break
    }
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
