import Items
import Judgments
import Project
import Questions
import Terminal

extension JudgingScreen {
  /// A key while something is being typed or chosen in the last row.
  mutating func enter(_ key: Key, at moment: Moment) -> [ScreenAction] {
    guard let entry else { return [] }
    if key.code == .escape || isCommand(key, "cancel") {
      self.entry = nil
      notice = .plain("Cancelled.")
      return []
    }
    switch entry {
    case .aside: return chooseAside(key, at: moment)
    case .confidence(let previous): return chooseConfidence(key, previous: previous, at: moment)
    case .inspect: return inspect(key)
    case .last: return addressLast(key)
    case .labels(let field, let selected): return chooseLabel(key, field, selected, at: moment)
    case .ask, .note, .find: return write(key, entry)
    }
  }

  private func isCommand(_ key: Key, _ name: String) -> Bool {
    key.typed == nil && workplace.keymap.command(for: [key], in: contexts) == .command(name)
  }

  private mutating func write(_ key: Key, _ entry: Entry) -> [ScreenAction] {
    guard var field = entry.field else { return [] }
    guard key.code == .enter else {
      _ = field.handle(key)
      self.entry?.field = field
      return []
    }
    self.entry = nil
    let text = String(field.text.drop { $0.isWhitespace })
    guard !text.isEmpty else {
      notice = .plain("Nothing was written.")
      return []
    }
    switch entry {
    case .ask(_, let item): return [.effect(.ask(remark(text, on: item), item: item))]
    case .note(_, let item): return [.effect(.note(remark(text, on: item), item: item))]
    case .find:
      if find != text { found = nil }
      find = text
      findNext()
      return []
    default: return []
    }
  }

  /// The store fills in which item it is, when it is not the one shown.
  private func remark(_ text: String, on item: Int64) -> Remark {
    let isShown = piece?.loaded.number == item
    let focused = isShown ? piece?.form.focusedQuestion : nil
    return Remark(
      item: isShown ? piece?.loaded.id ?? .zero : .zero, text: text,
      rule: isShown ? panel.rule ?? focused?.rule : nil, question: focused?.id)
  }

  private mutating func chooseAside(_ key: Key, at moment: Moment) -> [ScreenAction] {
    let reasons: [Character: Aside] = ["1": .later, "2": .notMyField, "3": .brokenItem]
    guard let typed = key.typed, let reason = reasons[typed] else {
      notice = .warning("Press 1, 2 or 3.")
      return []
    }
    entry = nil
    return submit(at: moment, aside: reason)
  }

  private mutating func chooseConfidence(
    _ key: Key, previous isPrevious: Bool, at moment: Moment
  ) -> [ScreenAction] {
    guard let typed = key.typed, let number = typed.wholeNumberValue, (1...5).contains(number)
    else {
      notice = .warning("Press a digit from 1, guessing, to 5, certain.")
      return []
    }
    entry = nil
    if isPrevious, let previous {
      return keepDraft(at: moment, onlyWhenDue: false) + [
        .effect(.rate(confidence: number, item: previous.number))
      ]
    }
    piece?.confidence = number
    changed(at: moment)
    if workplace.project.work.confidence == .required, workplace.project.work.submit == .auto,
      piece?.form.missing.isEmpty == true
    {
      return submit(at: moment)
    }
    notice = .plain("Sure \(number) of 5; saved with the judgment.")
    return []
  }

  private mutating func inspect(_ key: Key) -> [ScreenAction] {
    let options = piece?.form.rows.first(where: \.focused)?.view.options ?? []
    guard let typed = key.typed, let option = options.first(where: { $0.option.key == typed })?.option
    else {
      notice = .warning("No label has that key.")
      return []
    }
    entry = nil
    guard let rule = option.rule else {
      notice = .plain("\(option.title) has no rule of its own.")
      return []
    }
    panel.show(rule)
    panelShown[tier] = true
    return []
  }

  private mutating func addressLast(_ key: Key) -> [ScreenAction] {
    guard let previous, case .command(let name) = workplace.keymap.command(for: [key], in: contexts)
    else {
      notice = .warning("After that: n, f or c.")
      return []
    }
    switch name {
    case "note": entry = .note(TextField(), item: previous.number)
    case "ask": entry = .ask(TextField(), item: previous.number)
    case "confidence": entry = .confidence(previous: true)
    default: notice = .warning("After that: n note, f ask or c confidence.")
    }
    return []
  }

  /// The options of the focused question whose titles hold what was typed.
  func matchingOptions(_ text: String) -> [Option] {
    let options = piece?.form.rows.first(where: \.focused)?.view.options.map(\.option) ?? []
    let wanted = text.lowercased()
    return wanted.isEmpty ? options : options.filter { $0.title.lowercased().contains(wanted) }
  }

  private mutating func chooseLabel(
    _ key: Key, _ field: TextField, _ selected: Int, at moment: Moment
  ) -> [ScreenAction] {
    let options = matchingOptions(field.text)
    switch key.code {
    case .up: entry = .labels(field, selected: max(0, selected - 1))
    case .down, .tab:
      entry = .labels(field, selected: max(0, min(options.count - 1, selected + 1)))
    case .enter:
      entry = nil
      guard options.indices.contains(selected), var form = piece?.form else {
        notice = .plain("No label has that name.")
        return []
      }
      switch form.handle(.choose(options[selected].id)) {
      case .refused(let why): notice = .warning(why)
      case .changed: return take(form, complete: false, at: moment)
      case .complete: return take(form, complete: true, at: moment)
      case .ignored: break
      }
    default:
      var field = field
      _ = field.handle(key)
      entry = .labels(field, selected: 0)
    }
    return []
  }
}
