import Judgments
import Project
import Questions
package import Terminal

extension JudgingScreen {
  package func view(in viewport: Viewport) -> Frame {
    var frame = Frame(viewport)
    guard let piece, let arrangement else { return waiting(in: frame) }
    HeaderRow.draw(
      in: &frame, rect: arrangement.header, project: workplace.project.name,
      position: piece.loaded.position, counts: counts, handbook: workplace.handbookLabel,
      handle: workplace.handle, isSyncing: sync.isGoingOn)
    frame.rule(row: 1, from: 0, columns: viewport.size.columns)
    frame.put(
      facts(of: piece).truncated(to: viewport.size.columns - 6, widths: viewport.widths),
      at: Point(row: 1, column: 2))
    drawTexts(piece, arrangement, in: &frame)
    drawGuidelines(arrangement, in: &frame)
    let questions = questionRows(piece)
    let rule = arrangement.questions.row - 1
    frame.rule(row: rule, from: 0, columns: viewport.size.columns)
    for (row, line) in questions.lines.prefix(arrangement.questions.rows).enumerated() {
      frame.put(
        line, at: Point(row: arrangement.questions.row + row, column: 1),
        columns: arrangement.questions.columns)
    }
    if let hintRule = arrangement.hintRule {
      frame.rule(row: hintRule, from: 0, columns: viewport.size.columns)
    }
    drawLastRow(arrangement, in: &frame)
    // The cursor stands in the text that is being typed, and nowhere else.
    if entry == nil, typing != nil, let place = questions.cursor,
      place.row < arrangement.questions.rows
    {
      frame.cursor = Point(
        row: arrangement.questions.row + place.row,
        column: arrangement.questions.column + place.column)
    }
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

  /// What is to be known of the item before reading it, on the rule below the header.
  private func facts(of piece: Workpiece) -> Line {
    let item = piece.loaded
    var facts = [Line(item.externalID, .muted)]
    if let standing = VersionRows.standing(of: item) { facts.append(Line(standing, .warning)) }
    if item.standing == .twin {
      facts.append(Line("≡ \(item.versions.count) devices alike", .muted))
    }
    if !item.hasChoice, !item.isConflict, let judgment = item.versions.first?.judgment {
      let says = VersionRows.summary(judgment, in: workplace, sides: piece.sides).oneLine
      let word = judgment.aside == nil ? "judged: \(says)" : says
      facts.append(Line(word, .good).truncated(to: 40, widths: viewport.widths))
    }
    if item.draft != nil || piece.isDirty { facts.append(Line("draft", .accent)) }
    for (count, word) in [(item.asks.count, "question asked"), (item.notes.count, "note")]
    where count > 0 {
      let plural = word == "note" ? "notes" : "questions asked"
      facts.append(Line("\(count) \(count == 1 ? word : plural)", .muted))
    }
    if piece.watch.isAway { facts.append(Line("away", .warning)) }
    if piece.isRightToLeft { facts.append(Line("contains right-to-left text", .warning)) }
    let line = facts.reduce(into: Line(" ")) { line, fact in
      if line.width(viewport.widths) > 1 { line.append(" · ", .line) }
      line.append(fact)
    }
    return line + Line(" ")
  }

  private func drawTexts(
    _ piece: Workpiece, _ arrangement: Arrangement, in frame: inout Frame
  ) {
    PaneView.draw(
      piece.prompt.lines, scroll: piece.prompt.scroll, in: arrangement.prompt, of: &frame,
      highlighting: find)
    if arrangement.replies.count == 1, piece.replies.indices.contains(piece.current) {
      drawReply(piece.current, piece, arrangement, at: 0, in: &frame)
      return
    }
    for index in piece.replies.indices.prefix(arrangement.replies.count) {
      drawReply(index, piece, arrangement, at: index, in: &frame)
    }
    guard arrangement.replies.count == 2 else { return }
    let left = arrangement.replies[0]
    frame.columnRule(
      column: left.endColumn + 1, from: left.row - 1, rows: left.rows + 1, style: .line)
  }

  private func drawReply(
    _ index: Int, _ piece: Workpiece, _ arrangement: Arrangement, at place: Int,
    in frame: inout Frame
  ) {
    let pane = piece.replies[index]
    let title = arrangement.replyTitles[place]
    let isFlip = arrangement.replies.count == 1
    let style = index == 0 ? Style.left : Style.right
    let isCurrent = isFlip || (index == piece.current && !piece.isLocked)
    frame.rule(row: title.row, from: title.column, columns: title.columns)
    var label = Line(" \(pane.side ?? "") ", isCurrent ? style.bolded.reversed : style.bolded)
    if isFlip {
      label.append(" \(index + 1) of \(piece.replies.count) · \(keyName("flip")) flips ", .muted)
    }
    if piece.showsDifference { label.append(" differences marked ", .muted) }
    if pane.isRead, pane.scroll.contentHeight > pane.scroll.height {
      label.append(" read to the end ", .muted)
    }
    frame.put(label, at: title.origin, columns: title.columns)
    PaneView.draw(
      pane.lines, scroll: pane.scroll, in: arrangement.replies[place], of: &frame,
      highlighting: find)
  }

  private func drawGuidelines(_ arrangement: Arrangement, in frame: inout Frame) {
    guard let rect = arrangement.guidelines, workplace.handbook != nil else { return }
    let text = panelText(rect)
    if guidelinesPlace == .drawer {
      frame.fill(rect, with: .body)
      frame.rule(row: rect.row, from: rect.column, columns: rect.columns)
      let title = Line([
        Span(" Guidelines \(workplace.handbookLabel) ", Style.title.bolded),
        Span("· ", .line), Span(keyName("guidelines"), Style.key.bolded), Span(" closes ", .muted),
      ])
      frame.put(title, at: Point(row: rect.row, column: rect.column + 2), columns: rect.columns - 3)
      frame.columnRule(column: rect.column, from: rect.row, rows: rect.rows)
    } else {
      frame.columnRule(column: rect.column - 2, from: rect.row, rows: rect.rows)
    }
    PaneView.draw(
      panel.lines, scroll: panel.scroll, in: text, of: &frame, highlighting: panel.wanted)
  }

  private func drawLastRow(_ arrangement: Arrangement, in frame: inout Frame) {
    if let entry, let field = entry.field, notice == nil {
      FieldRow.draw(label(of: entry), field, in: &frame, row: arrangement.hints.row)
      return
    }
    HintRow.draw(
      in: &frame, rect: arrangement.hints, keymap: workplace.keymap, context: "judging",
      commands: hintCommands, notice: message, receipt: Line(receipt, .good),
      overflow: arrangement.questions.row - 1,
      words: (piece?.loaded.versions.count ?? 0) > 2 ? ["keep-first": "keep a version"] : [:])
  }

  /// What is being typed, with the item where it is not the one shown.
  private func label(of entry: Entry) -> String {
    switch entry {
    case .ask(_, let item) where item != piece?.loaded.number,
      .note(_, let item) where item != piece?.loaded.number:
      "\(entry.label) · item \(position(of: item))"
    default: entry.label
    }
  }

  /// The commands of the last row; while a text is typed, only those that are no letters.
  private var hintCommands: [String] {
    if typing != nil { return ["question-next", "editor", "submit", "cancel"] }
    var commands = ["undo", "aside", "ask", "note"]
    if let loaded = piece?.loaded, loaded.hasChoice {
      commands.insert(
        contentsOf: loaded.versions.count > 2 ? ["keep-first"] : ["keep-first", "keep-second"],
        at: 0)
    }
    if piece?.form.submit == .enter, piece?.form.missing.isEmpty == true {
      commands.insert("submit", at: 0)
    }
    if piece?.isComparison == true { commands += ["difference", "flip"] }
    if workplace.handbook != nil { commands.append("guidelines") }
    commands += ["browse", "previous"]
    return commands + ["palette", "help"]
  }
}
