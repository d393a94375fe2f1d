import Terminal

/// One scrolled text of an item: the prompt, a reply, or the whole item where nothing is compared.
struct TextPane: Sendable {
  /// A part of a pane: a field and how it is shown.
  struct Content: Hashable, Sendable {
    var field: String
    var text: String
    var form: ReadingForm
    /// Whether the field's name stands above it.
    var isTitled: Bool
  }

  var contents: [Content]
  /// `A` or `B`; nil where nothing is compared.
  var side: String?
  var lines: [Line] = []
  var scroll = ScrollState()
  /// The furthest line that was on the screen, and the most that there were.
  private(set) var furthest = 0
  private var layout: Layout?

  private struct Layout: Hashable {
    var columns: Int
    var rows: Int
    var marked: String?
  }

  init(contents: [Content], side: String? = nil) {
    self.contents = contents
    self.side = side
  }

  /// Whether everything was on the screen once.
  var isReadToEnd: Bool { furthest >= lines.count }

  /// How far it was read, in thousandths.
  var permille: UInt64 {
    lines.isEmpty ? 1000 : UInt64(min(1000, furthest * 1000 / lines.count))
  }

  /// Breaks the texts for a size; `marked` names a text to mark the differences to.
  mutating func lay(out columns: Int, rows: Int, marking other: String?, widths: Widths) {
    let wanted = Layout(columns: columns, rows: rows, marked: other)
    guard layout != wanted else { return }
    let place = lines.isEmpty ? 0 : scroll.offset * 1000 / lines.count
    let isSameText = layout?.columns == columns && layout?.marked == other
    if !isSameText { lines = makeLines(columns: columns, marking: other, widths: widths) }
    scroll.measure(
      height: PaneView.textRows(of: max(0, rows), for: lines.count), contentHeight: lines.count)
    if layout != nil, !isSameText { _ = scroll.scroll(to: lines.count * place / 1000) }
    layout = wanted
  }

  /// Notes what is on the screen now.
  mutating func noteShown() {
    furthest = max(furthest, min(lines.count, scroll.offset + scroll.height))
  }

  private func makeLines(columns: Int, marking other: String?, widths: Widths) -> [Line] {
    var lines: [Line] = []
    for content in contents {
      if !lines.isEmpty { lines.append(.empty) }
      if content.isTitled { lines.append(Line(content.field, .muted)) }
      if let other {
        lines += DifferenceLines.lines(
          content.text, comparedWith: other, columns: columns, widths: widths)
      } else {
        lines += Reading.lines(
          text: content.text, as: content.form, columns: columns, widths: widths)
      }
    }
    return lines
  }
}
