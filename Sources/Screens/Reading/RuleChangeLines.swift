package import Guidelines
package import Terminal

/// What became of a rule: its old lines marked −, its new ones +, with the words that differ.
package enum RuleChangeLines {
  /// Breaks a change into lines of at most `columns` cells.
  package static func lines(_ change: RuleChange, columns: Int, widths: Widths) -> [Line] {
    var lines = wrap(heading(change), columns: columns, widths: widths, hangingIndent: 2)
    let body = body(change, columns: columns, widths: widths)
    if !body.isEmpty { lines += [.empty] + body }
    return lines
  }

  /// Breaks all changes, an empty line between two.
  package static func lines(_ changes: [RuleChange], columns: Int, widths: Widths) -> [Line] {
    var lines: [Line] = []
    for change in changes {
      if !lines.isEmpty { lines.append(.empty) }
      lines += self.lines(change, columns: columns, widths: widths)
    }
    return lines
  }

  private static func heading(_ change: RuleChange) -> Line {
    var line = Line()
    if let old = change.oldTitle {
      line.append(old, Style.removed.bolded)
      line.append(" → ", .muted)
    }
    line.append(change.title.isEmpty ? change.id : change.title, Style.accent.bolded)
    let word =
      switch change.kind {
      case .added: "new rule"
      case .removed: "rule removed"
      case .changed: "changed"
      case .renamed(let from): "renamed, was \(from)"
      case .moved: "moved"
      }
    line.append("  \(word)", .muted)
    return line
  }

  private static func body(_ change: RuleChange, columns: Int, widths: Widths) -> [Line] {
    switch change.kind {
    case .renamed, .moved: return []
    case .added, .removed, .changed:
      let (old, new) = WordDifference.compare(change.old ?? "", change.new ?? "")
      let before = marked(change.old, old, .removed, widths)
      let after = marked(change.new, new, .added, widths)
      return LineDifference.merge(before, after).flatMap { entry in
        let gutter =
          switch entry {
          case .both: Gutter(Line("  "), widths: widths)
          case .old: Gutter(Line("− ", .removed), rest: Line("− ", .removed), widths: widths)
          case .new: Gutter(Line("+ ", .added), rest: Line("+ ", .added), widths: widths)
          }
        return gutter.before(in: columns) {
          wrap(
            entry.line.line, columns: $0, widths: widths,
            hangingIndent: min(TextLines.hang(entry.line.text), $0 / 3))
        }
      }
    }
  }

  private static func marked(
    _ text: String?, _ segments: [WordDifference.Segment], _ style: Style, _ widths: Widths
  ) -> [MarkedText.SourceLine] {
    guard let text, !text.isEmpty else { return [] }
    // A text that is all new needs no word of it underlined.
    let isWhole = segments.allSatisfy(\.changed)
    return MarkedText(
      segments, plain: .body, changed: isWhole ? style : style.underlined, widths: widths
    ).lines
  }
}
