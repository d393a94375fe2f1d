import Guidelines
import Terminal

extension JudgingScreen {
  /// Scrolls, which never changes an answer; nil for any other command.
  mutating func scroll(_ name: String) -> [ScreenAction]? {
    let change: (inout ScrollState) -> Bool
    switch name {
    case "read-on":
      readOn()
      return []
    case "page-up": change = { $0.page(-1) }
    case "page-down": change = { $0.page(1) }
    case "line-down": change = { $0.scroll(by: 1) }
    case "line-up": change = { $0.scroll(by: -1) }
    case "top": change = { $0.home() }
    case "bottom": change = { $0.end() }
    case "guidelines-down": return scrollGuidelines { $0.page(1) }
    case "guidelines-up": return scrollGuidelines { $0.page(-1) }
    default: return nil
    }
    // An open drawer covers the text, so that it is what is read.
    if guidelinesPlace == .drawer { _ = panel.move(change) } else { move(change) }
    return []
  }

  private mutating func scrollGuidelines(
    _ change: (inout ScrollState) -> Bool
  ) -> [ScreenAction] {
    guard workplace.handbook != nil else { return noHandbook() }
    if guidelinesPlace == .hidden {
      showGuidelines()
    } else if !panel.move(change) {
      notice = .plain("This rule goes no further; \(keyName("guidelines-full")) shows all rules.")
    }
    return []
  }

  /// Reads on through the prompt, A and B in turn, and skips nothing.
  private mutating func readOn() {
    if guidelinesPlace == .drawer {
      if !panel.move({ $0.page(1) }) {
        notice = .plain("That is the end of this rule; \(keyName("guidelines")) closes it.")
      }
      return
    }
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
      $0 != piece.current && !piece.replies[$0].isRead
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
    let panes = [piece.prompt] + piece.replies
    let places = panes.enumerated().flatMap { pane, content in
      LineSearch.rows(of: find, in: content.lines).map { FindPlace(pane: pane, line: $0) }
    }
    guard let first = places.first else {
      notice = .plain("\"\(find)\" is not in this item.")
      found = nil
      return
    }
    let next = found.flatMap { last in places.first { $0 > last } } ?? first
    found = next
    if next.pane == 0 {
      _ = piece.prompt.scroll.ensureVisible(next.line, margin: 1)
    } else {
      piece.current = next.pane - 1
      _ = piece.replies[next.pane - 1].scroll.ensureVisible(next.line, margin: 1)
    }
    self.piece = piece
    let number = (places.firstIndex(of: next) ?? 0) + 1
    let key =
      workplace.keymap.keys(for: "find-next", in: "judging").isEmpty
      ? "\(keyName("find")) \(keyName("submit"))" : keyName("find-next")
    let more = places.count > 1 ? "; \(key) goes on" : ""
    notice = .plain("Match \(number) of \(places.count)\(more).")
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
