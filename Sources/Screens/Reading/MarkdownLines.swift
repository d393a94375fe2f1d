import Guidelines
package import Markdown
package import Terminal

/// Markdown as calm text: weight and white space instead of marks, nothing wider than its pane.
package enum MarkdownLines {
  /// Reads a text and breaks it; one that comes out empty, such as `[]()`, is shown as it is.
  package static func lines(text: String, columns: Int, widths: Widths) -> [Line] {
    let blocks = MarkdownText.blocks(text, asWritten: true)
    // In a reply a line break is part of what is judged: a poem, an address, a list without marks.
    let layout = MarkdownLayout(widths: widths, marksExamples: false, keepsLines: true)
    let lines = layout.lines(blocks, columns: max(2, columns))
    let isEmpty = lines.allSatisfy(\.isEmpty)
    return isEmpty ? TextLines.lines(text, columns: columns, widths: widths) : lines
  }

  /// Breaks blocks into lines of at most `columns` cells, with an empty line between two blocks.
  package static func lines(_ blocks: [Block], columns: Int, widths: Widths) -> [Line] {
    MarkdownLayout(widths: widths, marksExamples: false).lines(blocks, columns: max(2, columns))
  }
}

/// The choices that hold for all blocks of one text.
struct MarkdownLayout {
  let widths: Widths
  /// Whether list items that begin with ✓ or ✗ are examples of a rule.
  let marksExamples: Bool
  /// Whether line breaks within a paragraph are kept.
  var keepsLines = false

  func lines(_ blocks: [Block], columns: Int, isTight: Bool = false, depth: Int = 0) -> [Line] {
    var lines: [Line] = []
    for (index, block) in blocks.enumerated() {
      if index > 0, !isTight, !isContinued(blocks[index - 1], by: block) { lines.append(.empty) }
      lines += self.lines(block, columns: columns, depth: depth)
    }
    return lines
  }

  /// Whether two numbered lists are one in which the numbers jump.
  private func isContinued(_ block: Block, by next: Block) -> Bool {
    guard case .list(let items, start: .some) = block, case .list(let others, start: .some) = next
    else { return false }
    return (items + others).allSatisfy(isShort)
  }

  private func lines(_ block: Block, columns: Int, depth: Int) -> [Line] {
    switch block {
    case .heading(let level, let inlines, id: _):
      return flow(inlines, style: Self.heading(level), columns: columns)
    case .paragraph(let inlines): return flow(inlines, style: .body, columns: columns)
    case .list(let items, let start):
      return list(items, start: start, columns: columns, depth: depth)
    case .quote(let blocks):
      let bar = Line("┃ ", .line)
      return Gutter(bar, rest: bar, widths: widths).before(in: columns) {
        lines(blocks, columns: $0, depth: depth)
      }
    case .code(let text, let language): return code(text, language: language, columns: columns)
    case .table(let header, let rows, let alignments):
      return TableLines(header: header, rows: rows, alignments: alignments, widths: widths)
        .lines(columns: columns)
    case .rule: return [Line(String(repeating: "─", count: columns), .line)]
    }
  }

  static func heading(_ level: Int) -> Style { level <= 2 ? Style.title.bolded : Style.body.bolded }

  func flow(_ inlines: [Inline], style: Style, columns: Int) -> [Line] {
    wrap(
      InlineLines(inlines, style: style, keepsLines: keepsLines).lines, columns: columns,
      widths: widths)
  }

  // MARK: Lists

  private func list(_ items: [[Block]], start: Int?, columns: Int, depth: Int) -> [Line] {
    let isTight = items.allSatisfy(isShort)
    let (last, overflow) = (start ?? 0).addingReportingOverflow(items.count - 1)
    let digits = String(overflow ? Int.max : last).count
    var lines: [Line] = []
    for (index, item) in items.enumerated() {
      if index > 0, !isTight { lines.append(.empty) }
      if marksExamples, let example = Example(item: item) {
        lines += self.example(example, columns: columns, depth: depth)
        continue
      }
      let mark = start.map { number($0, index, digits) } ?? (depth % 2 == 0 ? "• " : "◦ ")
      let gutter = Gutter(Line(mark, .muted), widths: widths)
      lines += gutter.before(in: columns) {
        let body = self.lines(item, columns: $0, isTight: isTight, depth: depth + 1)
        return body.isEmpty ? [.empty] : body
      }
    }
    return lines
  }

  private func number(_ start: Int, _ index: Int, _ digits: Int) -> String {
    let number = String(start.addingReportingOverflow(index).partialValue)
    return String(repeating: " ", count: max(0, digits - number.count)) + number + ". "
  }

  /// Whether an item is one paragraph, perhaps with lists of such items below.
  private func isShort(_ item: [Block]) -> Bool {
    for (index, block) in item.enumerated() {
      switch block {
      case .paragraph where index == 0: continue
      case .list(let items, start: _) where items.allSatisfy(isShort): continue
      default: return false
      }
    }
    return true
  }

  private func example(_ example: Example, columns: Int, depth: Int) -> [Line] {
    let style = example.isGood ? Style.good : Style.bad
    let gutter = Gutter(Line(example.isGood ? " ✓ " : " ✗ ", style.bolded), widths: widths)
    return gutter.before(in: columns) {
      lines(example.blocks, columns: $0, isTight: true, depth: depth + 1).map { line in
        line.restyled { if $0.role == .body { $0.role = style.role } }
      }
    }
  }

  // MARK: Code

  private func code(_ text: String, language: String?, columns: Int) -> [Line] {
    var lines: [Line] = []
    if let language {
      lines += Gutter(Line("┌ ", .line), widths: widths).before(in: columns) {
        wrap(Line(language, .muted), columns: $0, widths: widths)
      }
    }
    for line in DisplayText.lines(of: text, widths: widths) {
      let gutter = Gutter(
        Line("│ ", .line), rest: Line([Span("│", .line), Span("↪", .muted)]), widths: widths)
      lines += gutter.before(in: columns) {
        CutLine.cut(Line(line, .code), columns: $0, widths: widths)
      }
    }
    return lines
  }
}
