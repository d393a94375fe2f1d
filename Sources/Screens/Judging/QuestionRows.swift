import Questions
import Terminal

/// The questions as rows: the focused one with its options, the others with their answers.
struct QuestionRows {
  private(set) var lines: [Line] = []
  /// Where the cursor of a text that is being typed stands among the lines.
  private(set) var cursor: Point?

  /// What the rows are made of besides the form.
  struct Setting {
    /// What stands above the questions, such as versions in conflict.
    var above: [Line] = []
    var confidence: Int?
    /// My remarks on the item, counted.
    var remarks: [String] = []
    var typing: TextField?
    var columns: Int
    var most: Int
    /// Whether optional questions without an answer are left out until they have the focus.
    var isCompact: Bool
    var widths: Widths
    /// The names of the keys that the rows speak of.
    var listKey = "l"
    var rawKey = "R"
    var submitKey = "Enter"
    /// What stands instead of the questions, such as a list of labels.
    var replacement: [Line]?
  }

  private let setting: Setting

  init(_ form: Form, _ setting: Setting) {
    self.setting = setting
    let above = Array(setting.above.prefix(max(0, setting.most - 2)))
    lines = above
    if let replacement = setting.replacement {
      lines += replacement
      return
    }
    let rows = form.rows.filter {
      !setting.isCompact || $0.focused || $0.answered || !$0.question.optional
    }
    guard let focus = rows.firstIndex(where: \.focused) else { return }
    let room = max(2, setting.most - above.count)
    var block = focused(rows[focus], hidden: "", most: rows.count > 1 ? max(2, room - 1) : room)
    var (first, last) = Self.window(rows.count, focus: focus, room: room - block.lines.count)
    if last - first + 1 < rows.count {
      // What is left out is counted, which may take a row itself.
      let counted = Self.counted(above: first, below: rows.count - 1 - last)
      block = focused(rows[focus], hidden: counted, most: room)
      (first, last) = Self.window(rows.count, focus: focus, room: room - block.lines.count)
      let again = Self.counted(above: first, below: rows.count - 1 - last)
      block = focused(rows[focus], hidden: again, most: room)
    }
    for index in first...last {
      if index != focus {
        lines.append(other(rows[index]))
      } else {
        if let place = block.cursor {
          cursor = Point(row: lines.count + place.row, column: place.column)
        }
        lines += block.lines
      }
    }
  }

  /// The rows around the focus that find room: one before it, then those after, then the rest.
  private static func window(_ count: Int, focus: Int, room: Int) -> (first: Int, last: Int) {
    var (first, last) = (focus, focus)
    for _ in 0..<max(0, room) {
      if first == focus, first > 0 {
        first -= 1
      } else if last < count - 1 {
        last += 1
      } else if first > 0 {
        first -= 1
      }
    }
    return (first, last)
  }

  private static func counted(above: Int, below: Int) -> String {
    var words: [String] = []
    if above > 0 { words.append("▲ \(above)") }
    if below > 0 { words.append("▼ \(below)") }
    if words.isEmpty { return "" }
    return words.joined(separator: " ") + (above + below == 1 ? " question" : " questions")
  }

  private func other(_ row: FormRow) -> Line {
    var line = Line()
    line.append(row.answered ? "✓ " : "· ", row.answered ? .good : .muted)
    line.append(row.question.ask.oneLine, .muted)
    if row.answered {
      // The answer is worth more than the end of the question.
      let answer = Line("  \(row.view.selectedSummary.oneLine)")
        .truncated(to: setting.columns * 2 / 3, widths: setting.widths)
      let room = setting.columns - answer.width(setting.widths)
      return line.truncated(to: room, widths: setting.widths) + answer
    }
    let word = row.question.optional ? "  optional" : "  open"
    return line.truncated(to: setting.columns - word.count, widths: setting.widths)
      .appending(word, .muted)
  }

  private func focused(
    _ row: FormRow, hidden: String, most: Int
  ) -> (lines: [Line], cursor: Point?) {
    if row.view.text != nil { return text(row, hidden: hidden, most: most) }
    // A first try without a limit tells how many rows the question itself may have.
    let all = options(row, most: .max)
    let ask = ask(row, extra: hidden, most: max(1, most - min(all.lines.count, most / 2)))
    var options = options(row, most: max(1, most - ask.count))
    guard options.hidesChosen else { return (ask + options.lines, nil) }
    let chosen = "✓ \(row.view.selectedSummary.oneLine)"
    let told = self.ask(
      row, extra: [chosen, hidden].filter { !$0.isEmpty }.joined(separator: "   "), most: ask.count)
    options = self.options(row, most: max(1, most - told.count))
    return (told + options.lines, nil)
  }

  private func options(_ row: FormRow, most: Int) -> OptionRows {
    OptionRows(
      row.view.options, columns: setting.columns, most: most, listKey: setting.listKey,
      widths: setting.widths)
  }

  /// The question in at most so many rows; what is cut is marked with the key that shows it.
  private func ask(_ row: FormRow, extra: String, most: Int) -> [Line] {
    var facts: [String] = []
    if row.question.optional { facts.append("optional") }
    if let confidence = setting.confidence { facts.append("sure \(confidence) of 5") }
    facts += setting.remarks
    let isWriting = row.view.text != nil
    if !row.view.hint.isEmpty, !isWriting || setting.typing != nil { facts.append(row.view.hint) }
    if !extra.isEmpty { facts.append(extra) }
    let tail = Line(facts.map { "   \($0)" }.joined(), .muted)
      .truncated(to: setting.columns - 12, widths: setting.widths)
    let lines = wrap(
      Line(row.question.ask, Style.body.bolded) + tail, columns: setting.columns,
      widths: setting.widths, hangingIndent: 0)
    guard lines.count > most else { return lines }
    let end = Line(" ▼ \(setting.rawKey) shows all", .muted) + tail
    let room = setting.columns - end.width(setting.widths)
    var cut = Array(lines.prefix(most))
    cut[most - 1] =
      room > 8
      ? (cut[most - 1] + Line("…")).truncated(to: room, widths: setting.widths) + end
      : end.truncated(to: setting.columns, widths: setting.widths)
    return cut
  }

  private func text(
    _ row: FormRow, hidden: String, most: Int
  ) -> (lines: [Line], cursor: Point?) {
    let ask = ask(row, extra: hidden, most: max(1, most / 2))
    let rows = max(1, most - ask.count)
    guard let typing = setting.typing else {
      let written = row.view.text ?? ""
      guard !written.isEmpty else {
        return (ask + [Line(" \(setting.submitKey) writes", .muted)], nil)
      }
      let lines = DisplayText.lines(of: written, widths: setting.widths)
        .flatMap {
          wrap(Line($0, .body, indent: 1), columns: setting.columns, widths: setting.widths)
        }
      let shown = Array(lines.suffix(rows))
      guard lines.count > rows else { return (ask + shown, nil) }
      let counted = Self.lineCount(above: lines.count - rows, below: 0)
      return (self.ask(row, extra: counted, most: ask.count) + shown, nil)
    }
    let whole = typing.view(columns: setting.columns - 2, widths: setting.widths)
    let view = typing.window(columns: setting.columns - 2, rows: rows, widths: setting.widths)
    let hiddenAbove = whole.cursor.row - view.cursor.row
    let counted = Self.lineCount(
      above: hiddenAbove, below: whole.lines.count - hiddenAbove - view.lines.count)
    let head =
      counted.isEmpty
      ? ask
      : self.ask(
        row, extra: [counted, hidden].filter { !$0.isEmpty }.joined(separator: "   "),
        most: ask.count)
    let body = view.lines.map { Line([Span("▏", .accent)] + $0.spans) }
    return (
      head + body, Point(row: head.count + view.cursor.row, column: 1 + view.cursor.column)
    )
  }

  private static func lineCount(above: Int, below: Int) -> String {
    var words: [String] = []
    if above > 0 { words.append("▲ \(above)") }
    if below > 0 { words.append("▼ \(below)") }
    return words.isEmpty ? "" : words.joined(separator: " ") + " lines"
  }
}

extension String {
  /// The text with every run of white space as one blank.
  var oneLine: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
