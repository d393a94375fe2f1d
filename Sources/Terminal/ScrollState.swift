/// Which part of a content that is longer than its pane can be seen, in lines.
package struct ScrollState: Hashable, Sendable {
  /// The first line that can be seen.
  package private(set) var offset: Int
  /// The lines that can be seen at once.
  package private(set) var height: Int
  /// The lines that there are.
  package private(set) var contentHeight: Int

  /// Creates a pane that shows the beginning of its content.
  package init(offset: Int = 0, height: Int = 0, contentHeight: Int = 0) {
    self.height = max(0, height)
    self.contentHeight = max(0, contentHeight)
    self.offset = 0
    scroll(to: offset)
  }

  /// The largest offset that still fills the pane.
  package var lastOffset: Int { max(0, contentHeight - height) }
  /// The lines hidden above.
  package var hiddenAbove: Int { offset }
  /// The lines hidden below.
  package var hiddenBelow: Int { max(0, contentHeight - offset - height) }
  /// Whether the beginning is seen.
  package var isAtTop: Bool { offset == 0 }
  /// Whether the end is seen.
  package var isAtEnd: Bool { hiddenBelow == 0 }
  /// The lines that are seen.
  package var visible: Range<Int> { offset..<min(contentHeight, offset + height) }
  /// How much of the content lies above the end of the pane, from 0 to 1; 1 for no content.
  package var shareRead: Double {
    contentHeight == 0 ? 1 : Double(visible.upperBound) / Double(contentHeight)
  }

  /// Takes new measures, after a resize or for another content, and stays as near as it can.
  package mutating func measure(height: Int, contentHeight: Int) {
    self.height = max(0, height)
    self.contentHeight = max(0, contentHeight)
    scroll(to: offset)
  }

  /// Moves down by a number of lines, or up by a negative one; says whether anything moved.
  @discardableResult
  package mutating func scroll(by lines: Int) -> Bool {
    let (target, overflow) = offset.addingReportingOverflow(lines)
    return scroll(to: overflow ? (lines > 0 ? Int.max : 0) : target)
  }

  /// Moves so that `line` is the first one seen, as far as the content goes.
  @discardableResult
  package mutating func scroll(to line: Int) -> Bool {
    let before = offset
    offset = min(max(0, line), lastOffset)
    return offset != before
  }

  /// Moves by whole panes, keeping two lines in sight where the pane has more than four.
  @discardableResult
  package mutating func page(_ pages: Int) -> Bool {
    let step = max(1, height > 4 ? height - 2 : height)
    let (lines, overflow) = step.multipliedReportingOverflow(by: pages)
    return scroll(by: overflow ? (pages > 0 ? Int.max : -Int.max) : lines)
  }

  /// Moves to the beginning.
  @discardableResult
  package mutating func home() -> Bool { scroll(to: 0) }

  /// Moves to the end.
  @discardableResult
  package mutating func end() -> Bool { scroll(to: lastOffset) }

  /// Moves as little as possible so that `row` is seen, with `margin` lines around it if possible.
  @discardableResult
  package mutating func ensureVisible(_ row: Int, margin: Int = 0) -> Bool {
    let space = max(0, min(margin, (height - 1) / 2))
    if row - space < offset { return scroll(to: row - space) }
    if row + space >= offset + height { return scroll(to: row + space - height + 1) }
    return false
  }
}
