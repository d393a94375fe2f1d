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
    /// What stands in the text's place while it is not shown, or where the item has none.
    var placeholder: String?
  }

  /// What the pane shows; another content is read anew.
  var contents: [Content] {
    didSet {
      guard contents != oldValue else { return }
      layout = nil
      lines = []
      seen = SeenLines()
      isRightToLeft = Self.runsRightToLeft(contents)
    }
  }
  /// `A` or `B`; nil where nothing is compared.
  let side: String?
  /// Whether some of the text runs from right to left.
  private(set) var isRightToLeft: Bool
  private(set) var lines: [Line] = []
  var scroll = ScrollState()
  private var seen = SeenLines()
  /// The lines of each content.
  private var parts: [Range<Int>] = []
  private var layout: Layout?

  private struct Layout: Hashable {
    var columns: Int
    var rows: Int
    var marked: String?
  }

  init(contents: [Content], side: String? = nil) {
    self.contents = contents
    self.side = side
    isRightToLeft = Self.runsRightToLeft(contents)
  }

  private static func runsRightToLeft(_ contents: [Content]) -> Bool {
    contents.contains { DisplayText.containsRightToLeft($0.text) }
  }

  /// Whether every line was on the screen once.
  var isRead: Bool { !lines.isEmpty && seen.count(in: 0..<lines.count) == lines.count }

  /// How much of each field was on the screen, in thousandths.
  var permille: [(field: String, permille: UInt64)] {
    contents.enumerated().map { index, content in
      guard parts.indices.contains(index), content.placeholder == nil else {
        return (content.field, 0)
      }
      let part = parts[index]
      let count = seen.count(in: part)
      return (content.field, part.isEmpty ? 0 : UInt64(count * 1000 / part.count))
    }
  }

  /// Breaks the texts for a size; `marked` names a text to mark the differences to.
  mutating func lay(out columns: Int, rows: Int, marking other: String?, widths: Widths) {
    let wanted = Layout(columns: columns, rows: rows, marked: other)
    guard layout != wanted else { return }
    let old = lines.count
    let place = old == 0 ? 0 : scroll.offset * 1000 / old
    let isSameText = layout?.columns == columns && layout?.marked == other
    if !isSameText {
      makeLines(columns: columns, marking: other, widths: widths)
      seen = seen.rescaled(from: old, to: lines.count)
    }
    scroll.measure(
      height: PaneView.textRows(of: max(0, rows), for: lines.count), contentHeight: lines.count)
    if layout != nil, !isSameText { _ = scroll.scroll(to: lines.count * place / 1000) }
    layout = wanted
  }

  /// Breaks the text for a width alone, so that its height can be asked for; the place stays.
  mutating func measure(columns: Int, marking other: String? = nil, widths: Widths) {
    lay(out: columns, rows: layout?.rows ?? 1, marking: other, widths: widths)
  }

  /// Notes that what is scrolled into view reached the terminal.
  mutating func noteShown() {
    seen.insert(scroll.visible)
  }

  private mutating func makeLines(columns: Int, marking other: String?, widths: Widths) {
    lines = []
    parts = []
    for content in contents {
      if !lines.isEmpty { lines.append(.empty) }
      let start = lines.count
      if content.isTitled {
        lines += wrap(Line(content.field, .muted), columns: columns, widths: widths)
      }
      if let placeholder = content.placeholder {
        lines += wrap(Line(placeholder, Style.muted.italicised), columns: columns, widths: widths)
      } else if let other {
        lines += DifferenceLines.lines(
          content.text, comparedWith: other, columns: columns, widths: widths)
      } else {
        lines += Reading.lines(
          text: content.text, as: content.form, columns: columns, widths: widths)
      }
      parts.append(start..<lines.count)
    }
  }
}
