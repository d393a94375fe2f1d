import Guidelines
import Terminal

extension JudgingScreen {
  /// Scrolling; nil for any other command. It never changes an answer.
  mutating func scroll(_ name: String) -> [ScreenAction]? {
    switch name {
    case "read-on":
      readOn()
      return []
    case "read-back", "page-up": move { $0.page(-1) }
    case "page-down": move { $0.page(1) }
    case "line-down": move { $0.scroll(by: 1) }
    case "line-up": move { $0.scroll(by: -1) }
    case "top": move { $0.home() }
    case "bottom": move { $0.end() }
    default: return nil
    }
    return []
  }

  /// Commands that change what is looked at.
  mutating func look(_ name: String) -> [ScreenAction] {
    switch name {
    case "flip": flip()
    case "layout":
      guard piece?.isComparison == true else { return toggleGuidelines() }
      let layout = replyLayout.next
      layouts[tier] = layout
      panelShown[tier] = nil
      notice = .plain("Replies are shown \(layout.title).")
      return [.effect(.remember(key: "layout.\(tier)", value: layout.rawValue))]
    case "lock":
      piece?.isLocked.toggle()
      notice = .plain(
        piece?.isLocked == true ? "Both replies scroll together." : "The replies scroll apart.")
    case "difference":
      guard piece?.isComparison == true else {
        notice = .plain("There are no two replies to compare here.")
        return []
      }
      piece?.showsDifference.toggle()
    case "raw":
      guard let piece else { return [] }
      return [.show(PageScreen.raw(workplace, contents: ([piece.prompt] + piece.replies).flatMap(\.contents)))]
    case "guidelines": return toggleGuidelines()
    case "guidelines-full":
      guard let handbook = workplace.handbook else { return noHandbook() }
      return [.show(PageScreen.handbook(workplace, handbook: handbook, at: panel.rule))]
    case "inspect": entry = .inspect
    case "find": entry = .find(TextField(find))
    case "find-next": findNext()
    default: break
    }
    return []
  }

  private mutating func toggleGuidelines() -> [ScreenAction] {
    guard workplace.handbook != nil else { return noHandbook() }
    let shown = !showsPanel
    panelShown[tier] = shown
    return [
      .effect(.remember(key: "guidelines.\(tier)", value: shown ? "shown" : "hidden"))
    ]
  }

  private mutating func noHandbook() -> [ScreenAction] {
    notice = .plain("This project has no guidelines.")
    return []
  }

  private mutating func flip() {
    guard let piece, piece.isComparison else {
      notice = .plain("There is one text here.")
      return
    }
    self.piece?.current = (piece.current + 1) % piece.replies.count
  }

  /// Reads on through the prompt, A and B in turn, and skips nothing.
  private mutating func readOn() {
    guard let piece else { return }
    if piece.prompt.scroll.hiddenBelow > 0 {
      _ = self.piece?.prompt.scroll.page(1)
      return
    }
    guard piece.isComparison else {
      notice = .plain("That is the end of the text.")
      return
    }
    // Side by side both are read at once, so the page goes on while either has more.
    if replyLayout != .flip {
      if piece.replies.contains(where: { $0.scroll.hiddenBelow > 0 }) {
        for index in piece.replies.indices { _ = self.piece?.replies[index].scroll.page(1) }
      } else {
        notice = .plain("Both replies are read to the end.")
      }
      return
    }
    if piece.replies[piece.current].scroll.hiddenBelow > 0 {
      _ = self.piece?.replies[piece.current].scroll.page(1)
    } else if let unread = piece.replies.indices.first(where: {
      $0 != piece.current && !piece.replies[$0].isReadToEnd
    }) {
      self.piece?.current = unread
    } else {
      notice = .plain("Both replies are read to the end.")
    }
  }

  /// Moves the text that is being read; a reply at its top hands the way up to the prompt.
  private mutating func move(_ change: (inout ScrollState) -> Bool) {
    guard var piece else { return }
    defer { self.piece = piece }
    guard piece.isComparison else {
      _ = change(&piece.prompt.scroll)
      return
    }
    let together = piece.isLocked && replyLayout != .flip
    var hasMoved = false
    for index in piece.replies.indices where together || index == piece.current {
      hasMoved = change(&piece.replies[index].scroll) || hasMoved
    }
    if !hasMoved { _ = change(&piece.prompt.scroll) }
  }

  /// Goes to the next line that holds the text looked for, through all panes in turn.
  mutating func findNext() {
    guard var piece, !find.isEmpty else {
      notice = .plain("Nothing to find: \(keyName("find")) asks for a text.")
      return
    }
    let wanted = find.lowercased()
    let panes = [piece.prompt] + piece.replies
    let places = panes.enumerated().flatMap { pane, content in
      content.lines.enumerated().filter { $0.element.text.lowercased().contains(wanted) }
        .map { FindPlace(pane: pane, line: $0.offset) }
    }
    guard let first = places.first else {
      notice = .plain("\"\(find)\" is not in this item.")
      found = nil
      return
    }
    let next = found.flatMap { last in places.first { $0 > last } } ?? first
    found = next
    if next.pane == 0 {
      _ = piece.prompt.scroll.scroll(to: next.line - 1)
    } else {
      piece.current = next.pane - 1
      _ = piece.replies[next.pane - 1].scroll.scroll(to: next.line - 1)
    }
    self.piece = piece
    let number = (places.firstIndex(of: next) ?? 0) + 1
    notice = .plain("Match \(number) of \(places.count).")
  }
}

/// Where a match stands: the pane, the prompt first, and the line in it.
struct FindPlace: Comparable, Sendable {
  var pane: Int
  var line: Int

  static func < (left: FindPlace, right: FindPlace) -> Bool {
    (left.pane, left.line) < (right.pane, right.line)
  }
}
