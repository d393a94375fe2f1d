import Guidelines
import Terminal

extension JudgingScreen {
  /// Commands that change what is looked at.
  mutating func look(_ name: String) -> [ScreenAction] {
    switch name {
    case "flip": flip()
    case "layout": return changeLayout()
    case "lock":
      guard piece?.isComparison == true else { return oneText() }
      piece?.isLocked.toggle()
      notice = .plain(
        piece?.isLocked == true
          ? "Both replies scroll together."
          : "The replies scroll apart; \(keyName("flip")) goes to the other.")
    case "difference":
      guard piece?.isComparison == true else { return oneText() }
      piece?.showsDifference.toggle()
    case "raw":
      guard let piece else { return [] }
      return [.show(PageScreen.raw(workplace, piece: piece))]
    case "guidelines": return toggleGuidelines()
    case "guidelines-full":
      guard let handbook = workplace.handbook else { return noHandbook() }
      return [.show(PageScreen.handbook(workplace, handbook: handbook, at: panel.rule))]
    case "guidelines-find":
      guard workplace.handbook != nil else { return noHandbook() }
      entry = .findRule(TextField(panel.wanted))
    case "inspect":
      guard workplace.handbook != nil else { return noHandbook() }
      entry = .inspect
    case "find": entry = .find(TextField())
    case "find-next": findNext()
    default: break
    }
    return []
  }

  private mutating func changeLayout() -> [ScreenAction] {
    guard piece?.isComparison == true else { return toggleGuidelines() }
    let layout = replyLayout.next(in: tier)
    layouts[tier] = layout
    columnShown[tier] = nil
    isDrawerOpen = false
    notice = .plain("Replies are shown \(layout.title).")
    return [
      .effect(.remember(key: "layout.\(tier)", value: layout.rawValue)),
      .effect(.remember(key: "guidelines.\(tier)", value: "")),
    ]
  }

  /// A column is remembered; a drawer lies over the text and is closed with the item.
  private mutating func toggleGuidelines() -> [ScreenAction] {
    guard workplace.handbook != nil else { return noHandbook() }
    guard hasRoomForColumn else {
      isDrawerOpen.toggle()
      return []
    }
    let shown = guidelinesPlace == .hidden
    columnShown[tier] = shown
    return [.effect(.remember(key: "guidelines.\(tier)", value: shown ? "shown" : "hidden"))]
  }

  /// Brings the guidelines into sight for now.
  mutating func showGuidelines() {
    if hasRoomForColumn { columnShown[tier] = true } else { isDrawerOpen = true }
  }

  mutating func noHandbook() -> [ScreenAction] {
    notice = .plain("This project has no guidelines.")
    return []
  }

  private mutating func oneText() -> [ScreenAction] {
    notice = .plain("There are no two replies to compare here.")
    return []
  }

  private mutating func flip() {
    guard let piece, piece.isComparison else {
      _ = oneText()
      return
    }
    self.piece?.current = (piece.current + 1) % piece.replies.count
    if replyLayout != .flip, piece.isLocked {
      notice = .plain(
        "Both replies scroll together; \(keyName("lock")) lets them scroll apart.")
    }
  }
}
