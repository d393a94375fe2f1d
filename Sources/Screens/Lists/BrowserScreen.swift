import Judgments
import Project
import Questions
import Terminal

/// The items as a list: filtered, searched, and one key away from the judging screen.
struct BrowserScreen: Screen {
  private let workplace: Workplace
  private var filter: ItemFilter
  private var text = ""
  private var rows: [ItemSummary] = []
  private var total = 0
  private var isComplete = false
  private var list = ListState()
  private var field: TextField?
  private var viewport = Viewport(columns: 80, rows: 24)
  private var hasStarted = false

  init(_ workplace: Workplace, filter: ItemFilter = .judged) {
    self.workplace = workplace
    self.filter = filter
  }

  var contexts: [String] { ["list"] }

  private var height: Int { max(1, viewport.size.rows - 5) }

  mutating func update(_ event: Event) -> [ScreenAction] {
    switch event {
    case .resized(let viewport, _):
      self.viewport = viewport
      list.measure(count: rows.count, rows: height)
      if hasStarted { return [] }
      hasStarted = true
      return reload()
    case .reply(.page(let page, let query, let total), _):
      return received(page, query, total: total)
    case .paste(let text, _): field?.insert(text)
    case .key(let key, _): return pressed(key)
    default: break
    }
    return []
  }

  private mutating func reload() -> [ScreenAction] {
    rows = []
    isComplete = false
    _ = list.home()
    return more()
  }

  private func more() -> [ScreenAction] {
    [
      .effect(
        .page(
          PageQuery(filter: filter, text: text, after: rows.last?.number, limit: max(64, height * 3))
        ))
    ]
  }

  private mutating func received(
    _ page: [ItemSummary], _ query: PageQuery, total: Int
  ) -> [ScreenAction] {
    guard query.filter == filter, query.text == text, query.after == rows.last?.number else {
      return []
    }
    rows += page
    self.total = total
    isComplete = page.count < query.limit
    list.measure(count: rows.count, rows: height)
    return []
  }

  private mutating func pressed(_ key: Key) -> [ScreenAction] {
    if var field {
      switch key.code {
      case .enter:
        text = field.text
        self.field = nil
        return reload()
      case .escape: self.field = nil
      case .character("c") where key.control: self.field = nil
      default:
        _ = field.handle(key)
        self.field = field
      }
      return []
    }
    guard case .command(let name) = workplace.keymap.command(for: [key], in: contexts) else {
      return key.typed == "b" ? [.close] : []
    }
    switch name {
    case "open":
      guard let selected = list.selected, rows.indices.contains(selected) else { return [] }
      return [.goTo(rows[selected].number)]
    case "line-down": _ = list.move(by: 1)
    case "line-up": _ = list.move(by: -1)
    case "page-down": _ = list.page(1)
    case "page-up": _ = list.page(-1)
    case "top": _ = list.home()
    case "bottom": _ = list.end()
    case "filter-next": return turn(by: 1)
    case "filter-previous": return turn(by: -1)
    case "find": field = TextField(text)
    case "help": return [.show(PageScreen.help(workplace, contexts: contexts))]
    case "redraw": return [.effect(.redraw)]
    case "suspend": return [.effect(.suspend)]
    case "cancel", "quit": return [.close]
    default: break
    }
    let isNearEnd = list.selection >= rows.count - height
    return isNearEnd && !isComplete ? more() : []
  }

  private mutating func turn(by step: Int) -> [ScreenAction] {
    let all = ItemFilter.allCases
    let index = all.firstIndex(of: filter) ?? 0
    filter = all[(index + step + all.count) % all.count]
    return reload()
  }

  func view(in viewport: Viewport) -> Frame {
    var frame = Frame(viewport)
    let size = viewport.size
    var header = Line(" \(workplace.project.name)", Style.title.bolded)
    header.append("   ")
    for other in ItemFilter.allCases {
      header.append(other == filter ? "[\(other.title)]" : " \(other.title) ", other == filter ? Style.accent.bolded : .muted)
      header.append(" ")
    }
    frame.put(header, at: Point(row: 0, column: 0), columns: size.columns)
    frame.rule(row: 1, from: 0, columns: size.columns)
    if rows.isEmpty {
      let what = text.isEmpty ? "No item here is \(filter.title)." : "No item here holds \"\(text)\"."
      frame.put(Line(filter == .all && text.isEmpty ? "There are no items." : what, .muted), at: Point(row: 3, column: 2))
    }
    for (row, index) in list.visible.enumerated() where rows.indices.contains(index) {
      frame.put(
        line(rows[index], isSelected: index == list.selected, columns: size.columns, widths: viewport.widths),
        at: Point(row: 2 + row, column: 0), columns: size.columns)
    }
    frame.rule(row: size.rows - 2, from: 0, columns: size.columns)
    drawLastRow(in: &frame)
    return frame
  }

  private func drawLastRow(in frame: inout Frame) {
    let size = frame.size
    let last = Rect(row: size.rows - 1, column: 0, rows: 1, columns: size.columns)
    if let field {
      let used = frame.put(Line("Find: ", Style.accent.bolded), at: Point(row: last.row, column: 1))
      let view = field.view(columns: size.columns - used - 3, widths: frame.widths)
      if let line = view.lines.first {
        frame.put(line, at: Point(row: last.row, column: 1 + used))
      }
      frame.cursor = Point(row: last.row, column: 1 + used + view.cursor.column)
      return
    }
    let place = rows.isEmpty ? "" : "\(list.selection + 1) of \(max(total, rows.count))"
    HintRow.draw(
      in: &frame, rect: last, keymap: workplace.keymap, context: "list",
      commands: ["open", "filter-next", "find", "page-down", "cancel", "help"], notice: nil,
      receipt: place)
  }

  private func line(
    _ row: ItemSummary, isSelected: Bool, columns: Int, widths: Widths
  ) -> Line {
    let mark: (String, Style) =
      if row.isConflict {
        ("!", .warning)
      } else if row.aside != nil {
        ("-", .warning)
      } else if row.isJudged {
        ("✓", .good)
      } else if row.hasDraft {
        ("~", .accent)
      } else {
        ("·", .muted)
      }
    var line = Line(isSelected ? "▸" : " ", .accent)
    line.append("\(mark.0) ", mark.1)
    line.append("\(row.position)".leftPadded(to: 5), .muted)
    line.append("  \(row.externalID)", isSelected ? Style.selected.bolded : .body)
    line = line.truncated(to: 26, widths: widths).padded(to: 27, widths: widths)
    line.append(answers(row), .body)
    if row.isAsked { line.append(" ?", .warning) }
    line = line.truncated(to: 52, widths: widths).padded(to: 54, widths: widths)
    line.append(row.snippet, .muted)
    return line.truncated(to: columns, widths: widths)
  }

  private func answers(_ row: ItemSummary) -> String {
    if let aside = row.aside { return "aside: \(aside.name)" }
    return row.answers.compactMap { answered in
      guard let question = workplace.project.questions.first(where: { $0.id == answered.question })
      else { return nil }
      let sides = row.presented.first { $0.question == answered.question }?.fields ?? []
      return question.kind.summary(of: answered.answer, sides: sides)
    }.joined(separator: " · ")
  }
}

extension String {
  /// The text with blanks before it, for columns of numbers.
  func leftPadded(to columns: Int) -> String {
    String(repeating: " ", count: max(0, columns - count)) + self
  }
}
