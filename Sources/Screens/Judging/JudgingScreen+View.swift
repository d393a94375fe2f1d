import Project
import Questions
package import Terminal

extension JudgingScreen {
  /// Works out where everything stands, and breaks the texts for it.
  mutating func arrange() {
    guard var piece else { return }
    let widths = viewport.widths
    let size = viewport.size
    let columns = Arrangement.columns(
      in: size, showsGuidelines: showsColumn,
      panes: piece.isComparison && replyLayout != .flip ? 2 : 1
    ).text
    if piece.isComparison {
      piece.prompt.lay(out: columns, rows: size.rows, marking: nil, widths: widths)
    }
    let arrangement = Arrangement(
      size: size,
      wish: Arrangement.Wish(
        replies: piece.replies.count, layout: replyLayout, showsGuidelines: showsColumn,
        promptLines: piece.prompt.lines.count, questionRows: questionLines(piece).count))
    piece.prompt.lay(
      out: arrangement.prompt.columns, rows: arrangement.prompt.rows, marking: nil, widths: widths)
    if piece.prompt.scroll.height > 0 { piece.prompt.noteShown() }
    for index in piece.replies.indices {
      let isFlip = arrangement.replies.count == 1
      let rect = arrangement.replies[isFlip ? 0 : min(index, arrangement.replies.count - 1)]
      let other = piece.replies[index == 0 ? 1 : 0].contents.first?.text
      piece.replies[index].lay(
        out: rect.columns, rows: rect.rows, marking: piece.showsDifference ? other : nil,
        widths: widths)
      if !isFlip || index == piece.current { piece.replies[index].noteShown() }
    }
    if let handbook = workplace.handbook, let rect = panelRect(arrangement) {
      panel.lay(out: rect, handbook: handbook, widths: widths)
    }
    self.arrangement = arrangement
    self.piece = piece
  }

  /// Whether the guidelines stand in a column; where there is no room they lie in a drawer.
  private var showsColumn: Bool {
    guard showsPanel else { return false }
    switch tier {
    case .tooSmall, .narrow: return false
    case .middle: return piece?.isComparison != true || replyLayout == .flip
    case .wide: return true
    }
  }

  /// Where the guidelines are drawn: their column, or a drawer over the right half.
  func panelRect(_ arrangement: Arrangement) -> Rect? {
    guard showsPanel else { return nil }
    if let column = arrangement.guidelines { return column }
    let body = Rect(
      row: 2, column: 0, rows: max(0, arrangement.questions.row - 3), columns: viewport.size.columns
    )
    return body.rightColumns(min(40, viewport.size.columns * 2 / 3))
  }

  func questionLines(_ piece: Workpiece) -> [Line] {
    if case .labels(let field, let selected) = entry {
      return labelLines(field, selected: selected)
    }
    return QuestionRows.lines(
      piece.form, confidence: piece.confidence, typing: typing,
      columns: viewport.size.columns - 2, most: max(2, viewport.size.rows / 2),
      widths: viewport.widths)
  }

  private func labelLines(_ field: TextField, selected: Int) -> [Line] {
    let options = matchingOptions(field.text)
    let rows = max(3, viewport.size.rows / 3)
    let start = max(0, min(selected - rows + 2, options.count - rows + 1))
    return options.enumerated().dropFirst(start).prefix(rows - 1).map { index, option in
      var line = Line(index == selected ? "▸ " : "  ", .accent)
      line.append(option.title, index == selected ? Style.selected.bolded : .body)
      if let key = option.key { line.append("  \(key)", .key) }
      return line
    } + [Line("\(options.count) labels match · Enter chooses · ↑ ↓ move", .muted)]
  }

  package func view(in viewport: Viewport) -> Frame {
    var frame = Frame(viewport)
    guard let piece, let arrangement else { return waiting(in: frame) }
    HeaderRow.draw(
      in: &frame, rect: arrangement.header, project: workplace.project.name,
      position: piece.loaded.position, counts: counts, handbook: workplace.handbookLabel,
      handle: workplace.handle)
    frame.rule(row: 1, from: 0, columns: viewport.size.columns)
    drawTexts(piece, arrangement, in: &frame)
    drawGuidelines(arrangement, in: &frame)
    frame.rule(row: arrangement.questions.row - 1, from: 0, columns: viewport.size.columns)
    for (row, line) in questionLines(piece).prefix(arrangement.questions.rows).enumerated() {
      frame.put(
        line, at: Point(row: arrangement.questions.row + row, column: 1),
        columns: arrangement.questions.columns)
    }
    frame.rule(row: arrangement.hints.row - 1, from: 0, columns: viewport.size.columns)
    drawLastRow(arrangement, in: &frame)
    placeCursor(piece, arrangement, in: &frame)
    return frame
  }

  private func waiting(in frame: Frame) -> Frame {
    var frame = frame
    let text = notice?.text ?? ""
    for (row, line) in wrap(
      Line(text, notice?.style ?? .body), columns: min(80, frame.size.columns - 4),
      widths: frame.widths
    ).enumerated() {
      frame.put(line, at: Point(row: frame.size.rows / 3 + row, column: 2))
    }
    return frame
  }

  private func drawTexts(
    _ piece: Workpiece, _ arrangement: Arrangement, in frame: inout Frame
  ) {
    PaneView.draw(
      piece.prompt.lines, scroll: piece.prompt.scroll, in: arrangement.prompt, of: &frame,
      highlighting: find)
    if arrangement.replies.count == 1, piece.replies.indices.contains(piece.current) {
      drawReply(piece.current, piece, arrangement, at: 0, in: &frame)
    } else {
      for index in piece.replies.indices.prefix(arrangement.replies.count) {
        drawReply(index, piece, arrangement, at: index, in: &frame)
      }
      if arrangement.replies.count == 2 {
        let left = arrangement.replies[0]
        frame.columnRule(
          column: left.endColumn + 1, from: left.row - 1, rows: left.rows + 1, style: .line)
      }
    }
  }

  private func drawReply(
    _ index: Int, _ piece: Workpiece, _ arrangement: Arrangement, at place: Int,
    in frame: inout Frame
  ) {
    let pane = piece.replies[index]
    let title = arrangement.replyTitles[place]
    let isFlip = arrangement.replies.count == 1
    let style = index == 0 ? Style.left : Style.right
    let isCurrent = isFlip || index == piece.current
    frame.rule(row: title.row, from: title.column, columns: title.columns)
    var label = Line(" \(pane.side ?? "") ", isCurrent ? style.bolded.reversed : style.bolded)
    if isFlip {
      label.append(" \(index + 1) of \(piece.replies.count) · \(keyName("flip")) flips ", .muted)
    }
    if pane.isReadToEnd, pane.scroll.contentHeight > pane.scroll.height {
      label.append(" read to the end ", .muted)
    }
    frame.put(label, at: title.origin, columns: title.columns)
    PaneView.draw(
      pane.lines, scroll: pane.scroll, in: arrangement.replies[place], of: &frame,
      highlighting: find)
  }

  private func drawGuidelines(_ arrangement: Arrangement, in frame: inout Frame) {
    guard let rect = panelRect(arrangement), workplace.handbook != nil else { return }
    if arrangement.guidelines == nil {
      frame.fill(Rect(row: rect.row, column: rect.column - 2, rows: rect.rows, columns: rect.columns + 2), with: .body)
    }
    for row in rect.row..<rect.endRow {
      frame.put("┆", at: Point(row: row, column: rect.column - 2), style: .line)
    }
    PaneView.draw(panel.lines, scroll: panel.scroll, in: rect, of: &frame, highlighting: "")
  }

  private func drawLastRow(_ arrangement: Arrangement, in frame: inout Frame) {
    guard let entry, notice == nil else {
      HintRow.draw(
        in: &frame, rect: arrangement.hints, keymap: workplace.keymap, context: "judging",
        commands: hintCommands, notice: notice, receipt: receipt)
      return
    }
    let row = arrangement.hints.row
    guard let field = entry.field else {
      frame.put(Line(entry.label, .accent), at: Point(row: row, column: 1))
      return
    }
    let used = frame.put(Line("\(entry.label): ", Style.accent.bolded), at: Point(row: row, column: 1))
    let room = max(4, frame.size.columns - used - 3)
    let view = field.view(columns: room, widths: frame.widths)
    if let line = view.lines.first {
      frame.put(line, at: Point(row: row, column: 1 + used), columns: room)
    }
    frame.cursor = Point(row: row, column: 1 + used + view.cursor.column)
  }

  private var hintCommands: [String] {
    var commands = ["undo", "aside", "ask", "note"]
    if piece?.isComparison == true { commands += ["difference", "flip"] }
    commands += ["guidelines", "browse", "previous"]
    return commands + ["palette", "help"]
  }

  /// The cursor stands in the text that is being typed, and nowhere else.
  private func placeCursor(
    _ piece: Workpiece, _ arrangement: Arrangement, in frame: inout Frame
  ) {
    guard entry == nil, let typing, let row = piece.form.rows.firstIndex(where: \.focused) else {
      return
    }
    let lines = questionLines(piece)
    guard let first = lines.firstIndex(where: { $0.spans.first?.text == "▏" }) else { return }
    _ = row
    let view = typing.window(
      columns: arrangement.questions.columns - 2, rows: 3, widths: frame.widths)
    let place = Point(
      row: arrangement.questions.row + first + view.cursor.row, column: 2 + view.cursor.column)
    if place.row < arrangement.questions.endRow { frame.cursor = place }
  }
}
