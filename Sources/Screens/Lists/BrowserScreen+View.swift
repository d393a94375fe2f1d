import Judgments
import Project
import Questions
import Terminal

extension BrowserScreen {
  func view(in viewport: Viewport) -> Frame {
    var frame = Frame(viewport)
    let size = viewport.size
    frame.put(header(columns: size.columns, widths: viewport.widths), at: Point(row: 0, column: 0))
    frame.rule(row: 1, from: 0, columns: size.columns)
    if rows.isEmpty {
      frame.put(
        Line(nothing, .muted), at: Point(row: 3, column: 2), columns: size.columns - 3)
    }
    for (row, index) in list.visible.enumerated() where rows.indices.contains(index) {
      frame.put(
        line(
          rows[index], isSelected: index == list.selected, columns: size.columns,
          widths: viewport.widths),
        at: Point(row: 2 + row, column: 0), columns: size.columns)
    }
    frame.rule(row: size.rows - 2, from: 0, columns: size.columns)
    drawLastRow(in: &frame)
    return frame
  }

  private var nothing: String {
    if !text.isEmpty { return "No item under “\(filter.title)” holds \"\(text)\"." }
    return filter == .all ? "There are no items." : "No item is under “\(filter.title)”."
  }

  /// All filters where there is room, else the one that holds and how to turn to the others.
  private func header(columns: Int, widths: Widths) -> Line {
    var all = Line(" \(workplace.project.name)", Style.title.bolded)
      .truncated(to: columns / 3, widths: widths)
    let name = all
    all.append("  ")
    for other in ItemFilter.allCases {
      let isThis = other == filter
      all.append(
        isThis ? "[\(other.title)]" : " \(other.title) ", isThis ? Style.accent.bolded : .muted)
    }
    if !text.isEmpty { all.append("  holding \"\(text)\"", .accent) }
    guard all.width(widths) > columns else { return all }
    var short = name
    short.append("  [\(filter.title)]", Style.accent.bolded)
    if !text.isEmpty { short.append("  holding \"\(text)\"", .accent) }
    return short.truncated(to: columns, widths: widths)
  }

  private func drawLastRow(in frame: inout Frame) {
    let size = frame.size
    let last = Rect(row: size.rows - 1, column: 0, rows: 1, columns: size.columns)
    if let field {
      FieldRow.draw("Find", field, in: &frame, row: last.row)
      return
    }
    let count = text.isEmpty ? "\(max(total, rows.count))" : "\(rows.count) found"
    let place = rows.isEmpty ? "" : "\(list.selection + 1) of \(count)"
    HintRow.draw(
      in: &frame, rect: last, keymap: workplace.keymap, context: "list",
      commands: ["open", "filter-next", "find", "page-down", "cancel", "help"], notice: notice,
      receipt: Line(place, .muted), words: ["cancel": "back"])
  }

  private static func mark(_ row: ItemSummary) -> (String, Style) {
    if row.isConflict { return ("!", .warning) }
    if row.aside != nil { return ("-", .warning) }
    if row.isJudged { return ("✓", .good) }
    return row.hasDraft ? ("~", .accent) : ("·", .muted)
  }

  private func line(
    _ row: ItemSummary, isSelected: Bool, columns: Int, widths: Widths
  ) -> Line {
    let mark = Self.mark(row)
    let idColumns = min(24, max(10, columns / 6))
    let answerColumns = min(32, max(16, columns / 4))
    func cell(_ line: Line, _ columns: Int) -> Line {
      line.truncated(to: columns, widths: widths).padded(to: columns + 1, widths: widths)
    }
    var line = Line(isSelected ? "▸" : " ", .accent)
    line.append("\(mark.0) ", mark.1)
    line.append("\(row.position)".leftPadded(to: 5) + "  ", .muted)
    line.append(
      cell(Line(row.externalID, isSelected ? Style.selected.bolded : .body), idColumns))
    var says = Line(answers(row).oneLine)
    if row.isAsked { says.append(says.isEmpty ? "asked" : " · asked", .warning) }
    line.append(cell(says, answerColumns))
    line.append(row.snippet.oneLine, .muted)
    return line.truncated(to: columns, widths: widths)
  }

  private func answers(_ row: ItemSummary) -> String {
    if let aside = row.aside { return "aside: \(aside.name)" }
    return row.answers.compactMap { answered in
      let question = workplace.project.questionAnswered(by: answered.question)
      let sides = row.presented.first { $0.question == answered.question }?.fields ?? []
      return question?.kind.summary(of: answered.answer, sides: sides)
    }.joined(separator: " · ")
  }
}

extension String {
  /// The text with blanks before it, for columns of numbers.
  func leftPadded(to columns: Int) -> String {
    String(repeating: " ", count: max(0, columns - count)) + self
  }
}
