import Project
import Questions
import Terminal

extension JudgingScreen {
  /// A key: first what is being typed, then the answer's own keys, then the commands.
  mutating func pressed(_ key: Key, at moment: Moment) -> [ScreenAction] {
    piece?.watch.note(moment)
    notice = nil
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
    switch workplace.keymap.command(for: keys, in: contexts) {
    case .command(let name):
      pendingKeys = []
      return perform(name, at: moment)
    case .prefix:
      pendingKeys = keys
      return []
    case .none:
      pendingKeys = []
      let help = keyName("help")
      notice = .plain("\(keys.map(\.name).joined(separator: " ")) does nothing here; \(help) shows the keys.")
      return []
    }
  }

  /// Gives a character to the focused question; nil when it is none of its keys.
  private mutating func answer(_ character: Character, at moment: Moment) -> [ScreenAction]? {
    guard var form = piece?.form else { return nil }
    let reaction = form.handle(.key(character))
    switch reaction {
    case .ignored: return nil
    case .refused(let why):
      notice = .warning(why)
      return []
    case .changed, .complete: break
    }
    guard guarded.admits(moment) else {
      notice = .warning("Too early: this item had just come up. Nothing was chosen; press again.")
      return []
    }
    return take(form, complete: reaction == .complete, at: moment)
  }

  /// Puts a changed form in place, and saves when that completed it.
  mutating func take(_ form: Form, complete: Bool, at moment: Moment) -> [ScreenAction] {
    piece?.form = form
    changed(at: moment)
    panel.follow(form)
    if complete {
      if workplace.project.work.confidence == .required, piece?.confidence == nil {
        entry = .confidence(previous: false)
        return []
      }
      return submit(at: moment)
    }
    focusText()
    return []
  }

  /// Notes a change that is not saved yet.
  mutating func changed(at moment: Moment) {
    piece?.isDirty = true
    if piece?.draftDue == nil { piece?.draftDue = moment.after(milliseconds: 250) }
  }

  /// A text question under focus takes the keys as text, unless it waits at the end for a wish.
  mutating func focusText() {
    guard let row = piece?.form.rows.first(where: \.focused), let text = row.view.text else {
      typing = nil
      return
    }
    typing = TextField(text, multiline: true)
  }

  /// A key in a text answer; nil when it is not for the text.
  private mutating func type(_ key: Key, at moment: Moment) -> [ScreenAction]? {
    guard var field = typing else { return nil }
    switch workplace.keymap.command(for: [key], in: contexts) {
    case .command("submit") where key.typed == nil:
      typing = nil
      return submitOrAdvance(at: moment)
    case .command("cancel"):
      typing = nil
      notice = .plain("Left the text; \(keyName("submit")) goes on, Up and Down move.")
      return []
    default: break
    }
    let before = field.text
    // What does not edit the text is a command; at the text's edges, moving leaves it.
    guard field.handle(key, columns: viewport.size.columns - 4, widths: viewport.widths) else {
      return key.typed == nil ? nil : []
    }
    typing = field
    if field.text != before {
      _ = piece?.form.handle(.text(field.text))
      changed(at: moment)
    }
    return []
  }

  /// Pasted text goes into an open text field and nowhere else.
  mutating func pasted(_ text: String, at moment: Moment) -> [ScreenAction] {
    piece?.watch.note(moment)
    if var field = entry?.field {
      field.insert(text)
      entry?.field = field
    } else if var field = typing {
      field.insert(text)
      typing = field
      _ = piece?.form.handle(.text(field.text))
      changed(at: moment)
    } else {
      notice = .warning("Paste ignored: no text field is open.")
    }
    return []
  }

  /// The first key of a command, for sentences.
  func keyName(_ command: String) -> String {
    workplace.keymap.keys(for: command, in: "judging").first?.map(\.name).joined(separator: " ")
      ?? ":"
  }
}
