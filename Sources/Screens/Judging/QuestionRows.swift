import Judgments
import Questions
import Terminal

/// The questions as rows: the focused one with its options, the others with their answers.
enum QuestionRows {
  /// The rows at a width.
  static func lines(
    _ form: Form, confidence: Int?, typing: TextField?, columns: Int, most: Int, widths: Widths
  ) -> [Line] {
    let rows = form.rows
    var lines: [Line] = []
    for row in rows {
      if row.focused {
        lines += focused(row, confidence: confidence, typing: typing, columns: columns, widths: widths)
      } else {
        lines.append(other(row))
      }
    }
    guard lines.count > most, let focus = rows.firstIndex(where: \.focused) else { return lines }
    // The focused question stays whole before the others get a row.
    let before = focus
    let start = min(max(0, before - 1), max(0, lines.count - most))
    return Array(lines[start..<min(lines.count, start + most)])
  }

  private static func other(_ row: FormRow) -> Line {
    var line = Line()
    if row.answered {
      line.append("✓ ", .good)
      line.append(row.question.ask, .muted)
      line.append("  \(row.view.selectedSummary)", .body)
    } else {
      line.append("· ", .muted)
      line.append(row.question.ask, .muted)
      line.append(row.question.optional ? "  optional" : "  open", .muted)
    }
    return line
  }

  private static func focused(
    _ row: FormRow, confidence: Int?, typing: TextField?, columns: Int, widths: Widths
  ) -> [Line] {
    var ask = Line(row.question.ask, Style.body.bolded)
    if row.question.optional { ask.append("  optional", .muted) }
    if let confidence { ask.append("   sure \(confidence) of 5", .muted) }
    if !row.view.hint.isEmpty { ask.append("   \(row.view.hint)", .muted) }
    var lines = wrap(ask, columns: columns, widths: widths, hangingIndent: 0)
    if row.view.text != nil {
      lines += text(row, typing: typing, columns: columns, widths: widths)
    } else {
      lines += options(row.view.options, columns: columns, widths: widths)
    }
    return lines
  }

  private static func text(
    _ row: FormRow, typing: TextField?, columns: Int, widths: Widths
  ) -> [Line] {
    guard let typing else {
      let written = row.view.text ?? ""
      guard !written.isEmpty else { return [Line(" Enter writes", .muted)] }
      let lines = DisplayText.lines(of: written, widths: widths)
        .flatMap { wrap(Line($0, .body, indent: 1), columns: columns, widths: widths) }
      return Array(lines.suffix(3))
    }
    return typing.window(columns: columns - 2, rows: 3, widths: widths).lines.map {
      Line([Span("▏", .accent)] + $0.spans)
    }
  }

  /// Options as `key title`, three blanks apart, in as many rows as they need.
  static func options(_ options: [OptionState], columns: Int, widths: Widths) -> [Line] {
    var lines: [Line] = []
    var line = Line([], indent: 1)
    for state in options {
      var piece = Line()
      if let key = state.option.key { piece.append("\(key) ", Style.key.bolded) }
      piece.append(
        state.option.title, state.chosen ? Style.selected.bolded : .body)
      if state.chosen { piece.append("✓", .selected) }
      let gap = line.isEmpty ? 0 : 3
      if !line.isEmpty, line.width(widths) + gap + piece.width(widths) > columns {
        lines.append(line)
        line = Line([], indent: 1)
      } else if gap > 0 {
        line.append(String(repeating: " ", count: gap))
      }
      line.append(piece)
    }
    if !line.isEmpty { lines.append(line) }
    return lines
  }
}
