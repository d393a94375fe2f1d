/// How much a screen can show side by side.
package enum Tier: Int, Comparable, CaseIterable, Sendable {
  /// Below 60×16: one polite sentence.
  case tooSmall
  /// 60 to 109 columns: one pane.
  case narrow
  /// 110 to 149 columns: two panes.
  case middle
  /// 150 columns and more: three panes.
  case wide

  package static func < (left: Tier, right: Tier) -> Bool { left.rawValue < right.rawValue }
}

/// Decides the arrangement from the size of the terminal.
package enum Layout {
  /// The smallest size in which anything but a sentence is drawn.
  package static let smallest = Size(columns: 60, rows: 16)
  /// The longest line of text that is still easily read, in cells.
  package static let widestText = 90

  /// Returns the tier of a size.
  package static func tier(for size: Size) -> Tier {
    if size.columns < smallest.columns || size.rows < smallest.rows { return .tooSmall }
    if size.columns < 110 { return .narrow }
    return size.columns < 150 ? .middle : .wide
  }
}
