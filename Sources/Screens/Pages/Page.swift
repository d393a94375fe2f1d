import Terminal

/// A text that fills the screen: scrolled, searched, and left with one key.
struct Page: Sendable {
  let title: String
  private let build: @Sendable (_ columns: Int, _ widths: Widths) -> [Line]
  private(set) var lines: [Line] = []
  private(set) var scroll = ScrollState()
  private var viewport = Viewport(columns: 80, rows: 24)
  private var field: TextField?
  private var find = ""
  private var notice: String?

  init(
    title: String, build: @escaping @Sendable (_ columns: Int, _ widths: Widths) -> [Line]
  ) {
    self.title = title
    self.build = build
  }

  /// Whether a text to find is being typed.
  var isTyping: Bool { field != nil }

  mutating func resize(_ viewport: Viewport) {
    let old = self.viewport.size.columns
    self.viewport = viewport
    if lines.isEmpty || old != viewport.size.columns {
      lines = build(columns, viewport.widths)
    }
    let rows = max(1, viewport.size.rows - 4)
    scroll.measure(
      height: PaneView.textRows(of: rows, for: lines.count), contentHeight: lines.count)
  }

  /// Puts a line at the top.
  mutating func go(to line: Int) { _ = scroll.scroll(to: line) }

  /// Carries out a command of the context `reading`; false when it is none of the page's.
  mutating func perform(_ name: String) -> Bool {
    notice = nil
    switch name {
    case "line-down": _ = scroll.scroll(by: 1)
    case "line-up": _ = scroll.scroll(by: -1)
    case "page-down": _ = scroll.page(1)
    case "page-up": _ = scroll.page(-1)
    case "top": _ = scroll.home()
    case "bottom": _ = scroll.end()
    case "find": field = TextField(find)
    case "find-next": findNext()
    default: return false
    }
    return true
  }

  /// A key while a text to find is being typed.
  mutating func type(_ key: Key) {
    guard var field else { return }
    switch key.code {
    case .enter:
      find = field.text
      self.field = nil
      findNext()
    case .escape: self.field = nil
    case .character("c") where key.control: self.field = nil
    default:
      _ = field.handle(key)
      self.field = field
    }
  }

  mutating func paste(_ text: String) { field?.insert(text) }

  private mutating func findNext() {
    let wanted = find.lowercased()
    guard !wanted.isEmpty else { return }
    let matches = lines.indices.filter { lines[$0].text.lowercased().contains(wanted) }
    guard let next = matches.first(where: { $0 > scroll.offset }) ?? matches.first else {
      notice = "\"\(find)\" is not here."
      return
    }
    _ = scroll.scroll(to: next)
  }

  /// Text is never wider than about 90 columns.
  private var columns: Int { max(20, min(Layout.widestText, viewport.size.columns - 4)) }

  func view(
    in viewport: Viewport, keymap: Keymap, commands: [String], context: String = "reading"
  ) -> Frame {
    var frame = Frame(viewport)
    let size = viewport.size
    frame.put(Line(" \(title)", Style.title.bolded), at: Point(row: 0, column: 0))
    frame.rule(row: 1, from: 0, columns: size.columns)
    let margin = max(2, (size.columns - columns) / 2)
    let rect = Rect(row: 2, column: margin, rows: max(0, size.rows - 4), columns: columns)
    PaneView.draw(lines, scroll: scroll, in: rect, of: &frame, highlighting: find)
    frame.rule(row: size.rows - 2, from: 0, columns: size.columns)
    let last = Rect(row: size.rows - 1, column: 0, rows: 1, columns: size.columns)
    if let field {
      let used = frame.put(Line("Find: ", Style.accent.bolded), at: Point(row: last.row, column: 1))
      let view = field.view(columns: size.columns - used - 3, widths: viewport.widths)
      if let line = view.lines.first {
        frame.put(line, at: Point(row: last.row, column: 1 + used))
      }
      frame.cursor = Point(row: last.row, column: 1 + used + view.cursor.column)
    } else {
      HintRow.draw(
        in: &frame, rect: last, keymap: keymap, context: context, commands: commands,
        notice: notice.map(Notice.plain), receipt: "")
    }
    return frame
  }
}
