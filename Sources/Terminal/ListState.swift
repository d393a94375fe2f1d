/// Which entry of a list is selected, and which entries can be seen.
package struct ListState: Hashable, Sendable {
  /// The selected entry; zero in an empty list.
  package private(set) var selection: Int
  /// The first entry seen.
  package private(set) var offset: Int
  /// The number of entries.
  package private(set) var count: Int
  /// The number of entries seen at once, as last drawn.
  package private(set) var rows: Int

  /// Creates a list with one entry selected.
  package init(count: Int = 0, rows: Int = 1, selection: Int = 0) {
    self.count = max(0, count)
    self.rows = max(1, rows)
    self.selection = 0
    offset = 0
    select(selection)
  }

  /// The selected entry, or `nil` in an empty list.
  package var selected: Int? { count == 0 ? nil : selection }
  /// The entries that are seen.
  package var visible: Range<Int> { offset..<min(count, offset + rows) }
  /// The entries hidden above.
  package var hiddenAbove: Int { offset }
  /// The entries hidden below.
  package var hiddenBelow: Int { max(0, count - offset - rows) }

  /// Takes a new number of entries or rows and keeps the selection as near as it can.
  package mutating func measure(count: Int, rows: Int) {
    self.count = max(0, count)
    self.rows = max(1, rows)
    select(selection)
  }

  /// Selects an entry, or the nearest there is, and moves so that it is seen.
  @discardableResult
  package mutating func select(_ entry: Int) -> Bool {
    let before = selection
    selection = min(max(0, entry), max(0, count - 1))
    ensureVisible(in: rows)
    return selection != before
  }

  /// Moves the selection down, or up by a negative number; `wrapping` goes on at the other end.
  @discardableResult
  package mutating func move(by entries: Int, wrapping: Bool = false) -> Bool {
    guard count > 0 else { return false }
    if wrapping {
      let step = entries % count
      return select((selection + step + count) % count)
    }
    let (target, overflow) = selection.addingReportingOverflow(entries)
    return select(overflow ? (entries > 0 ? count - 1 : 0) : target)
  }

  /// Moves the selection by whole pages.
  @discardableResult
  package mutating func page(_ pages: Int) -> Bool {
    let (entries, overflow) = max(1, rows - 1).multipliedReportingOverflow(by: pages)
    return move(by: overflow ? (pages > 0 ? Int.max : -Int.max) : entries)
  }

  /// Selects the first entry.
  @discardableResult
  package mutating func home() -> Bool { select(0) }

  /// Selects the last entry.
  @discardableResult
  package mutating func end() -> Bool { select(count - 1) }

  /// Moves as little as possible so that the selection is among `rows` entries seen at once.
  package mutating func ensureVisible(in rows: Int) {
    self.rows = max(1, rows)
    if selection < offset { offset = selection }
    if selection >= offset + self.rows { offset = selection - self.rows + 1 }
    offset = min(max(0, offset), max(0, count - self.rows))
  }
}
