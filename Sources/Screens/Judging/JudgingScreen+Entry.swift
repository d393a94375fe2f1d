import Items
import Judgments
import Project
import Questions
import Terminal

extension JudgingScreen {
  /// A key while something is being typed or chosen in the last row.
  mutating func enter(_ key: Key, at moment: Moment) -> [ScreenAction] {
    guard let entry else { return [] }
    if key.typed == nil,
      case .command(let name) = workplace.keymap.command(for: [key], in: contexts)
    {
      switch name {
      case "cancel": return cancelEntry()
      // What is half typed stays; these do nothing to it.
      case "suspend", "redraw": return perform(name, at: moment)
      default: break
      }
    }
    if key.code == .escape { return cancelEntry() }
    switch entry {
    case .aside: return chooseAside(key, at: moment)
    case .confidence(let rating): return chooseConfidence(key, rating, at: moment)
    case .inspect: return inspect(key)
    case .last: return addressLast(key)
    case .versions: return chooseVersion(key, at: moment)
    case .labels(let field, let selected): return chooseLabel(key, field, selected, at: moment)
    case .ask, .note, .find, .findRule: return write(key, entry)
    }
  }

  private mutating func cancelEntry() -> [ScreenAction] {
    entry = nil
    notice = .plain("Cancelled.")
    return []
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
      if case .find = entry, !find.isEmpty {
        findNext()
        return []
      }
      notice = .plain("Nothing was written.")
      return []
    }
    switch entry {
    case .ask(_, let item):
      sending = entry
      return [.effect(.ask(remark(text, on: item), item: item))]
    case .note(_, let item):
      sending = entry
      return [.effect(.note(remark(text, on: item), item: item))]
    case .find:
      if find != text { found = nil }
      find = text
      findNext()
    case .findRule:
      guard let handbook = workplace.handbook else { return [] }
      showGuidelines()
      notice = .plain(panel.find(text, in: handbook))
    default: break
    }
    return []
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
      notice = .warning("Press 1, 2 or 3; \(keyName("cancel")) cancels.")
      return []
    }
    entry = nil
    return submit(at: moment, aside: reason)
  }

  private mutating func chooseConfidence(
    _ key: Key, _ rating: Entry.Rating, at moment: Moment
  ) -> [ScreenAction] {
    guard let typed = key.typed, let number = typed.wholeNumberValue, (1...5).contains(number)
    else {
      notice = .warning("Press a digit from 1, guessing, to 5, certain.")
      return []
    }
    entry = nil
    if rating == .previous, let previous {
      return keepDraft(at: moment, onlyWhenDue: false) + [
        .effect(.rate(confidence: number, item: previous.number, over: previous.seen))
      ]
    }
    piece?.confidence = number
    changed(at: moment)
    if rating == .saving { return submit(at: moment) }
    notice = .plain("Sure \(number) of 5; saved with the judgment.")
    return []
  }

  private mutating func inspect(_ key: Key) -> [ScreenAction] {
    let options = piece?.focused?.view.options ?? []
    guard let typed = key.typed,
      let option = options.first(where: { $0.option.key == typed })?.option
    else {
      notice = .warning("No label has that key; \(keyName("cancel")) cancels.")
      return []
    }
    entry = nil
    guard let rule = option.rule else {
      notice = .plain("\(option.title) has no rule of its own.")
      return []
    }
    panel.show(rule)
    showGuidelines()
    return []
  }

  private mutating func addressLast(_ key: Key) -> [ScreenAction] {
    guard let previous else { return [] }
    let match = workplace.keymap.command(for: [key], in: contexts)
    switch match {
    case .command("note"): entry = .note(TextField(), item: previous.number)
    case .command("ask"): entry = .ask(TextField(), item: previous.number)
    case .command("confidence") where workplace.project.work.confidence != .off:
      entry = .confidence(.previous)
    default:
      notice = .warning(
        "After that: \(keyName("note")) note, \(keyName("ask")) ask or \(keyName("confidence")) confidence."
      )
    }
    return []
  }

  private mutating func chooseVersion(_ key: Key, at moment: Moment) -> [ScreenAction] {
    let count = piece?.loaded.versions.count ?? 0
    guard let number = key.typed?.wholeNumberValue, (1...max(1, count)).contains(number) else {
      notice = .warning("Press a number from 1 to \(count).")
      return []
    }
    entry = nil
    return keepVersion(number - 1, at: moment)
  }

  /// The options of the focused question whose titles hold what was typed.
  func matchingOptions(_ text: String) -> [Option] {
    let options = piece?.focused?.view.options.map(\.option) ?? []
    let wanted = text.lowercased()
    return wanted.isEmpty ? options : options.filter { $0.title.lowercased().contains(wanted) }
  }

  private mutating func chooseLabel(
    _ key: Key, _ field: TextField, _ selected: Int, at moment: Moment
  ) -> [ScreenAction] {
    let options = matchingOptions(field.text)
    var selection = selected
    switch key.code {
    case .up: selection = max(0, selected - 1)
    case .down, .tab: selection = max(0, min(options.count - 1, selected + 1))
    case .enter:
      entry = nil
      guard options.indices.contains(selected) else {
        notice = .plain("No label has that name.")
        return []
      }
      return handle(.choose(options[selected].id), at: moment) ?? []
    default:
      var field = field
      _ = field.handle(key)
      entry = .labels(field, selected: 0)
      if let rule = matchingOptions(field.text).first?.rule { panel.show(rule) }
      return []
    }
    entry = .labels(field, selected: selection)
    // The guidelines follow the label that Enter would choose.
    if options.indices.contains(selection), let rule = options[selection].rule { panel.show(rule) }
    return []
  }
}
