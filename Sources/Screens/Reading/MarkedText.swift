import Terminal

/// A text whose changed words are marked, cut into its own lines.
struct MarkedText {
  struct SourceLine {
    var line = Line()
    var text = ""
    var isChanged = false
  }

  private(set) var lines = [SourceLine()]

  /// Draws unchanged words in `plain` and changed ones in `changed`.
  init(_ segments: [WordDifference.Segment], plain: Style, changed: Style, widths: Widths) {
    var column = 0
    var afterReturn = false
    for segment in segments {
      let style = segment.changed ? changed : plain
      var piece = ""
      func flush() {
        guard !piece.isEmpty else { return }
        lines[lines.count - 1].line.append(piece, style)
        lines[lines.count - 1].text += piece
        if segment.changed { lines[lines.count - 1].isChanged = true }
        piece = ""
      }
      for scalar in segment.text.unicodeScalars {
        switch scalar {
        case "\n", "\r":
          if scalar == "\r" || !afterReturn {
            flush()
            // A line end that only one side has belongs to the line that it ends.
            if segment.changed { lines[lines.count - 1].isChanged = true }
            lines.append(SourceLine())
            column = 0
          }
        case "\t":
          let blanks = Terminal.SourceLine.tabStop - column % Terminal.SourceLine.tabStop
          piece += String(repeating: " ", count: blanks)
          column += blanks
        default:
          piece.unicodeScalars.append(scalar)
          column += max(0, widths.width(of: scalar))
        }
        afterReturn = scalar == "\r"
      }
      flush()
    }
    if lines.count > 1, let last = lines.last, last.text.isEmpty { lines.removeLast() }
  }
}
