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
  /// The line of the match shown last.
  private var found: Int?
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
    let old = columns
    self.viewport = viewport
    if lines.isEmpty || old != columns {
      let place = lines.isEmpty ? 0 : scroll.offset * 1000 / lines.count
      lines = build(columns, viewport.widths)
      found = nil
      scroll.measure(height: 1, contentHeight: lines.count)
      _ = scroll.scroll(to: lines.count * place / 1000)
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
      if find != field.text { found = nil }
      find = field.text
      self.field = nil
      findNext()
    case .escape: self.field = nil
    case .character("c") where key.control, .character("g") where key.control: self.field = nil
    default:
      _ = field.handle(key)
      self.field = field
    }
  }

  mutating func paste(_ text: String) { field?.insert(text) }

  private mutating func findNext() {
    guard !find.isEmpty else {
      notice = "Nothing to find yet: the key of “find” asks for a text."
      return
    }
    let matches = LineSearch.rows(of: find, in: lines)
    guard let first = matches.first else {
      notice = "\"\(find)\" is not here."
      return
    }
    let next = matches.first { $0 > found ?? -1 } ?? first
    found = next
    _ = scroll.ensureVisible(next, margin: 2)
    notice = "Match \((matches.firstIndex(of: next) ?? 0) + 1) of \(matches.count)."
  }

  /// Text is never wider than about 90 columns.
  var columns: Int { max(20, min(Layout.widestText, viewport.size.columns - 4)) }

  /// Draws the page; `way` stands at the right end of the last row, such as the key that goes on.
  func view(
    in viewport: Viewport, keymap: Keymap, commands: [String], way: Line = .empty,
    notice: String? = nil, hints: [String: String] = [:]
  ) -> Frame {
    var frame = Frame(viewport)
    let size = viewport.size
    let message = (notice ?? self.notice).map(Notice.plain)
    let rows = max(
      1, HintRow.lines(message, columns: size.columns, widths: viewport.widths).count)
    frame.put(
      Line(" \(title)", Style.title.bolded), at: Point(row: 0, column: 0), columns: size.columns)
    frame.rule(row: 1, from: 0, columns: size.columns)
    let margin = max(2, (size.columns - columns) / 2)
    let rect = Rect(row: 2, column: margin, rows: max(0, size.rows - 4), columns: columns)
    PaneView.draw(lines, scroll: scroll, in: rect, of: &frame, highlighting: find)
    let rule = size.rows - 1 - rows
    let last = Rect(row: rule + 1, column: 0, rows: rows, columns: size.columns)
    frame.fill(Rect(row: rule, column: 0, rows: rows + 1, columns: size.columns), with: .body)
    frame.rule(row: rule, from: 0, columns: size.columns)
    if let field {
      FieldRow.draw("Find", field, in: &frame, row: last.row)
    } else {
      HintRow.draw(
        in: &frame, rect: last, keymap: keymap, context: "reading", commands: commands,
        notice: message, receipt: way, overflow: rule, words: hints)
    }
    return frame
  }
}
