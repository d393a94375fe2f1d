import Judgments
import Project
import Questions
import Terminal

extension JudgingScreen {
  /// A key: first what is being typed, then the answer's own keys, then the commands.
  mutating func pressed(_ key: Key, at moment: Moment) -> [ScreenAction] {
    piece?.watch.note(moment)
    notice = nil
    let actions = react(to: key, at: moment)
    // What follows from the key comes first.
    if actions.isEmpty, entry == nil, notice == nil, let news {
      notice = news
      self.news = nil
    }
    return actions
  }

  private mutating func react(to key: Key, at moment: Moment) -> [ScreenAction] {
    if entry != nil { return enter(key, at: moment) }
    if typing != nil, let actions = type(key, at: moment) { return actions }
    if pendingKeys.isEmpty, let character = key.typed, let actions = answer(character, at: moment) {
      hasJustUndone = false
      return actions
    }
    return command(for: key, at: moment)
  }

  private mutating func command(for key: Key, at moment: Moment) -> [ScreenAction] {
    let keys = pendingKeys + [key]
    let names = keys.map(\.name).joined(separator: " ")
    switch workplace.keymap.command(for: keys, in: contexts) {
    case .command("conflicts") where keys.count == 1 && key.typed.map(isAnswerKey) == true:
      // It is a label's key further down: a key too early must not leave the item.
      pendingKeys = []
      notice = .plain("\(names) answers another question here; \(wayToConflicts).")
      return []
    case .command(let name):
      pendingKeys = []
      return perform(name, at: moment)
    case .prefix:
      pendingKeys = keys
      notice = .plain("\(names) …")
      return []
    case .none:
      pendingKeys = []
      notice = .plain("\(names) does nothing here; \(keyName("help")) shows the keys.")
      return []
    }
  }

  /// Gives a character to the focused question; nil when it is none of its keys.
  private mutating func answer(_ character: Character, at moment: Moment) -> [ScreenAction]? {
    handle(.key(character), at: moment)
  }

  /// Gives an input to the focused question; nil when it is not the question's.
  mutating func handle(_ input: AnswerInput, at moment: Moment) -> [ScreenAction]? {
    guard var form = piece?.form else { return nil }
    let reaction = form.handle(input)
    // A key that is refused is part of a burst as well.
    guard reaction == .ignored || admits(moment) else { return [] }
    switch reaction {
    case .ignored: return nil
    case .refused(let why):
      notice = .warning(why)
      return []
    case .changed: return take(form, complete: false, at: moment)
    case .complete: return take(form, complete: true, at: moment)
    }
  }

  /// Whether a decision may be taken now; says so when it may not.
  mutating func admits(_ moment: Moment) -> Bool {
    if piece?.loaded.standing == .blocked {
      notice = .warning(VersionRows.whyBlocked)
      return false
    }
    if guarded.admits(moment) { return true }
    notice = .warning("Too early: this item had just come up. Nothing was taken; press again.")
    return false
  }

  /// Puts a changed form in place, and saves when that completed it.
  mutating func take(_ form: Form, complete: Bool, at moment: Moment) -> [ScreenAction] {
    piece?.take(form)
    changed(at: moment)
    panel.follow(form)
    guard complete else {
      focusText()
      return []
    }
    return askConfidenceOrSubmit(at: moment)
  }

  /// Notes a change that is not saved yet.
  mutating func changed(at moment: Moment) {
    piece?.isDirty = true
    if piece?.draftDue == nil { piece?.draftDue = moment.after(milliseconds: 250) }
  }

  /// A text question under focus takes the keys as text.
  mutating func focusText() {
    guard let text = piece?.focused?.view.text else {
      typing = nil
      return
    }
    typing = TextField(text, multiline: true)
  }

  /// A key in a text answer; nil when it is not for the text.
  private mutating func type(_ key: Key, at moment: Moment) -> [ScreenAction]? {
    guard var field = typing else { return nil }
    if key.typed == nil {
      switch workplace.keymap.command(for: [key], in: contexts) {
      case .command("submit"): return submitOrAdvance(at: moment)
      case .command("cancel"):
        typing = nil
        notice = .plain(
          "Left the text. \(keyName("submit")) writes on; \(keyName("undo")) takes back word by word."
        )
        return []
      default: break
      }
    }
    // What does not edit the text is a command; at the text's edges, moving leaves it.
    guard field.handle(key, columns: viewport.size.columns - 4, widths: viewport.widths) else {
      return key.typed == nil ? nil : []
    }
    write(field, at: moment)
    return []
  }

  /// Takes a text answer as it is typed; one that cannot be leaves the text as it was.
  private mutating func write(_ field: TextField, at moment: Moment) {
    guard let before = typing, var form = piece?.form else { return }
    guard field.text != before.text else {
      typing = field
      return
    }
    if case .refused(let why) = form.handle(.text(field.text)) {
      notice = .warning(why)
      return
    }
    typing = field
    hasJustUndone = false
    // Every word is a step of its own, so that undo never takes a whole text.
    piece?.take(form, writing: true, startsStep: field.text.wordCount != before.text.wordCount)
    changed(at: moment)
  }

  /// Pasted text goes into an open text field and nowhere else.
  mutating func pasted(_ text: String, at moment: Moment) -> [ScreenAction] {
    piece?.watch.note(moment)
    notice = nil
    if var field = entry?.field {
      field.insert(text)
      entry?.field = field
    } else if entry == nil, var field = typing {
      field.insert(text)
      write(field, at: moment)
    } else {
      notice = .warning("Paste ignored: no text field is open.")
    }
    return []
  }

  /// The first key of a command, for sentences.
  func keyName(_ command: String) -> String {
    workplace.keymap.keys(for: command, in: "judging").first?.map(\.name).joined(separator: " ")
      ?? "\(command) in the palette"
  }
}

extension String {
  /// How many runs of other characters than white space it holds.
  var wordCount: Int { split(whereSeparator: \.isWhitespace).count }
}
