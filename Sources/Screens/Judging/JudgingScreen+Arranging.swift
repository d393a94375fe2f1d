import Guidelines
import Questions
import Terminal

extension JudgingScreen {
  /// Works out where everything stands, and breaks the texts for it.
  mutating func arrange() {
    guard var piece else { return }
    let widths = viewport.widths
    let size = viewport.size
    let place = guidelinesPlace
    let columns = Arrangement.columns(
      in: size, hasColumn: place == .column,
      panes: piece.isComparison && replyLayout != .flip ? 2 : 1
    ).text
    if piece.isComparison {
      piece.prompt.measure(columns: min(columns, Layout.widestText), widths: widths)
    }
    var wish = Arrangement.Wish(
      replies: piece.replies.count, layout: replyLayout, guidelines: place,
      promptLines: piece.prompt.lines.count, questionRows: questionRows(piece).lines.count,
      hintRows: HintRow.lines(message, columns: size.columns, widths: widths).count)
    // The replies' columns never depend on their lines, so they are broken before both get rows.
    let replyColumns = Arrangement(size: size, wish: wish).replies.map(\.columns)
    if let columns = replyColumns.first {
      for index in piece.replies.indices {
        piece.replies[index].measure(
          columns: replyColumns.indices.contains(index) ? replyColumns[index] : columns,
          marking: marking(index, in: piece), widths: widths)
      }
      wish.replyLines = piece.replies.map(\.lines.count).max() ?? 0
    }
    let arrangement = Arrangement(size: size, wish: wish)
    piece.prompt.lay(
      out: arrangement.prompt.columns, rows: arrangement.prompt.rows, marking: nil, widths: widths)
    let isFlip = arrangement.replies.count == 1
    for index in piece.replies.indices {
      let rect = arrangement.replies[isFlip ? 0 : min(index, arrangement.replies.count - 1)]
      piece.replies[index].lay(
        out: rect.columns, rows: rect.rows, marking: marking(index, in: piece), widths: widths)
    }
    if let handbook = workplace.handbook, let rect = arrangement.guidelines {
      panel.lay(out: panelText(rect), handbook: handbook, widths: widths)
    }
    self.arrangement = arrangement
    self.piece = piece
  }

  /// The text to which a reply's differences are marked; nil while none are.
  private func marking(_ index: Int, in piece: Workpiece) -> String? {
    piece.showsDifference ? piece.replies[index == 0 ? 1 : 0].contents.first?.text : nil
  }

  /// Notes what of the texts reached the terminal: what a drawer or a notice covers did not.
  mutating func noteShown() {
    guard tier != .tooSmall, let arrangement, var piece else { return }
    let drawer = guidelinesPlace == .drawer ? arrangement.guidelines : nil
    func isOpen(_ rect: Rect) -> Bool {
      !rect.isEmpty && drawer.map { rect.intersection($0).isEmpty } ?? true
    }
    if isOpen(arrangement.prompt) { piece.prompt.noteShown() }
    if arrangement.replies.count == 1 {
      if isOpen(arrangement.replies[0]) { piece.replies[piece.current].noteShown() }
    } else {
      for (index, rect) in arrangement.replies.enumerated() where isOpen(rect) {
        piece.replies[index].noteShown()
      }
    }
    self.piece = piece
  }

  /// Where the rule's text stands: a drawer has a title row and a blank column at its edge.
  func panelText(_ rect: Rect) -> Rect {
    guidelinesPlace == .drawer ? rect.inset(top: 1, left: 3) : rect
  }

  /// What the last rows say: the newest message, else the menu that is open.
  var message: Notice? {
    if let notice { return notice }
    guard let entry, entry.field == nil else { return nil }
    return Notice(
      text: "\(entry.label)   \(keyName("cancel")) cancels", style: .accent)
  }

  func questionRows(_ piece: Workpiece) -> QuestionRows {
    let size = viewport.size
    return QuestionRows(
      piece.form,
      QuestionRows.Setting(
        above: aboveQuestions(piece), confidence: piece.confidence,
        remarks: remarks(on: piece.loaded), typing: typing,
        columns: size.columns - 2, most: Arrangement.mostQuestionRows(in: size),
        isCompact: Arrangement.isCompact(size), widths: viewport.widths,
        listKey: keyName("filter-labels"), rawKey: keyName("raw"), submitKey: keyName("submit"),
        replacement: labelLines()))
  }

  /// My own remarks on an item, in a few words.
  private func remarks(on item: LoadedItem) -> [String] {
    [(item.notes.count, "note", "notes"), (item.asks.count, "question asked", "questions asked")]
      .filter { $0.0 > 0 }.map { "\($0.0) \($0.0 == 1 ? $0.1 : $0.2)" }
  }

  private func aboveQuestions(_ piece: Workpiece) -> [Line] {
    VersionRows(piece, in: workplace).lines(
      columns: viewport.size.columns - 2, most: VersionRows.mostRows(in: viewport.size),
      widths: viewport.widths)
  }

  /// The labels that match what is typed, while labels are looked for.
  private func labelLines() -> [Line]? {
    guard case .labels(let field, let selected) = entry, let row = piece?.focused else {
      return nil
    }
    let ask = Line(row.question.ask.oneLine, Style.body.bolded)
      .truncated(to: viewport.size.columns - 2, widths: viewport.widths)
    let options = matchingOptions(field.text)
    let size = viewport.size
    let rows = min(max(5, size.rows / 3), Arrangement.mostQuestionRows(in: size)) - 2
    let start = max(0, min(selected - rows + 1, options.count - rows))
    let shown = options.enumerated().dropFirst(start).prefix(rows).map { index, option in
      var line = Line(index == selected ? "▸ " : "  ", .accent)
      line.append(option.title, index == selected ? Style.selected.bolded : .body)
      if let key = option.key { line.append("  \(key)", .key) }
      return line
    }
    let below = options.count - start - shown.count
    var count = start > 0 ? "▲ \(start) " : ""
    if below > 0 { count += "▼ \(below) " }
    count += options.count == 1 ? "1 label matches" : "\(options.count) labels match"
    return [ask] + shown + [Line("\(count) · Enter chooses · ↑ ↓ move", .muted)]
  }
}
